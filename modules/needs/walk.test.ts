/**
 * Random people make random moves on surveys, wishes and papers, and bring random sheets: the law alone decides who gets
 * through, and wherever a walk ends, every door has one sheet that counts, and what was handed over leaves no wish without an end.
 */
import assert from 'node:assert/strict'
import fc from 'fast-check'
import { sql } from 'kysely'
import { judgedAt } from '../../kernel/move.ts'
import { from, refusal, theClock, type Actor, type Machine } from '../../kernel/rules.ts'
import type { Ctx } from '../../kernel/server.ts'
import { inSavepoint, tried } from '../../kernel/testing-walk.ts'
import type { Told } from '../../kernel/testing.ts'
import { findPaper } from './paper.ts'
import { paper } from './paper-rules.ts'
import { survey } from './rules.ts'
import {
  actors,
  atDoor,
  aSurvey,
  closed,
  days,
  draft,
  here,
  one,
  rooms,
  sorted,
  test,
  until,
  wishes,
  wishFor,
  type Key,
} from './stories.ts'
import { findSurvey } from './survey-read.ts'
import { findWish } from './wish-read.ts'
import { ends, wish } from './wish-rules.ts'

type Stands = { state: string; place: string } & Record<string, unknown>
type Things = Record<'survey' | 'wish' | 'paper', readonly Key[]>
const laws = { survey, wish, paper } as unknown as Record<keyof Things, Machine>
const finders = { survey: findSurvey, wish: findWish, paper: findPaper } as unknown as Record<
  keyof Things,
  (ctx: Ctx, community: string, id: string) => Promise<Stands | undefined>
>
const who = [...Object.keys(actors), '系统']
const moves = (Object.keys(laws) as (keyof Things)[]).flatMap(of =>
  Object.keys(laws[of].moves).map(move => ({ of, move })),
)

const Try = fc.record({
  what: fc.constantFrom(...moves),
  who: fc.constantFrom(...who),
  /** Each choice has a die of its own, so that none decides another. */
  dice: fc.array(fc.nat(999), { minLength: 6, maxLength: 6 }),
  likely: fc.oneof({ weight: 3, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.constant(false) }),
  sheet: fc.oneof({ weight: 4, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
})
type Try = typeof Try extends fc.Arbitrary<infer T> ? T : never
const seen = { made: new Set<string>(), done: 0, refused: 0 }
const WALKS = 40
const at = days(3)

test(`${WALKS} random walks of the survey never leave the law`, async told => {
  const things = await furnished(told)
  await fc.assert(
    fc.asyncProperty(fc.array(Try, { minLength: 10, maxLength: 24 }), tries =>
      inSavepoint(told, async () => {
        for (const each of tries) await (each.sheet ? bring(told, things, each) : attempt(told, things, each))
        await stands(told)
      }),
    ),
    { numRuns: WALKS, seed: 20261126, endOnFailure: true, includeErrorInReport: true },
  )
})

/** Made by typing a paper, or by a sheet that replaces another. */
const elsewhere = ['agreePaper', 'differPaper', 'replaceWish']

test('the walks made nearly every move, and were refused as often', () => {
  const never = moves.map(m => m.move).filter(move => !seen.made.has(move) && !elsewhere.includes(move))
  assert.ok(never.length < 4, `never made: ${never.join(' ')}`)
  assert.ok(seen.done > 100 && seen.refused > 100, `${seen.done} done, ${seen.refused} refused`)
})

async function furnished(told: Told): Promise<Things> {
  const sorting = await closed(told)
  const ready = await sorted(told, await closed(told))
  const open = await aSurvey(told)
  for (const door of ['101', '102', '103', '201', '202', '203'])
    await atDoor(told, open, door, [wishFor('装路灯')], { choices: ['九点'] }, days(2))
  const typed = (name: string, said: string) =>
    told.as(name)<Key>(
      'needs.enterPaper',
      { place: one, survey: open.id, room: rooms['104'], wishes: [wishFor(said)] },
      days(2),
    )
  await typed('小沈', '装路灯')
  const differing = await typed('小郑', '装路障')
  return {
    survey: [sorting, ready, ready, open, await draft(told)],
    wish: [
      ...(await wishes(told, sorting)),
      ...(await wishes(told, open)),
      ...(await wishes(told, ready, { state: ['candidate'] })),
    ],
    paper: [differing],
  }
}

async function attempt(told: Told, things: Things, each: Try) {
  const { of } = each.what
  const target = thrown(each, 0, things[of])
  const before = await stood(told, of, target)
  const machine = laws[of]
  const no = (move: string, name: string) =>
    refusal(
      machine as never,
      move as never,
      before as never,
      actorOf(name),
      judgedAt({ ...told.house, now: at }, before.place),
    )
  const ableTo = (move: string) => who.filter(name => !no(move, name))
  const open = each.likely ? Object.keys(machine.moves).filter(m => ableTo(m).length) : []
  const move = open.length ? thrown(each, 1, open) : each.what.move
  const able = ableTo(move)
  const name = each.likely && able.length ? thrown(each, 2, able) : each.who
  const law = no(move, name)
  const input = { ...given(things, each), community: here, id: target.id }
  const said = await tried(told, { op: `needs.${move}`, input, actor: actorOf(name), now: at })
  const after = await stood(told, of, target)
  if (said) {
    seen.refused++
    assert.equal(after.state, before.state, `${move} was refused and moved it all the same`)
    if (law) assert.equal(said.code, law.code, `${move} by ${name}: ${said.message}`)
    return
  }
  seen.done++
  seen.made.add(move)
  assert.equal(law, null, `${move} by ${name} went through although the law says ${String(law?.detail)}`)
  assert.ok(from(machine.moves[move]!).includes(before.state))
  assert.equal(after.state, machine.moves[move]!.to ?? before.state)
}

/** Somebody asks at a door, whatever has become of the survey. */
async function bring(told: Told, things: Things, each: Try) {
  const door = thrown(each, 3, ['101', '102', '105'])
  const outcome = thrown(each, 4, ['answered', 'answered', 'nobody'])
  const input = {
    place: one,
    survey: thrown(each, 0, things.survey).id,
    room: rooms[door],
    outcome,
    wishes: [wishFor(thrown(each, 5, ['修桥', '装路灯']))],
  }
  await tried(told, { op: 'needs.answerAtDoor', input, actor: actorOf(each.who), now: at })
}

const thrown = <T>({ dice }: Try, die: number, among: readonly T[]): T => among[dice[die]! % among.length]!
const actorOf = (name: string): Actor => (name === '系统' ? theClock : actors[name]!)
async function stood(told: Told, of: keyof Things, { id }: Key): Promise<Stands> {
  const ctx = { ...told.house, db: told.db, now: at, me: theClock, also: {} } as unknown as Ctx
  return (await finders[of](ctx, here, id))!
}
const given = (things: Things, each: Try) => ({
  title: '办一件事',
  reason: '另有原因',
  until: thrown(each, 3, [until, '2026-12-20']),
  lead: thrown(each, 4, things.wish).id,
  clause: thrown(each, 5, ['cash', 'under']),
  to: '镇建设办',
  number: '函 1 号',
  right: thrown(each, 3, ['1', '2']),
})

/** Whatever happened: a door has one sheet that counts or none, a lead leads, and after the hand-over nothing is left over. */
async function stands(told: Told) {
  const { rows } = await sql<{ left: number; chains: number; foreign: number; doubled: number }>`select
    (select count(*)::int from needs.wish w join needs.survey s on s.community = w.community and s.id = w.survey
      where s.state in ('handed', 'archived') and w.state <> all(${[...ends]})) as left,
    (select count(*)::int from needs.wish w join needs.wish l on l.community = w.community and l.id = w.lead
      where l.state in ('merged', 'replaced') or l.survey <> w.survey) as chains,
    (select count(*)::int from needs.door d join needs.sheet h on h.community = d.community and h.id = d.sheet
      where h.room <> d.room or h.survey <> d.survey or h.outcome <> d.outcome) as foreign,
    (select count(*)::int from needs.wish w join needs.door d on d.community = w.community and d.survey = w.survey and d.room = w.room
      where d.sheet is distinct from w.sheet and w.state <> 'replaced') as doubled`.execute(told.db)
  assert.deepEqual(rows[0], { left: 0, chains: 0, foreign: 0, doubled: 0 })
}
