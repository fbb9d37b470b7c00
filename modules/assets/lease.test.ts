/** Leases: drafted by one, agreed to by two others, never two at once; rent that is charged, paid, split and settled to the fen. */
import assert from 'node:assert/strict'
import { test as committed } from 'node:test'
import { theClock } from '../../kernel/rules.ts'
import { call } from '../../kernel/server.ts'
import { problemOf, refused, type Told } from '../../kernel/testing.ts'
import type { Asset, Lease } from './shapes.ts'
import {
  aBook,
  aDraft,
  agreed,
  anAsset,
  aPolicy,
  aTenancy,
  balance,
  decided,
  here,
  meeting,
  on,
  open,
  read,
  run,
  test,
  today,
  valued,
  type Key,
} from './stories.ts'
import { watch } from './watch.ts'

const leaseOf = (told: Told, lease: Key, at?: Date) => read<Lease>(told, 'lease', lease, '会计', at)
const assetOf = (told: Told, asset: Key) => read<Asset>(told, 'asset', asset)
const byClock = async (told: Told, op: string, input: object, at: Date) =>
  (await call(told.house, { op: `assets.${op}`, input, actor: theClock, now: at })).answer
const pay = (told: Told, lease: Key, amount: string, more: object = {}) =>
  run(told, '会计', 'receiveRent', { ...lease, day: today, amount, serial: `LS-${amount}`, ...more })

test('a lease takes three people: who drafts it agrees to nothing, and nobody agrees twice', async told => {
  const book = await aBook(told)
  const asset = await anAsset(told, book)
  await valued(told, asset)
  const own = await aDraft(told, asset, {}, '一人多岗')
  assert.equal((await problemOf(run(told, '一人多岗', 'checkLease', own))).detail, '起草的人不能自己同意，请换个人')
  const lease = await aDraft(told, asset)
  assert.equal(await refused(run(told, '监督员', 'agreeLease', lease)), 'common.wrongState')
  await run(told, '一人多岗', 'checkLease', lease)
  assert.equal(await refused(run(told, '一人多岗', 'agreeLease', lease)), 'common.notYet')
  await run(told, '监督员', 'agreeLease', lease)
  const { headName, supervisorName, drafterName } = await leaseOf(told, lease)
  assert.deepEqual([drafterName, headName, supervisorName], ['会计', '一人多岗', '监督员'])
})

test('rent below what the thing was valued at, or a thing never valued, needs a resolution', async told => {
  const asset = await anAsset(told, await aBook(told))
  const check = async (more: object) => run(told, '书记', 'checkLease', await aDraft(told, asset, more))
  assert.match(String((await problemOf(check({}))).detail), /不到评估租金的 100%/)
  await check({ ...decided })
  await valued(told, asset, '36000.01')
  assert.equal(await refused(check({})), 'common.notYet')
  await valued(told, asset, '36000', '2026-01-03')
  await check({})
  assert.equal(await refused(check({ rent: '2999.99' })), 'common.notYet')
})

test('LSE-01 and C04: five years without a resolution, twenty with one, and not a day more', async told => {
  const asset = await anAsset(told, await aBook(told))
  await valued(told, asset)
  const check = async (until: string, more: object = {}) =>
    run(told, '书记', 'checkLease', await aDraft(told, asset, { fromDay: '2026-11-23', until, ...more }))
  await check('2031-11-22')
  assert.equal(await refused(check('2031-11-23')), 'common.notYet')
  await check('2046-11-22', decided)
  assert.equal(
    await refused(aDraft(told, asset, { fromDay: '2026-11-23', until: '2046-11-23', ...decided })),
    'assets.tooLong',
  )
  assert.equal(await refused(aDraft(told, asset, { fromDay: '2026-11-23', until: '2026-11-22' })), 'assets.endsBefore')
})

test('two leases of one thing never meet on a day; what was dropped is free', async told => {
  const asset = await anAsset(told, await aBook(told))
  await valued(told, asset)
  await agreed(told, await aDraft(told, asset, { fromDay: '2026-01-15', until: '2026-12-31' }))
  const second = await aDraft(told, asset, { fromDay: '2026-12-31', until: '2027-12-30' })
  await run(told, '书记', 'checkLease', second)
  assert.equal(await refused(run(told, '监督员', 'agreeLease', second)), 'assets.occupied')
  await run(told, '会计', 'dropLease', { ...second, reason: '日期写错' })
  await agreed(told, await aDraft(told, asset, { fromDay: '2027-01-01', until: '2027-12-31' }))
})

test('it begins on its day, by the clock, and the thing is let; not a day before', async told => {
  const book = await aBook(told)
  const asset = await anAsset(told, book)
  await valued(told, asset)
  const lease = await aDraft(told, asset, { fromDay: '2026-11-21', until: '2027-11-20' })
  await agreed(told, lease)
  assert.equal(await refused(run(told, '书记', 'beginLease', lease)), 'common.notYet')
  assert.equal(await watch(told.house, on('2026-11-20')), 0)
  assert.equal(await watch(told.house, on('2026-11-21')), 1)
  assert.deepEqual([(await leaseOf(told, lease)).state, (await assetOf(told, asset)).state], ['running', 'leased'])
  assert.equal(await watch(told.house, on('2026-11-21')), 1)
  const { charged, nextDue } = await leaseOf(told, lease)
  assert.deepEqual([charged, nextDue], [100_000, '2026-12-01'])
  assert.equal(await watch(told.house, on('2026-11-21')), 0)
})

test('nobody lets or frees a thing but by its lease, and what is let is not written off', async told => {
  const { asset } = await aTenancy(told)
  assert.equal((await problemOf(run(told, '书记', 'freeAsset', asset))).detail, '租约还没有结束，请从租约上点「收回」')
  const off = { ...asset, day: today, reason: '拆除', ...decided }
  assert.equal(await refused(run(told, '书记', 'writeOff', off)), 'common.wrongState')
  const other = await anAsset(told, { community: here, id: (await assetOf(told, asset)).book })
  assert.equal(await refused(run(told, '书记', 'letAsset', other)), 'common.notYet')
  await aDraft(told, other)
  assert.equal(
    await refused(run(told, '书记', 'writeOff', { ...other, day: today, reason: '拆除', ...decided })),
    'common.notYet',
  )
})

test('rent is charged once a period, each a voucher, and what is charged is owed', async told => {
  const { book, lease } = await aTenancy(told)
  await run(told, '会计', 'chargeRent', lease)
  await run(told, '会计', 'chargeRent', lease)
  const l = await leaseOf(told, lease)
  // 17 of the 31 days of January, and ten whole months.
  const sum = 164_516 + 10 * 300_000
  assert.deepEqual([l.charged, l.owed, l.nextDue], [sum, sum, '2026-12-01'])
  assert.deepEqual([await balance(told, book, '112'), await balance(told, book, '501')], [sum, sum])
  const { total } = await read<{ total: number }>(told, 'money.vouchers', { source: 'rentCharge' })
  assert.equal(total, 11)
})

test('what comes in pays the oldest, is split as decided, and lies in a fund of each use', async told => {
  const { book, lease } = await aTenancy(told)
  assert.equal(await refused(pay(told, lease, '1')), 'assets.overPaid')
  await run(told, '会计', 'chargeRent', lease)
  await pay(told, lease, '2000.01')
  const l = await leaseOf(told, lease)
  assert.deepEqual(
    l.periods.slice(0, 3).map(p => p.paid),
    [164_516, 35_485, 0],
  )
  const used = Object.fromEntries(l.receipts[0]!.uses.map(u => [u.purpose, u.amount]))
  assert.equal(
    Object.values(used).reduce((a, b) => a + b, 0),
    200_001,
  )
  assert.equal(used['pension'], 60_001)
  const { items } = await read<{ items: { name: string; received: number }[] }>(told, 'money.funds', {
    place: here,
    size: 50,
  })
  assert.equal(items.find(f => f.name === '房租·养老补贴')?.received, 60_001)
  assert.equal(
    items.reduce((sum, f) => sum + f.received, 0),
    200_001,
  )
  assert.equal(await balance(told, book, '102'), 200_001)
  assert.equal(await refused(pay(told, lease, '5', { serial: 'LS-2000.01' })), 'assets.serialTaken')
})

test('rent is split by the policy of the day it was due, and not taken in where there is none', async told => {
  const { book, lease } = await aTenancy(told)
  await aPolicy(told, book, '2026-02-01', { pension: 0, operations: 10_000, property: 0, culture: 0, aid: 0 })
  assert.equal(await refused(aPolicy(told, book, '2026-02-01')), 'assets.policyThere')
  assert.equal(await refused(aPolicy(told, book, '2026-03-01', { aid: 999 })), 'assets.notWhole')
  await run(told, '会计', 'chargeRent', lease)
  await pay(told, lease, '4645.16')
  const [receipt] = (await leaseOf(told, lease)).receipts
  const of = (purpose: string) => receipt!.uses.find(u => u.purpose === purpose)?.amount
  assert.deepEqual([of('pension'), of('operations')], [49_355, 41_129 + 300_000])

  const bare = await anAsset(told, await aBook(told, { ownerKind: 'committee' }))
  const other = await aDraft(told, bare, decided)
  await agreed(told, other)
  await run(told, '书记', 'beginLease', other)
  await run(told, '会计', 'chargeRent', other)
  assert.equal(await refused(pay(told, other, '100')), 'assets.noPolicy')
})

test('a lease that ends before its time gives back what was charged too much, and the days behind are free', async told => {
  const { book, asset, lease } = await aTenancy(told)
  await run(told, '会计', 'chargeRent', lease)
  await pay(told, lease, '31645.16')
  await run(told, '书记', 'endLease', { ...lease, day: '2026-11-15', reason: '商户转行' })
  const l = await leaseOf(told, lease)
  assert.deepEqual([l.state, l.total, l.charged, l.owed], ['ended', 3_014_516, 3_014_516, -150_000])
  assert.equal((await assetOf(told, asset)).state, 'idle')
  await agreed(told, await aDraft(told, asset, { fromDay: '2026-11-16', until: '2026-12-31' }))
  await run(told, '会计', 'settleLease', { ...lease, day: today })
  assert.deepEqual([(await leaseOf(told, lease)).owed, await balance(told, book, '112')], [0, 0])
  assert.equal(await balance(told, book, '102'), 3_014_516)
})

test('a deposit is owed to the tenant; in the end it pays what is owed, and the rest goes back', async told => {
  const { book, lease } = await aTenancy(told)
  await run(told, '会计', 'takeDeposit', { ...lease, day: today })
  assert.equal(await refused(run(told, '会计', 'takeDeposit', { ...lease, day: today })), 'common.notYet')
  assert.equal(await balance(told, book, '211'), 600_000)
  await run(told, '会计', 'chargeRent', lease)
  await pay(told, lease, '30000')
  await run(told, '书记', 'endLease', { ...lease, day: '2026-11-30', reason: '协商收回' })
  assert.equal((await leaseOf(told, lease)).owed, 164_516)
  await run(told, '会计', 'settleLease', { ...lease, day: today })
  const l = await leaseOf(told, lease)
  assert.deepEqual([l.owed, l.held, l.paid], [0, 0, 3_164_516])
  assert.deepEqual(
    [await balance(told, book, '211'), await balance(told, book, '112'), await balance(told, book, '102')],
    [0, 0, 3_164_516],
  )
})

test('what is owed and not covered by the deposit is paid first; who took it back does not settle it', async told => {
  const { lease } = await aTenancy(told)
  await run(told, '一人多岗', 'endLease', { ...lease, day: '2026-11-30', reason: '收回' })
  assert.equal(
    (await problemOf(run(told, '一人多岗', 'settleLease', { ...lease, day: today }))).detail,
    '收回的人不能自己结清，请换个人',
  )
  assert.equal(await refused(run(told, '会计', 'settleLease', { ...lease, day: today })), 'common.notYet')
  await pay(told, lease, '31645.16')
  await run(told, '会计', 'settleLease', { ...lease, day: today })
})

test('expired and still there: it stays in rent, it is late, and the days behind its end are owed too', async told => {
  const { lease } = await aTenancy(told)
  const at = on('2027-01-11')
  const list = await read<{ items: Lease[] }>(told, 'leases', { late: true }, '会计', at)
  assert.deepEqual(
    list.items.map(l => [l.id, l.late]),
    [[lease.id, true]],
  )
  assert.equal(
    (await read<{ items: unknown[] }>(told, 'leases', { late: true }, '会计', on('2026-12-31'))).items.length,
    0,
  )
  await run(told, '书记', 'endLease', { ...lease, day: '2027-01-10', reason: '收回' }, at)
  assert.equal((await leaseOf(told, lease, at)).charged, 164_516 + 11 * 300_000 + 96_774)
})

test('renewal follows without a day between, and the old lease is given back by its beginning', async told => {
  const { asset, lease } = await aTenancy(told)
  const said = { ...lease, number: 'ZL-续', until: '2027-12-31', rent: '3100' }
  assert.equal(await refused(run(told, '会计', 'renewLease', { ...said, until: '2026-12-31' })), 'assets.notAfter')
  await run(told, '会计', 'renewLease', said)
  const { items } = await read<{ items: (Key & { fromDay: string })[] }>(told, 'leases', { search: 'ZL-续' })
  const renewed = { community: here, id: items[0]!.id }
  assert.equal(items[0]!.fromDay, '2027-01-01')
  await agreed(told, renewed)
  await byClock(told, 'beginLease', renewed, on('2027-01-01'))
  assert.deepEqual([(await leaseOf(told, lease)).state, (await leaseOf(told, renewed)).state], ['ended', 'running'])
  assert.equal((await assetOf(told, asset)).state, 'leased')
})

test('F11: arrears by how long they have been owed', async told => {
  const { lease } = await aTenancy(told)
  await run(told, '会计', 'chargeRent', lease)
  const { total, ages } = await read<{ total: number; ages: { amount: number }[] }>(told, 'arrears', {})
  assert.equal(total, 164_516 + 10 * 300_000)
  assert.deepEqual(
    ages.map(a => a.amount),
    [300_000, 600_000, 900_000, 1_364_516],
  )
})

test('neighbours and residents see no lease; everyone sees what is let, a person under a mask', async told => {
  const { lease } = await aTenancy(told, { tenant: '王秀英', tenantKind: 'person' })
  assert.equal(await refused(read(told, 'lease', lease, '邻居会计')), 'common.notFound')
  assert.equal(await refused(read(told, 'lease', lease, '王婶')), 'common.notFound')
  const shown = await told.as(null)<{ items: { tenant: string }[] }>('assets.publicAssets', { place: here, year: 2026 })
  assert.equal(shown.items[0]!.tenant, '王*英')
  assert.ok(!JSON.stringify(shown).includes('王秀英'))
})

// What only many connections can break: left as it is, not rolled back.
committed('two who agree to leases of the same days at once: the second waits, and is refused', async () => {
  const told = open()
  const asset = await anAsset(told, await aBook(told))
  await valued(told, asset)
  const [a, b] = [await aDraft(told, asset), await aDraft(told, asset, { fromDay: '2026-12-31', until: '2027-06-30' })]
  for (const lease of [a, b]) await run(told, '书记', 'checkLease', lease)
  const second = await meeting(
    first => run(first, '监督员', 'agreeLease', a),
    then => refused(run(then, '监督员', 'agreeLease', b)),
  )
  assert.equal(second, 'assets.occupied')
})

committed('eight who take in the same rent at once take it in once', async () => {
  const told = open()
  const book = await aBook(told, { ownerKind: 'owners' })
  await aPolicy(told, book)
  const asset = await anAsset(told, book)
  await valued(told, asset)
  const lease = await aDraft(told, asset)
  await agreed(told, lease)
  await run(told, '书记', 'beginLease', lease)
  await run(told, '会计', 'chargeRent', lease)
  const tried = await Promise.allSettled(Array.from({ length: 8 }, () => pay(told, lease, '1000', { serial: 'LS-1' })))
  assert.equal(tried.filter(t => t.status === 'fulfilled').length, 1)
  assert.equal((await leaseOf(told, lease)).paid, 100_000)
})
