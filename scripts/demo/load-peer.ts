/** Another system to which matters go: the city's hotline, invented. Four were passed on, one in each state; a demonstration calls nobody. */
import { theClock, type Actor } from '../../kernel/rules.ts'
import { addDays, dayOf } from '../../kernel/clock.ts'
import { call } from '../../kernel/server.ts'
import type { Filling } from './load.ts'

type Key = { community: string; id: string }

export async function loadPeer(
  { system: { house }, town, founder, say, now }: Filling,
  cast: ReadonlyMap<string, Actor>,
) {
  const people = [...cast.values()]
  const run = async <T = Key>(op: string, input: object, actor: Actor, at = now): Promise<T> =>
    (await call(house, { op, input, actor, now: at })).answer as T
  const place = town.street.code
  const about = { name: '市政热线（演示）', endpoint: 'https://hotline.example/open311', jurisdiction: 'example' }
  const { id: system } = await run('open311.add', { place, ...about }, founder)
  for (const [service, category] of [
    ['LIGHT', '0202'],
    ['ROAD', '02'],
    ['WASTE', '01'],
    ['WATER', '0301'],
  ])
    await run('open311.map', { place, id: system, service, category }, founder)
  await house.db.updateTable('open311.system').set({ nextAt: null }).where('id', '=', system).execute()

  const open = await house.db
    .selectFrom('grid.matter')
    .select(['community', 'place', 'number'])
    .where('state', '=', 'handling')
    .where(eb => eb.or([eb('category', 'like', '01%'), eb('category', 'like', '02%')]))
    .orderBy('number')
    .limit(4)
    .execute()
  const heard = { heard: '已派抢修班，预计两天内完成', at: new Date(now.getTime() - 3_600_000) }
  for (const [n, m] of open.entries()) {
    const clerk = people.find(a => a.posts.some(p => p.role === 'clerk' && p.place === m.community))!
    const at = new Date(now.getTime() - (5 - n) * 3_600_000)
    const { community, id } = await run('open311.passOn', { place: m.place, number: m.number, system }, clerk, at)
    const key = { community, id }
    if (n === 0) continue
    if (n === 1) await run('open311.giveUp', { ...key, said: '对方说：缺少位置' }, theClock, at)
    else await run('open311.deliver', { ...key, external: `HL-${1000 + n}` }, theClock, at)
    if (n === 2) await run('open311.hear', { ...key, ...heard }, theClock)
    if (n === 3) await run('open311.finish', { ...key, heard: '已修好', at: heard.at }, theClock)
  }
  await redrawings()
  say('已布置对接系统、转出的事项和一次网格调整')

  /** One community gives a grid another name from the day after next month begins. */
  async function redrawings() {
    const { code } = town.communities[0]!
    const last = town.grids.features.filter(f => f.properties.community === code).at(-1)!
    const { code: grid, compound } = last.properties
    const grids = [{ place: grid, name: `${compound}网格`, outline: last.geometry }]
    const from = addDays(dayOf(now), 40)
    await run('places.planRedrawing', { place: code, title: '按小区改网格名称', from, grids }, founder)
  }
}
