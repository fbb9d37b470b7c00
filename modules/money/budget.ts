/** Budgets: by a resolution, line by line; what the negative list forbids is never taken in. CF-07;CF-08 */
import { sql, type RawBuilder } from 'kysely'
import type { Input } from '../../kernel/contract.ts'
import { under } from '../../kernel/db.ts'
import { newId } from '../../kernel/id.ts'
import { moving, offered, start, type Stored } from '../../kernel/move.ts'
import type { Ctx } from '../../kernel/server.ts'
import { communityOf } from '../places/rules.ts'
import { money } from './contract.ts'
import { findFund } from './fund.ts'
import { banned, budget, commitment, fund, type LineKind } from './fund-rules.ts'
import { referenceOf } from './reference.ts'
import { problem } from './problem-rules.ts'

type Item = { id: string; name: string; kind: LineKind; amount: number; committed: number; paid: number }
type Row = Stored & {
  fund: string
  fundName: string
  year: number
  name: string
  resolution: string
  resolutionNumber: string
  resolutionDay: string
  ballot: string | null
  decided: number
  lined: number
  lines: Item[]
  live: number
  listed: number
}

async function budgetsWhere(ctx: Ctx, where: RawBuilder<unknown>, { page = 1, size = 1 } = {}) {
  const { rows } = await sql<Row & { total: number }>`
    select b.*, f.name as fund_name, f.year, count(*) over ()::int as total,
      (select count(*)::int from money.commitment c join money.line l on l.community = c.community and l.id = c.line
        where l.community = b.community and l.budget = b.id and c.state = ${commitment.initial}) as live,
      (select count(*)::int from money.line l where l.community = b.community and l.budget = b.id) as listed,
      coalesce((select json_agg(json_build_object('id', l.id, 'name', l.name, 'kind', l.kind, 'amount', l.amount,
        'committed', l.committed, 'paid', l.paid) order by l.id) from money.line l
        where l.community = b.community and l.budget = b.id), '[]') as lines
    from (select * from money.budget where ${where}) b join money.fund f on f.community = b.community and f.id = b.fund
    order by b.resolution_day desc, b.id limit ${size} offset ${(page - 1) * size}`.execute(ctx.db)
  const items = rows.map(b => ({ ...b, offers: offered(ctx, budget, b) }))
  return { items, total: rows[0]?.total ?? 0 }
}

export const listBudgets = (ctx: Ctx, { place = '', fund: of, state, ...paging }: Input<typeof money.ops.budgets>) => {
  const more = sql`${of ? sql`fund = ${of}` : sql`true`} and ${state?.length ? sql`state = any(${state})` : sql`true`}`
  return budgetsWhere(ctx, sql`${ctx.visible} and ${under('place', place)} and ${more}`, paging)
}
export const readBudget = async (ctx: Ctx, { community, id }: { community: string; id: string }) =>
  (await budgetsWhere(ctx, sql`community = ${community} and id = ${id} and ${ctx.visible}`)).items[0]
const findBudget = async (ctx: Ctx, community: string, id: string) =>
  (await budgetsWhere(ctx, sql`community = ${community} and id = ${id}`)).items[0]

export async function drawBudget(ctx: Ctx, { place, fund: of, amount, ...said }: Input<typeof money.ops.drawBudget>) {
  const f = await findFund(ctx, communityOf(place), of)
  if (!f || f.place !== place || f.state !== fund.initial) throw problem.noFund()
  const row = {
    community: f.community,
    id: newId(ctx.now.getTime()),
    place,
    fund: f.id,
    decided: amount,
    ...said,
    resolution: said.resolution ?? referenceOf(f.community, 'resolution', said.resolutionNumber),
  }
  await start(ctx, movingBudgets, { ...row, ballot: said.ballot ?? null })
  return row
}

export const actual = async (ctx: Ctx, { place, year }: Input<typeof money.ops.actual>) => {
  const { rows } = await sql<Item & { community: string; budget: string; fundName: string }>`
    select l.*, f.name as fund_name from money.line l join (select * from money.budget where ${ctx.visible} and ${under('place', place)}) b
        on b.community = l.community and b.id = l.budget
      join money.fund f on f.community = b.community and f.id = b.fund
    where f.year = ${year} and b.adopted_at is not null order by f.name, l.id`.execute(ctx.db)
  return rows
}

export const movingBudgets = moving(money, {
  table: 'money.budget',
  machine: budget,
  title: b => b.name,
  find: findBudget,
  on: {
    async addLine(ctx, b, { name, kind, amount }) {
      const no = banned(kind)
      if (no) throw problem.notAllowed(no)
      const { community } = b
      await ctx.db
        .insertInto('money.line')
        .values({ community, id: newId(ctx.now.getTime()), budget: b.id, name, kind, amount })
        .execute()
      return { lined: b.lined + amount }
    },
    async adopt(ctx, b) {
      await fundBudgeted(ctx, b, b.lined)
      return { adoptedAt: ctx.now }
    },
    endBudget: async (ctx, b) => {
      const { rows } = await sql<{ back: number }>`
        select coalesce(sum(amount - committed), 0)::bigint as back from money.line where community = ${b.community} and budget = ${b.id}`.execute(
        ctx.db,
      )
      await fundBudgeted(ctx, b, 0 - rows[0]!.back)
    },
  },
})

const fundBudgeted = (ctx: Ctx, { community, fund: of }: { community: string; fund: string }, by: number) =>
  sql`update money.fund set budgeted = budgeted + ${by} where community = ${community} and id = ${of}`.execute(ctx.db)
