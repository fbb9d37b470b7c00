/** The prototypes of the works: one project that is reviewed and holds everything, one that is under way, a sample and a visit. */
import { sql } from 'kysely'
import type { OpenHouse } from '../../kernel/house.ts'
import { newId } from '../../kernel/id.ts'
import type { Actor } from '../../kernel/rules.ts'

type Key = { community: string; id: string }
type Run = <T = { id: string }>(op: string, input: unknown, actor?: Actor) => Promise<T>
type Whole = Key & Record<'quotes' | 'milestones' | 'changes' | 'defects', { id: string }[]>
type Ground = { place: string; grid: string; room: string; body: string; line: string }

export async function worksOf({ db }: OpenHouse, run: Run, { place, grid, room, body, line }: Ground, now: Date) {
  const community = place.slice(0, 12)
  const key = ({ id }: { id: string }): Key => ({ community, id })
  const resolution = await inForce()
  const opened = async (rank: number, title: string) => {
    const said = { place, resolution, rank, title, said: '晚上看不清路', item: '509' }
    const p = key(await run('works.openProject', said))
    await run('works.estimate', { ...p, amount: '500', text: '四盏灯' })
    await run('works.announce', p)
    await db.updateTable('works.project').set({ noticedOn: '2026-01-05' }).where('id', '=', p.id).execute()
    const { quotes } = await run<Whole>('works.addQuote', { ...p, bidder: '照明公司', amount: '480' })
    await run('works.choose', { ...p, quote: quotes[0]!.id, way: 'direct' })
    const signed = { line, number: `GC-${rank}`, signedDay: '2026-05-01', dueOn: '2026-12-31' }
    await run('works.signContract', { ...p, ...signed })
    return p
  }
  const [project, going] = [await opened(1, '换四盏路灯'), await opened(2, '东门装灯')]
  const { milestones } = await run<Whole>('works.addMilestone', {
    ...project,
    title: '立杆',
    dueOn: '2026-12-01',
    share: 40,
  })
  await run('works.reportSite', { ...project, text: '杆立好了', milestone: milestones[0]!.id })
  const { changes } = await run<Whole>('works.change', { ...project, amount: '1', why: '加一只开关' })
  await stand('reviewing')
  await sql`update works.project set round = 1, accepted_number = 'YS-1', accepted_on = '2026-06-01' where id in (${project.id}, ${going.id})`.execute(
    db,
  )
  const { defects } = await run<Whole>('works.addDefect', { ...project, text: '一盏灯闪' })
  await db.updateTable('works.defect').set({ mendedOn: '2026-06-03' }).where('project', '=', project.id).execute()
  await db
    .insertInto('works.household')
    .values({ community, project: project.id, room, place: grid, address: '花园新村12幢3单元' })
    .execute()
  const visit = key(await run('works.planVisit', { place, project: going.id }))
  const draw = key(await run('works.planDraw', { place, title: '十一月抽查' }))
  const { quotes } = await run<Whole>('works.project', project)
  const ids = { quote: quotes[0]!.id, milestone: milestones[0]!.id, change: changes[0]!.id, defect: defects[0]!.id }
  return { resolution, project, going, visit, draw, room, line, ...ids }

  /** As a meeting that carried it left it, handed on to be carried out. */
  async function inForce(): Promise<string> {
    const id = newId()
    const on = { community, id, place: community, state: 'executing', body, year: 2025, number: 1, ballot: newId() }
    const said = { title: '今年的公共设施', said: '', counted: '20 票同意', matter: 'works', major: false }
    await db
      .insertInto('council.resolution')
      .values({ ...on, ...said, decidedOn: '2025-12-01' })
      .execute()
    await sql`insert into kernel.work (community, machine, record, place, title, state, since)
      values (${community}, 'council.resolution', ${id}, ${community}, ${said.title}, 'executing', ${now})`.execute(db)
    return id
  }
  async function stand(state: string) {
    await db.updateTable('works.project').set({ state }).where('id', '=', project.id).execute()
    await sql`update kernel.work set state = ${state} where record = ${project.id}`.execute(db)
  }
}
