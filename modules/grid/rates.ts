/** Numerators and denominators of the rates, whole and by place, classification or handler: one statement, whole numbers. EV-09 */
import { sql, type RawBuilder } from 'kysely'
import { under } from '../../kernel/db.ts'
import type { Input } from '../../kernel/contract.ts'
import type { Ctx } from '../../kernel/server.ts'
import { places } from '../places/contract.ts'
import type { Counted, grid } from './contract.ts'
import { counts, type Count } from './count-rules.ts'
import { counting } from './counts.ts'

type Filter = Pick<Input<typeof grid.ops.matters>, 'place' | 'category' | 'holder' | 'source' | 'from' | 'to'>
type Row = Counted & { key: string | null; name: string | null; whole: boolean }

export async function rates(ctx: Ctx, { by, ...filter }: Input<typeof grid.ops.rates>) {
  const key = keys[by](filter)
  const columns = (Object.keys(counts) as Count[]).map(
    count => sql`count(*) filter (where ${counting(count, ctx.now)})::int as ${sql.ref(count)}`,
  )
  const { rows } = await sql<Row>`
    select ${key} as key, max(${by === 'holder' ? sql`holder_name` : sql`null::text`}) as name, grouping(${key}) = 1 as whole, ${sql.join(columns)}
    from grid.matter where ${ctx.visible} and ${filtered(filter)}
    group by grouping sets ((), (1)) order by orders desc, key`.execute(ctx.db)
  const label = await labels(ctx, by, filter)
  return {
    total: rows.find(r => r.whole)!,
    rows: rows
      .filter(r => !r.whole && r.key !== null)
      .map(r => ({ ...r, key: r.key!, label: r.name ?? label(r.key!) })),
  }
}

/** The same words as the list of matters takes: a figure and its list cannot differ. */
export const filtered = (f: Filter): RawBuilder<boolean> =>
  sql`(${sql.join(
    [
      sql`true`,
      ...(f.place === undefined ? [] : [under('grid.matter.place', f.place)]),
      ...(f.category === undefined ? [] : [sql`grid.matter.category like ${`${f.category}%`}`]),
      ...(f.holder === undefined ? [] : [sql`grid.matter.holder = ${f.holder}`]),
      ...(f.source === undefined ? [] : [sql`grid.matter.source = ${f.source}`]),
      ...(f.from === undefined ? [] : [sql`grid.matter.reported_at >= ${f.from}::date at time zone 'Asia/Shanghai'`]),
      ...(f.to === undefined ? [] : [sql`grid.matter.reported_at < (${f.to}::date + 1) at time zone 'Asia/Shanghai'`]),
    ],
    sql` and `,
  )})`

const first = (column: string, digits: number) => sql`substr(${sql.ref(column)}, 1, ${sql.lit(digits)})`
const keys = {
  place: ({ place = '' }: Filter) => first('place', place.length < 9 ? 9 : place.length < 12 ? 12 : 15),
  category: ({ category = '' }: Filter) => first('category', Math.min(6, category.length + 2)),
  holder: () => sql`holder::text`,
}

async function labels(ctx: Ctx, by: keyof typeof keys, { place = '' }: Filter): Promise<(key: string) => string> {
  if (by === 'holder') return key => key
  const found =
    by === 'category'
      ? await ctx.db.selectFrom('grid.category').select(['code', 'name']).execute()
      : await ctx.ask(places.ops.tree, { parent: place })
  const names = new Map(found.map(f => [f.code, f.name]))
  return key => names.get(key) ?? key
}
