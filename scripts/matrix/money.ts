/** The prototype of the ledger: a book, a fund that has money, and one payment for each thing that is done to payments. */
import { sql } from 'kysely'
import { saveFile } from '../../kernel/files.ts'
import type { OpenHouse } from '../../kernel/house.ts'
import { newId } from '../../kernel/id.ts'
import type { Actor } from '../../kernel/rules.ts'

type Key = { community: string; id: string }
type Run = <T = { id: string }>(op: string, input: unknown, actor?: Actor) => Promise<T>

export async function moneyOf(house: OpenHouse, run: Run, place: string, folder: string, now: Date) {
  const { db } = house
  const key = ({ id }: { id: string }): Key => ({ community: place, id })
  const book = key(await run('money.openBook', { place, ownerKind: 'committee', name: '居委会账', year: 2026 }))
  const spare = key(await run('money.openBook', { place, ownerKind: 'collective', name: '合作社账', year: 2026 }))
  const months = await run<{ items: (Key & { month: string })[] }>('money.months', { book: book.id, size: 50 })
  const month = key(months.items.find(m => m.month === '2026-01')!)
  await run('money.reconcileMonth', month)
  const fundOf = async (name: string) => {
    const said = { place, book: book.id, year: 2026, name, purpose: '公共服务', source: 'government', amount: '400000' }
    return key(await run('money.openFund', said))
  }
  const [fund, idle] = [await fundOf('社区保障资金'), await fundOf('结余资金')]
  const received = { day: '2026-02-10', amount: '400000', from: '街道财政所' }
  await run('money.receiveFund', { ...fund, ...received })
  await run('money.receiveFund', { ...fund, ...received, amount: '5000', account: '101' })
  const resolved = { resolution: newId(), resolutionNumber: '议〔2026〕3 号', resolutionDay: '2026-03-01' }
  const budgetOf = async (name: string, adopted: boolean) => {
    const budget = key(await run('money.drawBudget', { place, fund: fund.id, name, ...resolved, amount: '20000' }))
    const line = { ...budget, name: '路灯', kind: 'facility', amount: '10000' }
    const { lines } = await run<{ lines: { id: string }[] }>('money.addLine', line)
    if (adopted) await run('money.adopt', budget)
    return { budget, line: lines[0]!.id }
  }
  const [{ budget }, inForce, empty] = [
    await budgetOf('编制中的预算', false),
    await budgetOf('生效的预算', true),
    await budgetOf('没有合同的预算', true),
  ]
  const contractOf = async (number: string) => {
    const said = { place, line: inForce.line, contract: newId(), number, party: '照明公司', what: '更换路灯' }
    return key(await run('money.commit', { ...said, amount: '3000', signedDay: '2026-04-01' }))
  }
  const [contract, free] = [await contractOf('HT-1'), await contractOf('HT-2')]
  await run('money.acceptWork', { ...contract, number: 'YS-1', day: '2026-06-01', amount: '2000' })
  const paper = async () =>
    (
      await saveFile(db, folder, {
        bytes: Buffer.from('%PDF-1.4'),
        name: '发票.pdf',
        community: place,
        place,
        actor: null,
        now,
      })
    ).id
  const paymentOf = async (what: string, more: object = {}) => {
    const said = { place, commitment: contract.id, what, amount: '100', debit: '514', bankAccount: '1234567890' }
    const invoice = { invoice: newId().slice(-12), photos: [await paper()] }
    return key(await run('money.draftPayment', { ...said, ...invoice, ...more }))
  }
  const payment = await paymentOf('路灯款')
  const cash = await paymentOf('零星材料', { way: 'cash', bankAccount: undefined })
  const held = await paymentOf('有疑问的款')
  await run('money.holdPayment', { ...held, question: '为什么比预算高' })
  const holds = await run<{ items: Key[] }>('money.holds', {})
  const waiting = await paymentOf('等送银行的款')
  const ids = [payment.id, cash.id]
  await sql`update money.payment set checker = ${newId()}, committee = ${newId()}, supervision = ${newId()} where id = any(${ids})`.execute(
    db,
  )
  await sql`update money.payment set state = 'approved' where id = ${waiting.id}`.execute(db)
  await sql`update kernel.work set state = 'approved' where record = ${waiting.id}`.execute(db)
  const { id: batch } = await run<{ id: string }>('money.makeBatch', { place, book: book.id })
  await sql`update money.payment set state = 'approved', batch = null where id = ${waiting.id}`.execute(db)
  await sql`update kernel.work set state = 'approved' where record = ${waiting.id}`.execute(db)
  // What was promised of the contract and the fund, so that a payment that is said to have gone was promised before.
  await sql`update money.commitment set reserved = 40000 where id = ${contract.id}`.execute(db)
  await sql`update money.fund set reserved = 40000 where id = ${fund.id}`.execute(db)
  const vouchers = await run<{ items: (Key & { total: number })[] }>('money.vouchers', { book: book.id })
  const voucher = key(vouchers.items.find(v => v.total === 40_000_000)!)
  const byHand = { place, book: book.id, day: '2026-03-01', said: '记一笔' }
  const lines = [
    { account: '112', debit: '1' },
    { account: '504', credit: '1' },
  ]
  const manual = key(await run('money.post', { ...byHand, lines }))
  await run('money.receiveFund', { ...idle, day: '2026-02-11', amount: '7', from: '居民' })
  const other = await run<{ items: (Key & { total: number })[] }>('money.vouchers', { fund: idle.id })
  const bankLine = async (serial: string, amount: number) => {
    const row = {
      community: place,
      id: newId(),
      place,
      book: book.id,
      account: '102',
      day: '2026-02-10',
      serial,
      amount,
    }
    await db
      .insertInto('money.bankLine')
      .values({ ...row, state: 'apart', party: '财政所', said: '专项资金' })
      .execute()
    await sql`insert into kernel.work (community, machine, record, place, title, state, since)
      values (${place}, 'money.bankLine', ${row.id}, ${place}, '流水', 'apart', ${now})`.execute(db)
    return key(row)
  }
  const [apart, matched] = [await bankLine('LS-1', 40_000_000), await bankLine('LS-2', 700)]
  await run('money.matchLine', { ...matched, voucher: other.items[0]!.id })
  return {
    book,
    spare,
    month,
    fund,
    idle,
    budget,
    line: inForce.line,
    empty: empty.budget,
    contract,
    free,
    payment,
    cash,
    hold: key(holds.items[0]!),
    batch: key({ id: batch }),
    voucher,
    manual,
    apart,
    matched,
    byHand,
    lines,
    resolved,
  }
}
