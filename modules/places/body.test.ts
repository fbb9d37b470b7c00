/** Stories of bodies: 「四加三」 of a community, who sits where, who answers to whom, what is vacant, and who it was before. */
import assert from 'node:assert/strict'
import { test as plain } from 'node:test'
import { problemOf, refused, world, type Told } from '../../kernel/testing.ts'
import type { Body } from './contract.ts'
import { addPlaces, begin, grid, here, next, street } from './stories.ts'

const cast = {
  系统: [{ role: 'system-admin', place: street }],
  小沈: [{ role: 'clerk', place: here }],
  书记: [{ role: 'head', place: here }],
  街道: [{ role: 'clerk', place: street }],
  邻居: [{ role: 'clerk', place: next }],
  郑晓东: [{ role: 'grid-worker', place: grid(1) }],
}
const { test, open } = world(cast, addPlaces)

type Card = Body & {
  history: { seat: string; name: string; until: string | null; why: string | null; term: string | null }[]
}
const found = ({ as }: Told, kind: string, name: string, place = here, who = '书记'): Promise<Card> =>
  as(who)('places.addBody', { place, kind, name }, begin)
const move =
  ({ as }: Told, who = '书记') =>
  (name: string, body: { community: string; id: string }, input: object = {}): Promise<Card> =>
    as(who)(`places.${name}`, { community: body.community, id: body.id, ...input }, begin)
const seatNamed = (body: Card, name: string) => body.seats.find(s => s.name === name)!
const since = { from: '2026-01-01' }

/** 居委会 with one chair and four members. */
async function committee(told: Told) {
  const body = await found(told, 'committee', '花园浜社区居民委员会')
  await move(told)('addSeat', body, { name: '主任' })
  return move(told)('addSeat', body, { name: '委员', number: 4 })
}

// ── Bodies ──────────────────────────────────────────────────────────────────

test('四加三: the seven bodies of a community stand in their order, with the duty that is usual for them', async told => {
  for (const kind of ['newcomers', 'association', 'property', 'coordination', 'committee', 'party', 'congress'])
    await found(told, kind, `花园浜${kind}`)
  const all: Body[] = await told.as(null)('places.bodies', { place: here }, begin)
  assert.deepEqual(
    all.map(b => b.kindLabel),
    [
      '居（村）民代表会议',
      '党组织',
      '居（村）民委员会',
      '社区建设协调委员会',
      '物业公司',
      '社区社会组织',
      '新市民管理委员会',
    ],
  )
  assert.match(all[2]!.duty, /执行代表会议的决议/)
  assert.deepEqual(await told.as(null)('places.bodies', { place: next }), [])
})

test('a body is set right in what is said, and stays in the rest', async told => {
  const body = await found(told, 'party', '花园浜党支部')
  const after = await move(told)('amendBody', body, { name: '花园浜党总支' })
  assert.deepEqual([after.name, after.duty], ['花园浜党总支', body.duty])
})

test('a body stands once, of a kind that exists, and is made by those who stand for its place', async told => {
  await committee(told)
  assert.equal(await refused(found(told, 'party', '花园浜社区居民委员会')), 'places.bodyTaken')
  assert.equal(await refused(found(told, 'club', '棋友会')), 'places.noSuchKind')
  for (const who of ['郑晓东', '邻居'])
    assert.equal(await refused(found(told, 'other', '某会', here, who)), 'common.forbidden')
  await found(told, 'newcomers', '杨舍镇新市民管理委员会', street, '街道')
  assert.equal(await refused(found(told, 'newcomers', '又一个', street, '书记')), 'common.forbidden')
})

// ── Seats ───────────────────────────────────────────────────────────────────

test('whoever takes a seat is shown with it; what nobody holds is vacant', async told => {
  const body = await committee(told)
  assert.equal(body.vacant, 5)
  await move(told)('beginTerm', body, { name: '第十二届', from: '2026-01-01' })
  const chair = seatNamed(body, '主任')
  const after = await move(told)('takeSeat', body, { seat: chair.id, name: '周国平', how: 'elected', ...since })
  assert.deepEqual(
    [after.vacant, seatNamed(after, '主任').holders.map(h => h.name), after.term],
    [4, ['周国平'], { name: '第十二届', from: '2026-01-01', to: '2031-01-01', ended: false }],
  )
  assert.equal(after.history[0]!.term, '第十二届')
  const later = await told.as(null)('places.body', { community: here, id: body.id, on: '2031-01-01' })
  assert.equal(later.term.ended, true, 'five years are over')
})

test('a seat has as many holders as it has, and one person sits on it once', async told => {
  const body = await committee(told)
  const seat = seatNamed(body, '主任').id
  const { seats } = await move(told)('takeSeat', body, { seat, name: '周国平', ...since })
  assert.equal(await refused(move(told)('takeSeat', body, { seat, name: '陆惠芬', ...since })), 'places.noVacancy')
  const four = seatNamed(body, '委员').id
  const { member } = seats.find(s => s.id === seat)!.holders[0]!
  await move(told)('takeSeat', body, { seat: four, member, ...since })
  assert.equal(await refused(move(told)('takeSeat', body, { seat: four, member, ...since })), 'places.alreadySits')
})

test('who leaves is history with the reason, and the seat is free from that day, not before', async told => {
  const body = await committee(told)
  const seat = seatNamed(body, '主任').id
  const sits = await move(told)('takeSeat', body, { seat, name: '周国平', ...since })
  const { holding } = seatNamed(sits, '主任').holders[0]!
  assert.equal(await refused(move(told)('leaveSeat', body, { holding, on: '2026-01-01' })), 'places.backwards')
  const left = await move(told)('leaveSeat', body, { holding, on: '2026-06-01', why: '换届' })
  assert.deepEqual(
    left.history.map(h => [h.name, h.until, h.why]),
    [['周国平', '2026-06-01', '换届']],
  )
  assert.equal(await refused(move(told)('leaveSeat', body, { holding, on: '2026-07-01' })), 'places.notSeated')
  const early = move(told)('takeSeat', body, { seat, name: '陆惠芬', from: '2026-05-31' })
  assert.equal(await refused(early), 'places.noVacancy')
  await move(told)('takeSeat', body, { seat, name: '陆惠芬', from: '2026-06-01' })
  const then = async (on: string) =>
    seatNamed(await told.as(null)('places.body', { community: here, id: body.id, on }), '主任').holders.map(h => h.name)
  assert.deepEqual(
    [await then('2026-05-31'), await then('2026-06-01'), await then('2025-12-31')],
    [['周国平'], ['陆惠芬'], []],
  )
})

test('篇2「交叉任职」: the secretary who chairs the committee holds both, and each says so', async told => {
  const party = await found(told, 'party', '花园浜社区党总支')
  const withSeat = await move(told)('addSeat', party, { name: '书记' })
  const sits = await move(told)('takeSeat', party, { seat: withSeat.seats[0]!.id, name: '周国平', ...since })
  const { member } = sits.seats[0]!.holders[0]!
  const body = await committee(told)
  const both = await move(told)('takeSeat', body, {
    seat: seatNamed(body, '主任').id,
    member,
    how: 'elected',
    ...since,
  })
  assert.deepEqual(seatNamed(both, '主任').holders[0]!.also, ['花园浜社区党总支书记'])
  const [one] = await told.as('书记')('places.members', { place: here, search: '周' }, begin)
  assert.deepEqual(
    [one.name, one.seats.toSorted()],
    ['周国平', ['花园浜社区党总支书记', '花园浜社区居民委员会主任'].toSorted()],
  )
})

test('the same name is not taken for the same person without being asked', async told => {
  const body = await committee(told)
  const seat = seatNamed(body, '委员').id
  await move(told)('takeSeat', body, { seat, name: '王芳', ...since })
  const again = { seat, name: '王芳', ...since }
  assert.match((await problemOf(move(told)('takeSeat', body, again))).message, /同名/)
  const two = await move(told)('takeSeat', body, { ...again, another: true })
  assert.deepEqual(
    seatNamed(two, '委员').holders.map(h => h.name),
    ['王芳', '王芳'],
  )
})

test('a seat that somebody holds is not taken away; an empty one is, and keeps its history', async told => {
  const body = await committee(told)
  const seat = seatNamed(body, '主任').id
  const sits = await move(told)('takeSeat', body, { seat, name: '周国平', ...since })
  assert.equal(await refused(move(told)('endSeat', body, { seat })), 'places.seatHeld')
  await move(told)('leaveSeat', body, { holding: seatNamed(sits, '主任').holders[0]!.holding, on: '2026-06-01' })
  const without = await move(told)('endSeat', body, { seat })
  assert.deepEqual([without.seats.map(s => s.name), without.history.length], [['委员'], 1])
  assert.equal(await refused(move(told)('takeSeat', body, { seat, name: '陆惠芬', ...since })), 'places.noSuchSeat')
})

test('a body has one term at a time, and none that ends before it begins', async told => {
  const body = await committee(told)
  await move(told)('beginTerm', body, { name: '第十二届', from: '2021-01-01', to: '2026-01-01' })
  const term = (from: string, to?: string) => move(told)('beginTerm', body, { name: '第十三届', from, to })
  assert.equal(await refused(term('2025-12-31')), 'places.termsOverlap')
  assert.equal(await refused(term('2026-01-01', '2026-01-01')), 'places.backwards')
  assert.equal((await term('2026-01-01')).term!.name, '第十三届')
})

// ── Lines ───────────────────────────────────────────────────────────────────

test('篇2「双层管理」: the branch is guided by the street and led by its own party, each line shown from both ends', async told => {
  const above = await found(told, 'newcomers', '杨舍镇新市民管理委员会', street, '街道')
  const party = await found(told, 'party', '花园浜社区党总支')
  const branch = await found(told, 'newcomers', '花园浜新市民分会')
  await move(told)('answerTo', branch, { upper: above.id, relation: 'guides' })
  const card = await move(told)('answerTo', branch, { upper: party.id })
  assert.deepEqual(
    card.above.map(l => [l.name, l.kind]),
    [
      ['花园浜社区党总支', 'leads'],
      ['杨舍镇新市民管理委员会', 'guides'],
    ],
  )
  const [top]: Body[] = await told.as(null)('places.bodies', { place: street }, begin)
  assert.deepEqual(
    top!.below.map(l => l.name),
    ['花园浜新市民分会'],
  )
  const { line } = card.above[0]!
  assert.equal(await refused(move(told)('release', branch, { line, on: '2026-11-20' })), 'places.backwards')
  assert.equal((await move(told)('release', branch, { line, on: '2026-11-21' })).above.length, 2, 'still led today')
})

test('a circle of lines is refused, one of another kind is none', async told => {
  const [a, b, c] = await Promise.all(['甲', '乙', '丙'].map(async n => found(told, 'other', `${n}会`)))
  await move(told)('answerTo', a!, { upper: b!.id })
  await move(told)('answerTo', b!, { upper: c!.id })
  assert.equal(await refused(move(told)('answerTo', c!, { upper: a!.id })), 'places.circle')
  assert.equal(await refused(move(told)('answerTo', a!, { upper: a!.id })), 'places.selfLine')
  assert.equal(await refused(move(told)('answerTo', a!, { upper: b!.id })), 'places.lineTaken')
  await move(told)('answerTo', c!, { upper: a!.id, relation: 'guides' })
})

test('汇报关系: the members report to the chair, the chair to the secretary; never the other way round as well', async told => {
  const party = await found(told, 'party', '花园浜社区党总支')
  const secretary = (await move(told)('addSeat', party, { name: '书记' })).seats[0]!.id
  const body = await committee(told)
  const [chair, members] = [seatNamed(body, '主任').id, seatNamed(body, '委员').id]
  await move(told)('reportTo', body, { seat: members, above: chair })
  const card = await move(told)('reportTo', body, { seat: chair, above: secretary })
  assert.deepEqual(
    card.seats.map(s => s.aboveName),
    ['书记', '主任'],
  )
  assert.equal(await refused(move(told)('reportTo', party, { seat: secretary, above: members })), 'places.circle')
  assert.equal(await refused(move(told)('reportTo', body, { seat: chair, above: chair })), 'places.circle')
  const free = await move(told)('reportTo', body, { seat: chair })
  assert.equal(seatNamed(free, '主任').above, null)
})

// ── From village to community ───────────────────────────────────────────────

test('篇2「撤村建居」: the village committee stands beside the new one until its day, and stays on record', async told => {
  const village = await found(told, 'committee', '花园村村民委员会')
  const seat = (await move(told)('addSeat', village, { name: '主任' })).seats[0]!.id
  await move(told)('takeSeat', village, { seat, name: '周国平', from: '2020-01-01' })
  await committee(told)
  assert.equal(await refused(move(told)('dissolve', village, { on: '2026-11-20' })), 'places.stillSeated')
  const gone = await move(told)('dissolve', village, { on: '2026-11-20', everyone: true })
  assert.deepEqual([gone.state, gone.until, gone.history[0]!.why], ['dissolved', '2026-11-20', '组织撤销'])
  const names = async (on: string) =>
    (await told.as(null)('places.bodies', { place: here, on }, begin)).map((b: Body) => b.name).toSorted()
  assert.deepEqual(await names('2026-11-19'), ['花园村村民委员会', '花园浜社区居民委员会'].toSorted())
  assert.deepEqual(await names('2026-11-20'), ['花园浜社区居民委员会'])
  assert.equal(await refused(move(told)('addSeat', village, { name: '副主任' })), 'common.wrongState')
  await found(told, 'committee', '花园村村民委员会')
})

// ── Two at once ─────────────────────────────────────────────────────────────

plain('two who take the last free seat at the same moment: one sits', async () => {
  const told = open()
  const body = await found(told, 'party', '两人一席')
  const seat = (await move(told)('addSeat', body, { name: '书记' })).seats[0]!.id
  const take = (name: string) => move(told)('takeSeat', body, { seat, name, ...since })
  const both = await Promise.allSettled([take('甲某'), take('乙某'), take('丙某')])
  assert.equal(both.filter(r => r.status === 'fulfilled').length, 1)
})

plain('two halves of a circle drawn at the same moment do not close it', async () => {
  const told = open()
  const [a, b] = [await found(told, 'other', '左会'), await found(told, 'other', '右会')]
  const both = await Promise.allSettled([
    move(told)('answerTo', a, { upper: b.id }),
    move(told)('answerTo', b, { upper: a.id }),
  ])
  assert.equal(both.filter(r => r.status === 'fulfilled').length, 1)
})

plain('two terminals that bring the same new name make one person', async () => {
  const told = open()
  const bodies = [await found(told, 'other', '前会'), await found(told, 'other', '后会')]
  const seats = await Promise.all(
    bodies.map(async b => (await move(told)('addSeat', b, { name: '会长' })).seats[0]!.id),
  )
  const both = await Promise.allSettled(
    bodies.map((b, i) => move(told)('takeSeat', b, { seat: seats[i], name: '同名人', ...since })),
  )
  assert.equal(both.filter(r => r.status === 'fulfilled').length, 1)
})
