/** A ballot from the draft to the published log: each rule with its refusal beside it, each figure on both sides. */
import assert from 'node:assert/strict'
import { problemOf, refused } from '../../kernel/testing.ts'
import { watchBallots } from './ballot-watch.ts'
import {
  after,
  agree,
  begin,
  blinded,
  cast,
  choose,
  council,
  counted,
  drafted,
  here,
  lamp,
  on,
  opened,
  published,
  rightOf,
  ticket,
  test,
  voteDay,
  votes,
} from './ballot-stories.ts'

const key = ({ community, id }: { community: string; id: string }) => ({ community, id })
const yes = [[1, 0, 0]]
const no = [[0, 1, 0]]

test('a ballot goes from the draft to its result, and the sheets are there for everybody to recount', async ({
  as,
}) => {
  const b = await opened(as, [lamp])
  assert.equal(b.state, 'open')
  assert.equal(b.voters, 5)
  await votes(as, b, '王婶', [[1, 0, 0]])
  await votes(as, b, '李叔', [[1, 1, 0]])
  await votes(as, b, '赵姨', [[0, 1, 1]])
  const log = await published(as, b)
  const [outcome] = log.result.questions
  assert.deepEqual(
    outcome!.sums.map(s => s.score),
    [2, 2, 1],
  )
  assert.deepEqual(outcome!.chosen.toSorted(), [0, 1])
  assert.equal(outcome!.spent, 9_000_000)
  assert.equal(log.sheets.length, 3)
  assert.deepEqual(log.used, { online: 3, booth: 0, paper: 0, signed: 0 })
  assert.equal(outcome!.lost[0]!.option, 2)
  assert.match(outcome!.lost[0]!.because, /轮到它时还剩 10000 元/)
  assert.ok(outcome!.others.length >= 5)
})

test('the list hangs twenty days before an election, not nineteen', async ({ as }) => {
  const late = await drafted(as, [choose], 'villageElection', on('2026-12-09'), on('2026-12-09', '17:00'))
  assert.match(String((await problemOf(council(as, '书记')('publishRoll', key(late)))).detail), /20 天/)
  const inTime = await drafted(as, [choose], 'villageElection', on('2026-12-10'), on('2026-12-10', '17:00'))
  assert.equal((await council(as, '书记')('publishRoll', key(inTime))).state, 'listed')
})

test('an assembly is told ten days before, owners fifteen, a council three', async ({ as }) => {
  const tries = [
    ['villageAssembly', '2026-11-29', '2026-11-30'],
    ['council', '2026-11-22', '2026-11-23'],
  ] as const
  for (const [body, short, long] of tries) {
    const [a, b] = [
      await drafted(as, [agree], body, on(short), on(short, '17:00')),
      await drafted(as, [agree], body, on(long), on(long, '17:00')),
    ]
    assert.equal(await refused(council(as, '书记')('publishRoll', key(a))), 'common.notYet', body)
    assert.equal((await council(as, '书记')('publishRoll', key(b))).state, 'listed', body)
  }
})

test('an election needs more candidates than seats: three for three are refused (VE-6)', async ({ as }) => {
  const b = await drafted(as, [{ ...choose, most: 2 }], 'villageElection')
  assert.match(String((await problemOf(council(as, '书记')('publishRoll', key(b)))).detail), /差额/)
})

test('whoever is not eighteen on the day is not on the list, and cannot be put on it; a day later they can', async ({
  as,
  db,
}) => {
  const child = await db.selectFrom('people.resident').select('id').where('name', '=', '小宝').executeTakeFirstOrThrow()
  const b = await drafted(as, [agree])
  assert.equal(b.voters, 5)
  const add = { ...key(b), resident: child.id, reason: '本人申请' }
  assert.equal(await refused(council(as, '小沈')('addVoter', add)), 'council.tooYoung')
  const later = await drafted(as, [agree], 'villageAssembly', on('2026-12-21'), on('2026-12-21', '17:00'))
  assert.equal(later.voters, 6)
})

test('nobody is on a list twice, and in an election on the list of one village alone', async ({ as, db }) => {
  const wang = await db.selectFrom('people.resident').select('id').where('name', '=', '王婶').executeTakeFirstOrThrow()
  const b = await drafted(as, [choose], 'villageElection')
  assert.equal(
    await refused(council(as, '小沈')('addVoter', { ...key(b), resident: wang.id, reason: '漏登' })),
    'council.onRollTwice',
  )
  assert.equal((await council(as, '小沈')('fillRoll', key(b))).voters, 5)
})

test('an objection is heard for five days, answered in three, and stands before the vote', async ({ as }) => {
  const b = await drafted(as, [choose], 'villageElection')
  await council(as, '书记')('publishRoll', key(b))
  const said = { ...key(b), said: '名单上少了我母亲' }
  assert.equal(await refused(as('王婶')('council.raiseObjection', said, on('2026-11-26'))), 'council.notObjecting')
  const o = await as('王婶')<{ community: string; id: string; answerBy: Date }>(
    'council.raiseObjection',
    said,
    on('2026-11-25'),
  )
  // The third day is a Saturday.
  assert.equal(o.answerBy.toISOString(), '2026-11-30T16:00:00.000Z')
  assert.match(String((await problemOf(council(as, '书记')('openVote', key(b), voteDay))).detail), /异议没有答复/)
  await council(as, '小沈')('upholdObjection', { ...key(o), answer: '已补上' }, on('2026-11-26'))
  assert.equal((await council(as, '书记')('openVote', key(b), voteDay)).state, 'open')
})

test('the vote begins at its time and not before, ends at its time and not before', async ({ as }) => {
  const b = await drafted(as, [agree])
  await council(as, '书记')('publishRoll', key(b))
  assert.equal(await refused(council(as, '书记')('openVote', key(b), on('2026-12-20', '08:59'))), 'common.notYet')
  await council(as, '书记')('openVote', key(b), on('2026-12-20', '09:00'))
  assert.equal(await refused(council(as, '书记')('closeVote', key(b), on('2026-12-20', '16:59'))), 'common.notYet')
  const mine = await ticket(as, b, '王婶')
  assert.equal(await refused(cast(as, b, mine, yes, on('2026-12-20', '17:00'))), 'council.notVoting')
  assert.equal((await council(as, '书记')('closeVote', key(b), on('2026-12-20', '17:00'))).state, 'closed')
})

test('a right is used once: another number is refused, the same number gets the same signature again', async ({
  as,
}) => {
  const b = await opened(as, [agree])
  const { voter } = await rightOf(as, b, '王婶')
  const [first, second] = [await blinded(as, b), await blinded(as, b)]
  const take = (blinded: string) =>
    as('王婶')<{ signature: string }>('council.takeToken', { ...key(b), voter, blinded }, voteDay)
  const { signature } = await take(first.blinded)
  assert.equal((await take(first.blinded)).signature, signature)
  assert.equal(await refused(take(second.blinded)), 'council.rightUsed')
  assert.equal(await refused(as('小沈')('council.givePaper', { ...key(b), voter }, voteDay)), 'council.rightUsed')
  assert.equal(
    await refused(as('小沈')('council.giveToken', { ...key(b), voter, blinded: second.blinded }, voteDay)),
    'council.rightUsed',
  )
})

test('a sheet counts once: sent again it is the same, changed it is refused, without a signature it is nothing', async ({
  as,
}) => {
  const b = await opened(as, [agree])
  const mine = await votes(as, b, '王婶', yes)
  await cast(as, b, mine, yes)
  assert.equal(await refused(cast(as, b, mine, no)), 'council.tokenSpent')
  const forged = { ...mine, token: Buffer.alloc(32, 7).toString('base64url') }
  assert.equal(await refused(cast(as, b, forged, yes)), 'council.badToken')
  const log = await published(as, b)
  assert.equal(log.sheets.length, 1)
})

test('a token of one ballot opens no other', async ({ as }) => {
  const [a, b] = [await opened(as, [agree]), await opened(as, [agree])]
  assert.equal(await refused(cast(as, b, await ticket(as, a, '王婶'), yes)), 'council.badToken')
})

test('whoever is signed in may not cast: the sheet comes from nobody', async ({ as }) => {
  const b = await opened(as, [agree])
  const mine = await ticket(as, b, '王婶')
  assert.equal(await refused(as('王婶')('council.cast', { ...key(b), ...mine, sheet: yes }, voteDay)), 'request.named')
})

test('only those on the list vote, each for themselves', async ({ as }) => {
  const b = await opened(as, [agree])
  const { voter } = await rightOf(as, b, '王婶')
  const mine = await blinded(as, b)
  const take = (who: string) => as(who)('council.takeToken', { ...key(b), voter, blinded: mine.blinded }, voteDay)
  for (const who of ['李叔', '外人', '小沈']) assert.equal(await refused(take(who)), 'council.notYourRight', who)
})

test('a sheet that is filled in wrongly is refused in words', async ({ as }) => {
  const b = await opened(as, [lamp])
  const mine = await ticket(as, b, '王婶')
  assert.match(String((await problemOf(cast(as, b, mine, [[1, 1, 1]]))).detail), /最多选 2 项，您选了 3 项/)
  assert.match(String((await problemOf(cast(as, b, mine, [[1, 0]]))).detail), /选项的数目不对/)
  await cast(as, b, mine, [[0, 0, 0]])
})

test('one person votes for three others and not for four; never a candidate; never among representatives', async ({
  as,
  db,
}) => {
  const b = await drafted(as, [choose], 'villageElection')
  const roll = await db.selectFrom('council.voter').select(['id', 'name']).where('ballot', '=', b.id).execute()
  const id = (name: string) => roll.find(v => v.name === name)!.id
  const give = (from: string, to: string) =>
    council(as, '小沈')('nameProxy', { ...key(b), voter: id(from), holder: id(to), reason: '外出，书面委托' })
  assert.equal(await refused(give('赵姨', '王婶')), 'council.candidateProxy')
  assert.equal(await refused(give('赵姨', '赵姨')), 'council.ownProxy')
  for (const from of ['王婶', '李叔', '赵姨']) await give(from, '钱伯')
  // Whoever comes back votes themselves again.
  await council(as, '小沈')('nameProxy', { ...key(b), voter: id('赵姨'), reason: '已经回来' })
  await give('孙姐', '钱伯')
  await council(as, '小沈')('nameProxy', { ...key(b), voter: id('孙姐'), reason: '已经回来' })
  await give('赵姨', '钱伯')
  assert.equal(await refused(give('孙姐', '钱伯')), 'council.tooManyMandates')
  assert.equal(await refused(give('钱伯', '孙姐')), 'council.proxyOfProxy')
  await council(as, '书记')('publishRoll', key(b))
  const told = await as(null)<{ items: { proxyName: string | null }[] }>('council.publicRoll', key(b))
  assert.equal(told.items.filter(v => v.proxyName).length, 3)
  await council(as, '书记')('openVote', key(b), voteDay)
  const own = await blinded(as, b)
  const take = (who: string, voter: string) =>
    as(who)('council.takeToken', { ...key(b), voter, blinded: own.blinded }, voteDay)
  assert.equal(await refused(take('王婶', id('王婶'))), 'council.byProxy')
  await take('钱伯', id('王婶'))
  const among = await drafted(as, [choose], 'residentsElectionByRepresentatives')
  assert.equal(
    await refused(council(as, '小沈')('nameProxy', { ...key(among), voter: id('赵姨'), reason: '外出' })),
    'council.noProxies',
  )
})

test('a secret and a signed question stand on two sheets of one ballot, each used once', async ({ as }) => {
  const b = await opened(as, [agree, { ...agree, text: '是否同意代表名单', signed: true }])
  await votes(as, b, '王婶', [[1, 0, 0], null])
  const { voter } = await rightOf(as, b, '王婶')
  await as('王婶')('council.signVote', { ...key(b), voter, sheet: [null, [0, 1, 0]] }, voteDay)
  assert.equal(
    await refused(as('王婶')('council.signVote', { ...key(b), voter, sheet: [[1, 0, 0], null] }, voteDay)),
    'council.badSheet',
  )
  const log = await published(as, b)
  assert.deepEqual(
    log.result.questions.map(q => q.cast),
    [1, 1],
  )
})

test('each finds their own sheet by the receipt, once it is published', async ({ as }) => {
  const { receiptOf } = await import('./ballot-crypto.ts')
  const b = await opened(as, [agree])
  const mine = await votes(as, b, '王婶', no)
  const receipt = receiptOf(mine.token)
  const look = (at = after) => as(null)<{ mine: string }>('council.outcome', { ...key(b), receipt }, at)
  assert.equal(await refused(look(voteDay)), 'council.notShown')
  await counted(as, b)
  assert.equal(await refused(look()), 'council.notShown')
  assert.equal((await council(as, '小沈')('ballot', key(b), after)).result, null)
  await council(as, '书记')('publishVote', key(b), after)
  assert.equal((await look()).mine, '反对')
  const file = await as(null)<{ mine: string }>('council.outcome', { ...key(b), receipt: '0000' }, after)
  assert.match(file.mine, /没有找到/)
})

test('the keys and the urns are gone with the count; the file of the vote counts the same elsewhere', async ({
  as,
  db,
}) => {
  const b = await opened(as, [lamp])
  await votes(as, b, '王婶', [[1, 0, 0]])
  const log = await published(as, b)
  for (const table of ['council.urn', 'council.ballotKey'] as const)
    assert.equal((await db.selectFrom(table).selectAll().execute()).length, 0)
  const { text } = await as(null)<{ text: string }>('council.pabulib', { ...key(b), question: 0 }, after)
  const tried = await as('小沈')<{ chosen: number[] }>('council.rehearse', { place: here, text, rule: 'greedy' })
  assert.deepEqual(tried.chosen, log.result.questions[0]!.chosen)
})

test('a published result hangs fifteen days before it is filed', async ({ as }) => {
  const b = await opened(as, [agree])
  await published(as, b)
  assert.equal(await refused(council(as, '小沈')('archiveVote', key(b), on('2027-01-04'))), 'common.notYet')
  assert.equal((await council(as, '小沈')('archiveVote', key(b), on('2027-01-05'))).state, 'archived')
})

test('a draft that is called off is not voted on', async ({ as }) => {
  const b = await drafted(as, [agree])
  await council(as, '书记')('cancelVote', { ...key(b), reason: '议题撤回' })
  assert.equal(await refused(council(as, '书记')('publishRoll', key(b), begin)), 'common.wrongState')
})

test('the clock opens at the minute, closes at the minute, and files in the end', async ({ as, house }) => {
  const b = await drafted(as, [agree])
  await council(as, '书记')('publishRoll', key(b))
  const state = async () => (await council(as, '小沈')('ballot', key(b))).state
  assert.equal(await watchBallots(house, on('2026-12-20', '08:59')), 0)
  assert.equal(await watchBallots(house, on('2026-12-20', '09:00')), 1)
  assert.equal(await watchBallots(house, on('2026-12-20', '16:59')), 0)
  assert.equal(await watchBallots(house, on('2026-12-20', '17:00')), 1)
  assert.equal(await state(), 'closed')
  await council(as, '小沈')('countVote', key(b), after)
  await council(as, '书记')('publishVote', key(b), after)
  assert.equal(await watchBallots(house, on('2027-01-04', '23:59')), 0)
  assert.equal(await watchBallots(house, on('2027-01-05', '00:00')), 1)
  assert.equal(await state(), 'archived')
})
