/** Funds by rule: every vector of the handbook, both sides of each figure, and the essay's own sums. */
import assert from 'node:assert/strict'
import { test as pure } from 'node:test'
import { asDeclared } from '../../kernel/rules.ts'
import { shared } from '../../kernel/fen.ts'
import { problemOf, refused } from '../../kernel/testing.ts'
import { banned, lineKinds, type LineKind } from './fund-rules.ts'
import { floorOf, formula, growsEnough, loanRefused, mostLoan, sharesOf } from './shares.ts'
import {
  aBook,
  aContract,
  aFund,
  aLine,
  accept,
  aPayment,
  here,
  key,
  now,
  read,
  receive,
  resolved,
  run,
  test,
  upTo,
} from './stories.ts'

const at = asDeclared(now)
const wan = (n: number) => n * 1_000_000

pure('CF-V1 to CF-V3: city and county by where the village lies, and what may be borrowed', () => {
  assert.deepEqual([sharesOf(wan(20), 'near'), mostLoan(wan(20), at)], [{ city: wan(10), county: wan(10) }, wan(140)])
  assert.deepEqual(
    [sharesOf(wan(25), 'far'), mostLoan(wan(25), at)],
    [{ city: 17_500_000, county: 7_500_000 }, wan(175)],
  )
  assert.deepEqual(sharesOf(wan(25), 'centre'), { city: 0, county: wan(25) })
  assert.deepEqual(sharesOf(1, 'near'), { city: 1, county: 0 })
})

pure('CF-V4 and CF-V5: base and heads, pro rata', () => {
  assert.equal(formula('urban', 14_973, at), 32_459_500)
  assert.equal(formula('rural', 3_215, at), 37_860_000)
})

pure('CF-V6: the same growth as the revenue is not more', () => {
  assert.equal(growsEnough({ was: wan(25), is: wan(27) }, { was: 100, is: 108 }), false)
  assert.equal(growsEnough({ was: wan(25), is: wan(27) + 1 }, { was: 100, is: 108 }), true)
})

pure('CF-V7: seven times the fund and not a fen more; half of it a year and not a fen more', () => {
  const loan = { yearFund: wan(25), outstanding: wan(170), yearly: wan(12.5) }
  assert.equal(loanRefused({ ...loan, amount: wan(6) }, at), 'overLoan')
  assert.equal(loanRefused({ ...loan, amount: wan(5) }, at), null)
  assert.equal(loanRefused({ ...loan, amount: wan(5) + 1 }, at), 'overLoan')
  assert.equal(loanRefused({ ...loan, amount: wan(5), yearly: wan(12.5) + 1 }, at), 'needsRepay')
})

pure('CF-01: the floor of each year', () =>
  assert.deepEqual(
    [2007, 2008, 2010, 2011, 2014, 2015, 2026].map(year => floorOf(year, at)),
    [0, wan(20), wan(20), wan(25), wan(25), wan(40), wan(40)],
  ),
)

// 篇1 二（二）1: 7.1 亿 in 2009, of which 6.7 亿 to near and far suburbs and 4.2 亿 of those from the city; 88 villages borrowed 1.2 亿.
pure('the essay’s own sums fit the rule', () => {
  const [suburbs, city] = [67_000_000_000, 42_000_000_000]
  const near = shared(suburbs, [1, 0])[0]!
  assert.equal(near, suburbs)
  // 5:5 everywhere would be 3.35, 7:3 everywhere 4.69: what the city gave lies between.
  assert.ok(sharesOf(suburbs, 'near').city < city && city < sharesOf(suburbs, 'far').city)
  assert.ok(12_000_000_000 / 88 <= mostLoan(wan(20), at))
})

pure('a split by largest remainder loses and makes no fen', () => {
  let seed = 7
  const dice = (n: number) => (seed = (seed * 48_271) % 2_147_483_647) % n
  for (let i = 0; i < 20_000; i++) {
    const weights = Array.from({ length: 1 + dice(6) }, () => dice(1_000))
    if (!weights.some(w => w > 0)) continue
    const fen = dice(1_000_000_000)
    const parts = shared(fen, weights)
    const sum = weights.reduce((a, b) => a + b, 0)
    assert.equal(
      parts.reduce((a, b) => a + b, 0),
      fen,
    )
    for (const [n, part] of parts.entries()) assert.ok(Math.abs(part - (fen * weights[n]!) / sum) < 1)
  }
})

test('a fund of public money is not below the floor of its year', async told => {
  const book = await aBook(told)
  const low = await problemOf(aFund(told, book, { amount: '399999.99' }))
  assert.deepEqual([low.code, low.detail], ['money.belowFloor', '2026 年至少 400,000.00 元'])
  await aFund(told, book, { amount: '400000' })
  assert.equal(await refused(aFund(told, book, { amount: '400000' })), 'money.fundThere')
  await aFund(told, book, { name: '居民捐款', source: 'donation', amount: '1', circle: undefined })
})

test('without a sum it is counted by heads, and shared by the circle', async told => {
  const book = await aBook(told)
  const f = await aFund(told, book, { amount: undefined, setting: 'rural', people: 3_215, circle: 'far' })
  const read1 = await read<{ allocated: number; city: number; county: number }>(told, 'fund', f)
  assert.deepEqual([read1.allocated, read1.city, read1.county], [37_860_000, 26_502_000, 11_358_000])
  assert.equal(await refused(aFund(told, book, { name: '没写数', amount: undefined })), 'money.belowFloor')
})

test('the growth of public money is checked against that of the revenue', async told => {
  const book = await aBook(told, { year: 2025 })
  await aFund(told, book, { year: 2025, amount: '400000' })
  await aFund(told, book, { amount: '432000' })
  const ask = (revenueIs: string) =>
    read<{ enough: boolean; short: number }>(told, 'growth', { place: here, year: 2026, revenueWas: '100', revenueIs })
  assert.deepEqual(await ask('108'), { was: 40_000_000, is: 43_200_000, enough: false, short: 1 })
  assert.equal((await ask('107.99')).enough, true)
})

test('earmarked money stands in a sub-account of its own', async told => {
  const book = await aBook(told)
  const f = await aFund(told, book)
  await receive(told, f, '400000')
  assert.equal((await read<{ account: string }>(told, 'fund', f)).account, '24101')
  const g = await aFund(told, book, { name: '激励资金' })
  assert.equal((await read<{ account: string }>(told, 'fund', g)).account, '24102')
})

test('a loan needs a resolution and stays within seven years’ money and half a year’s repayment', async told => {
  const f = await aFund(told, await aBook(told))
  const said = { ...f, day: '2026-03-01', lender: '城投公司', ...resolved }
  const no = await problemOf(run(told, '会计', 'borrow', { ...said, amount: '2800000.01', yearly: '100000' }))
  assert.deepEqual([no.code, no.detail], ['money.overLoan', '已融资 0.00 元，上限 2,800,000.00 元'])
  assert.equal(
    await refused(run(told, '会计', 'borrow', { ...said, amount: '2000000', yearly: '200000.01' })),
    'money.needsRepay',
  )
  await run(told, '会计', 'borrow', { ...said, amount: '2000000', yearly: '200000' })
  assert.equal(
    await refused(run(told, '会计', 'borrow', { ...said, amount: '800000.01', yearly: '1' })),
    'money.overLoan',
  )
  assert.equal(
    await refused(run(told, '会计', 'borrow', { ...said, resolutionNumber: '', amount: '1', yearly: '1' })),
    'common.invalid',
  )
  await run(told, '会计', 'borrow', { ...said, amount: '800000', yearly: '1' })
})

test('a repayment by the chain lowers what is owed, and is never more than was borrowed', async told => {
  const f = await aFund(told, await aBook(told))
  await receive(told, f, '400000')
  await run(told, '会计', 'borrow', {
    ...f,
    day: '2026-03-01',
    lender: '城投公司',
    ...resolved,
    amount: '1000',
    yearly: '1000',
  })
  const { line } = await aLine(told, f, '2000')
  const { id: loan } = await told.db.selectFrom('money.loan').select('id').executeTakeFirstOrThrow()
  const contract = await aContract(told, line, '2000', { loan, kind: 'grant' })
  await accept(told, contract, '2000')
  const [p, q] = [
    await aPayment(told, { contract }, '1000', { debit: '221' }),
    await aPayment(told, { contract }, '0.01', { debit: '221' }),
  ]
  await upTo(told, p, 'paid')
  assert.equal((await read<{ loans: { repaid: number }[] }>(told, 'fund', f)).loans[0]!.repaid, 100_000)
  await upTo(told, q, 'sent')
  assert.equal(await refused(run(told, '出纳', 'markPaid', { ...q, day: '2026-11-20', serial: '9' })), 'money.overLoan')
})

test('a budget is not more than its resolution, and not more than the fund', async told => {
  const f = await aFund(told, await aBook(told))
  const said = { place: here, fund: f.id, name: '预算', ...resolved, amount: '400000.01' }
  const b = key(await run(told, '会计', 'drawBudget', said))
  assert.equal(await refused(run(told, '书记', 'adopt', b)), 'common.notYet')
  const line = (amount: string, name = `项目 ${amount}`) =>
    run(told, '会计', 'addLine', { ...b, name, kind: 'facility', amount })
  assert.equal(await refused(line('400000.02')), 'money.overResolution')
  await line('400000.01')
  assert.equal(await refused(run(told, '书记', 'adopt', b)), 'money.overFund')
  await receive(told, f, '400000.01')
  await run(told, '书记', 'adopt', b)
  assert.equal(await refused(line('1')), 'common.wrongState')
})

test('whatever the negative list forbids is refused with its reason, and everything else is taken in', async told => {
  const f = await aFund(told, await aBook(told))
  const b = key(
    await run(told, '会计', 'drawBudget', { place: here, fund: f.id, name: '预算', ...resolved, amount: '1000' }),
  )
  for (const kind of Object.keys(lineKinds) as LineKind[]) {
    const adding = run(told, '会计', 'addLine', { ...b, name: lineKinds[kind].label, kind, amount: '1' })
    const why = banned(kind)
    if (why === null) await adding
    else assert.equal((await problemOf(adding)).detail, why)
  }
})

test('contracts stay within their line; what an ended one did not need is free again', async told => {
  const f = await aFund(told, await aBook(told))
  await receive(told, f, '400000')
  const { budget, line } = await aLine(told, f, '1000')
  const c = await aContract(told, line, '1000')
  assert.equal(await refused(aContract(told, line, '0.01')), 'money.overLine')
  assert.equal(await refused(run(told, '会计', 'endBudget', budget)), 'common.notYet')
  await run(told, '会计', 'endContract', c)
  await aContract(told, line, '1000')
})

test('a line of a budget that is not in force is not contracted', async told => {
  const f = await aFund(told, await aBook(told))
  const b = key(
    await run(told, '会计', 'drawBudget', { place: here, fund: f.id, name: '预算', ...resolved, amount: '1000' }),
  )
  const { lines } = (await run(told, '会计', 'addLine', {
    ...b,
    name: '一项',
    kind: 'facility',
    amount: '1000',
  })) as unknown as {
    lines: { id: string }[]
  }
  assert.equal(await refused(aContract(told, lines[0]!.id, '1')), 'money.noBudget')
})

test('what is left is carried into the next year under the same name, and the old fund pays no more', async told => {
  const book = await aBook(told)
  const f = await aFund(told, book)
  await receive(told, f, '400000')
  const { budget, line } = await aLine(told, f, '1000')
  assert.equal(await refused(run(told, '会计', 'carryOver', { ...f, day: '2026-12-31' })), 'common.notYet')
  await run(told, '会计', 'endBudget', budget)
  await run(told, '会计', 'carryOver', { ...f, day: '2026-12-31' })
  assert.equal(await refused(aContract(told, line, '1')), 'money.noBudget')
  const { items } = await read<{ items: { year: number; carried: number; received: number; left: number }[] }>(
    told,
    'funds',
    {},
  )
  assert.deepEqual(
    items.map(i => [i.year, i.carried, i.received, i.left]),
    [
      [2027, 40_000_000, 40_000_000, 40_000_000],
      [2026, 0, 40_000_000, 0],
    ],
  )
  assert.equal((await read<{ bank: number }>(told, 'book', book)).bank, 40_000_000)
})

test('everyone reads where a fund came from and what it bought; a person who was paid is named under a mask', async told => {
  const book = await aBook(told)
  const f = await aFund(told, book)
  await receive(told, f, '400000')
  const { line } = await aLine(told, f, '1000')
  const contract = await aContract(told, line, '300', { party: '王秀英', partyKind: 'person' })
  await accept(told, contract, '300')
  await upTo(told, await aPayment(told, { contract }, '300', { what: '清扫补贴' }), 'paid')
  const seen = await told.as(null)<{
    received: number
    left: number
    payments: { items: { payee: string }[]; total: number }
  }>('money.publicFund', { ...f, search: '清扫' }, now)
  assert.deepEqual([seen.received, seen.left, seen.payments.total], [40_000_000, 39_970_000, 1])
  assert.equal(seen.payments.items[0]!.payee, '王*英')
  assert.ok(!JSON.stringify(seen).includes('王秀英'))
  assert.equal(
    (await told.as(null)<{ payments: { total: number } }>('money.publicFund', { ...f, search: '没有' }, now)).payments
      .total,
    0,
  )
})
