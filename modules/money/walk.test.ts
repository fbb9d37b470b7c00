/**
 * Anything, by anybody, in any order: after thousands of random operations no sum has passed the one above it, every voucher
 * balances, and a replay of the postings gives every balance that is kept. Nothing was paid that lacks a link of its chain.
 */
import assert from 'node:assert/strict'
import { test as committed } from 'node:test'
import { sql } from 'kysely'
import { newId } from '../../kernel/id.ts'
import { Problem } from '../../kernel/rules.ts'
import type { Told } from '../../kernel/testing.ts'
import { payment } from './payment-rules.ts'
import { aBook, aFund, cast, here, now, open, paper, resolved, today, type Key } from './stories.ts'

const seeds = [1, 2, 3]
const steps = 600

function diceOf(seed: number) {
  let state = seed * 7_919 + 13
  const roll = (n: number) => (state = (state * 48_271) % 2_147_483_647) % n
  return { roll, pick: <T>(list: readonly T[]): T => list[roll(list.length)]! }
}

committed('no sequence of operations by any posts breaks the chain, a balance or a sum', async () => {
  const told = open()
  const book = await aBook(told)
  const tally = new Map<string, number>()
  for (const seed of seeds) {
    const fund = await aFund(told, book, { name: `资金 ${seed}` })
    await walk(told, diceOf(seed), book, fund, tally)
    await holds(told)
  }
  const done = [...tally].filter(([, n]) => n > 0).map(([op]) => op)
  for (const op of ['approve', 'markPaid', 'adopt', 'commit', 'acceptWork', 'receiveFund', 'sendBack', 'holdPayment'])
    assert.ok(done.includes(op), `${op} never went through: ${JSON.stringify([...tally])}`)
})

type Dice = ReturnType<typeof diceOf>
async function walk(told: Told, { roll, pick }: Dice, book: Key, fund: Key, tally: Map<string, number>) {
  const who = Object.keys(cast)
  /** Mostly somebody whose work it is; the rest by anybody. */
  const likely: Record<string, string[]> = {
    adopt: ['书记'],
    acceptWork: ['书记', '监督员'],
    signCommittee: ['书记', '一人多岗'],
    signSupervision: ['监督员', '一人多岗'],
    holdPayment: ['监督员'],
    releaseHold: ['监督员'],
    upholdHold: ['监督员'],
    askFurther: ['监督员'],
    draftPayment: ['出纳', '一人多岗'],
    makeBatch: ['出纳'],
    markPaid: ['出纳'],
  }
  const known = { budget: [] as Key[], contract: [] as Key[], payment: [] as Key[], hold: [] as Key[] }
  const sum = (most = 60) => String((1 + roll(most)) * 500)
  /** What was begun last is gone on with, mostly; otherwise nothing would ever come to its end. */
  const recent = <T>(list: readonly T[]): T => pick(roll(4) ? list.slice(-3) : list)
  const moves = Object.keys(payment.moves)
  const input = async (op: string): Promise<object | null> => {
    const one = (list: Key[]) => (list.length ? { community: here, id: recent(list).id } : null)
    if (op === 'receiveFund') return { ...fund, day: today, amount: sum(), from: '财政所' }
    if (op === 'drawBudget') return { place: here, fund: fund.id, name: '预算', ...resolved, amount: sum() }
    if (['addLine', 'adopt', 'dropBudget', 'endBudget'].includes(op)) {
      const of = one(known.budget)
      return (
        of && {
          ...of,
          name: newId(),
          kind: pick(['facility', 'aid', 'culture', 'pay']),
          amount: sum(20),
          reason: '不要了',
        }
      )
    }
    if (op === 'commit') {
      const lines = await told.db.selectFrom('money.line').select('id').where('community', '=', here).execute()
      const signedDay = pick(['2026-02-01', '2026-04-01', '2026-04-02', '2026-04-03'])
      const said = { number: newId(), party: '某公司', what: '做一件事', amount: sum(12), signedDay }
      return lines.length ? { place: here, line: recent(lines).id, ...said } : null
    }
    if (op === 'acceptWork' || op === 'endContract') {
      const of = one(known.contract)
      return of && { ...of, number: 'YS', day: today, amount: sum(8) }
    }
    if (op === 'draftPayment') {
      const of = one(known.contract)
      const more = roll(6) ? { invoice: newId().slice(-12), photos: [await paper(told)] } : {}
      const said = { what: '付一笔', amount: sum(6), debit: '514', bankAccount: '1234567890' }
      return of && { place: here, commitment: of.id, ...said, way: pick(['bank', 'bank', 'cash']), ...more }
    }
    if (op === 'makeBatch') return { place: here, book: book.id }
    if (op.endsWith('Hold')) {
      const of = one(known.hold)
      return of && { ...of, text: '答复', reason: '可以', question: '还有呢' }
    }
    const of = await fitting(op)
    const said = { reason: '退回', question: '为什么', day: today, serial: newId(), batch: newId(), text: '好的' }
    return (
      of && {
        ...of,
        ...said,
        what: '改',
        amount: sum(),
        debit: '514',
        bankAccount: '1234567890',
        photos: [await paper(told)],
        invoice: newId().slice(-12),
      }
    )
  }
  /** Mostly a payment that stands where the move begins; sometimes any. */
  const fitting = async (op: string) => {
    const begins = [(payment.moves as Record<string, { from: string | readonly string[] }>)[op]?.from ?? []].flat()
    const { rows } =
      await sql<Key>`select community, id from money.payment where state = any(${begins}) and fund = ${fund.id}`.execute(
        told.db,
      )
    return rows.length && roll(5) ? pick(rows) : known.payment.length ? pick(known.payment) : null
  }
  const forward = ['checkPayment', 'signCommittee', 'signSupervision', 'approve', 'makeBatch', 'markPaid']
  const build = ['receiveFund', 'drawBudget', 'addLine', 'adopt', 'commit', 'acceptWork', 'draftPayment']
  const rare = [
    'dropBudget',
    'endBudget',
    'endContract',
    'answerHold',
    'releaseHold',
    'upholdHold',
    'askFurther',
    ...moves,
  ]
  for (let n = 0; n < steps; n++) {
    const op = pick(pick([build, build, forward, forward, rare]))
    const said = await input(op)
    if (!said) continue
    try {
      const answer = await told.as(pick(roll(5) ? (likely[op] ?? ['会计', '代账会计']) : who))<Key>(
        `money.${op}`,
        said,
        now,
      )
      tally.set(op, (tally.get(op) ?? 0) + 1)
      if (op === 'drawBudget') known.budget.push(answer)
      if (op === 'commit') known.contract.push(answer)
      if (op === 'draftPayment') known.payment.push(answer)
      if (op === 'holdPayment')
        known.hold = await told.db.selectFrom('money.hold').select(['community', 'id']).execute()
    } catch (error) {
      // Whatever is refused is refused with a sentence; anything else is a fault.
      if (!(error instanceof Problem) || error.status >= 500) throw error
    }
  }
}

/** Asked of the tables themselves, not of what the module says about them. */
async function holds({ db }: Told) {
  const none = async (what: string, query: ReturnType<typeof sql>) =>
    assert.deepEqual((await query.execute(db)).rows, [], what)
  await none(
    'a voucher that does not balance',
    sql`select voucher from money.posting group by community, voucher having sum(debit) <> sum(credit)`,
  )
  await none(
    'a balance that a replay does not give',
    sql`select a.code from money.account a where a.balance <> coalesce((select sum(p.debit - p.credit) from money.posting p
        where p.community = a.community and p.book = a.book and p.account = a.code), 0)`,
  )
  await none(
    'a month whose balance a replay does not give',
    sql`(select community, book, account, month, debit, credit from money.balance)
      except (select p.community, p.book, p.account, v.month, sum(p.debit)::bigint, sum(p.credit)::bigint from money.posting p
        join money.voucher v on v.community = p.community and v.id = p.voucher group by 1, 2, 3, 4)`,
  )
  await none(
    'a gap in the numbers',
    sql`select book, month from money.voucher group by community, book, month having max(number) <> count(*)`,
  )
  await none(
    'a fund whose money is not in the bank',
    sql`select f.id from money.fund f where f.received - f.paid - f.carried_out <> coalesce((select sum(p.debit - p.credit)
      from money.posting p where p.community = f.community and p.fund = f.id and p.account ~ '^10[12]'), 0)`,
  )
  await none(
    'a payment that went round its chain',
    sql`select p.id from money.payment p
      join money.commitment c on c.community = p.community and c.id = p.commitment
      join money.line l on l.community = c.community and l.id = c.line
      join money.budget b on b.community = l.community and b.id = l.budget
      join money.fund f on f.community = b.community and f.id = b.fund
      where p.state in ('approved', 'sent', 'paid', 'reconciled') and (p.invoice is null or p.documents = '{}'
        or b.adopted_at is null or c.signed_day < b.resolution_day or c.reserved > c.accepted or c.accepted > c.amount
        or l.committed > l.amount or b.lined > b.decided or f.reserved > f.received
        or p.checker is null or p.checker = p.maker or p.committee is null or p.committee = p.maker
        or (p.amount >= 200000 and p.supervision is null) or p.supervision in (p.maker, p.checker, p.committee))`,
  )
  await none(
    'sums that are not those of the payments',
    sql`select c.id from money.commitment c where (c.reserved, c.paid) <> (
      select coalesce(sum(amount) filter (where state in ('approved', 'sent', 'paid', 'reconciled')), 0)::bigint,
        coalesce(sum(amount) filter (where state in ('paid', 'reconciled')), 0)::bigint
      from money.payment p where p.community = c.community and p.commitment = c.id)`,
  )
  await none(
    'a payment posted twice, or not at all',
    sql`select p.id from money.payment p where (p.state in ('paid', 'reconciled')) <> (select count(*) = 1 from money.voucher v
      where v.community = p.community and v.source = 'payment' and v.record = p.id)`,
  )
}
