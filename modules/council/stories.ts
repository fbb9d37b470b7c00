/** The cast of this module's stories: a village, its street, and the bodies that decide, carry out and watch. */
import { sql } from 'kysely'
import { world, type Told } from '../../kernel/testing.ts'
import '../grid/service.ts'
import '../identity/service.ts'
import '../people/service.ts'
import '../places/service.ts'
import type { Body } from './body-contract.ts'
import type { Meeting } from './meeting-contract.ts'
import type { Topic } from './topic-contract.ts'
import './service.ts'

export const street = '320582100'
export const here = '320582100204'
export const next = '320582100213'
/** Thursday. */
export const begin = new Date('2026-11-26T01:00:00Z')
export const days = (n: number, from = begin) => new Date(from.getTime() + n * 86_400_000)
export const today = '2026-11-26'

export const { test, open, actors } = world(
  {
    老周: [{ role: 'council-chair', place: here }],
    书记: [{ role: 'head', place: here }],
    小沈: [{ role: 'clerk', place: here }],
    小郑: [{ role: 'grid-worker', place: `${here}001` }],
    监督员: [{ role: 'supervisor', place: here }],
    街道主任: [{ role: 'chief', place: street }],
    邻村书记: [{ role: 'head', place: next }],
    王婶: [],
    李叔: [],
  },
  async told => {
    for (const [code, name] of [
      ['32', '江苏省'],
      ['3205', '苏州市'],
      ['320582', '张家港市'],
      [street, '杨舍镇'],
      [here, '花园村'],
      [next, '暨阳村'],
      [`${here}001`, '第一网格'],
    ] as const)
      await told.db.insertInto('places.place').values({ code, name }).execute()
    for (const { id, name = '' } of Object.values(told.actors))
      await told.db
        .insertInto('identity.account')
        .values({ id, place: here, username: name, name, password: 'none', mustChange: false })
        .execute()
  },
)

type Key = { community: string; id: string }
export const key = ({ community, id }: Key) => ({ community, id })
export const does =
  (told: Told, who: string | null, of: Key) =>
  <T = Meeting>(move: string, more: object = {}, at = begin) =>
    told.as(who)<T>(`council.${move}`, { community: of.community, id: of.id, ...more }, at)

type Person = { name: string } & Partial<{
  role: string
  grp: string
  cadre: boolean
  woman: boolean
  finance: boolean
}>
export const people = (n: number, more: (i: number) => Partial<Person> = () => ({}), called = '成员'): Person[] =>
  Array.from({ length: n }, (_, i) => ({ name: `${called}${i + 1}`, ...more(i) }))

export const form = (told: Told, kind: string, seats: Person[] = [], more: object = {}, who = '书记') =>
  told.as(who)<Body>(
    'council.formBody',
    { place: here, kind, name: `花园村${kind}`, term: '第一届', from: '2026-01-01', seats, ...more },
    begin,
  )

/** Twenty-one in seven groups, three cadres: as CD-03 has it. */
export async function aCouncil(told: Told, n = 21) {
  const groups = ['一组', '二组', '三组', '四组', '五组', '六组', '七组']
  const seats = people(n, i => ({ grp: groups[i % 7]!, cadre: i < 3, ...(i === 0 && { role: 'convener' }) }))
  const formed = await form(told, 'council', seats, {
    name: '花园村议事会',
    groups: groups.map(g => `${g} 3`).join('\n'),
  })
  const body = await does(told, '书记', formed)<Body>('constitute')
  await told.as('书记')(
    'council.grantMandate',
    {
      ...where(body),
      matters: ['works', 'order', 'fund'],
      from: '2026-01-01',
      until: '2028-01-01',
      document: '村民会议 2026 年 1 月决定',
    },
    begin,
  )
  return body
}
export const where = (b: Key) => ({ community: here, place: here, body: b.id })

export const aTopic = async (told: Told, body: Key, matter = 'works') => {
  const begun = await told.as('王婶')<Key>(
    'council.propose',
    { place: here, title: '村口装路灯', said: '晚上看不见路' },
    begin,
  )
  return does(told, '书记', begun)<Topic>('admitTopic', { body: body.id, matter })
}

/** A meeting with this topic on its agenda, in the state that is asked for. */
export async function aMeeting(
  told: Told,
  body: Body,
  {
    topic,
    state = 'planned',
    come = body.seats.length,
    method = 'hands',
    at = days(7),
  }: {
    topic?: Key
    state?: 'planned' | 'convened' | 'open'
    come?: number
    method?: string
    at?: Date
  } = {},
) {
  const input = { place: here, body: body.id, title: '议事会', startsAt: at.toISOString(), venue: '村委会二楼' }
  const planned = await told.as('老周')<Meeting>('council.planMeeting', input, begin)
  const run = does(told, '老周', planned)
  if (topic) await does(told, '老周', topic)('scheduleTopic', { meeting: planned.id, method })
  else await run('addItem', { title: '通报情况' })
  if (state === 'planned') return run('amendMeeting', { startsAt: at.toISOString(), venue: '村委会二楼' })
  const convened = await run('convene')
  if (state === 'convened') return convened
  await run('openMeeting', {}, at)
  return come
    ? run('checkIn', { seats: body.seats.slice(0, come).map(s => s.id) }, at)
    : told.as('老周')<Meeting>('council.meeting', key(planned), at)
}

/** Passed by a full council on the day of the meeting. */
export async function aResolution(told: Told, body: Body, at = days(7)) {
  const topic = await aTopic(told, body)
  const m = await aMeeting(told, body, { topic, state: 'open', at })
  const done = await does(told, '老周', m)('countVotes', { item: m.agenda[0]!.id, yes: 15, no: 4, abstain: 2 }, at)
  const id = done.agenda[0]!.resolution!
  return { topic, meeting: done, resolution: { community: here, id } }
}

export const count = async ({ db }: Told, table: string) =>
  (await sql<{ n: number }>`select count(*)::int as n from ${sql.table(table)}`.execute(db)).rows[0]!.n
