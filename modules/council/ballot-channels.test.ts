/** Papers, the booth and the signed votes of owners: one count, each right used once, and the law's numbers on both sides. */
import assert from 'node:assert/strict'
import { problemOf, refused } from '../../kernel/testing.ts'
import {
  after,
  agree,
  blinded,
  cast,
  choose,
  council,
  here,
  on,
  opened,
  published,
  rightOf,
  test,
  voteDay,
  votes,
} from './ballot-stories.ts'

const key = ({ community, id }: { community: string; id: string }) => ({ community, id })
const yes = [[1, 0, 0]]
const no = [[0, 1, 0]]

test('papers: entered by two, the same hands refused, a difference settled by a third entry, and never before the close', async ({
  as,
}) => {
  const b = await opened(as, [agree])
  for (const name of ['王婶', '李叔']) {
    const { voter } = await rightOf(as, b, name)
    await as('小沈')('council.givePaper', { ...key(b), voter }, voteDay)
  }
  const enter = (who: string, number: number, sheet: number[][] | null, more = {}, at = after) =>
    as(who)<{ state: string }>('council.enterPaper', { ...key(b), number, sheet, ...more }, at)
  assert.equal(await refused(enter('小沈', 1, yes, {}, voteDay)), 'council.notEntering')
  await council(as, '书记')('closeVote', key(b), after)
  assert.equal((await enter('小沈', 1, yes)).state, 'once')
  assert.equal(await refused(enter('小沈', 1, yes)), 'council.sameHands')
  assert.match(String((await problemOf(council(as, '小沈')('countVote', key(b), after))).detail), /两人各录一遍/)
  assert.equal((await enter('小顾', 1, yes)).state, 'same')
  assert.equal(await refused(enter('小沈', 1, yes, { settles: true })), 'council.nothingToSettle')
  await enter('小沈', 2, yes)
  assert.equal((await enter('小顾', 2, null)).state, 'differ')
  assert.equal(await refused(council(as, '小沈')('countVote', key(b), after)), 'common.notYet')
  assert.equal((await enter('小顾', 2, null, { settles: true })).state, 'settled')
  assert.equal(await refused(enter('小顾', 2, yes)), 'council.paperEntered')
  await council(as, '小沈')('countVote', key(b), after)
  await council(as, '书记')('publishVote', key(b), after)
  const { result } = await as(null)<{ result: { counted: object; questions: { sums: { score: number }[] }[] } }>(
    'council.outcome',
    key(b),
    after,
  )
  assert.deepEqual(result.counted, { online: 0, paper: 2, spoiled: 1, signed: 0 })
  assert.deepEqual(
    result.questions[0]!.sums.map(s => s.score),
    [1, 0, 0],
  )
})

test('more papers than were given out: the vote is not counted', async ({ as }) => {
  const b = await opened(as, [agree])
  const { voter } = await rightOf(as, b, '王婶')
  await as('小沈')('council.givePaper', { ...key(b), voter }, voteDay)
  await council(as, '书记')('closeVote', key(b), after)
  for (const number of [1, 2])
    for (const who of ['小沈', '小顾']) await as(who)('council.enterPaper', { ...key(b), number, sheet: yes }, after)
  assert.match(String((await problemOf(council(as, '小沈')('countVote', key(b), after))).detail), /比发出的多/)
})

test('online, booth and paper are one count', async ({ as }) => {
  const b = await opened(as, [agree])
  await votes(as, b, '王婶', yes)
  const atBooth = await blinded(as, b)
  const li = await rightOf(as, b, '李叔')
  const { signature } = await as('小沈')<{ signature: string }>(
    'council.giveToken',
    { ...key(b), voter: li.voter, blinded: atBooth.blinded },
    voteDay,
  )
  await cast(as, b, await atBooth.finish(signature), yes)
  const zhao = await rightOf(as, b, '赵姨')
  await as('小沈')('council.givePaper', { ...key(b), voter: zhao.voter }, voteDay)
  await council(as, '书记')('closeVote', key(b), after)
  for (const who of ['小沈', '小顾']) await as(who)('council.enterPaper', { ...key(b), number: 1, sheet: no }, after)
  await council(as, '小沈')('countVote', key(b), after)
  await council(as, '书记')('publishVote', key(b), after)
  const { result } = await as(null)<{
    result: { used: object; questions: { sums: { score: number }[]; verdict: { valid: boolean; passed: boolean } }[] }
  }>('council.outcome', key(b), after)
  assert.deepEqual(result.used, { online: 1, booth: 1, paper: 1, signed: 0 })
  assert.deepEqual(
    result.questions[0]!.sums.map(s => s.score),
    [2, 1, 0],
  )
  // Three of five: more than half came, two of three agreed.
  assert.deepEqual([result.questions[0]!.verdict.valid, result.questions[0]!.verdict.passed], [true, true])
})

test('two of five are no quorum; an election has its two majorities', async ({ as }) => {
  const few = await opened(as, [agree])
  for (const name of ['王婶', '李叔']) await votes(as, few, name, yes)
  assert.equal((await published(as, few)).result.questions[0]!.verdict.valid, false)
  const b = await opened(as, [choose], 'villageElection')
  for (const [name, sheet] of [
    ['王婶', [[1, 0]]],
    ['李叔', [[1, 0]]],
    ['赵姨', [[0, 1]]],
  ] as const)
    await votes(as, b, name, sheet)
  const [outcome] = (await published(as, b)).result.questions
  assert.deepEqual([outcome!.verdict.valid, outcome!.chosen], [true, [0]])
})

test('owners vote by name, and are counted by persons and by area', async ({ as, db }) => {
  const b = await council(as, '小沈')('draftBallot', {
    place: here,
    title: '动用维修资金',
    body: 'ownersOrdinary',
    opensAt: on('2026-12-20').toISOString(),
    closesAt: on('2026-12-20', '17:00').toISOString(),
  })
  const ask = { ...key(b), text: '是否动用维修资金修电梯', ask: 'yesNo' }
  assert.equal(await refused(council(as, '小沈')('addQuestion', ask)), 'council.signedOnly')
  await council(as, '小沈')('addQuestion', { ...ask, signed: true })
  assert.equal(await refused(council(as, '小沈')('fillRoll', key(b))), 'council.areaFirst')
  const rows = await db.selectFrom('people.resident').select(['id', 'name', 'person']).execute()
  const resident = (name: string) => rows.find(r => r.name === name)!.id
  const owner = (name: string, area: number, more = {}) =>
    council(as, '小沈')('addVoter', { ...key(b), resident: resident(name), area, reason: '不动产登记', ...more })
  await owner('王婶', 100)
  await owner('王婶', 50)
  await owner('李叔', 80)
  await council(as, '小沈')('addVoter', { ...key(b), name: '开发商未售', area: 70, reason: '未售' })
  assert.equal(
    await refused(council(as, '小沈')('addVoter', { ...key(b), resident: resident('赵姨'), reason: '业主' })),
    'council.areaFirst',
  )
  await council(as, '书记')('publishRoll', key(b))
  await council(as, '书记')('openVote', key(b), voteDay)
  const rights = await as('王婶')<{ voter: string }[]>('council.myRights', key(b), voteDay)
  assert.equal(rights.length, 2)
  const sign = (who: string, voter: string, sheet: number[][]) =>
    as(who)('council.signVote', { ...key(b), voter, sheet }, voteDay)
  for (const { voter } of rights) await sign('王婶', voter, yes)
  assert.equal(await refused(sign('王婶', rights[0]!.voter, no)), 'council.rightUsed')
  await sign('李叔', (await rightOf(as, b, '李叔')).voter, no)
  const log = await published(as, b)
  // 230 of 300 m² and 2 of 3 persons took part; 150 of 230 m² agreed, but one of two persons is not more than half.
  assert.deepEqual(log.roll, { voters: 4, persons: 3, area: 30_000 })
  const { verdict } = log.result.questions[0]!
  assert.deepEqual([verdict.valid, verdict.passed], [true, false])
  assert.deepEqual(log.sheets.map(s => s.name).toSorted(), ['李*', '王*', '王*'])
})
