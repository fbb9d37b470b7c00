/** A body as the chart of organisations has it: found by its name, looked at beside who sits here. docs/decisions/0022 says why there are two. */
import { dayOf } from '../../kernel/clock.ts'
import type { Ctx } from '../../kernel/server.ts'
import { places } from '../places/contract.ts'

/** The one of this name that is at work in the community. */
export async function namesake(ctx: Ctx, place: string, name: string): Promise<string | null> {
  const all = await ctx.ask(places.ops.bodies, { place, on: dayOf(ctx.now) })
  return all.find(b => b.name === name && b.place === place && b.state === 'working')?.id ?? null
}

type Person = { member: string; name: string }
type Chart = { id: string; name: string; holders: Person[] }
export async function chartOf(ctx: Ctx, b: { community: string; chart: string | null }): Promise<Chart | null> {
  if (!b.chart) return null
  const { id, name, seats } = await ctx.ask(places.ops.body, { community: b.community, id: b.chart })
  return { id, name, holders: seats.flatMap(s => s.holders) }
}

/** Who is on one of the two only. Pure. */
export const besides = ({ id, name, holders }: Chart, seats: readonly Person[]) => ({
  id,
  name,
  onlyThere: missing(holders, seats),
  onlyHere: missing(seats, holders),
})
const missing = (some: readonly Person[], others: readonly Person[]) => [
  ...new Set(some.filter(p => !others.some(o => o.member === p.member)).map(p => p.name)),
]
