/**
 * What half a year of steps does not show: matters paused, passed up, waiting for an answer, merged, helped with, supervised.
 * A few of each on what is open at the end, so that no list of the demonstration is empty.
 */
import type { Actor } from '../../kernel/rules.ts'
import { call } from '../../kernel/server.ts'
import { dayOf } from '../../kernel/clock.ts'
import type { Filling } from './load.ts'

type Open = {
  community: string
  id: string
  place: string
  state: string
  holder: string | null
  title: string
  category: string
  dueLate: boolean
}
type Cast = ReadonlyMap<string, Actor>

export async function hang({ system: { house }, town, say, now }: Filling, cast: Cast): Promise<void> {
  const people = [...cast.values()]
  const over = (role: string, place: string) =>
    people.find(a => a.posts.some(p => p.role === role && p.place === place)) ??
    people.find(a => a.posts.some(p => p.role === role && place.startsWith(p.place)))!
  const clerk = (m: Open) => over('clerk', m.community)
  const chief = over('chief', town.street.code)
  const holder = (m: Open) => people.find(a => a.id === m.holder)!
  const at = new Date(now.getTime() - 60_000)
  const day = (n: number) => dayOf(new Date(now.getTime() + n * 86_400_000))
  const run = async (op: string, of: { community: string; id: string }, actor: Actor, more: object = {}) =>
    (await call(house, { op: `grid.${op}`, input: { community: of.community, id: of.id, ...more }, actor, now: at }))
      .answer as { requests: Key[]; tasks: Key[]; orders: Key[] }
  type Key = { community: string; id: string }

  const rows = await house.db
    .selectFrom('grid.matter')
    .innerJoin('kernel.work', join =>
      join
        .onRef('kernel.work.community', '=', 'grid.matter.community')
        .onRef('kernel.work.record', '=', 'grid.matter.id'),
    )
    .select([
      'grid.matter.community',
      'grid.matter.id',
      'grid.matter.place',
      'grid.matter.state',
      'grid.matter.holder',
      'grid.matter.title',
      'grid.matter.category',
    ])
    .select(eb => eb('kernel.work.due', '<', now).as('dueLate'))
    .where('grid.matter.state', 'in', ['reported', 'accepted', 'handling'])
    .orderBy('grid.matter.number')
    .execute()
  const open: Open[] = rows.map(r => ({ ...r, dueLate: Boolean(r.dueLate) }))
  const used = new Set<string>()
  /** The next ones that fit and were not taken; 小郑's first, since many look at his telephone. */
  const take = (n: number, fits: (m: Open) => boolean) => {
    const mine = people.find(a => a.name === '郑晓东')?.id
    const found = open
      .filter(m => !used.has(m.id) && fits(m))
      .toSorted((a, b) => Number(b.holder === mine) - Number(a.holder === mine))
      .slice(0, n)
    for (const m of found) used.add(m.id)
    return found
  }
  const outdoors = (m: Open) => /^0[1238]/.test(m.category)
  const working = (m: Open) => m.state === 'handling' && !m.dueLate && m.holder !== null
  const helper = (m: Open) =>
    people.find(a => a.id !== m.holder && a.posts.some(p => p.role === 'repairer' && m.place.startsWith(p.place)))

  for (const m of take(2, m => working(m) && outdoors(m)))
    await run('askPause', m, holder(m), { until: day(9), reason: '配件要到下周才到货' })
  for (const m of take(3, working))
    await run('pause', m, clerk(m), {
      until: day(6),
      reason: outdoors(m) ? '连日下雨，等天晴才能做' : '当事人外出，等回来再谈',
    })
  for (const m of take(1, working))
    await run('askExtend', m, holder(m), { days: 3, reason: '当事人外出，约好大后天见面' })
  for (const m of take(3, m => working(m) && outdoors(m) && helper(m) !== undefined))
    await run('invite', m, clerk(m), { holder: helper(m)!.id, text: '请带梯子到现场一起处理' })
  for (const m of take(2, m => m.state === 'accepted'))
    await run('lift', m, clerk(m), { reason: '涉及几个社区，请街道协调' })
  for (const m of take(1, m => m.state === 'reported'))
    await run('askMore', m, clerk(m), { text: '请说说是哪一幢、哪一层，最好拍张照片' })
  const zheng = people.find(a => a.name === '郑晓东')
  for (const m of take(1, m => m.state === 'handling' && m.holder !== zheng?.id && m.community === '320582100004'))
    await run('invite', m, clerk(m), { holder: zheng!.id, text: '请到现场帮着劝说，这一片您熟' })
  const [answered, ...waiting] = take(4, m => m.state === 'handling' && m.dueLate)
  for (const m of waiting) await run('supervise', m, chief, { text: '超过时限仍没有办结，请书面说明原因和办结日期' })
  if (answered) {
    const { orders } = await run('supervise', answered, chief, { text: '群众几次来电，请说明进展' })
    await run('answer', orders[0]!, holder(answered), { text: '材料已到，本周内完成，已向反映人说明。' })
  }
  for (const m of take(2, m => m.state === 'handling' && m.holder !== null)) await twin(m)
  const closed = await house.db
    .selectFrom('grid.matter')
    .select(['community', 'id'])
    .where('state', '=', 'closed')
    .orderBy('number', 'desc')
    .limit(2)
    .execute()
  for (const m of closed) await run('exclude', m, chief, { reason: '要求超出政策规定，已当面解释' })
  say('已布置挂起、延期、协办、吹哨、并单、督办各若干件')

  /** A neighbour says the same again; the clerk sees it and joins the two. */
  async function twin(m: Open) {
    const said = {
      place: m.place,
      category: m.category,
      title: m.title,
      phone: '13700002222',
      source: 'phone',
      contactName: '邻居',
    }
    const { answer } = await call(house, { op: 'grid.register', input: said, actor: clerk(m), now: at })
    await run('merge', answer as Key, clerk(m), { lead: m.id, reason: '同一件事' })
  }
}
