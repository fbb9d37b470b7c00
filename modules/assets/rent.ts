/**
 * What a tenant owes and pays. Each charge, receipt and deposit is one voucher of the ledger, posted once by its own id; what
 * comes in is split at once by the policy that held when it was due, and lies in the funds it is for.
 */
import { sql } from 'kysely'
import { dayOf } from '../../kernel/clock.ts'
import type { Input } from '../../kernel/contract.ts'
import { newId } from '../../kernel/id.ts'
import type { Ctx } from '../../kernel/server.ts'
import { money } from '../money/contract.ts'
import type { assets } from './contract.ts'
import { termsOf, type JudgedLease } from './lease-read.ts'
import { fundsFor, split, type Due } from './policy.ts'
import { problem } from './problem-rules.ts'
import { owedUntil, schedule, type Period } from './schedule.ts'
import { accounts } from './share-rules.ts'

type In<M extends keyof typeof assets.ops> = Omit<Input<(typeof assets.ops)[M]>, 'community' | 'id'>
type Line = Input<typeof money.ops.record>['lines'][number]
const { bank, receivable, payable, income } = accounts

const post = (
  ctx: Ctx,
  { place, book }: JudgedLease,
  said: Omit<Input<typeof money.ops.record>, 'place' | 'book' | 'lines'>,
  lines: Line[],
) => ctx.ask(money.ops.record, { place, book, ...said, lines })

// ── What is owed ────────────────────────────────────────────────────────────

/** Every period that has begun by that day and was not charged yet. */
export async function chargeUntil(ctx: Ctx, l: JudgedLease, day: string) {
  const { rows } = await sql<{ n: number }>`
    select coalesce(max(n), 0)::int as n from assets.charge where community = ${l.community} and lease = ${l.id}`.execute(
    ctx.db,
  )
  const left = schedule(termsOf(l)).filter(p => p.n > rows[0]!.n)
  for (const p of left.filter(p => p.from <= day && p.amount > 0)) await charge(ctx, l, p)
  return { nextDue: left.find(p => p.from > day)?.from ?? null }
}

/** The last charge makes the sum what the days come to: for a lease that ends early it gives back, for one held over it adds. */
export async function chargeLast(ctx: Ctx, l: JudgedLease, day: string) {
  await chargeUntil(ctx, l, day)
  const { rows } = await sql<{ n: number; charged: number }>`
    select coalesce(max(n), 0)::int as n, coalesce(sum(amount), 0)::bigint as charged from assets.charge
    where community = ${l.community} and lease = ${l.id}`.execute(ctx.db)
  const { n, charged } = rows[0]!
  const amount = owedUntil({ ...termsOf(l), until: day }, day) - charged
  if (amount === 0) return
  await charge(ctx, l, { n: n + 1, from: day, until: day, amount })
  if (amount < 0) await giveBack(ctx, l, -amount)
}

async function charge(ctx: Ctx, l: JudgedLease, { n, from, until, amount }: Period) {
  const id = newId(ctx.now.getTime())
  const row = { community: l.community, id, lease: l.id, n, fromDay: from, until, amount, dueDay: from, at: ctx.now }
  await ctx.db.insertInto('assets.charge').values(row).execute()
  const said = `${l.tenant} ${l.assetName} ${from} 至 ${until} 租金`.slice(0, 100)
  const [debit, credit] = amount > 0 ? [receivable, income] : [income, receivable]
  const sum = Math.abs(amount)
  await post(ctx, l, { day: dayOf(ctx.now), said, source: 'rentCharge', record: id }, [
    { account: debit, debit: sum },
    { account: credit, credit: sum },
  ])
}

type Open = { id: string; dueDay: string; left: number }
const openCharges = async (ctx: Ctx, { community, id }: JudgedLease) =>
  (
    await sql<Open>`select id, due_day, amount - paid as left from assets.charge
      where community = ${community} and lease = ${id} and amount > paid order by n`.execute(ctx.db)
  ).rows

const pay = (ctx: Ctx, { community }: JudgedLease, id: string, by: number) =>
  sql`update assets.charge set paid = paid + ${by} where community = ${community} and id = ${id}`.execute(ctx.db)

/** What is given back is set against what is still owed, the latest first; the rest is owed to the tenant. */
async function giveBack(ctx: Ctx, l: JudgedLease, amount: number) {
  let left = amount
  for (const c of (await openCharges(ctx, l)).toReversed()) {
    const part = Math.min(left, c.left)
    if (part > 0) await pay(ctx, l, c.id, part)
    left -= part
  }
  await sql`update assets.charge set paid = ${left - amount} where community = ${l.community} and lease = ${l.id} and amount < 0`.execute(
    ctx.db,
  )
}

// ── What is paid ────────────────────────────────────────────────────────────

export async function receive(ctx: Ctx, l: JudgedLease, { day, amount, account, serial }: In<'receiveRent'>) {
  const id = newId(ctx.now.getTime())
  const uses = await allot(ctx, l, { id, day, amount, account, serial })
  await post(
    ctx,
    l,
    { day, said: `收${l.tenant} ${l.assetName} 租金`.slice(0, 100), source: 'rentReceipt', record: id },
    [...uses.map(u => ({ account, debit: u.amount, fund: u.fund })), { account: receivable, credit: amount }],
  )
}

type Paid = { id: string; day: string; amount: number; account: string; serial: string }
/** The oldest first; each part is split by the policy of its own day. */
async function allot(ctx: Ctx, l: JudgedLease, { id, day, amount, account, serial }: Paid) {
  const parts: Due[] = []
  let left = amount
  for (const c of await openCharges(ctx, l)) {
    const part = Math.min(left, c.left)
    if (part > 0) {
      await pay(ctx, l, c.id, part)
      parts.push({ day: c.dueDay, amount: part })
    }
    left -= part
  }
  if (left > 0) throw problem.overPaid()
  const receipt = { community: l.community, id, lease: l.id, day, amount, account, serial }
  await ctx.db
    .insertInto('assets.receipt')
    .values({ ...receipt, byName: ctx.me.name ?? null, at: ctx.now })
    .execute()
  const uses = await fundsFor(ctx, l, Number(day.slice(0, 4)), await split(ctx, l, parts))
  await ctx.db
    .insertInto('assets.allotment')
    .values(uses.map(u => ({ community: l.community, receipt: id, ...u })))
    .execute()
  return uses
}

/** Not income: it is owed to the tenant until it is given back or set against rent. */
export async function takeDeposit(ctx: Ctx, l: JudgedLease, { day, account }: In<'takeDeposit'>) {
  const sum = l.deposit - l.held
  await post(ctx, l, { day, said: `收${l.tenant}押金`.slice(0, 100), source: 'deposit', record: l.id }, [
    { account, debit: sum },
    { account: payable, credit: sum },
  ])
  return { held: l.deposit }
}

/** The deposit goes against what is owed; what is left of it, and what was paid too much, goes back. */
export async function settle(ctx: Ctx, l: JudgedLease, { day }: In<'settleLease'>) {
  const applied = Math.max(0, Math.min(l.owed, l.held))
  const owedBack = Math.max(0, -l.owed)
  const back = l.held - applied + owedBack
  const id = newId(ctx.now.getTime())
  const paid = { id, day, amount: applied, account: payable, serial: '押金抵租' }
  const uses = applied > 0 ? await allot(ctx, l, paid) : []
  const lines: Line[] = [
    { account: payable, debit: l.held },
    { account: receivable, debit: owedBack },
    { account: receivable, credit: applied },
    { account: bank, credit: back },
    ...uses.map(u => ({ account: bank, debit: u.amount, fund: u.fund })),
    { account: bank, credit: applied },
  ]
  const said = `${l.tenant} ${l.assetName} 结清`.slice(0, 100)
  const some = lines.filter(line => line.debit || line.credit)
  if (some.length) await post(ctx, l, { day, said, source: 'depositBack', record: l.id }, some)
  await sql`update assets.charge set paid = amount where community = ${l.community} and lease = ${l.id} and amount < 0`.execute(
    ctx.db,
  )
  return { held: 0 }
}
