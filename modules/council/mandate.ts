/** 篇1 二（二）「授权范围」. Mandates: given by a resolution or a document, for named matters, for a time; what the law reserves is refused. */
import { sql, type RawBuilder } from 'kysely'
import { dayOf } from '../../kernel/clock.ts'
import type { Input } from '../../kernel/contract.ts'
import { newId } from '../../kernel/id.ts'
import { moving, offered, start, type Stored } from '../../kernel/move.ts'
import type { Ctx } from '../../kernel/server.ts'
import type { Mandate } from './body-contract.ts'
import { council } from './contract.ts'
import { kindOf, type KindName } from './kind-rules.ts'
import { matterOf, reserved, standing, type MatterName } from './matter-rules.ts'
import { problem } from './problem-rules.ts'
import { mandate as machine } from './seat-rules.ts'

type Row = Omit<Mandate, 'offers' | 'source' | 'valid'> & {
  resolution: string | null
  document: string | null
  resolutionTitle: string | null
}

export async function mandatesOf(ctx: Ctx, where: RawBuilder<unknown>) {
  const { rows } = await sql<Row>`
    select m.*, b.name as body_name, r.title as resolution_title from council.mandate m
    join council.body b on b.community = m.community and b.id = m.body
    left join council.resolution r on r.community = m.community and r.id = m.resolution
    where ${where} order by m."from" desc, m.id`.execute(ctx.db)
  const day = dayOf(ctx.now)
  const items = rows.map(row => ({
    ...row,
    source: row.resolutionTitle ? `决议「${row.resolutionTitle}」` : (row.document ?? ''),
    valid: holds(row, day),
    offers: offered(ctx, machine, row as unknown as Stored),
  }))
  return { items, total: items.length }
}
const holds = (m: Pick<Row, 'state' | 'from' | 'until'>, day: string) =>
  m.state === machine.initial && m.from <= day && day < m.until

export async function grantMandate(ctx: Ctx, input: Input<typeof council.ops.grantMandate>) {
  const { community, body, matters, from, until, resolution = null, document = null } = input
  const { kind, place } = await kindOfBody(ctx, community, body)
  const kept = reserved(kind, matters)
  if (kept.length)
    throw problem.reservedMatter(
      `${kept.map(m => `「${m.label}」（${m.clause}）`).join('、')}依法不能授权给${kindOf(kind).label}，请去掉这几项`,
    )
  if (!resolution && !document) throw problem.noGrant()
  if (until <= from) throw problem.backwards()
  const row = {
    community,
    id: newId(ctx.now.getTime()),
    place,
    body,
    matters: [...matters],
    from,
    until,
    resolution,
    document,
  }
  await start(ctx, movingMandates, row)
  return findMandate(ctx, community, row.id)
}

async function kindOfBody(ctx: Ctx, community: string, id: string) {
  const found = await ctx.db
    .selectFrom('council.body')
    .select(['kind', 'place', 'name'])
    .where('community', '=', community)
    .where('id', '=', id)
    .where('state', '<>', 'ended')
    .executeTakeFirst()
  if (!found) throw problem.noSuchBody()
  return { ...found, kind: found.kind as KindName }
}

const findMandate = async (ctx: Ctx, community: string, id: string) =>
  (await mandatesOf(ctx, sql`m.community = ${community} and m.id = ${id}`)).items[0]

export const movingMandates = moving(council, {
  table: 'council.mandate',
  machine,
  title: m => `${m.bodyName}的授权`,
  find: findMandate,
  on: { revokeMandate: async (_, __, { reason }) => ({ reason }) },
})

/**
 * Refuses when a body may not decide a matter on that day: the law gives it to another, or no mandate covers it.
 * A mandate is judged by the day on which it is used, so one that has run out does not reach back. CD-01
 */
export async function mustDecide(ctx: Ctx, of: { community: string; body: string }, matter: MatterName, day: string) {
  const { kind, name } = await kindOfBody(ctx, of.community, of.body)
  const way = standing(kind, matter)
  const { label, clause } = matterOf(matter)
  if (way === 'never')
    throw problem.notItsMatter(`「${label}」依法不由${kindOf(kind).label}决定（${clause}），请选有权决定的组织`)
  if (way === 'own') return
  const { items } = await mandatesOf(ctx, sql`m.community = ${of.community} and m.body = ${of.body}`)
  if (!items.some(m => m.matters.includes(matter) && holds(m, day)))
    throw problem.noMandate(`${name}在 ${day} 没有决定「${label}」的有效授权，请先由村（居）民会议授权`)
}
