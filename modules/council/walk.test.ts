/**
 * Random people make random moves on bodies, topics, meetings and resolutions: the law alone decides who gets through, and
 * wherever a walk ends, no resolution stands without a valid count, no number is missing, and nobody is on both sides.
 */
import assert from 'node:assert/strict'
import fc from 'fast-check'
import { sql } from 'kysely'
import { judgedAt } from '../../kernel/move.ts'
import { from, refusal, theClock, type Actor, type Machine } from '../../kernel/rules.ts'
import type { Ctx } from '../../kernel/server.ts'
import { inSavepoint, tried } from '../../kernel/testing-walk.ts'
import type { Told } from '../../kernel/testing.ts'
import type { Body } from './body-contract.ts'
import { findBody } from './body-read.ts'
import { findMeeting } from './meeting-read.ts'
import { meeting } from './meeting-rules.ts'
import { findResolution } from './resolution-read.ts'
import { resolution } from './resolution-rules.ts'
import { topic } from './rules.ts'
import { body as bodyLaw } from './seat-rules.ts'
import { aCouncil, actors, aMeeting, aResolution, aTopic, days, does, form, here, people, test } from './stories.ts'
import { findTopic } from './topic-read.ts'

type Key = { community: string; id: string }
type Things = { body: readonly Body[]; topic: readonly Key[]; meeting: readonly Key[]; resolution: readonly Key[] }
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
  /** Each choice has a die of its own, so that none decides another. */
  dice: fc.array(fc.nat(999), { minLength: 8, maxLength: 8 }),
  likely: fc.oneof({ weight: 3, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.constant(false) }),
  later: fc.oneof({ weight: 5, arbitrary: fc.constant(0) }, { weight: 2, arbitrary: fc.integer({ min: 1, max: 20 }) }),
})
type Try = typeof Try extends fc.Arbitrary<infer T> ? T : never
const seen = { made: new Set<string>(), done: 0, refused: 0 }
const PARTS = 2
const WALKS = 40

for (let part = 1; part <= PARTS; part++)
  test(`${WALKS} random walks of the council never leave the law (${part} of ${PARTS})`, async told => {
    const things = await furnished(told)
    await fc.assert(
      fc.asyncProperty(fc.array(Try, { minLength: 10, maxLength: 20 }), tries =>
        inSavepoint(told, () => walk(told, things, tries)),
      ),
      { numRuns: WALKS, seed: 20261126 + part, endOnFailure: true, includeErrorInReport: true },
    )
  })

/** Made by what a meeting or a resolution comes to, or asking for another kind of topic or body, for years to pass, or for a dozen signatures. */
const elsewhere =
  'carryTopic loseTopic postponeTopic executeTopic finishTopic archiveTopic support takeStep countHeads endTerm sealMinutes publishMinutes'.split(
    ' ',
  )

test('the walks made nearly every move, and were refused as often', () => {
  const never = moves.map(m => m.move).filter(move => !seen.made.has(move) && !elsewhere.includes(move))
  assert.ok(never.length < 6, `never made: ${never.join(' ')}`)
  assert.ok(seen.done > 150 && seen.refused > 150, `${seen.done} done, ${seen.refused} refused`)
})

async function furnished(told: Told): Promise<Things> {
  const council = await aCouncil(told)
  const women = people(3, () => ({ woman: true }), '委员')
  const committee = await form(told, 'villageCommittee', women, { name: '村委会' })
  const subject = await aTopic(told, council)
  const open = await aMeeting(told, council, { topic: subject, state: 'open', method: 'signed' })
  const planned = await aMeeting(told, council, { topic: await aTopic(told, council) })
  await does(told, '老周', planned)('addItem', { title: '通报情况' })
  const [passed, going] = [await aResolution(told, council), await aResolution(told, council)]
  const run = does(told, '老周', going.resolution)
  await run('displayResolution', {}, days(7))
  await run('executeResolution', { body: committee.id, due: '2027-01-31' }, days(7))
  const wished = await told.as('王婶')<Key>(
    'council.propose',
    { place: here, title: '修桥', said: '桥面有洞' },
    days(7),
  )
  return {
    body: [council, committee],
    topic: [subject, wished, passed.topic],
    meeting: [open, planned, passed.meeting],
    resolution: [passed.resolution, going.resolution],
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
  const { of } = one.what
  const target = thrown(one, 0, things[of as 'topic'])
  const before = await stood(told, of, target, at)
  const machine = laws[of]!
  const ableTo = (move: string) =>
    who.filter(
      name => !refusal(machine as never, move as never, before as never, actorOf(name), judged(told, before, at)),
    )
  const move = one.likely ? likely(one, ableTo) : one.what.move
  const able = ableTo(move)
  const name = one.likely && able.length ? thrown(one, 1, able) : one.who
  const actor = actorOf(name)
  const law = refusal(machine as never, move as never, before as never, actor, judged(told, before, at))
  const input = { community: here, id: target.id, ...(await given(told, things, target, one, at)) }
  const said = await tried(told, { op: `council.${move}`, input, actor, now: at })
  const after = await stood(told, of, target, at)
  if (said) {
    seen.refused++
    assert.equal(after.state, before.state, `${move} was refused and moved it all the same`)
    if (law) assert.equal(said.code, law.code, `${move} by ${name}: ${said.message} ${JSON.stringify(said.detail)}`)
    return
  }
  seen.done++
  seen.made.add(move)
  assert.equal(law, null, `${move} by ${name} went through although the law says ${String(law?.detail)}`)
  const { to } = machine.moves[move] as { to?: string }
  assert.ok(from(machine.moves[move]!).includes(before.state))
  assert.equal(after.state, to ?? before.state)
}

/** One that somebody could make now, so that the walks come further than the first step; rarely one that ends all. */
function likely(one: Try, ableTo: (move: string) => string[]) {
  const open = Object.keys(laws[one.what.of]!.moves).filter(move => ableTo(move).length)
  const onward = open.filter(move => !['cancelMeeting', 'annulResolution', 'abolish', 'withdrawTopic'].includes(move))
  const among = one.dice[2]! % 8 && onward.length ? onward : open
  return among.length ? thrown(one, 3, among) : one.what.move
}

const thrown = <T>({ dice }: Try, die: number, among: readonly T[]): T => among[dice[die]! % among.length]!
const actorOf = (name: string): Actor => (name === '系统' ? theClock : actors[name]!)
const judged = (told: Told, record: Stands, now: Date) => judgedAt({ ...told.house, now }, record.place)
async function stood(told: Told, of: string, { id }: Key, now: Date): Promise<Stands> {
  const ctx = { ...told.house, db: told.db, now, me: theClock, also: {} } as unknown as Ctx
  return (await finders[of]!(ctx, here, id))!
}
async function given(told: Told, t: Things, target: Key, one: Try, at: Date) {
  const [council, committee] = t.body as [Body, Body]
  const items = await told.db
    .selectFrom('council.item')
    .select('id')
    .where('meeting', '=', target.id)
    .orderBy('at')
    .execute()
  const objections = await told.db.selectFrom('council.objection').select('id').execute()
  const seats = council.seats.map(s => s.id)
  const day = at.toISOString().slice(0, 10)
  const pick = <T>(die: number, ...among: T[]) => thrown(one, die, among)
  const n = pick(7, 0, 1, 2, 3, 4, 5, 6, 7)
  return {
    item: items.length ? thrown(one, 4, items).id : council.id,
    objection: objections[0]?.id ?? council.id,
    seats: pick(5, seats, seats, seats.slice(0, 13 + n)),
    seat: seats[n],
    to: seats[(n + 1) % 8],
    other: committee.seats[0]!.member,
    meeting: t.meeting[1]!.id,
    body: pick(5, committee.id, council.id),
    matter: pick(6, 'works', 'order', 'budget'),
    yes: pick(5, 21, 14, 8, undefined),
    no: pick(5, 0, 1, 1, undefined),
    abstain: pick(5, 0, 0, 0, undefined),
    title: '再议一件',
    method: pick(5, 'hands', 'signed'),
    said: '写一句话',
    text: '写一句话',
    reason: '另有原因',
    why: '另有原因',
    result: '办好了',
    relation: 'sibling',
    speaker: '成员1',
    choice: pick(6, 'yes', 'no', 'abstain'),
    name: `某人${n}`,
    urgent: pick(5, '有急事', undefined),
    startsAt: days(n, at).toISOString(),
    venue: '二楼会议室',
    present: 9,
    on: day,
    from: day,
    due: pick(6, days(30, at).toISOString().slice(0, 10), '2026-01-01'),
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
