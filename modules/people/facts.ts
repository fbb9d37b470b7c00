/** Where each field of a card came from: who said it, who wrote it down, on which form, when; and whether to ask again. */
import type { Ctx } from '../../kernel/server.ts'
import type { Purpose } from './purposes.ts'
import { limit } from './rules.ts'

export type Key = { community: string; id: string }
export type Noted = { field: Purpose; source: string; declined?: boolean }
type Teller = Pick<Ctx, 'db' | 'me' | 'now'>

export async function note({ db, me, now }: Teller, of: Key, facts: readonly Noted[], via: string) {
  if (!facts.length) return
  const by = { by: me.id, byName: me.name ?? null, via, at: now }
  await db
    .insertInto('people.fact')
    .values(facts.map(fact => ({ declined: false, ...fact, ...by, community: of.community, resident: of.id })))
    .onConflict(c =>
      c.columns(['community', 'resident', 'field']).doUpdateSet(eb => ({
        source: eb.ref('excluded.source'),
        at: eb.ref('excluded.at'),
        by: eb.ref('excluded.by'),
        byName: eb.ref('excluded.byName'),
        via: eb.ref('excluded.via'),
        declined: eb.ref('excluded.declined'),
      })),
    )
    .execute()
}

const fresh: Partial<Record<Purpose, (typeof limit)[keyof typeof limit]>> = {
  phone: limit.phoneFresh,
  residence: limit.livingFresh,
  household: limit.livingFresh,
  hometown: limit.originFresh,
}

/** What does not change by itself never grows old: a name, a birthday. */
export function isStale({ book, now }: Pick<Ctx, 'book' | 'now'>, place: string, field: Purpose, at: Date): boolean {
  const figure = fresh[field]
  return figure !== undefined && now.getTime() - at.getTime() > book.figure(figure, place, now) * day
}
const day = 86_400_000
