/** The prototypes of patrols and of visits to homes. */
import { sql } from 'kysely'
import type { Db } from '../../kernel/db.ts'
import type { Actor } from '../../kernel/rules.ts'
import { at } from './world.ts'

type Run = <T = Key>(op: string, input: unknown, actor?: Actor) => Promise<T>

export async function patrolOf(db: Db, run: Run, holder: string, owner: Actor) {
  const spot = await run('grid.addPoint', { place: at.grid, name: '南门岗亭', code: 'MATRIX-1' })
  const walk = { holder: holder, days: ['5'], starts: '09:00', minutes: 60, points: [spot.id] }
  const plan = await run('grid.planPatrol', { place: at.grid, name: '早巡', ...walk })
  const round = await run('grid.makeRound', { place: at.grid, plan: plan.id, day: '2026-11-20' })
  const ended = await run('grid.makeRound', { place: at.grid, plan: plan.id, day: '2026-11-19' })
  await sql`update grid.visit set state = 'visited' where round = ${ended.id}`.execute(db)
  await sql`update kernel.work set ended = true where record = ${ended.id} or record in (select id from grid.visit where round = ${ended.id})`.execute(
    db,
  )
  const { visits } = await run<{ visits: { id: string }[] }>('grid.round', { community: at.community, id: round.id })
  const home = await run(
    'grid.askVisit',
    { place: at.grid, what: '看看扶手', address: '12幢3单元502室', phone: '13812345678' },
    owner,
  )
  for (const table of ['kernel.work', 'grid.home_visit'])
    await sql`update ${sql.table(table)} set holder = ${holder} where ${sql.ref(table === 'kernel.work' ? 'record' : 'id')} = ${home.id}`.execute(
      db,
    )
  return { spot, plan, round, visits, home, walk }
}
type Key = { community: string; id: string }
