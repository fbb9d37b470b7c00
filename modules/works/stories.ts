/** The cast of this module's stories: who manages, who keeps the money, who watches; a resolution that is carried out, and a budget line. */
import { sql } from 'kysely'
import { world, type Told } from '../../kernel/testing.ts'
import { newId } from '../../kernel/id.ts'
import '../council/service.ts'
import '../identity/service.ts'
import '../money/service.ts'
import '../people/service.ts'
import '../places/service.ts'
import type { Project } from './shapes.ts'
import './service.ts'

export const here = '320582100004'
export const grid = `${here}001`
export const begin = new Date('2026-06-01T02:00:00Z')
export const days = (n: number, from = begin) => new Date(from.getTime() + n * 86_400_000)
export const day = (n: number) => days(n).toISOString().slice(0, 10)

export const cast = {
  书记: [{ role: 'head', place: here }],
  小沈: [{ role: 'clerk', place: here }],
  会计: [{ role: 'accountant', place: here }],
  监督员: [{ role: 'supervisor', place: here }],
  老方: [{ role: 'supervisor', place: here }],
  召集人: [{ role: 'council-chair', place: here }],
  小郑: [{ role: 'grid-worker', place: grid }],
  维修工: [{ role: 'repairer', place: here }],
  街道主任: [{ role: 'chief', place: here.slice(0, 9) }],
  邻村书记: [{ role: 'head', place: '320582100005' }],
  邻村监督: [{ role: 'supervisor', place: '320582100005' }],
  // In a small village one person may hold what should be held by two.
  一人多岗: ['head', 'clerk', 'accountant', 'supervisor'].map(role => ({ role, place: here })),
  王婶: [],
  李叔: [],
}
export type Name = keyof typeof cast

export type Key = { community: string; id: string }
export const key = ({ community, id }: Key): Key => ({ community, id })
type Ground = { resolution: string; second: string; line: string; rooms: string[]; building: string }
let ground: Ground

export const { test, open, actors } = world(cast, async told => {
  for (const [code, name] of [
    ['32', '江苏省'],
    ['3205', '苏州市'],
    ['320582', '张家港市'],
    [here.slice(0, 9), '杨舍镇'],
    [here, '花园浜社区'],
    [grid, '第一网格'],
  ] as const)
    await told.db.insertInto('places.place').values({ code, name }).execute()
  for (const { id, name = '' } of Object.values(told.actors))
    await told.db
      .insertInto('identity.account')
      .values({ id, place: here, username: name, name, password: 'none', mustChange: false })
      .execute()
  ground = {
    ...(await homes(told)),
    ...(await money(told)),
    resolution: await resolved(told),
    second: await resolved(told),
  }
})
export const at = () => ground

/** A building of four homes and a shop; 王婶 lives in the first, 李叔 somewhere else. */
async function homes({ db, actors: who }: Told) {
  const building = newId()
  const key = { community: here, id: building, place: grid, code: '00001', estate: '花园新村', name: '12幢' }
  await db
    .insertInto('places.building')
    .values({ ...key, nameKey: '花园新村12' })
    .execute()
  const rooms: string[] = []
  for (const [i, name] of ['101', '102', '201', '202', '店面'].entries()) {
    const id = newId()
    rooms.push(id)
    const room = { community: here, id, building, unit: '3', floor: 1, name, nameKey: `3-${name}` }
    await db
      .insertInto('places.room')
      .values({ ...room, use: i < 4 ? 'home' : 'shop' })
      .execute()
  }
  for (const [name, room] of [
    ['王婶', rooms[0]],
    ['李叔', null],
  ] as const) {
    const id = newId()
    const row = { community: here, id, person: id, place: grid, state: 'living', name, initials: 'x', household: id }
    await db
      .insertInto('people.resident')
      .values({
        ...row,
        room,
        relation: 'householder',
        residence: 'registered',
        account: who[name]!.id,
        since: begin,
      } as never)
      .execute()
  }
  return { building, rooms }
}

/** A budget line of 100,000 yuan, adopted by the resolution of March. */
async function money(told: Told) {
  const treasurer = { ...told.actors['会计']!, posts: [...cast.会计, ...cast.书记] }
  told.actors['司库'] = treasurer
  const run = <T = Key>(op: string, input: object) => told.as('司库')<T>(`money.${op}`, input, begin)
  const book = await run('openBook', { place: here, ownerKind: 'committee', name: '居委会账', year: 2026 })
  const about = {
    place: here,
    book: book.id,
    year: 2026,
    name: '社区保障资金',
    purpose: '公共服务',
    source: 'government',
  }
  const fund = key(await run('openFund', { ...about, amount: '6000000' }))
  const said = {
    place: here,
    fund: fund.id,
    name: '年度预算',
    resolutionNumber: '议 1 号',
    resolutionDay: '2026-03-01',
  }
  const budget = key(await run('drawBudget', { ...said, amount: '5000000' }))
  await run('addLine', { ...budget, name: '公共设施', kind: 'facility', amount: '5000000' })
  const { lines } = await run<{ lines: { id: string }[] }>('adopt', budget)
  delete told.actors['司库']
  return { line: lines[0]!.id }
}

/** As a meeting that carried it would have left it, handed to the committee. */
async function resolved({ db }: Told): Promise<string> {
  const [body, id] = [newId(), newId()]
  await sql`insert into council.body (community, id, place, state, kind, side, name, "from", until, groups)
    values (${here}, ${body}, ${here}, 'active', 'council', 'act', ${`议事会 ${body.slice(-4)}`}, '2026-01-01', '2030-01-01', '[]')`.execute(
    db,
  )
  await sql`insert into council.resolution (community, id, place, state, body, year, "number", title, said, counted, matter, major, decided_on, ballot)
    values (${here}, ${id}, ${here}, 'executing', ${body}, 2026, 1, '今年的公共设施', '', '20 票同意', 'works', false, '2026-03-01', ${newId()})`.execute(
    db,
  )
  await sql`insert into kernel.work (community, machine, record, place, title, state, since)
    values (${here}, 'council.resolution', ${id}, ${here}, '今年的公共设施', 'executing', ${begin})`.execute(db)
  return id
}

export const run = <T = Project>(told: Told, who: Name, move: string, input: object, when = days(20)) =>
  told.as(who)<T>(`works.${move}`, input, when)
export const read = (told: Told, p: Key, who: Name = '书记', when = days(20)) => run(told, who, 'project', key(p), when)

export const anOpening = (more: object = {}) => ({
  place: here,
  resolution: ground.resolution,
  title: '更换 40 盏路灯',
  said: '东门外晚上看不清路，把旧灯换成新灯',
  item: '509',
  rank: 1,
  ...more,
})
export const aProject = (told: Told, more: object = {}, who: Name = '小沈') =>
  run<Key>(told, who, 'openProject', anOpening(more), begin)

type Far =
  | 'planned'
  | 'estimated'
  | 'noticed'
  | 'quoted'
  | 'chosen'
  | 'underWay'
  | 'completed'
  | 'reviewing'
  | 'mending'
/** As far as the named state, by those whose work it is: 4,800 yuan, chosen directly. */
export async function upTo(
  told: Told,
  far: Far,
  { amount = '4800', way = 'direct', bidder, ...more }: Record<string, unknown> = {},
) {
  const p = key(await aProject(told, more))
  const builder = bidder ?? (more['rank'] ? `照明公司 ${Number(more['rank'])}` : '暨阳照明公司')
  const steps: [Far, () => Promise<unknown>][] = [
    ['planned', async () => {}],
    ['estimated', () => run(told, '小沈', 'estimate', { ...p, amount, text: '每盏 120 元' }, begin)],
    ['noticed', () => run(told, '小沈', 'announce', p, begin)],
    ['quoted', () => run(told, '小沈', 'addQuote', { ...p, bidder: builder, amount }, days(3))],
    ['chosen', () => choose(told, p, { way })],
    ['underWay', () => signed(told, p)],
    ['completed', () => run(told, '小沈', 'complete', p, days(30))],
    ['reviewing', () => accepted(told, p)],
    ['mending', () => reviewed(told, p)],
  ]
  for (const [name, step] of steps) {
    await step()
    if (name === far) break
  }
  return p
}
export async function choose(told: Told, p: Key, more: object = {}, when = days(9)) {
  const { quotes } = await read(told, p)
  return run(told, '书记', 'choose', { ...p, quote: quotes.at(-1)?.id, way: 'direct', ...more }, when)
}
export const signed = (told: Told, p: Key, more: object = {}) =>
  run(
    told,
    '会计',
    'signContract',
    { ...p, line: ground.line, number: `HT-${p.id.slice(-6)}`, signedDay: day(10), dueOn: day(40), ...more },
    days(10),
  )
export const accepted = (told: Told, p: Key, when = days(31)) =>
  run(told, '监督员', 'acceptProject', { ...p, number: 'YS-1', text: '亮度够，接线规范' }, when)
export const answer = (told: Told, p: Key, who: Name = '王婶', more: object = {}) =>
  run<{ answers: number }>(
    told,
    who,
    'review',
    { community: here, project: p.id, met: 'yes', content: 'very', improve: '楼后面也装一盏', ...more },
    days(33),
  )
async function reviewed(told: Told, p: Key) {
  await answer(told, p)
  return run(told, '小沈', 'endReview', p, days(35))
}
