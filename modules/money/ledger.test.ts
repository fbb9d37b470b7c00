/** The ledger: vouchers balance, numbers have no gaps, months close, years close, and a replay gives every balance again. */
import assert from 'node:assert/strict'
import { sql } from 'kysely'
import { refused } from '../../kernel/testing.ts'
import { accounts as chart } from './chart.ts'
import type { Account, MonthShape, Trial } from './shapes.ts'
import { aBook, here, key, next, read, run, street, test, type Key } from './stories.ts'
import type { Told } from '../../kernel/testing.ts'

type Line = { account: string; debit?: string; credit?: string }
const dr = (account: string, debit: string): Line => ({ account, debit })
const cr = (account: string, credit: string): Line => ({ account, credit })
const post = (told: Told, book: Key, lines: Line[], day = '2026-03-05', who = '会计') =>
  run(told, who, 'post', { place: here, book: book.id, day, said: '记一笔', lines }) as unknown as Promise<
    Key & { number: number }
  >
const later = new Date('2027-02-20T02:00:00Z')
const balanceOf = async (told: Told, book: Key, code: string) =>
  (await read<Account[]>(told, 'accounts', { community: book.community, book: book.id })).find(a => a.code === code)!
    .balance

test('a book begins with the 42 accounts of the chart, and each owner has one', async told => {
  const book = await aBook(told)
  const all = await read<Account[]>(told, 'accounts', { community: here, book: book.id })
  assert.equal(chart.length, 42)
  assert.deepEqual(
    all.map(a => a.code),
    chart.map(a => a.code),
  )
  assert.deepEqual(
    chart.filter(a => a.certainty === 'C').map(a => a.code),
    ['133', '152', '162'],
  )
  assert.equal(await refused(aBook(told)), 'money.bookThere')
  const collective = await aBook(told, { ownerKind: 'collective', name: '股份合作社' })
  assert.notEqual(collective.id, book.id)
})

test('the vectors of the handbook: rent, street lights, the subsidy that is owed and paid', async told => {
  const book = await aBook(told)
  await post(told, book, [dr('112', '50000'), cr('501', '50000')])
  await post(told, book, [dr('513', '12000'), cr('212', '12000')])
  await post(told, book, [dr('153', '180000'), cr('211', '180000')])
  await post(told, book, [dr('151', '180000'), cr('153', '180000')])
  assert.deepEqual(
    await Promise.all(['112', '501', '212', '151', '153'].map(code => balanceOf(told, book, code))),
    [5_000_000, 5_000_000, 1_200_000, 18_000_000, 0],
  )
})

test('a voucher that does not balance is refused, by one fen too', async told => {
  const book = await aBook(told)
  assert.equal(await refused(post(told, book, [dr('112', '100.01'), cr('501', '100')])), 'money.unbalanced')
  const { id } = await post(told, book, [dr('112', '100.01'), cr('501', '100.01')])
  await sql`set constraints all immediate`.execute(told.db)
  await sql`savepoint before`.execute(told.db)
  await assert.rejects(
    sql`insert into money.posting (community, voucher, line, book, account, debit) values (${here}, ${id}, 9, ${book.id}, '112', 1)`.execute(
      told.db,
    ),
    /does not balance/,
  )
  await sql`rollback to savepoint before`.execute(told.db)
})

test('money leaves only by a payment: by hand it moves between till and bank, and never below zero', async told => {
  const book = await aBook(told)
  await post(told, book, [dr('102', '100'), cr('504', '100')])
  assert.equal(await refused(post(told, book, [dr('514', '1'), cr('102', '1')])), 'money.moneyByPayment')
  assert.equal(await refused(post(told, book, [dr('101', '100.01'), cr('102', '100.01')])), 'money.cashNegative')
  await post(told, book, [dr('101', '100'), cr('102', '100')])
  assert.deepEqual([await balanceOf(told, book, '101'), await balanceOf(told, book, '102')], [10_000, 0])
})

test('numbers run in each month from one, without a gap even when one is refused', async told => {
  const book = await aBook(told)
  const one = await post(told, book, [dr('112', '1'), cr('501', '1')])
  await refused(post(told, book, [dr('101', '1'), cr('102', '1')]))
  const two = await post(told, book, [dr('112', '1'), cr('501', '1')])
  const april = await post(told, book, [dr('112', '1'), cr('501', '1')], '2026-04-01')
  assert.deepEqual([one.number, two.number, april.number], [1, 2, 1])
})

test('a sub-account is posted to instead of the one above it; what does not exist is not posted to', async told => {
  const book = await aBook(told)
  await run(told, '会计', 'addAccount', { ...book, code: '10201', name: '农行专户' })
  assert.equal(
    await refused(run(told, '会计', 'addAccount', { ...book, code: '10201', name: '再来' })),
    'money.accountThere',
  )
  assert.equal(
    await refused(run(told, '会计', 'addAccount', { ...book, code: '99901', name: '无' })),
    'money.noSuchAccount',
  )
  assert.equal(await refused(post(told, book, [dr('102', '1'), cr('504', '1')])), 'money.notALeaf')
  assert.equal(await refused(post(told, book, [dr('10202', '1'), cr('504', '1')])), 'money.noSuchAccount')
  await post(told, book, [dr('10201', '1'), cr('504', '1')])
  assert.equal(await balanceOf(told, book, '102'), 100)
  assert.equal(
    await refused(run(told, '会计', 'addAccount', { ...book, code: '50401', name: '利息' })),
    'money.notALeaf',
  )
})

test('a mistake is put right by a red entry, once; what was posted stays as it was', async told => {
  const book = await aBook(told)
  const wrong = await post(told, book, [dr('112', '70'), cr('501', '70')])
  const said = { place: here, voucher: wrong.id, day: '2026-04-02', reason: '记错单位' }
  const red = await run(told, '会计', 'reverse', said)
  assert.equal(await balanceOf(told, book, '112'), 0)
  const v = await read<{ lines: { debit: number; credit: number }[]; reverses: string }>(told, 'voucher', key(red))
  assert.deepEqual([v.lines.map(l => l.debit + l.credit), v.reverses], [[-7000, -7000], wrong.id])
  assert.equal((await read<{ reversed: boolean; total: number }>(told, 'voucher', key(wrong))).reversed, true)
  assert.equal(await refused(run(told, '会计', 'reverse', said)), 'money.reversedAlready')
  assert.equal(await refused(run(told, '会计', 'reverse', { ...said, voucher: red.id })), 'money.notReversible')
})

test('the application may not change what was posted', async told => {
  const { id } = await post(told, await aBook(told), [dr('112', '1'), cr('501', '1')])
  for (const statement of [
    sql`update money.voucher set said = 'x' where id = ${id}`,
    sql`delete from money.posting where voucher = ${id}`,
    sql`update money.posting set debit = 2 where voucher = ${id}`,
    sql`delete from money.voucher where id = ${id}`,
  ]) {
    await sql`savepoint before`.execute(told.db)
    await assert.rejects(statement.execute(told.db), /permission denied/)
    await sql`rollback to savepoint before`.execute(told.db)
  }
})

const monthOf = async (told: Told, book: Key, month: string) =>
  (await read<{ items: MonthShape[] }>(told, 'months', { book: book.id, size: 50 })).items.find(m => m.month === month)!

test('a month is reconciled, then closed in its order; it takes no voucher until somebody else opens it again', async told => {
  const book = await aBook(told)
  await post(told, book, [dr('112', '1'), cr('501', '1')], '2026-01-05')
  const [january, february, december] = [
    await monthOf(told, book, '2026-01'),
    await monthOf(told, book, '2026-02'),
    await monthOf(told, book, '2026-12'),
  ]
  assert.equal(await refused(run(told, '会计', 'closeMonth', key(january))), 'common.notYet')
  await run(told, '会计', 'reconcileMonth', key(january))
  await run(told, '会计', 'reconcileMonth', key(february))
  await run(told, '会计', 'reconcileMonth', key(december))
  assert.equal(await refused(run(told, '会计', 'closeMonth', key(february))), 'common.notYet')
  assert.equal(await refused(run(told, '会计', 'closeMonth', key(december))), 'common.notYet')
  await run(told, '会计', 'closeMonth', key(january))
  assert.equal(await refused(post(told, book, [dr('112', '1'), cr('501', '1')], '2026-01-31')), 'money.monthClosed')
  await post(told, book, [dr('112', '1'), cr('501', '1')], '2026-02-01')
  assert.equal(await refused(run(told, '会计', 'reopenMonth', { ...key(january), reason: '漏记' })), 'common.forbidden')
  await run(told, '会计', 'closeMonth', key(february))
  assert.equal(await refused(run(told, '书记', 'reopenMonth', { ...key(january), reason: '漏记' })), 'common.notYet')
  await run(told, '书记', 'reopenMonth', { ...key(february), reason: '漏记' })
  await run(told, '街道主任', 'reopenMonth', { ...key(january), reason: '漏记一笔' })
  await post(told, book, [dr('112', '1'), cr('501', '1')], '2026-01-31')
  assert.equal((await monthOf(told, book, '2026-01')).reconciledAt, null)
})

test('whoever closed a month does not open it: by the rule, and by the database', async told => {
  const book = await aBook(told)
  const january = key(await monthOf(told, book, '2026-01'))
  await run(told, '一人多岗', 'reconcileMonth', january)
  await run(told, '一人多岗', 'closeMonth', january)
  assert.equal(await refused(run(told, '一人多岗', 'reopenMonth', { ...january, reason: '改一改' })), 'common.notYet')
  await sql`savepoint before`.execute(told.db)
  await assert.rejects(
    sql`update money.month set reopened_by = closed_by where id = ${january.id}`.execute(told.db),
    /money\.ownReopening/,
  )
  await sql`rollback to savepoint before`.execute(told.db)
})

async function closeAll(told: Told, book: Key, upto = 11) {
  for (let n = 1; n <= upto; n++) {
    const m = key(await monthOf(told, book, `2026-${String(n).padStart(2, '0')}`))
    await run(told, '会计', 'reconcileMonth', m, later)
    await run(told, '会计', 'closeMonth', m, later)
  }
}

test('a year is closed when eleven months are: income and expense go to the result, the result to what is distributed', async told => {
  const book = await aBook(told)
  await post(told, book, [dr('112', '50000'), cr('501', '50000')])
  await post(told, book, [dr('514', '3000'), cr('211', '3000')], '2026-07-01')
  await closeAll(told, book, 10)
  const closing = { ...book, year: 2026 }
  assert.equal(await refused(run(told, '会计', 'closeYear', closing, later)), 'money.yearNotReady')
  await closeAll(told, book, 0)
  const november = key(await monthOf(told, book, '2026-11'))
  await run(told, '会计', 'reconcileMonth', november, later)
  await run(told, '会计', 'closeMonth', november, later)
  await run(told, '会计', 'closeYear', closing, later)
  assert.deepEqual(
    await Promise.all(['501', '514', '321', '322'].map(code => balanceOf(told, book, code))),
    [0, 0, 0, 4_700_000],
  )
  assert.equal(await refused(run(told, '会计', 'closeYear', closing, later)), 'money.yearClosed')
  const t = await read<Trial>(told, 'trial', { community: here, book: book.id, month: '2026-12' })
  assert.deepEqual([t.income, t.expense], [5_000_000, 300_000])
  assert.equal(t.assets, t.liabilities + t.equity)
})

test('a year that is not there yet takes no voucher until it is opened', async told => {
  const book = await aBook(told)
  assert.equal(await refused(post(told, book, [dr('112', '1'), cr('501', '1')], '2027-01-01')), 'money.noMonth')
  await run(told, '会计', 'nextYear', book)
  await post(told, book, [dr('112', '1'), cr('501', '1')], '2027-01-01')
})

test('a book that was put out of use takes nothing more', async told => {
  const book = await aBook(told)
  assert.equal(await refused(run(told, '会计', 'closeBook', book)), 'common.forbidden')
  await run(told, '街道主任', 'closeBook', book)
  assert.equal(await refused(post(told, book, [dr('112', '1'), cr('501', '1')])), 'money.noSuchBook')
})

test('a street has a book of its own, and a community’s accountant writes in none of the neighbours’', async told => {
  const own = { ownerKind: 'street', name: '街道账', place: street, year: 2026 }
  await run(told, '代账会计', 'openBook', own)
  assert.equal(await refused(run(told, '会计', 'openBook', own)), 'common.forbidden')
  const book = await aBook(told)
  assert.equal(
    await refused(
      run(told, '邻居会计', 'post', {
        place: next,
        book: book.id,
        day: '2026-03-05',
        said: '记到邻居',
        lines: [dr('112', '1'), cr('501', '1')],
      }),
    ),
    'money.noSuchBook',
  )
})

test('the cash book tells each movement with what is left after it, and the trial balance adds up', async told => {
  const book = await aBook(told)
  await post(told, book, [dr('102', '100'), cr('504', '100')], '2026-03-01')
  await post(told, book, [dr('101', '40'), cr('102', '40')], '2026-03-02')
  const { items } = await read<{ items: { debit: number; credit: number; balance: number; against: string }[] }>(
    told,
    'cashBook',
    { community: here, book: book.id, from: '2026-03-01', to: '2026-03-31' },
  )
  assert.deepEqual(
    items.map(l => [l.debit, l.credit, l.balance, l.against]),
    [
      [0, 4_000, 6_000, '库存现金'],
      [10_000, 0, 10_000, '其他收入'],
    ],
  )
  const t = await read<Trial>(told, 'trial', { community: here, book: book.id, month: '2026-03' })
  assert.equal(
    t.lines.reduce((sum, l) => sum + l.debit - l.credit, 0),
    0,
  )
  assert.deepEqual([t.assets, t.liabilities, t.equity], [10_000, 0, 10_000])
})
