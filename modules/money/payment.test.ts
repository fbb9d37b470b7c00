/** Payments: who writes, checks, signs and pays; and that nothing is paid while anything of its chain is missing. */
import assert from 'node:assert/strict'
import { test as committed } from 'node:test'
import { sql } from 'kysely'
import { newId } from '../../kernel/id.ts'
import { problemOf, refused } from '../../kernel/testing.ts'
import type { Chain, Payment } from './shapes-spending.ts'
import {
  aBook,
  accept,
  aChain,
  aContract,
  aFund,
  aLine,
  aPayment,
  here,
  key,
  open,
  paper,
  read,
  receive,
  run,
  test,
  today,
  upTo,
} from './stories.ts'

const paymentOf = (told: Parameters<typeof read>[0], p: object, who?: string) => read<Payment>(told, 'payment', p, who)

test('a payment goes from the cashier by the accountant and two signatures to the bank, and is posted when it is paid', async told => {
  const all = await aChain(told)
  const p = await aPayment(told, all)
  await upTo(told, p, 'paid')
  const paid = await paymentOf(told, p)
  assert.deepEqual([paid.state, paid.amount, paid.paidDay], ['paid', 3_000_000, today])
  assert.deepEqual(
    [paid.makerName, paid.checkerName, paid.committeeName, paid.supervisionName],
    ['出纳', '会计', '书记', '监督员'],
  )
  const f = await read<{ received: number; reserved: number; paid: number; left: number }>(told, 'fund', all.fund)
  assert.deepEqual([f.received, f.reserved, f.paid, f.left], [40_000_000, 3_000_000, 3_000_000, 37_000_000])
  const { items } = await read<{ items: { source: string; total: number }[] }>(told, 'vouchers', { place: here })
  assert.deepEqual(items.map(v => [v.source, v.total]).sort(), [
    ['payment', 3_000_000],
    ['receipt', 40_000_000],
  ])
  await sql`set constraints all immediate`.execute(told.db)
})

test('whoever wrote a payment does not check it: refused by the rule, and by the database', async told => {
  const all = await aChain(told)
  const p = await aPayment(told, all)
  const mine = key(
    await run(told, '一人多岗', 'draftPayment', {
      place: here,
      commitment: all.contract.id,
      what: '另一笔',
      amount: '100',
      debit: '153',
      bankAccount: '1234567890',
    }),
  )
  assert.match(String((await problemOf(run(told, '一人多岗', 'checkPayment', mine))).detail), /不能自己再过一道/)
  await run(told, '会计', 'checkPayment', mine)
  await sql`savepoint before`.execute(told.db)
  await assert.rejects(
    sql`update money.payment set checker = maker where id = ${p.id}`.execute(told.db),
    /money\.ownCheck/,
  )
  await sql`rollback to savepoint before`.execute(told.db)
  assert.equal(await refused(run(told, '一人多岗', 'signCommittee', mine)), 'common.notYet')
})

test('nobody signs twice, and no checker signs for the supervisors', async told => {
  const all = await aChain(told)
  const p = await aPayment(told, all)
  await run(told, '一人多岗', 'checkPayment', p)
  assert.equal(await refused(run(told, '一人多岗', 'signSupervision', p)), 'common.notYet')
  const q = await aPayment(told, all, '1000')
  await run(told, '会计', 'checkPayment', q)
  await run(told, '一人多岗', 'signCommittee', q)
  assert.equal(await refused(run(told, '一人多岗', 'signSupervision', q)), 'common.notYet')
  await run(told, '监督员', 'signSupervision', q)
})

test('below 2,000 yuan one signature is enough; at 2,000 the supervisors sign too', async told => {
  const all = await aChain(told)
  for (const [amount, enough] of [
    ['1999.99', true],
    ['2000', false],
  ] as const) {
    const p = await aPayment(told, all, amount)
    await run(told, '会计', 'checkPayment', p)
    assert.equal(await refused(run(told, '会计', 'approve', p)), 'common.notYet')
    await run(told, '书记', 'signCommittee', p)
    if (enough) await run(told, '会计', 'approve', p)
    else {
      assert.match(String((await problemOf(run(told, '会计', 'approve', p))).detail), /2000 元一人签字/)
      await run(told, '监督员', 'signSupervision', p)
      await run(told, '会计', 'approve', p)
    }
  }
})

test('the signature of the supervisors alone is not one of the committee', async told => {
  const p = await aPayment(told, await aChain(told), '500')
  await run(told, '会计', 'checkPayment', p)
  await run(told, '监督员', 'signSupervision', p)
  assert.equal(await refused(run(told, '会计', 'approve', p)), 'common.notYet')
})

test('the chain says in words what is missing, and nothing is approved until it is there', async told => {
  const all = await aChain(told, { fund: '0', done: '0' })
  const p = await aPayment(told, all, '30000', { invoice: undefined, photos: [] })
  await upTo(told, p, 'signed')
  const first = await read<Chain>(told, 'chain', p)
  assert.deepEqual(first.missing, [
    '资金到账不够：可付 0.00 元',
    '验收不够：已验收没付的只有 0.00 元',
    '缺发票号码',
    '缺单据：请上传发票或收据',
  ])
  assert.deepEqual(
    first.steps.filter(s => s.there).map(s => s.step),
    ['fund', 'resolution', 'line', 'contract'],
  )
  assert.equal(await refused(run(told, '会计', 'approve', p)), 'common.notYet')
  await receive(told, all.fund, '29999.99')
  await accept(told, all.contract, '29999.99')
  assert.equal((await read<Chain>(told, 'chain', p)).missing.length, 4)
  await receive(told, all.fund, '0.01', { from: '街道财政所补足' })
  await accept(told, all.contract, '0.01')
  assert.deepEqual((await read<Chain>(told, 'chain', p)).missing, ['缺发票号码', '缺单据：请上传发票或收据'])
  await run(told, '会计', 'sendBack', { ...p, reason: '请补发票' })
  const what = { what: '路灯首期款', amount: '30000', debit: '153' }
  await run(told, '出纳', 'amendPayment', { ...p, ...what, invoice: '25327000001', photos: [await paper(told)] })
  await upTo(told, p, 'approved')
  const last = await read<Chain>(told, 'chain', p)
  assert.deepEqual([last.missing, last.steps.filter(s => !s.there).map(s => s.step)], [[], ['ballot']])
})

test('a contract signed before its resolution carries no payment', async told => {
  const all = await aChain(told)
  const early = await aContract(told, all.line, '1000', { signedDay: '2026-02-28' })
  await accept(told, early, '1000')
  const p = await aPayment(told, { contract: early }, '1000')
  assert.deepEqual((await read<Chain>(told, 'chain', p)).missing, ['合同签在决议之前'])
  const onTheDay = await aContract(told, all.line, '1000', { signedDay: '2026-03-01' })
  await accept(told, onTheDay, '1000')
  assert.deepEqual((await read<Chain>(told, 'chain', await aPayment(told, { contract: onTheDay }, '1000'))).missing, [])
})

test('what is changed after signing is signed anew', async told => {
  const p = await aPayment(told, await aChain(told))
  await upTo(told, p, 'approved')
  await run(told, '监督员', 'sendBack', { ...p, reason: '金额写错' })
  const back = await paymentOf(told, p)
  assert.deepEqual(
    [back.state, back.checkerName, back.committeeName, back.backWhy],
    ['drafted', null, null, '金额写错'],
  )
  const { reserved } = await read<{ reserved: number }>(told, 'commitment', { community: here, id: back.commitment })
  assert.equal(reserved, 0)
})

test('an amended payment belongs to whoever amended it, and that person does not check it', async told => {
  const p = await aPayment(told, await aChain(told))
  await run(told, '会计', 'amendPayment', { ...p, what: '改过', amount: '100', debit: '153', photos: [] })
  assert.equal(await refused(run(told, '会计', 'checkPayment', p)), 'common.notYet')
  await run(told, '代账会计', 'checkPayment', p)
  assert.equal((await paymentOf(told, p)).bankTail, '2345')
})

test('one invoice is paid once; when the first is cancelled its number is free', async told => {
  const all = await aChain(told)
  const p = await aPayment(told, all, '100', { invoice: '12345678' })
  assert.equal(await refused(aPayment(told, all, '100', { invoice: '12345678' })), 'money.invoiceUsed')
  await run(told, '出纳', 'cancelPayment', { ...p, reason: '重复' })
  await aPayment(told, all, '100', { invoice: '12345678' })
})

test('the supervisors hold a payment up with a question; it goes on when they release it', async told => {
  const p = await aPayment(told, await aChain(told))
  await upTo(told, p, 'approved')
  await run(told, '监督员', 'holdPayment', { ...p, question: '为什么比预算单价高' })
  assert.equal(await refused(run(told, '监督员', 'holdPayment', { ...p, question: '再问' })), 'money.heldAlready')
  const { book } = await paymentOf(told, p)
  assert.equal(await refused(run(told, '出纳', 'makeBatch', { place: here, book })), 'money.nothingToSend')
  assert.equal(await refused(run(told, '出纳', 'sendPayment', { ...p, batch: newId() })), 'common.notYet')
  const { items } = await read<{ items: { community: string; id: string; question: string; due: Date }[] }>(
    told,
    'holds',
    {},
  )
  assert.equal(items[0]!.question, '为什么比预算单价高')
  const hold = key(items[0]!)
  await run(told, '出纳', 'answerHold', { ...hold, text: '用了防水型' })
  await run(told, '监督员', 'askFurther', { ...hold, question: '请附报价单' })
  await run(told, '书记', 'answerHold', { ...hold, text: '已附' })
  assert.equal(await refused(run(told, '书记', 'releaseHold', { ...hold, reason: '我看可以' })), 'common.forbidden')
  await run(told, '监督员', 'releaseHold', { ...hold, reason: '说明清楚' })
  await run(told, '出纳', 'makeBatch', { place: here, book })
  assert.equal((await paymentOf(told, p)).state, 'sent')
  assert.equal(await refused(run(told, '监督员', 'holdPayment', { ...p, question: '晚了' })), 'common.wrongState')
})

test('a hold that is upheld sends the payment back, and its money is free again', async told => {
  const all = await aChain(told)
  const p = await aPayment(told, all)
  await upTo(told, p, 'approved')
  await run(told, '监督员', 'holdPayment', { ...p, question: '没有报价单' })
  const { items } = await read<{ items: { community: string; id: string }[] }>(told, 'holds', {})
  await run(told, '监督员', 'upholdHold', { ...key(items[0]!), reason: '不合理' })
  const back = await paymentOf(told, p)
  assert.deepEqual([back.state, back.held, back.backWhy], ['drafted', 0, '监督委员会不同意：不合理'])
  assert.equal((await read<{ reserved: number }>(told, 'fund', all.fund)).reserved, 0)
})

test('cash is paid up to 1,000 yuan and not a fen more', async told => {
  const all = await aChain(told)
  const bank = { place: here, book: all.book.id, day: '2026-03-01', said: '取现' }
  await run(told, '会计', 'post', {
    ...bank,
    lines: [
      { account: '101', debit: '3000' },
      { account: '102', credit: '3000' },
    ],
  })
  for (const [amount, may] of [
    ['1000', true],
    ['1000.01', false],
  ] as const) {
    const p = await aPayment(told, all, amount, { way: 'cash', bankAccount: undefined })
    await upTo(told, p, 'approved')
    assert.equal(await refused(run(told, '出纳', 'sendPayment', { ...p, batch: newId() })), 'common.notYet')
    if (may) await run(told, '出纳', 'payCash', { ...p, day: today })
    else assert.equal(await refused(run(told, '出纳', 'payCash', { ...p, day: today })), 'common.notYet')
  }
  const b = await read<{ cash: number; bank: number }>(told, 'book', all.book)
  assert.deepEqual([b.cash, b.bank], [200_000, 39_700_000])
})

test('what the bank did not pay is put right and goes again; it is posted once', async told => {
  const all = await aChain(told)
  const p = await aPayment(told, all)
  await upTo(told, p, 'sent')
  await run(told, '出纳', 'markFailed', { ...p, reason: '账号与户名不符' })
  assert.equal((await read<{ reserved: number }>(told, 'fund', all.fund)).reserved, 0)
  await run(told, '出纳', 'redraft', p)
  await upTo(told, p, 'paid')
  assert.equal(await refused(run(told, '出纳', 'markPaid', { ...p, day: today, serial: '2' })), 'common.wrongState')
  assert.equal((await read<{ paid: number }>(told, 'fund', all.fund)).paid, 3_000_000)
})

test('a transfer without an account to pay into is not written', async told => {
  assert.equal(
    await refused(aPayment(told, await aChain(told), '100', { bankAccount: undefined })),
    'money.noAccountToPay',
  )
})

test('a payment names accounts that the book has, and no money as what it is for', async told => {
  const all = await aChain(told)
  for (const more of [{ debit: '999' }, { debit: '102' }, { credit: '153' }])
    assert.equal(await refused(aPayment(told, all, '100', more)), 'money.noSuchAccount')
  assert.equal(await refused(aPayment(told, all, '100', { debit: '241' })), 'money.notALeaf')
})

test('no more is paid than was accepted, and no more accepted than was contracted', async told => {
  const all = await aChain(told, { contract: '50000', done: '30000' })
  const [p, q] = [await aPayment(told, all, '30000'), await aPayment(told, all, '0.01')]
  await upTo(told, p, 'approved')
  await upTo(told, q, 'signed')
  assert.equal(await refused(run(told, '会计', 'approve', q)), 'common.notYet')
  assert.equal(await refused(accept(told, all.contract, '20000.01')), 'money.overContract')
  await accept(told, all.contract, '20000')
  await run(told, '会计', 'approve', q)
})

test('an ended contract is not paid, and one with a payment in hand is not ended', async told => {
  const all = await aChain(told)
  const p = await aPayment(told, all, '100')
  assert.equal(await refused(run(told, '会计', 'endContract', all.contract)), 'common.notYet')
  await run(told, '出纳', 'cancelPayment', { ...p, reason: '不付了' })
  await run(told, '会计', 'endContract', all.contract)
  assert.equal(await refused(aPayment(told, all, '100')), 'money.noContract')
})

test('neighbours and residents see no payment, and no account number leaves with one', async told => {
  const all = await aChain(told)
  const p = await aPayment(told, all)
  assert.equal(await refused(paymentOf(told, p, '邻居会计')), 'common.notFound')
  assert.equal(await refused(paymentOf(told, p, '王婶')), 'common.notFound')
  assert.ok(!JSON.stringify(await paymentOf(told, p)).includes('10523301040012345'))
  assert.equal((await paymentOf(told, p)).bankTail, '2345')
})

// What only many connections can break: left as it is, not rolled back.
committed('eight who approve at once never overdraw a fund, and eight who mark paid pay once', async () => {
  const told = open()
  const book = await aBook(told)
  const fund = await aFund(told, book)
  await receive(told, fund, '100')
  const { line } = await aLine(told, fund, '1000')
  const ready = []
  for (let n = 0; n < 8; n++) {
    const contract = await aContract(told, line, '30')
    await accept(told, contract, '30')
    const p = await aPayment(told, { contract }, '30')
    await upTo(told, p, 'signed')
    ready.push(p)
  }
  const tried = await Promise.allSettled(ready.map(p => run(told, '会计', 'approve', p)))
  assert.equal(tried.filter(t => t.status === 'fulfilled').length, 3)
  const f = await read<{ reserved: number; received: number }>(told, 'fund', fund)
  assert.deepEqual([f.reserved, f.received], [9_000, 10_000])
  await run(told, '出纳', 'makeBatch', { place: here, book: book.id })
  const p = ready[tried.findIndex(t => t.status === 'fulfilled')]!
  const paying = { ...p, day: today, serial: 'LS-1' }
  const paid = await Promise.allSettled(Array.from({ length: 8 }, () => run(told, '出纳', 'markPaid', paying)))
  assert.equal(paid.filter(t => t.status === 'fulfilled').length, 1)
  const { total } = await read<{ total: number }>(told, 'vouchers', { place: here, source: 'payment' })
  assert.deepEqual([total, (await read<{ paid: number }>(told, 'fund', fund)).paid], [1, 3_000])
})
