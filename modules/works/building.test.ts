/** Under way, accepted, reviewed, mended, closed: each move, with its refusal beside it, and what the ledger says of it. */
import assert from 'node:assert/strict'
import { sql } from 'kysely'
import { problemOf, refused, type Told } from '../../kernel/testing.ts'
import { overdue } from '../../kernel/work.ts'
import { accepted, answer, at, day, days, here, read, run, signed, test, upTo, type Key, type Name } from './stories.ts'

const milestones = async (told: Told, p: Key) => {
  for (const [title, dueOn, share] of [
    ['灯杆立好', day(15), 40],
    ['全部点亮', day(30), 100],
  ])
    await run(told, '小沈', 'addMilestone', { ...p, title, dueOn, share }, days(10))
  return (await read(told, p)).milestones.map(m => m.id)
}
const report = (told: Told, p: Key, milestone?: string, who: Name = '小沈') =>
  run(told, who, 'reportSite', { ...p, text: '正在立灯杆', ...(milestone && { milestone }) })
const pass = (told: Told, p: Key, milestone: string, who: Name = '监督员') =>
  run(told, who, 'passMilestone', { ...p, milestone, number: `JD-${milestone.slice(-4)}` })
const books = async (told: Told, p: Key) => (await read(told, p)).spent.map(c => c.accepted)

test('milestones follow each other, and each brings its share of the contract into the ledger, less a tenth', async told => {
  const p = await upTo(told, 'underWay')
  const [first = '', second = ''] = await milestones(told, p)
  assert.equal(
    await refused(run(told, '小沈', 'addMilestone', { ...p, title: '早的', dueOn: day(12), share: 100 })),
    'works.milestoneOrder',
  )
  assert.equal(await refused(pass(told, p, first)), 'works.notReported')
  await report(told, p, second)
  assert.equal(await refused(pass(told, p, second)), 'works.earlierMilestone')
  await report(told, p, first)
  await pass(told, p, first)
  assert.deepEqual(await books(told, p), [172_800])
  assert.equal(await refused(pass(told, p, first)), 'works.noSuchMilestone')
  assert.equal(await refused(run(told, '小沈', 'complete', p)), 'common.notYet')
  await pass(told, p, second)
  assert.deepEqual(await books(told, p), [432_000])
  await run(told, '小沈', 'complete', p)
})

test('a milestone that is not passed in time is late work; when it is passed the next one counts', async told => {
  const p = await upTo(told, 'underWay')
  const [first = ''] = await milestones(told, p)
  const late = async (n: number) =>
    (await overdue(told.db, told.actors['书记']!, days(n), here, { page: 1, size: 50 })).items.some(
      w => w.record === p.id,
    )
  assert.deepEqual([await late(14), await late(17)], [false, true])
  await report(told, p, first)
  await pass(told, p, first)
  assert.deepEqual([await late(29), await late(32)], [false, true])
})

test('the worker of the grid reports from the site where it is theirs; the repairer anywhere here', async told => {
  const whole = await upTo(told, 'underWay')
  assert.equal(await refused(report(told, whole, undefined, '小郑')), 'common.forbidden')
  await report(told, whole, undefined, '维修工')
  const inGrid = await upTo(told, 'underWay', { place: `${here}001`, rank: 2 })
  await report(told, inGrid, undefined, '小郑')
})

test('a change of a tenth is the committee’s, a fen more the meeting’s; more money gets a contract of its own', async told => {
  const p = await upTo(told, 'underWay')
  const change = (amount: string, more: object = {}) =>
    run(told, '书记', 'change', { ...p, amount, why: '多装 4 盏', ...more })
  assert.equal(await refused(change('480.01')), 'works.changeOverLimit')
  const now = await change('480')
  assert.equal(now.total, 528_000)
  assert.equal(await refused(change('-0.01')), 'works.changeOverLimit')
  assert.equal(await refused(change('100', { resolution: at().resolution })), 'works.changeOverLimit')
  const beyond = await change('1000', { resolution: at().second })
  assert.deepEqual([beyond.total, beyond.changes.length], [628_000, 2])
  const [first, second] = beyond.changes
  for (const c of [first!, second!])
    await run(told, '会计', 'signChange', { ...p, change: c.id, number: `BC-${c.id.slice(-4)}` })
  const { spent, changes } = await read(told, p)
  assert.deepEqual(
    [spent.map(c => c.amount).toSorted((a, b) => a - b), changes.every(c => c.signed)],
    [[48_000, 100_000, 480_000], true],
  )
  assert.equal(
    await refused(run(told, '会计', 'signChange', { ...p, change: first!.id, number: '又签' })),
    'works.noSuchChange',
  )
  assert.equal(await refused(change('-6280')), 'works.changeTooLarge')
})

test('a change without its paper is not accepted; a smaller one needs none and is not paid', async told => {
  const p = await upTo(told, 'underWay')
  await run(told, '书记', 'change', { ...p, amount: '-100', why: '少装一盏' })
  await run(told, '书记', 'change', { ...p, amount: '200', why: '换好的灯头' })
  await run(told, '小沈', 'complete', p)
  assert.equal(await refused(accepted(told, p)), 'common.notYet')
})

test('accepted by the board and by nobody who managed it, also where one person holds both posts', async told => {
  const p = await upTo(told, 'completed')
  for (const who of ['书记', '小沈', '会计', '邻村监督'] as const)
    assert.equal(
      await refused(run(told, who, 'acceptProject', { ...p, number: 'YS', text: '合格' })),
      'common.forbidden',
    )
  const mine = await upTo(told, 'underWay', { rank: 2 })
  await run(told, '一人多岗', 'complete', mine)
  const own = await problemOf(run(told, '一人多岗', 'acceptProject', { ...mine, number: 'YS', text: '合格' }))
  assert.equal(own.detail, '您管过这个项目，不能监督它，请换监督员')
  await run(told, '监督员', 'sendBackWork', { ...mine, reason: '接头没包好' })
  await run(told, '小沈', 'complete', mine)
  await accepted(told, mine)
})

test('whoever watched a project does not manage it from then on, and the database says so too', async told => {
  const p = await upTo(told, 'underWay')
  const [first = ''] = await milestones(told, p)
  await report(told, p, first)
  await pass(told, p, first, '一人多岗')
  const no = await problemOf(run(told, '一人多岗', 'change', { ...p, amount: '1', why: '换螺丝' }))
  assert.equal(no.detail, '您监督过这个项目，不能再管它，请换人')
  const both = sql`update works.project set hands = watchers where id = ${p.id}`.execute(told.db)
  await assert.rejects(both, /works\.twoHands/)
})

test('a tenth is held back until the homes were asked and all is mended; then the ledger may pay the rest', async told => {
  const p = await upTo(told, 'mending')
  assert.deepEqual(await books(told, p), [432_000])
  const found = await run(told, '监督员', 'addDefect', { ...p, text: '7 号灯闪' }, days(36))
  const defect = found.defects[0]!.id
  assert.equal(await refused(run(told, '书记', 'closeProject', p, days(36))), 'common.notYet')
  const check = (ok: boolean) => run(told, '监督员', 'passDefect', { ...p, defect, ok }, days(37))
  const mend = () => run(told, '维修工', 'mendDefect', { ...p, defect, text: '换了镇流器' }, days(37))
  assert.equal(await refused(check(true)), 'works.notMended')
  await mend()
  assert.equal((await check(false)).defects[0]!.mendedOn, null)
  await mend()
  await check(true)
  assert.equal(await refused(check(true)), 'works.noSuchDefect')
  const closed = await run(told, '书记', 'closeProject', p, days(40))
  assert.deepEqual([closed.state, closed.closedOn, closed.spent[0]!.accepted], ['closed', day(40), 480_000])
})

test('every home that has something of it is asked once: whoever lives there, or the worker at the door', async told => {
  const p = await upTo(told, 'reviewing')
  const { total } = await run<{ total: number }>(told, '小郑', 'households', { community: here, project: p.id })
  assert.equal(total, 4)
  assert.deepEqual(await answer(told, p), { answers: 1 })
  assert.equal(await refused(answer(told, p)), 'works.reviewedAlready')
  assert.equal(await refused(answer(told, p, '李叔')), 'works.notConcerned')
  const [, door = '', , , shop = ''] = at().rooms
  assert.deepEqual(await answer(told, p, '小郑', { room: door, content: 'not' }), { answers: 2 })
  assert.equal(await refused(answer(told, p, '小郑', { room: door })), 'works.reviewedAlready')
  assert.equal(await refused(answer(told, p, '小郑', { room: shop })), 'works.notConcerned')
  for (const who of ['王婶', '邻村书记', '监督员'] as const)
    assert.equal(await refused(answer(told, p, who, { room: at().rooms[2] })), 'works.notConcerned')
})

test('what was said is counted by question, and nowhere stands who said it', async told => {
  const p = await upTo(told, 'reviewing')
  await answer(told, p, '王婶', { met: 'partly', content: 'fairly', improve: '灯再低一点' })
  const before = await run<{ results: unknown[]; answers: number }>(told, '书记', 'project', p)
  assert.deepEqual([before.results, before.answers], [[], 1])
  await run(told, '小沈', 'endReview', p, days(35))
  assert.deepEqual((await read(told, p)).results[0]!.wishes, ['灯再低一点'])
  const { results } = await run<{
    results: { answers: number; content: { choice: string; n: number }[] }[]
  }>(told, '李叔', 'publicProject', p)
  assert.equal(results[0]!.answers, 1)
  assert.equal(results[0]!.content.find(c => c.choice === 'fairly')!.n, 1)
  assert.ok(!JSON.stringify(results).includes('灯再低一点'))
  const { rows } = await sql<{
    row: string
  }>`select row_to_json(o)::text as row from works.opinion o where project = ${p.id}`.execute(told.db)
  for (const trace of [told.actors['王婶']!.id, at().rooms[0]!, '王婶']) assert.ok(!rows[0]!.row.includes(trace))
  const said = await sql<{
    line: string
  }>`select input::text as line from kernel.trail where op = 'works.review'`.execute(told.db)
  assert.ok(said.rows.length > 0)
  for (const { line } of said.rows) assert.ok(!/partly|fairly|灯再低/.test(line), line)
})

test('too few answers do not end the reviews: a tenth of the homes, or thirty of them', async told => {
  const p = await upTo(told, 'reviewing')
  assert.equal(await refused(run(told, '小沈', 'endReview', p, days(35))), 'common.notYet')
  await answer(told, p)
  await run(told, '小沈', 'endReview', p, days(35))
})

test('less than six in ten content: mended first, then everybody is asked anew', async told => {
  const p = await upTo(told, 'reviewing')
  await answer(told, p, '王婶', { content: 'not' })
  await run(told, '小沈', 'endReview', p, days(35))
  const no = await problemOf(run(told, '书记', 'closeProject', p, days(36)))
  assert.equal(no.detail, '满意的户不到 60%，请先整改，再评一次')
  await run(told, '小沈', 'reviewAgain', p, days(36))
  await answer(told, p, '王婶', { content: 'fairly' })
  await run(told, '小沈', 'endReview', p, days(38))
  const closed = await run(told, '书记', 'closeProject', p, days(40))
  assert.deepEqual([closed.state, closed.results.length], ['closed', 2])
})

test('one line from the resolution to the reviews, for everyone, with a craftsman under a mask', async told => {
  const p = await upTo(told, 'noticed')
  await run(told, '小沈', 'addQuote', { ...p, bidder: '陆阿根', bidderKind: 'person', amount: '3000' }, days(3))
  const { quotes } = await read(told, p)
  await run(told, '书记', 'choose', { ...p, quote: quotes[0]!.id, way: 'direct' }, days(9))
  await signed(told, p)
  const seen = await run<{ steps: { step: string; done: boolean; paper: string | null }[] }>(
    told,
    '李叔',
    'publicProject',
    p,
  )
  assert.deepEqual(
    seen.steps.filter(s => s.done).map(s => s.step),
    ['resolution', 'estimate', 'notice', 'choice', 'contract'],
  )
  assert.ok(!JSON.stringify(seen).includes('陆阿根'))
  assert.ok(JSON.stringify(await read(told, p)).includes('陆阿根'))
})
