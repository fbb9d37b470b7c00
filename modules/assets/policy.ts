/** How the rent is split: in ten-thousandths, from a day on, as a resolution says; each use is a fund of its own in the ledger. 篇2 二（一）「收入用途」 */
import { sql } from 'kysely'
import type { Input } from '../../kernel/contract.ts'
import { under } from '../../kernel/db.ts'
import { shared } from '../../kernel/fen.ts'
import { newId } from '../../kernel/id.ts'
import type { Ctx } from '../../kernel/server.ts'
import { money } from '../money/contract.ts'
import { bookOf } from './asset.ts'
import type { assets } from './contract.ts'
import { decidedBy } from './decided.ts'
import { problem } from './problem-rules.ts'
import { purposeNames, purposes, type Purpose } from './share-rules.ts'

export type Shares = Record<Purpose, number>
export type Due = { day: string; amount: number }
export type Use = { purpose: Purpose; amount: number }
type Of = { community: string; place: string; book: string }

/** All of it, to the fen: what rounding leaves goes to the largest remainders. */
export const shareOut = (amount: number, policy: Shares): Use[] =>
  shared(
    amount,
    purposeNames.map(p => policy[p]),
  ).map((part, n) => ({ purpose: purposeNames[n]!, amount: part }))

/** What each use gets of sums that were due on several days, each by the policy of its day. */
export async function split(ctx: Ctx, { community, book }: Of, parts: readonly Due[]): Promise<Use[]> {
  const uses: Use[] = []
  for (const { day, amount } of parts) {
    const { rows } = await sql<Shares>`
      select pension, operations, property, culture, aid from assets.policy
      where community = ${community} and book = ${book} and from_day <= ${day} order by from_day desc limit 1`.execute(
      ctx.db,
    )
    if (!rows[0]) throw problem.noPolicy(`${day} 到期的租金还没有分配办法`)
    uses.push(...shareOut(amount, rows[0]))
  }
  const sum = (purpose: Purpose) => uses.filter(u => u.purpose === purpose).reduce((all, u) => all + u.amount, 0)
  return purposeNames.map(purpose => ({ purpose, amount: sum(purpose) })).filter(u => u.amount > 0)
}

/** The fund of each use in that year, opened when the first rent for it comes in. */
export async function fundsFor(ctx: Ctx, { place, book }: Of, year: number, uses: readonly Use[]) {
  const { items } = await ctx.ask(money.ops.funds, { place, year, size: 200 })
  const funds = []
  for (const use of uses) {
    const name = `房租·${purposes[use.purpose]}`
    const there = items.find(f => f.book === book && f.place === place && f.name === name)
    const said = { place, book, year, name, purpose: `按决议分得的租金，用于${purposes[use.purpose]}` }
    const { id } = there ?? (await ctx.ask(money.ops.openFund, { ...said, source: 'own', amount: '0' }))
    funds.push({ ...use, fund: id })
  }
  return funds
}

export async function setPolicy(ctx: Ctx, { place, book, ...said }: Input<typeof assets.ops.setPolicy>) {
  const { community } = await bookOf(ctx, place, book)
  const row = { community, id: newId(ctx.now.getTime()), place, book, ...(await decidedBy(ctx, community, said)) }
  await ctx.db
    .insertInto('assets.policy')
    .values({ ...row, byName: ctx.me.name ?? null, at: ctx.now })
    .execute()
  return row
}

export async function policies(ctx: Ctx, { place = '', page, size }: Input<typeof assets.ops.policies>) {
  const { rows } = await sql<Shares & { total: number }>`
    select *, count(*) over ()::int as total from assets.policy where ${ctx.visible} and ${under('place', place)}
    order by from_day desc, place, id limit ${size} offset ${(page - 1) * size}`.execute(ctx.db)
  return { items: rows, total: rows[0]?.total ?? 0 }
}
