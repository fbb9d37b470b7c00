/**
 * Random people make random moves on bodies, topics, meetings and resolutions: the law alone decides who gets through, and
 * wherever a walk ends, no resolution stands without a valid count, no number is missing, and nobody is on both sides.
 */
import assert from 'node:assert/strict'
import fc from 'fast-check'
import { sql } from 'kysely'
import { judgedAt } from '../../kernel/move.ts'
import { from, Problem, refusal, theClock, type Actor, type Machine } from '../../kernel/rules.ts'
import { call, type Ctx } from '../../kernel/server.ts'
import type { Told } from '../../kernel/testing.ts'
import type { Body } from './body-contract.ts'
import { findBody } from './body-read.ts'
import { findMeeting } from './meeting-read.ts'
import { meeting } from './meeting-rules.ts'
import { findResolution } from './resolution-read.ts'
import { resolution } from './resolution-rules.ts'
import { topic } from './rules.ts'
import { body as bodyLaw } from './seat-rules.ts'
import { aCouncil, actors, aMeeting, aTopic, days, form, here, people, test } from './stories.ts'
import { findTopic } from './topic-read.ts'

type Key = { community: string; id: string }
type Things = { body: Body; committee: Body; topic: Key; meeting: Key }
type Stands = { state: string; place: string } & Record<string, unknown>
const laws = { topic, meeting, resolution, body: bodyLaw } as unknown as Record<string, Machine>
const finders = {
  topic: findTopic,
  meeting: findMeeting,
  resolution: findResolution,
  body: findBody,
} as unknown as Record<string, (ctx: Ctx, community: string, id: string) => Promise<Stands | undefined>>
const who = [...Object.keys(actors), '系统']
const moves = Object.entries(laws).flatMap(([of, m]) => Object.keys(m.moves).map(move => ({ of, move })))

const Try = fc.record({
  what: fc.constantFrom(...moves),
  who: fc.constantFrom(...who),
  pick: fc.integer({ min: 0, max: 7 }),
  later: fc.oneof({ weight: 5, arbitrary: fc.constant(0) }, { weight: 2, arbitrary: fc.integer({ min: 1, max: 20 }) }),
})
type Try = typeof Try extends fc.Arbitrary<infer T> ? T : never
const seen = { made: new Set<string>(), done: 0, refused: 0 }
const PARTS = 4
const WALKS = 20

for (let part = 1; part <= PARTS; part++)
  test(`${WALKS} random walks of the council never leave the law (${part} of ${PARTS})`, async told => {
    const things = await furnished(told)
    await fc.assert(
      fc.asyncProperty(fc.array(Try, { minLength: 8, maxLength: 16 }), tries =>
        inSavepoint(told, () => walk(told, things, tries)),
      ),
      { numRuns: WALKS, seed: 20261126 + part, endOnFailure: true },
    )
  })

test('the walks made most moves, and were refused as often', () => {
  assert.ok(seen.made.size > 30, [...seen.made].join(' '))
  assert.ok(seen.done > 150 && seen.refused > 150, `${seen.done} done, ${seen.refused} refused`)
})

async function furnished(told: Told): Promise<Things> {
  const council = await aCouncil(told)
  const women = people(3, () => ({ woman: true }), '委员')
  const committee = await form(told, 'villageCommittee', women, { name: '村委会' })
  const subject = await aTopic(told, council)
  return {
    body: council,
    committee,
    topic: subject,
    meeting: await aMeeting(told, council, { topic: subject, state: 'convened' }),
  }
}

async function walk(told: Told, things: Things, tries: readonly Try[]) {
  let at = days(7)
  for (const one of tries) {
    at = days(one.later, at)
    await attempt(told, things, one, at)
  }
  await stands(told)
}

async function attempt(told: Told, things: Things, one: Try, at: Date) {
  const { of, move } = one.pick < 5 ? await likely(told, things, one, at) : one.what
  const target = of === 'resolution' ? await latest(told) : things[of as 'topic']
  if (!target) return
  const before = await stood(told, of, target, at)
  const machine = laws[of]!
  const able = who.filter(
    name => !refusal(machine as never, move as never, before as never, actorOf(name), judged(told, before, at)),
  )
  const name = one.pick < 6 && able.length ? able[one.pick % able.length]! : one.who
  const actor = actorOf(name)
  const law = refusal(machine as never, move as never, before as never, actor, judged(told, before, at))
  const input = { community: here, id: target.id, ...(await given(told, things, one, at)) }
  const said = await tried(told, { op: `council.${move}`, input, actor, now: at })
  const after = await stood(told, of, target, at)
  if (said) {
    seen.refused++
    assert.equal(after.state, before.state, `${move} was refused and moved it all the same`)
    if (law) assert.equal(said.code, law.code, `${move} by ${name}: ${said.message} ${String(said.detail)}`)
    return
  }
  seen.done++
  seen.made.add(move)
  assert.equal(law, null, `${move} by ${name} went through although the law says ${String(law?.detail)}`)
  const { to } = machine.moves[move] as { to?: string }
  assert.ok(from(machine.moves[move]!).includes(before.state))
  assert.equal(after.state, to ?? before.state)
}

/** One that somebody could make now, so that the walks come further than the first step. */
async function likely(told: Told, things: Things, one: Try, at: Date) {
  const open: { of: string; move: string }[] = []
  for (const of of Object.keys(laws)) {
    const target = of === 'resolution' ? await latest(told) : things[of as 'topic']
    if (!target) continue
    const record = await stood(told, of, target, at)
    for (const move of Object.keys(laws[of]!.moves))
      if (
        who.some(
          name => !refusal(laws[of] as never, move as never, record as never, actorOf(name), judged(told, record, at)),
        )
      )
        open.push({ of, move })
  }
  const onward = open.filter(o => o.of !== 'body' && !['cancelMeeting', 'annulResolution'].includes(o.move))
  const among = one.pick < 4 && onward.length ? onward : open
  return among[(one.pick * 13 + moves.findIndex(m => m.move === one.what.move)) % among.length] ?? one.what
}

const actorOf = (name: string): Actor => (name === '系统' ? theClock : actors[name]!)
const judged = (told: Told, record: Stands, now: Date) => judgedAt({ ...told.house, now }, record.place)
async function stood(told: Told, of: string, { id }: Key, now: Date): Promise<Stands> {
  const ctx = { ...told.house, db: told.db, now, me: theClock, also: {} } as unknown as Ctx
  return (await finders[of]!(ctx, here, id))!
}
async function latest(told: Told): Promise<Key | undefined> {
  const { rows } =
    await sql<Key>`select community, id from council.resolution order by decided_on desc, number desc limit 1`.execute(
      told.db,
    )
  return rows[0]
}

async function given(told: Told, t: Things, { pick }: Try, at: Date) {
  const items = await told.db
    .selectFrom('council.item')
    .select('id')
    .where('meeting', '=', t.meeting.id)
    .orderBy('at')
    .execute()
  const objections = await told.db.selectFrom('council.objection').select('id').execute()
  const seats = t.body.seats.map(s => s.id)
  const day = at.toISOString().slice(0, 10)
  return {
    item: items[pick % Math.max(1, items.length)]?.id ?? t.body.id,
    objection: objections[0]?.id ?? t.body.id,
    seats: pick % 2 ? seats : seats.slice(0, 13 + pick),
    seat: seats[pick],
    to: seats[(pick + 1) % 8],
    other: t.committee.seats[0]!.member,
    meeting: t.meeting.id,
    body: [t.committee.id, t.body.id][pick % 2],
    matter: ['works', 'budget', 'order'][pick % 3],
    yes: [21, 8, 14, 2][pick % 4],
    no: pick % 2,
    title: '再议一件',
    method: ['hands', 'signed', 'report'][pick % 3],
    said: '写一句话',
    text: '写一句话',
    reason: '另有原因',
    why: '另有原因',
    result: '办好了',
    relation: 'sibling',
    speaker: '成员1',
    choice: ['yes', 'no', 'abstain'][pick % 3],
    name: `某人${pick}`,
    urgent: pick % 2 ? '有急事' : undefined,
    startsAt: days(pick, at).toISOString(),
    venue: '二楼会议室',
    present: 9,
    on: day,
    from: day,
    due: pick ? days(30, at).toISOString().slice(0, 10) : '2026-01-01',
    step: '1',
    more: '',
  }
}

/** Whatever happened: each resolution has a count that was valid, the numbers run without gaps, and nobody watches himself. */
async function stands(told: Told) {
  const { rows } = await sql<{ bad: number; gaps: number; both: number; parts: number }>`select
    (select count(*)::int from council.resolution r join council.item i on i.community = r.community and i.id = r.item
      where i.outcome <> 'carried' or i.present * 3 < 2 * (select entitled from council.meeting m where m.id = i.meeting) or i.yes * 2 <= i.present) as bad,
    (select count(*)::int from (select body, year, max(number) - count(*) as missing from council.resolution group by body, year) g where missing <> 0) as gaps,
    (select count(*)::int from council.seat a join council.seat b on a.member = b.member and a.during && b.during
      where a.side = 'act' and b.side = 'watch') as both,
    (select count(*)::int from council.part a join council.part b on a.resolution = b.resolution and a.who = b.who and a.act = 'execute' and b.act <> 'execute') as parts`.execute(
    told.db,
  )
  assert.deepEqual(rows[0], { bad: 0, gaps: 0, both: 0, parts: 0 })
}

async function tried(told: Told, asked: Parameters<typeof call>[1]): Promise<Problem | null> {
  try {
    await call(told.house, asked)
    return null
  } catch (error) {
    if (error instanceof Problem) return error
    throw error
  }
}

async function inSavepoint(told: Told, work: () => Promise<void>) {
  await sql`savepoint walk`.execute(told.db)
  try {
    await work()
  } finally {
    await sql`rollback to savepoint walk`.execute(told.db)
  }
}
