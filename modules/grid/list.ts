/** The list of matters: first which of them, on an index and in narrow rows, then what a list shows of the few on the page. */
import { sql, type RawBuilder } from 'kysely'
import type { Input } from '../../kernel/contract.ts'
import { plannedAfresh, under, visible } from '../../kernel/db.ts'
import type { Ctx } from '../../kernel/server.ts'
import type { grid } from './contract.ts'
import { counting } from './counts.ts'
import { going, order } from './joint-rules.ts'
import { countOf, matters } from './matter.ts'
import { filtered } from './rates.ts'
import { matter, staffHere } from './rules.ts'

type Asked = Input<typeof grid.ops.matters>
type Hit = { community: string; id: string; total: number }

const orders = {
  newest: sql`grid.matter.reported_at desc, grid.matter.id`,
  oldest: sql`grid.matter.reported_at, grid.matter.id`,
  due: sql`in_hand.due nulls last, grid.matter.id`,
} as const

export async function listMatters(ctx: Ctx, asked: Asked) {
  const items = await matters(ctx)
    .innerJoin(hitsOf(ctx, asked).as<'hit'>('hit'), join =>
      join.onRef('hit.community', '=', 'grid.matter.community').onRef('hit.id', '=', 'grid.matter.id'),
    )
    .select('hit.total')
    .orderBy(orders[asked.sort])
    .execute()
  return { items, total: items[0]?.total ?? 0 }
}

function hitsOf(ctx: Ctx, asked: Asked): RawBuilder<Hit> {
  const { sort, page, size, state, place: _, ...rest } = asked
  const where = sql.join([ctx.visible, filtered(asked), ...inStates(state), ...narrowing(ctx, rest)], sql` and `)
  const isWhole = Object.values(rest).every(value => value === undefined || value === '' || value === false)
  const total = isWhole ? standing(ctx, asked) : sql`count(*) over ()::int`
  // The best plan hangs on how wide the scope is and how rare what is asked for.
  return sql<Hit>`(${plannedAfresh} select grid.matter.community, grid.matter.id, ${total} as total from grid.matter
    left join (select community as in_community, record, due from kernel.work where machine = ${matter.name}) in_hand
      on in_hand.in_community = grid.matter.community and in_hand.record = grid.matter.id
    where ${where} order by ${orders[sort]} limit ${size} offset ${(page - 1) * size})`
}

const inStates = (state: Asked['state']) => (state?.length ? [sql`grid.matter.state = any(${[...state]})`] : [])

function narrowing({ now }: Ctx, f: Omit<Asked, 'sort' | 'page' | 'size' | 'state' | 'place'>) {
  return [
    ...(f.urgency === undefined ? [] : [sql`grid.matter.urgency = ${f.urgency}`]),
    ...(f.supervised ? [sql`${countOf('supervision', going(order))} > 0`] : []),
    ...(f.elsewhere ? [sql`grid.matter.elsewhere is not null`] : []),
    ...(f.count === undefined ? [] : [counting(f.count, now)]),
    ...(f.late ? [sql`in_hand.due < ${now}`] : []),
    ...(f.search
      ? [sql`(number || ' ' || title || ' ' || coalesce(address, '')) ilike ${`%${likeSafe(f.search)}%`}`]
      : []),
  ]
}
const likeSafe = (text: string) => text.replace(/[\\%_]/g, '\\$&')

/** Of how many stand in these states a count is kept with every move, by place; what one holds from elsewhere is little, and counted. */
function standing({ me }: Ctx, { state, place }: Asked): RawBuilder<number> {
  const here = visible(staffHere, me)
  const also = sql.join(
    [
      sql`true`,
      ...(place === undefined ? [] : [under('place', place)]),
      ...(state?.length ? [sql`state = any(${[...state]})`] : []),
    ],
    sql` and `,
  )
  return sql<number>`((select coalesce(sum(n), 0) from kernel.standing where machine = ${matter.name} and ${here} and ${also})
    + (select count(*) from grid.matter where holder = ${me.id} and not ${here} and ${also}))::int`
}
