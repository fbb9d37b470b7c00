/** Which names of real people stand in what was written: those the system knows, never a guess at what may be a name. */
import type { Ctx } from '../../kernel/server.ts'
import { people } from '../people/contract.ts'
import type { Found } from './matter.ts'

type Of = Pick<Found, 'community' | 'id' | 'address' | 'contact' | 'owner'>

/** The reporter, the contact, and the residents whose clerk is asking; the longest first, so that none is cut in two. */
export async function namesIn(ctx: Ctx, m: Of, text: string): Promise<string[]> {
  const told = await ctx.db
    .selectFrom('grid.entry')
    .select('byName')
    .where('community', '=', m.community)
    .where('matter', '=', m.id)
    .where('by', '=', m.owner)
    .executeTakeFirst()
  const own = [m.contact, told?.byName].filter(name => name && name.length > 1 && text.includes(name))
  const { community: place, address } = m
  const others = await ctx.ask(people.ops.namesIn, { place, text, ...(address && { address }) })
  return [...new Set([...own.map(String), ...others])].toSorted((a, b) => b.length - a.length)
}
