/** Payments: written by one, checked by another, signed by those who answer for it, paid once, and posted in the same breath. */
import { sql } from 'kysely'
import { dayOf } from '../../kernel/clock.ts'
import type { Input } from '../../kernel/contract.ts'
import { attach } from '../../kernel/files.ts'
import { newId } from '../../kernel/id.ts'
import { moving, start } from '../../kernel/move.ts'
import type { Ctx } from '../../kernel/server.ts'
import { communityOf } from '../places/rules.ts'
import { BANK, CASH } from './chart.ts'
import { findCommitment } from './commitment.ts'
import { money } from './contract.ts'
import { commitment } from './fund-rules.ts'
import { holdUp } from './hold.ts'
import { ACCOUNT, findPayment, type PaymentRow } from './payment-read.ts'
import { problem } from './problem-rules.ts'
import { payment } from './payment-rules.ts'
import { postVoucher } from './voucher.ts'

export async function draftPayment(ctx: Ctx, { place, commitment: of, ...said }: Input<typeof money.ops.draftPayment>) {
  const c = await findCommitment(ctx, communityOf(place), of)
  if (!c || c.place !== place || c.state !== commitment.initial) throw problem.noContract()
  const { rows } = await sql<{ fund: string; book: string }>`
    select f.id as fund, f.book from money.line l join money.budget b on b.community = l.community and b.id = l.budget
      join money.fund f on f.community = b.community and f.id = b.fund
    where l.community = ${c.community} and l.id = ${c.line}`.execute(ctx.db)
  const key = { community: c.community, id: newId(ctx.now.getTime()), place }
  const row = {
    ...key,
    ...paying(ctx, said),
    ...rows[0]!,
    number: await nextNumber(ctx, c.community),
    commitment: c.id,
    payee: c.party,
    payeeKind: c.partyKind,
    documents: await attach(ctx.db, said.photos, key, ctx.me.id),
    ...made(ctx),
  }
  await mustHave(ctx, row)
  await start(ctx, movingPayments, row)
  return row
}

const made = (ctx: Ctx) => ({ maker: ctx.me.id, makerName: ctx.me.name ?? null, madeAt: ctx.now })

type Paying = Omit<Input<typeof money.ops.amendPayment>, 'community' | 'id' | 'photos'>
function paying(ctx: Ctx, { what, amount, way, debit, credit, bank, bankAccount, invoice }: Paying) {
  return {
    what,
    amount,
    way,
    debit,
    bank: bank ?? null,
    invoice: invoice ?? null,
    credit: credit ?? (way === 'cash' ? CASH : BANK),
    bankAccount: bankAccount ? ctx.sealer.seal(bankAccount, ACCOUNT) : null,
    bankTail: bankAccount ? bankAccount.slice(-4) : null,
  }
}

/** Accounts that it will be posted to: said now, not on the day the money has gone. */
async function mustHave(
  ctx: Ctx,
  {
    community,
    book,
    debit,
    credit,
    way,
  }: { community: string; book: string; debit: string; credit: string; way: string },
) {
  if (!credit.startsWith(way === 'cash' ? CASH : BANK) || debit.startsWith('10')) throw problem.noSuchAccount()
  const { rows } = await sql<{ code: string; leaf: boolean }>`
    select code, not exists (select from money.account s where s.community = a.community and s.book = a.book
      and s.code like a.code || '__') as leaf
    from money.account a where community = ${community} and book = ${book} and code in (${debit}, ${credit})`.execute(
    ctx.db,
  )
  if (rows.length < 2) throw problem.noSuchAccount()
  if (rows.some(r => !r.leaf)) throw problem.notALeaf()
}

/** `FK2026110001`: by day, one after the other; two at once are told apart by the constraint and sent again. */
async function nextNumber(ctx: Ctx, community: string): Promise<string> {
  const day = dayOf(ctx.now).replaceAll('-', '')
  await sql`select pg_advisory_xact_lock(hashtext(${`money.payment/${community}`}))`.execute(ctx.db)
  const { rows } = await sql<{ last: string | null }>`
    select max(number) as last from money.payment where community = ${community} and number like ${`FK${day}%`}`.execute(
    ctx.db,
  )
  return `FK${day}${String(Number(rows[0]!.last?.slice(-4) ?? 0) + 1).padStart(4, '0')}`
}

/** Nobody's check or signature outlives a change of what they signed. */
const unsigned = {
  checker: null,
  checkerName: null,
  checkedAt: null,
  committee: null,
  committeeName: null,
  committeeAt: null,
  supervision: null,
  supervisionName: null,
  supervisionAt: null,
  approvedAt: null,
}

export const movingPayments = moving(money, {
  table: 'money.payment',
  machine: payment,
  title: p => `${p.number} ${p.what}`,
  find: findPayment,
  on: {
    checkPayment: async ctx => ({ checker: ctx.me.id, checkerName: ctx.me.name ?? null, checkedAt: ctx.now }),
    async amendPayment(ctx, p, said) {
      const columns = paying(ctx, said)
      await mustHave(ctx, { ...p, ...columns })
      const added = await attach(ctx.db, said.photos, p, ctx.me.id)
      // Whoever changes it has made it; an account that is not said again stays.
      const kept = said.bankAccount ? {} : { bankAccount: p.bankAccount, bankTail: p.bankTail }
      return { ...columns, ...kept, ...made(ctx), documents: [...new Set([...p.documents, ...added])] }
    },
    sendBack: async (ctx, p, { reason }) => {
      if (p.approvedAt) await reserve(ctx, p, 0 - p.amount)
      return { ...unsigned, backWhy: reason }
    },
    signCommittee: async ctx => ({
      committee: ctx.me.id,
      committeeName: ctx.me.name ?? null,
      committeeAt: ctx.now,
    }),
    signSupervision: async ctx => ({
      supervision: ctx.me.id,
      supervisionName: ctx.me.name ?? null,
      supervisionAt: ctx.now,
    }),
    async approve(ctx, p) {
      await reserve(ctx, p, p.amount)
      return { approvedAt: ctx.now }
    },
    /** Only with the batch that is being made: what the bank was sent does not grow afterwards. */
    async sendPayment(ctx, p, { batch }) {
      const made = await ctx.db
        .selectFrom('money.batch')
        .select('id')
        .where('community', '=', p.community)
        .where('id', '=', batch)
        .where('madeAt', '=', ctx.now)
        .executeTakeFirst()
      if (!made) throw problem.noSuchBatch()
      return { batch }
    },
    async payCash(ctx, p, { day }) {
      await paid(ctx, p, day)
      return { paidDay: day }
    },
    async markPaid(ctx, p, { day, serial }) {
      await paid(ctx, p, day)
      return { paidDay: day, serial }
    },
    markFailed: async (ctx, p, { reason }) => {
      await reserve(ctx, p, 0 - p.amount)
      return { failedWhy: reason, approvedAt: null }
    },
    redraft: async () => ({ ...unsigned, batch: null }),
    cancelPayment: async (_, __, { reason }) => ({ backWhy: reason }),
    holdPayment: async (ctx, p, { question }) => {
      await holdUp(ctx, p, question)
      return { held: p.held + 1 }
    },
  },
})

/** Contract first, then fund: always in this order, and each says no by its own constraint. */
async function reserve(ctx: Ctx, p: PaymentRow, by: number) {
  await sql`update money.commitment set reserved = reserved + ${by} where community = ${p.community} and id = ${p.commitment}`.execute(
    ctx.db,
  )
  await sql`update money.fund set reserved = reserved + ${by} where community = ${p.community} and id = ${p.fund}`.execute(
    ctx.db,
  )
}

async function paid(ctx: Ctx, p: PaymentRow, day: string) {
  const { community, id, amount } = p
  await sql`update money.commitment set paid = paid + ${amount} where community = ${community} and id = ${p.commitment}`.execute(
    ctx.db,
  )
  await sql`update money.line set paid = paid + ${amount} where community = ${community} and id = ${p.line}`.execute(
    ctx.db,
  )
  if (p.loan)
    await sql`update money.loan set repaid = repaid + ${amount} where community = ${community} and id = ${p.loan}`.execute(
      ctx.db,
    )
  await sql`update money.fund set paid = paid + ${amount} where community = ${community} and id = ${p.fund}`.execute(
    ctx.db,
  )
  const of = { fund: p.fund, budgetLine: p.line }
  await postVoucher(ctx, p, {
    day,
    said: `付${p.payeeKind === 'person' ? '' : p.payee}：${p.what}`,
    source: 'payment',
    record: id,
    documents: p.documents,
    lines: [
      { account: p.debit, debit: amount, ...of },
      { account: p.credit, credit: amount, ...of },
    ],
  })
}
