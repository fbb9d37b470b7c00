/** Shares of the collective and what is given out on them: by resolution, pro rata, to the fen. 篇2 一（二）「资产量化」 */
import { sql, type RawBuilder } from 'kysely'
import type { Input } from '../../kernel/contract.ts'
import { under } from '../../kernel/db.ts'
import { shared } from '../../kernel/fen.ts'
import { newId } from '../../kernel/id.ts'
import { moving, offered, start, type Stored } from '../../kernel/move.ts'
import { maskName } from '../../kernel/numbers.ts'
import type { Ctx } from '../../kernel/server.ts'
import { money } from '../money/contract.ts'
import { bookOf } from './asset.ts'
import { assets } from './contract.ts'
import { decidedBy } from './decided.ts'
import { problem } from './problem-rules.ts'
import { accounts, DECLARED, dividend, HOLDING, member } from './share-rules.ts'

type Key = { community: string; id: string }
type MemberRow = Stored & { number: string; name: string; shares: number }
type DividendRow = Stored & { book: string; year: number; name: string; total: number; drafter: string; mine: boolean }
type Paging = { page?: number; size?: number }

// ── Who holds how many ──────────────────────────────────────────────────────

async function membersWhere(ctx: Ctx, where: RawBuilder<unknown>, { page = 1, size = 1 }: Paging = {}) {
  const { rows } = await sql<MemberRow & { total: number }>`
    select *, count(*) over ()::int as total from assets.member where ${where}
    order by place, number, id limit ${size} offset ${(page - 1) * size}`.execute(ctx.db)
  return { items: rows.map(m => ({ ...m, offers: offered(ctx, member, m) })), total: rows[0]?.total ?? 0 }
}

export async function members(ctx: Ctx, { place = '', ...paging }: Input<typeof assets.ops.members>) {
  const { items, total } = await membersWhere(ctx, sql`${ctx.visible} and ${under('place', place)}`, paging)
  return { items: items.map(m => ({ ...m, name: maskName(m.name) })), total }
}
export async function readMember(ctx: Ctx, { community, id }: Key) {
  const found = (await membersWhere(ctx, sql`community = ${community} and id = ${id} and ${ctx.visible}`)).items[0]
  return found && withDividends(ctx, found)
}
async function findMember(ctx: Ctx, community: string, id: string) {
  const found = (await membersWhere(ctx, sql`community = ${community} and id = ${id}`)).items[0]
  return found && withDividends(ctx, found)
}

async function withDividends<M extends MemberRow>(ctx: Ctx, m: M) {
  const { rows: had } = await sql<{ dividend: string; year: number; name: string; shares: number; amount: number }>`
    select s.dividend, d.year, d.name, s.shares, s.amount from assets.dividend_share s
    join assets.dividend d on d.community = s.community and d.id = s.dividend
    where s.community = ${m.community} and s.member = ${m.id} and d.state = ${DECLARED} order by d.year desc, d.id`.execute(
    ctx.db,
  )
  return { ...m, had }
}

export async function addMember(ctx: Ctx, { place, book, ...said }: Input<typeof assets.ops.addMember>) {
  const { community } = await bookOf(ctx, place, book)
  const row = { community, id: newId(ctx.now.getTime()), place, book, ...said }
  await start(ctx, movingMembers, row)
  return row
}

export const movingMembers = moving(assets, {
  table: 'assets.member',
  machine: member,
  title: m => `股权证 ${m.number}`,
  find: findMember,
  on: {
    changeShares: async (_, __, { shares, since, resolutionNumber }) => ({ shares, since, resolutionNumber }),
    leaveShares: async (_, __, { resolutionNumber }) => ({ resolutionNumber }),
  },
})

// ── What is given out ───────────────────────────────────────────────────────

async function dividendsWhere(ctx: Ctx, where: RawBuilder<unknown>, { page = 1, size = 1 }: Paging = {}) {
  const { rows } = await sql<DividendRow & { count: number }>`
    select d.*, s.members, s.shares, d.drafter = ${ctx.me.id} as mine from (select *, count(*) over ()::int as count
      from assets.dividend where ${where} order by year desc, id desc limit ${size} offset ${(page - 1) * size}) d
    cross join lateral (select count(*)::int as members, coalesce(sum(shares), 0)::int as shares from assets.dividend_share s
      where s.community = d.community and s.dividend = d.id) s order by d.year desc, d.id desc`.execute(ctx.db)
  return { items: rows.map(d => ({ ...d, offers: offered(ctx, dividend, d) })), total: rows[0]?.count ?? 0 }
}

/** Names under a mask: whoever holds the certificate knows its number. */
async function linesOf(ctx: Ctx, { community, id }: Key) {
  const { rows } = await sql<{ number: string; name: string; shares: number; amount: number }>`
    select number, name, shares, amount from assets.dividend_share
    where community = ${community} and dividend = ${id} order by number, member`.execute(ctx.db)
  return rows.map(r => ({ ...r, name: maskName(r.name) }))
}

export const dividends = (ctx: Ctx, { place = '', ...paging }: Input<typeof assets.ops.dividends>) =>
  dividendsWhere(ctx, sql`${ctx.visible} and ${under('place', place)}`, paging)
export async function readDividend(ctx: Ctx, { community, id }: Key) {
  const found = (await dividendsWhere(ctx, sql`community = ${community} and id = ${id} and ${ctx.visible}`)).items[0]
  return found && { ...found, lines: await linesOf(ctx, found) }
}
async function findDividend(ctx: Ctx, community: string, id: string) {
  const found = (await dividendsWhere(ctx, sql`community = ${community} and id = ${id}`)).items[0]
  return found && { ...found, lines: await linesOf(ctx, found) }
}
export async function publicDividends(ctx: Ctx, { place }: Input<typeof assets.ops.publicDividends>) {
  const { items } = await dividendsWhere(ctx, sql`${under('place', place)} and state = ${DECLARED}`, { size: 20 })
  return Promise.all(items.map(async d => ({ ...d, lines: await linesOf(ctx, d) })))
}

export async function drawDividend(ctx: Ctx, { place, book, ...said }: Input<typeof assets.ops.drawDividend>) {
  const { community } = await bookOf(ctx, place, book)
  const { rows: holders } = await sql<MemberRow>`
    select * from assets.member where community = ${community} and book = ${book} and state = ${HOLDING} and shares > 0
    order by number, id for share`.execute(ctx.db)
  if (!holders.length) throw problem.noMembers()
  const key = { community, id: newId(ctx.now.getTime()) }
  const row = { ...key, place, book, ...(await decidedBy(ctx, community, said)), drafter: ctx.me.id }
  await start(ctx, movingDividends, row)
  const parts = shared(
    said.total,
    holders.map(m => m.shares),
  )
  const lineOf = ({ id, number, name, shares }: MemberRow, n: number) => ({
    member: id,
    number,
    name,
    shares,
    amount: parts[n]!,
  })
  await ctx.db
    .insertInto('assets.dividendShare')
    .values(holders.map((m, n) => ({ community, dividend: key.id, ...lineOf(m, n) })))
    .execute()
  return row
}

export const movingDividends = moving(assets, {
  table: 'assets.dividend',
  machine: dividend,
  title: d => `${d.year} ${d.name}`,
  find: findDividend,
  on: {
    /** Owed to the members from then on; it is paid out by the chain of payments like every other money. */
    async declareDividend(ctx, d, { day }) {
      const { place, book, total } = d
      const said = { day, said: `${d.year} ${d.name}`, source: 'dividend' as const, record: d.id }
      const lines = [
        { account: accounts.distributed, debit: total },
        { account: accounts.payable, credit: total },
      ]
      await ctx.ask(money.ops.record, { place, book, ...said, lines })
      return { declaredOn: day, declaredName: ctx.me.name ?? null }
    },
  },
})
