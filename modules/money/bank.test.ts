/** The bank: its statement comes in once, its answer pays or fails, each line finds its voucher, and nothing closes before. */
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test as committed } from 'node:test'
import { contextOf } from '../../kernel/exchange-export.ts'
import { exportNamed } from '../../kernel/exchange-kinds.ts'
import { runImport } from '../../kernel/exchange.ts'
import { refused } from '../../kernel/testing.ts'
import { hledger } from './journal.ts'
import {
  aChain,
  aPayment,
  actors,
  folder,
  here,
  key,
  now,
  open,
  read,
  run,
  test,
  today,
  upTo,
  type Key,
} from './stories.ts'

type Line = Key & { state: string; amount: number; voucherNumber: string | null }
const bring = async (kind: string, name: string, text: string) => {
  const { house } = open()
  const path = join(folder, `${name}.csv`)
  writeFileSync(path, text)
  return runImport(house, { kind, path, place: here, actor: actors['出纳']!, now })
}

test('a line is matched only with a voucher of the same sum on the same account', async told => {
  const all = await aChain(told)
  const { items } = await read<{ items: Key[] }>(told, 'vouchers', { source: 'receipt' })
  const row = { community: here, id: all.line, place: here, book: all.book.id, account: '102', day: '2026-02-10' }
  await told.db
    .insertInto('money.bankLine')
    .values({ ...row, state: 'apart', serial: 'X', amount: 39_999_999, party: '', said: '差一分' })
    .execute()
  assert.equal(
    await refused(run(told, '会计', 'matchLine', { ...key(row), voucher: items[0]!.id })),
    'money.notThatVoucher',
  )
})

committed(
  'a statement that comes twice is there once; lines are matched, answers are paid, and only then a month closes',
  async () => {
    const told = open()
    const all = await aChain(told)
    const [paid, failed] = [await aPayment(told, all), await aPayment(told, all, '2000')]
    for (const p of [paid, failed]) await upTo(told, p, 'approved')
    const batch = key(await run(told, '出纳', 'makeBatch', { place: here, book: all.book.id }))
    const numberOf = async (p: Key) => (await read<{ number: string }>(told, 'payment', p)).number
    const [one, two] = [await numberOf(paid), await numberOf(failed)]

    const file = exportNamed('money.bankFile')!
    const rows = []
    const ctx = contextOf(told.house, actors['出纳']!, now, here)
    for await (const row of file.rows(ctx, { batch: batch.id })) rows.push(row.cells)
    assert.deepEqual(
      rows.map(r => [r[0], r[2], r[4]]),
      [
        [one, '10523301040012345', '30000.00'],
        [two, '10523301040012345', '2000.00'],
      ],
    )

    const answers = `付款编号,结果,日期,流水号,失败原因\n${one},成功,${today},LS-77,\n${two},失败,${today},,账号与户名不符\n`
    const first = await bring('money.returns', '回盘', answers)
    assert.deepEqual([first.changed, first.bad], [2, 0])
    const again = await bring('money.returns', '回盘再来', answers)
    assert.deepEqual([again.changed, again.same, again.bad], [0, 2, 0])
    assert.equal((await read<{ failedWhy: string }>(told, 'payment', failed)).failedWhy, '账号与户名不符')
    assert.equal((await read<{ total: number }>(told, 'vouchers', { source: 'payment' })).total, 1)
    await run(told, '出纳', 'settleBatch', batch)

    const statement = `交易日期,交易流水号,收入,支出,余额,对方户名,摘要
2026-02-10,B-1,"400,000.00",,400000.00,街道财政所,专项资金
${today},LS-77,,30000.00,370000.00,暨阳照明公司,路灯首期款
`
    const came = await bring('money.statement', '流水', statement)
    assert.deepEqual([came.added, came.bad], [2, 0])
    const twice = await bring('money.statement', '流水再来', statement)
    assert.deepEqual([twice.added, twice.same], [0, 2])
    const { items } = await read<{ items: Line[] }>(told, 'bankLines', { state: ['apart'] })
    assert.deepEqual(
      items.map(l => l.amount),
      [-3_000_000, 40_000_000],
    )

    const months = await read<{ items: (Key & { month: string })[] }>(told, 'months', { size: 50 })
    const february = key(months.items.find(m => m.month === '2026-02')!)
    assert.equal(await refused(run(told, '会计', 'reconcileMonth', february)), 'common.notYet')
    for (const l of items) {
      const may = await read<{ voucher: string; days: number }[]>(told, 'suggestions', key(l))
      assert.equal(may.length, 1)
      await run(told, '会计', 'matchLine', { ...key(l), voucher: may[0]!.voucher })
    }
    assert.equal((await read<{ state: string }>(told, 'payment', paid)).state, 'reconciled')
    await run(told, '会计', 'reconcileMonth', february)
    const both = await read<Record<string, number>>(told, 'reconciliation', {
      community: here,
      book: all.book.id,
      month: '2026-11',
    })
    assert.deepEqual([both['books'], both['bank'], both['difference'], both['apart']], [37_000_000, 37_000_000, 0, 0])

    const line = key(items[0]!)
    await run(told, '会计', 'partLine', line)
    assert.equal((await read<{ state: string }>(told, 'payment', paid)).state, 'paid')

    let text = ''
    for await (const part of hledger(told.db, here)) text += part
    const sums = [...text.matchAll(/^ {4}assets:102 \S+ {2}(-?\d+)\.(\d\d) CNY/gm)].map(([, y, f]) =>
      Number(`${y}${f}`),
    )
    assert.equal(
      sums.reduce((a, b) => a + b, 0),
      37_000_000,
    )
    assert.match(text, /^2026-02-10 2026-02 记-1 收到街道财政所/m)
  },
)

test('what does not look like a bank’s sum comes back with its reason', async () => {
  const { bad } = await bring(
    'money.statement',
    '坏流水',
    '日期,流水号,收入\n2026-02-10,B-9,一百元\n2026-02-11,B-10,\n',
  )
  assert.equal(bad, 2)
})
