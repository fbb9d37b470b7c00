/** What binds the community: a contract within a budget line, accepted step by step, and no payment before that. E08 */
import { sql, type RawBuilder } from 'kysely'
import type { Input } from '../../kernel/contract.ts'
import { under } from '../../kernel/db.ts'
import { newId } from '../../kernel/id.ts'
import { moving, offered, start, type Stored } from '../../kernel/move.ts'
import type { Ctx } from '../../kernel/server.ts'
import { communityOf } from '../places/rules.ts'
import { money } from './contract.ts'
import { commitment, IN_FORCE } from './fund-rules.ts'
import { referenceOf } from './reference.ts'
import { problem } from './problem-rules.ts'
import { phases } from './payment-rules.ts'

export type CommitmentRow = Stored & {
  line: string
  lineName: string
  fundName: string
  number: string
  party: string
  partyKind: 'company' | 'person'
  what: string
  amount: number
  accepted: number
  reserved: number
  paid: number
  inHand: number
}

async function commitmentsWhere(ctx: Ctx, where: RawBuilder<unknown>, { page = 1, size = 1 } = {}) {
  const over = [...phases.done]
  const { rows } = await sql<CommitmentRow & { total: number }>`
    select c.*, l.name as line_name, f.name as fund_name, count(*) over ()::int as total,
      (select count(*)::int from money.payment p where p.community = c.community and p.commitment = c.id and not p.state = any(${over})) as in_hand
    from (select * from money.commitment where ${where}) c join money.line l on l.community = c.community and l.id = c.line
      join money.budget b on b.community = l.community and b.id = l.budget
      join money.fund f on f.community = b.community and f.id = b.fund
    order by c.signed_day desc, c.id limit ${size} offset ${(page - 1) * size}`.execute(ctx.db)
  return { items: rows.map(c => ({ ...c, offers: offered(ctx, commitment, c) })), total: rows[0]?.total ?? 0 }
}

export const listCommitments = (
  ctx: Ctx,
  { place = '', line, state, ...paging }: Input<typeof money.ops.commitments>,
) => {
  const more = sql`${line ? sql`line = ${line}` : sql`true`} and ${state?.length ? sql`state = any(${state})` : sql`true`}`
  return commitmentsWhere(ctx, sql`${ctx.visible} and ${under('place', place)} and ${more}`, paging)
}
export const readCommitment = async (ctx: Ctx, { community, id }: { community: string; id: string }) =>
  (await commitmentsWhere(ctx, sql`community = ${community} and id = ${id} and ${ctx.visible}`)).items[0]
export const findCommitment = async (ctx: Ctx, community: string, id: string) =>
  (await commitmentsWhere(ctx, sql`community = ${community} and id = ${id}`)).items[0]

/** In the order in which they were signed. */
export async function contractsOf({ db }: Ctx, { community, contract }: Input<typeof money.ops.contractsOf>) {
  return db
    .selectFrom('money.commitment')
    .select(['id', 'number', 'amount', 'accepted', 'paid', 'signedDay'])
    .where('community', '=', community)
    .where('contract', '=', contract)
    .orderBy('signedDay')
    .orderBy('id')
    .execute()
}

export async function commit(ctx: Ctx, { place, line, loan, ...said }: Input<typeof money.ops.commit>) {
  const community = communityOf(place)
  const { rows } = await sql<{ id: string }>`
    select l.id from money.line l join money.budget b on b.community = l.community and b.id = l.budget
    where l.community = ${community} and l.id = ${line} and b.place = ${place} and b.state = ${IN_FORCE} for update of l`.execute(
    ctx.db,
  )
  if (!rows[0]) throw problem.noBudget()
  const contract = said.contract ?? referenceOf(community, 'contract', said.number)
  const key = { community, id: newId(ctx.now.getTime()), place, line }
  const row = { ...said, ...key, contract, loan: loan ?? null, madeBy: ctx.me.id }
  await lineCommitted(ctx, row, said.amount)
  await start(ctx, movingCommitments, row)
  return row
}

const lineCommitted = (ctx: Ctx, { community, line }: { community: string; line: string }, by: number) =>
  sql`update money.line set committed = committed + ${by} where community = ${community} and id = ${line}`.execute(
    ctx.db,
  )

export const movingCommitments = moving(money, {
  table: 'money.commitment',
  machine: commitment,
  title: c => `${c.number} ${c.what}`,
  find: findCommitment,
  on: {
    acceptWork: async (_, c, { number, day, amount }) => ({
      accepted: c.accepted + amount,
      acceptedNumber: number,
      acceptedDay: day,
    }),
    /** What was not paid of it is free again for another contract of the line. */
    endContract: async (ctx, c) => void (await lineCommitted(ctx, c, c.reserved - c.amount)),
  },
})
