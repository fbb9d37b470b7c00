/** Stories of linking an account to the person who is registered: the answer tells nothing, a clerk compares, the link gives one's own card. */
import assert from 'node:assert/strict'
import { call } from '../../kernel/server.ts'
import type { Actor } from '../../kernel/rules.ts'
import { lastCode, problemOf, refused, type Told } from '../../kernel/testing.ts'
import type { LinkCard, LinkRequest } from './link-contract.ts'
import type { z } from 'zod'
import { here, keyOf, now, register, room, test, wangId } from './stories.ts'

type Request = z.infer<typeof LinkRequest>
type Card = z.infer<typeof LinkCard>

/** An account of a resident who came by phone. */
async function account({ house, db }: Told, name: string, phone: string) {
  const of = (op: string, input: object) => call(house, { op, input, actor: null, now })
  await of('identity.sendCode', { phone })
  const code = await lastCode({ db, house }, phone)
  const { answer } = await of('identity.signInByPhone', { phone, code, name, place: here })
  return { id: (answer as { id: string }).id, name, posts: [] }
}
const doing =
  ({ house }: Told, actor: Actor) =>
  async <T>(op: string, input: object) =>
    (await call(house, { op, input, actor, now })).answer as T
const said = { community: here, name: '王秀英', idNumber: wangId, address: '花园新村12幢3单元502' }
const clerk = (told: Told) => told.as('小沈')

async function registered(told: Told) {
  return register(told, { room: await room(told), account: undefined })
}

test('the answer is the same whether or not such a person is registered', async told => {
  await registered(told)
  const [known, unknown] = [await account(told, '王婶', '13700000001'), await account(told, '某人', '13700000002')]
  const other = { ...said, idNumber: '11010519491231002X', name: '李四' }
  const [one_, two] = [
    await doing(told, known)<Request>('people.applyLink', said),
    await doing(told, unknown)<Request>('people.applyLink', other),
  ]
  const shape = (r: Request) => [r.state, r.reason, r.offers.map(o => [o.move, o.because]), Object.keys(r).toSorted()]
  assert.deepEqual(shape(one_), shape(two))
  for (const actor of [known, unknown])
    assert.equal(
      await refused(doing(told, actor)('people.link', keyOf(actor === known ? one_ : two))),
      'common.notFound',
    )
})

test('a clerk compares document, name and home, and links; then one’s own card is there, with the numbers masked', async told => {
  const resident = await registered(told)
  const me = await account(told, '王婶', '13700000001')
  const mine = doing(told, me)
  assert.deepEqual((await mine<{ cards: unknown[] }>('people.myData', {})).cards, [])
  const request = await mine<Request>('people.applyLink', { ...said, address: '花园新村12幢3单元502室' })
  const card = await clerk(told)<Card>('people.link', keyOf(request), now)
  assert.deepEqual([card.document, card.sameName, card.sameHome, card.found?.name], [true, true, true, '王秀英'])
  assert.ok(!JSON.stringify(card).includes(wangId))
  const done = await clerk(told)<Request>('people.approveLink', keyOf(request), now)
  assert.equal(done.state, 'approved')
  const kept = await told.db.selectFrom('people.link').select(['idNumber', 'idKey', 'person']).executeTakeFirstOrThrow()
  assert.deepEqual(kept, { idNumber: null, idKey: null, person: resident.person }, 'the number is not kept')
  const { me: who } = await mine<{ me: { person: string } }>('identity.me', {})
  assert.equal(who.person, resident.person)
  const { cards } = await mine<{ cards: { name: string }[] }>('people.myData', {})
  assert.deepEqual(
    cards.map(own => own.name),
    ['王秀英'],
  )
  const looks = await mine<{ items: { op: string; name: string }[] }>('identity.looks', {})
  assert.ok(looks.items.some(l => l.op === 'people.link' && l.name === '小沈'))
})

test('nothing is linked when document or name do not fit, and the clerk sees why', async told => {
  await registered(told)
  const me = await account(told, '某人', '13700000002')
  for (const [more, because] of [
    [{ idNumber: '11010519491231002X' }, '本社区没有这个身份证号的居民，请先核实登记'],
    [{ name: '王秀兰' }, '姓名与登记的不一样，请先核实'],
  ] as const) {
    const request = await doing(told, me)<Request>('people.applyLink', { ...said, ...more })
    const no = await problemOf(clerk(told)('people.approveLink', keyOf(request), now))
    assert.deepEqual([no.code, no.detail], ['common.notYet', because])
    const rejected = await clerk(told)<Request>('people.rejectLink', { ...keyOf(request), reason: '与登记不符' }, now)
    assert.deepEqual([rejected.state, rejected.reason], ['rejected', '与登记不符'])
  }
})

test('a home that differs is shown to the clerk, who decides', async told => {
  await registered(told)
  const me = await account(told, '王婶', '13700000001')
  const request = await doing(told, me)<Request>('people.applyLink', { ...said, address: '花园新村1幢101' })
  assert.equal((await clerk(told)<Card>('people.link', keyOf(request), now)).sameHome, false)
  await clerk(told)('people.approveLink', keyOf(request), now)
})

test('only clerks over the community compare, and nobody their own request', async told => {
  await registered(told)
  const me = await account(told, '王婶', '13700000001')
  const request = await doing(told, me)<Request>('people.applyLink', said)
  for (const who of ['郑晓东', '陈静', '街道甲', '系统', '邻居乙', '王秀英']) {
    assert.equal(await refused(told.as(who)('people.link', keyOf(request), now)), 'common.notFound', who)
    for (const [op, more] of [
      ['approveLink', {}],
      ['rejectLink', { reason: '不符' }],
      ['withdrawLink', {}],
    ] as const)
      assert.equal(
        await refused(told.as(who)(`people.${op}`, { ...keyOf(request), ...more }, now)),
        'common.forbidden',
        who,
      )
  }
  const both = { ...me, posts: [{ role: 'clerk', place: here }] }
  const own = call(told.house, { op: 'people.approveLink', input: keyOf(request), actor: both, now })
  assert.equal(await refused(own), 'people.ownLink')
})

test('one request at a time; withdrawn, another may follow; linked, none', async told => {
  await registered(told)
  const mine = doing(told, await account(told, '王婶', '13700000001'))
  const request = await mine<Request>('people.applyLink', said)
  assert.equal(await refused(mine('people.applyLink', said)), 'people.linkPending')
  await mine('people.withdrawLink', keyOf(request))
  const again = await mine<Request>('people.applyLink', said)
  await clerk(told)('people.approveLink', keyOf(again), now)
  assert.equal(await refused(mine('people.applyLink', said)), 'people.alreadyLinked')
})

test('a person belongs to one account: the second is refused', async told => {
  await registered(told)
  for (const [name, phone] of [
    ['王婶', '13700000001'],
    ['冒名', '13700000002'],
  ] as const) {
    const request = await doing(told, await account(told, name, phone))<Request>('people.applyLink', said)
    const approving = clerk(told)<Request>('people.approveLink', keyOf(request), now)
    if (name === '王婶') await approving
    else assert.equal(await refused(approving), 'identity.hasAccount')
  }
})

test('a number that is none is refused before anything is stored, and is not repeated anywhere', async told => {
  const mine = doing(told, await account(told, '王婶', '13700000001'))
  const no = await problemOf(
    mine('people.applyLink', { ...said, idNumber: wangId.replace(/.$/, c => (c === '0' ? '1' : '0')) }),
  )
  assert.equal(no.code, 'people.badId')
  await mine('people.applyLink', said)
  const stored = JSON.stringify([
    await told.db.selectFrom('people.link').selectAll().execute(),
    await told.db.selectFrom('kernel.trail').selectAll().execute(),
    await told.db.selectFrom('kernel.work').selectAll().execute(),
  ])
  assert.ok(!stored.includes(wangId))
})

test('requests stand in the work in hand of the clerk, and the applicant sees their own alone', async told => {
  await registered(told)
  const [mine, other] = [
    doing(told, await account(told, '王婶', '13700000001')),
    doing(told, await account(told, '某人', '13700000002')),
  ]
  const request = await mine<Request>('people.applyLink', said)
  await other('people.applyLink', { ...said, name: '李四' })
  const ids = async (list: Promise<{ items: { id: string }[] }>) => (await list).items.map(r => r.id)
  assert.deepEqual(await ids(mine('people.links', { mine: true })), [request.id])
  assert.equal((await ids(clerk(told)('people.links', { place: here }, now))).length, 2)
  assert.deepEqual(await ids(told.as('邻居乙')('people.links', {}, now)), [])
})
