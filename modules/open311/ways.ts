/** To which systems a matter may be passed on, and why not to others: asked by the button, and again when it is pressed. */
import type { Input, Output } from '../../kernel/contract.ts'
import type { Problem } from '../../kernel/rules.ts'
import type { Ctx } from '../../kernel/server.ts'
import { grid } from '../grid/contract.ts'
import { isOpen } from './asked.ts'
import type { open311 } from './contract.ts'
import { slipsOf } from './passing.ts'
import { passing, problem } from './rules.ts'
import { served } from './say.ts'
import { receivers } from './systems.ts'

type Matter = Output<typeof grid.ops.leaving> & { community: string; id: string }
export type Way = { id: string; name: string; service: string | null; because: Problem | null }

export async function waysOf(ctx: Ctx, m: Matter): Promise<Way[]> {
  const [systems, all, slips, mapped] = [
    await receivers(ctx, m),
    await ctx.ask(grid.ops.categories, {}),
    await slipsOf(ctx, m),
    await ctx.db.selectFrom('open311.service').selectAll().orderBy('service').execute(),
  ]
  const shut = isOpen(m.state)
    ? served(all).some(c => c.code === m.category)
      ? null
      : problem.isPrivate()
    : problem.notOpen()
  // The kind itself, or the nearest one above it that is mapped.
  const serviceOf = (system: string) =>
    mapped
      .filter(r => r.system === system && m.category.startsWith(r.category))
      .toSorted((a, b) => b.category.length - a.category.length)[0]?.service ?? null
  const there = new Set(slips.filter(s => s.state !== passing.moves.recall.to).map(s => s.system))
  return systems.map(({ id, name }) => ({
    id,
    name,
    service: serviceOf(id),
    because: there.has(id) ? problem.passedAlready() : shut,
  }))
}

export async function ofMatter(ctx: Ctx, { community, id }: Input<typeof open311.ops.ofMatter>) {
  const slips = await slipsOf(ctx, { community, id })
  const m = await ctx.ask(grid.ops.leaving, { community, id })
  const ways = await waysOf(ctx, { ...m, community, id })
  return {
    slips,
    ways: ways.map(({ service, because, ...way }) => ({
      ...way,
      because: (because ?? (service ? null : problem.notMapped()))?.message ?? null,
    })),
  }
}
