/** How old the open matters are: each span is asked with the words of the list that its figure leads to. */
import { sql } from 'kysely'
import { addDays, dayOf } from '../../kernel/clock.ts'
import type { Input } from '../../kernel/contract.ts'
import type { Ctx } from '../../kernel/server.ts'
import type { grid } from './contract.ts'
import { filtered } from './rates.ts'
import { matter, phases } from './rules.ts'

/** Days since the report, the last of each span counted in. */
const spans = [
  { label: '今天', to: 0 },
  { label: '1 至 3 天', to: 3 },
  { label: '4 至 7 天', to: 7 },
  { label: '8 至 30 天', to: 30 },
  { label: '30 天以上', to: null },
] as const

export async function ages(ctx: Ctx, { place }: Input<typeof grid.ops.ages>) {
  const today = dayOf(ctx.now)
  const all = spans.map(({ label, to }, n) => ({
    label,
    from: to === null ? null : addDays(today, -to),
    to: addDays(today, -(n === 0 ? 0 : (spans[n - 1]!.to ?? 0) + 1)),
  }))
  const within = all.map(s => filtered({ to: s.to, ...(s.from && { from: s.from }) }))
  const columns = within.flatMap((w, n) => [
    sql`count(*) filter (where ${w})::int as ${sql.ref(`n${n}`)}`,
    sql`count(*) filter (where ${w} and late)::int as ${sql.ref(`late${n}`)}`,
  ])
  const { rows } = await sql<Record<string, number>>`
    select ${sql.join(columns)} from grid.matter
    cross join lateral (
      select exists (
        select from kernel.work w where w.machine = ${matter.name} and w.community = grid.matter.community
          and w.record = grid.matter.id and w.due < ${ctx.now}) as late) as in_hand
    where ${ctx.visible} and grid.matter.state = any(${[...phases.open]}) and ${filtered({ place })}`.execute(ctx.db)
  return all.map((s, n) => ({ ...s, n: rows[0]![`n${n}`] ?? 0, late: rows[0]![`late${n}`] ?? 0 }))
}
