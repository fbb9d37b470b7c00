/** What hangs on a matter, for those who work on it: requests, help, orders from above, and what was merged. */
import { sql, type RawBuilder, type Selectable } from 'kysely'
import type { DB } from '../../kernel/db.gen.ts'
import { under } from '../../kernel/db.ts'
import type { Input } from '../../kernel/contract.ts'
import { offered, type Stored } from '../../kernel/move.ts'
import type { Ctx } from '../../kernel/server.ts'
import type { grid } from './contract.ts'
import { order, request, task } from './joint-rules.ts'
import { phases } from './rules.ts'

const hung = {
  request: { table: 'grid.request', machine: request },
  task: { table: 'grid.task', machine: task },
  order: { table: 'grid.supervision', machine: order },
} as const
type Kind = keyof typeof hung

/** A record with the name of its matter and the deadline it is under. */
export type Hung<K extends Kind> = Selectable<DB[(typeof hung)[K]['table']]> & {
  number: string
  address: string | null
  description: string
  leadName: string | null
  due: Date | null
  late: boolean
}
const oldest = sql`id`
const soonest = sql`due nulls last, id desc`

async function rowsOf<K extends Kind>(
  ctx: Ctx,
  kind: K,
  where: RawBuilder<unknown>,
  { page = 1, size = 200, by = oldest }: { page?: number; size?: number; by?: RawBuilder<unknown> } = {},
) {
  const { table, machine } = hung[kind]
  const { rows } = await sql<Hung<K> & { total: number }>`
    select *, count(*) over ()::int as total from (
      select h.*, m.number, m.address, m.description, m.holder_name as lead_name, w.due,
        coalesce(w.due < ${ctx.now} and not w.ended, false) as late
      from ${sql.table(table)} h join grid.matter m on m.community = h.community and m.id = h.matter
        left join kernel.work w on w.community = h.community and w.machine = ${machine.name} and w.record = h.id
    ) as hung where ${where} order by ${by} limit ${size} offset ${(page - 1) * size}`.execute(ctx.db)
  const items = rows.map(row => ({ ...row, offers: offered(ctx, machine, row as unknown as Stored) }))
  return { items, total: rows[0]?.total ?? 0 }
}

export const findHung =
  <K extends Kind>(kind: K) =>
  async (ctx: Ctx, community: string, id: string) =>
    (await rowsOf(ctx, kind, sql`community = ${community} and id = ${id}`)).items[0]

export const readHung =
  <K extends Kind>(kind: K) =>
  async (ctx: Ctx, { community, id }: { community: string; id: string }) =>
    (await rowsOf(ctx, kind, sql`community = ${community} and id = ${id} and ${ctx.visible}`)).items[0]

type Filter = Input<typeof grid.ops.orders> | Input<typeof grid.ops.requests>
export const listHung =
  <K extends Kind>(kind: K) =>
  (ctx: Ctx, { place = '', state, page, size, ...rest }: Filter) => {
    const late = 'late' in rest && rest.late ? sql`late` : sql`true`
    const states = state?.length ? sql`state = any(${state})` : sql`true`
    const where = sql`${ctx.visible} and ${under('place', place)} and ${states} and ${late}`
    return rowsOf(ctx, kind, where, { page, size, by: soonest })
  }

/** `hung`: whether there ever was anything, so that most matters cost no further question. */
type Of = { community: string; id: string; lead: string | null; hung: boolean; followers: number }

export const nothingHangs = { requests: [], tasks: [], orders: [], merged: [] }

export async function hanging(ctx: Ctx, m: Of) {
  const mine = sql`community = ${m.community} and matter = ${m.id}`
  const of = async <K extends Kind>(kind: K) => (m.hung ? (await rowsOf(ctx, kind, mine)).items : [])
  const merged = m.followers
    ? await told(ctx, m.community, sql`lead = ${m.id} and state = any(${[...phases.joined]})`)
    : []
  return {
    requests: await of('request'),
    tasks: await of('task'),
    orders: await of('order'),
    merged,
    ...(await leading(ctx, m)),
  }
}

/** The matter this one was merged into. Its reporter is told how far it is, in words fit for everyone. */
export async function leading(
  ctx: Ctx,
  { community, lead }: Pick<Of, 'community' | 'lead'>,
  say = (title: string) => title,
) {
  const found = lead ? (await told(ctx, community, sql`id = ${lead}`))[0] : undefined
  return { leading: found ? { ...found, title: say(found.title) } : null }
}

async function told({ db }: Ctx, community: string, where: RawBuilder<unknown>) {
  const { rows } = await sql<{
    community: string
    id: string
    number: string
    title: string
    state: string
    reportedAt: Date
  }>`
    select community, id, number, title, state, reported_at from grid.matter
    where community = ${community} and ${where} order by reported_at limit 100`.execute(db)
  return rows
}
