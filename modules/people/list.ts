/** Lists of residents inside one's own scope, narrowed by what was typed, and the counts of them. What is typed is read in search.ts. */
import { sql, type RawBuilder } from 'kysely'
import { addYears, dayOf } from '../../kernel/clock.ts'
import type { Input } from '../../kernel/contract.ts'
import { plannedAfresh, under } from '../../kernel/db.ts'
import type { Ctx } from '../../kernel/server.ts'
import type { people } from './contract.ts'
import { line, residents } from './resident.ts'
import { resident } from './rules.ts'
import { matches } from './search.ts'
import { inGroup } from './words.ts'

type Asked = Input<typeof people.ops.persons>

/**
 * First which cards, on the indexes and in narrow rows, then the few that are shown: neither the total nor the order
 * carries sealed numbers about.
 */
export async function persons(ctx: Ctx, asked: Asked) {
  const rows = await residents(ctx)
    .innerJoin(hitsOf(ctx, asked).as('hit'), join =>
      join.onRef('hit.community', '=', 'r.community').onRef('hit.id', '=', 'r.id'),
    )
    .select('hit.total')
    .orderBy('r.place')
    .orderBy('r.address')
    .orderBy('r.household')
    .orderBy('r.id')
    .execute()
  return { items: rows.map(row => line(ctx, row)), total: rows[0]?.total ?? 0 }
}

/** Asked with words that the asker has before them: it adds nothing but which of them are somebody's name. */
export async function namesIn({ db, visible }: Ctx, { place, text, address = '' }: Input<typeof people.ops.namesIn>) {
  const { rows } = await sql<{ name: string }>`
    select distinct name from people.resident where ${visible} and community = ${place.slice(0, 12)} and merged_into is null
      and length(name) > 1 and strpos(${text}, name) > 0
      and (length(name) > 2 or length(people.spelled(${address})) > 1 and strpos(home_key, people.spelled(${address})) > 0)`.execute(
    db,
  )
  return rows.map(row => row.name)
}

/** Which cards, and of how many. */
export function hitsOf(ctx: Pick<Ctx, 'sealer' | 'now' | 'visible'>, asked: Asked): RawBuilder<Hit> {
  const { page, size, search, place, state } = asked
  const states = state ? [state] : inside
  const narrowed = [...narrowing(ctx, asked), ...(search ? [matches(ctx, search)] : [])]
  const where = sql.join(
    [
      ctx.visible,
      sql`state in (${sql.join(states.map(one => sql.lit(one)))})`,
      sql`merged_into is null`,
      ...(place ? [under('place', place)] : []),
      ...narrowed,
    ],
    sql` and `,
  )
  // So many share a surname that the list is walked in its order and the total counted in the index; for anything rarer
  // that walk could be the whole city, so the found are gathered first.
  const isCommon = Array.from(search ?? '').length === 1
  const first = sql`order by place, address, household, id limit ${size} offset ${(page - 1) * size}`
  // A grid is narrow whatever is asked of it; for any wider scope the best plan hangs on how wide it is.
  const planned = place?.length === 15 ? sql`` : plannedAfresh
  if (!narrowed.length || isCommon)
    return sql<Hit>`(${planned} select community, id, ${narrowed.length ? sql`(select count(*)::int from people.resident where ${where})` : standing(ctx, states, place)} as total
      from people.resident where ${where} ${first})`
  return sql<Hit>`(${planned}
      with hit as materialized (select community, id, place, address, household from people.resident where ${where})
      select community, id, (select count(*)::int from hit) as total from hit ${first})`
}
type Hit = { community: string; id: string; total: number }

const inside = ['living', 'away'] as const

function narrowing({ now }: Pick<Ctx, 'now'>, { residence, group, from, to }: Asked): RawBuilder<boolean>[] {
  const today = dayOf(now)
  return [
    ...(residence ? [sql<boolean>`residence = ${residence}`] : []),
    ...(group ? [sql<boolean>`residence = any(${inGroup[group]})`] : []),
    ...(from === undefined ? [] : [sql<boolean>`birth <= ${addYears(today, -from)}`]),
    ...(to === undefined ? [] : [sql<boolean>`birth > ${addYears(today, -to - 1)}`]),
  ]
}

/** How many stand in these states is kept with every move; those whose cards were merged are few, and counted. */
const standing = (ctx: Pick<Ctx, 'visible'>, states: readonly string[], place: string | undefined) => {
  const where = sql`${ctx.visible} and state in (${sql.join(states.map(one => sql.lit(one)))}) ${place ? sql`and ${under('place', place)}` : sql``}`
  return sql`((select coalesce(sum(n), 0) from kernel.standing where machine = ${resident.name} and ${where})
    - (select count(*) from people.resident where merged_into is not null and ${where}))::int`
}

export async function household(ctx: Ctx, { community, room }: Input<typeof people.ops.household>) {
  const rows = await residents(ctx)
    .where('r.community', '=', community)
    .where('r.room', '=', room)
    .where('r.state', 'in', ['living', 'away'])
    .where('r.mergedInto', 'is', null)
    .where(ctx.visible)
    .orderBy('r.household')
    .orderBy(sql`r.relation <> 'householder'`)
    .orderBy('r.birth')
    .execute()
  return rows.map(row => line(ctx, row))
}

export function counts({ db, now, visible }: Ctx, { place }: Input<typeof people.ops.counts>) {
  const born = (years: number) => addYears(dayOf(now), -years)
  return db
    .selectFrom('people.resident')
    .select([
      sql<number>`count(*)::int`.as('people'),
      sql<number>`count(distinct household)::int`.as('households'),
      sql<number>`count(*) filter (where birth <= ${born(60)})::int`.as('over60'),
      sql<number>`count(*) filter (where birth > ${born(15)})::int`.as('under15'),
      sql<number>`count(*) filter (where residence = 'tenant')::int`.as('tenants'),
    ])
    .where('state', '=', 'living')
    .where('mergedInto', 'is', null)
    .where(under('place', place))
    .where(visible)
    .executeTakeFirstOrThrow()
}
