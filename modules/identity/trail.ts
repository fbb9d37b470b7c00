/** The trail as people read it: one's own data and who looked at it; and, for the audit administrator, everything. */
import { sql } from 'kysely'
import type { Input } from '../../kernel/contract.ts'
import { pageOf, under } from '../../kernel/db.ts'
import { opNamed, type Ctx } from '../../kernel/server.ts'
import type { identity } from './contract.ts'

export async function looks(ctx: Ctx, paging: Input<typeof identity.ops.looks>) {
  const rows = lines(ctx).where(
    sql<boolean>`persons @> array[(select person from identity.account where id = ${ctx.me.id})]`,
  )
  return named(await pageOf(rows.orderBy('at', 'desc').orderBy('id', 'desc'), paging))
}

export async function readTrail(ctx: Ctx, { place, op, actor, record, ...paging }: Input<typeof identity.ops.trail>) {
  const rows = lines(ctx)
    .where(ctx.visible)
    .$if(place !== undefined, q => q.where(under('place', place!)))
    .$if(op !== undefined, q => q.where('op', '=', op!))
    .$if(actor !== undefined, q => q.where('actor', '=', actor!))
    .$if(record !== undefined, q => q.where('record', '=', record!))
  return named(await pageOf(rows.orderBy('at', 'desc').orderBy('id', 'desc'), paging))
}

/** A reason comes with the request, or is one of the things that a move asks for. */
const lines = ({ db }: Ctx) =>
  db
    .selectFrom(eb =>
      eb
        .selectFrom('kernel.trail')
        .select([
          'id',
          'community',
          'community as place',
          'at',
          'made',
          'op',
          'kind',
          'actor',
          'name',
          'record',
          'persons',
          'input',
        ])
        .select(sql<string | null>`coalesce(reason, input ->> 'reason')`.as('reason'))
        .as('line'),
    )
    .selectAll()

const named = <T extends { op: string }>({ items, total }: { items: T[]; total: number }) => ({
  items: items.map(line => ({ ...line, label: opNamed(line.op)?.label ?? line.op })),
  total,
})
