/** Where each body stands on the chart: below whoever leads it, level by level, side by side in the order they came. Pure. */
import type { Body } from '../contract.ts'

export type Node = { body: Body; level: number; x: number; y: number }
export type Edge = { from: Node; to: Node; kind: 'leads' | 'guides' }
export type Chart = { nodes: Node[]; edges: Edge[]; width: number; height: number }
type Box = { width: number; gap: number; line: number; head: number }

/** A row takes `most` boxes; what is more goes to the next line of the same level. */
export function layOut(bodies: readonly Body[], box: Box, most: number): Chart {
  const levels = levelsOf(bodies)
  const rows = [...Map.groupBy(bodies, b => levels.get(b.id)!)]
    .toSorted((a, b) => a[0] - b[0])
    .flatMap(([level, all]) => {
      const lines = Math.ceil(all.length / most)
      const each = Math.ceil(all.length / lines)
      return Array.from({ length: lines }, (_, i) => ({ level, all: all.slice(i * each, (i + 1) * each) }))
    })
  const widest = Math.max(1, ...rows.map(r => r.all.length))
  const width = widest * box.width + (widest - 1) * box.gap
  let y = 0
  const nodes = rows.flatMap(({ level, all }) => {
    const left = (width - (all.length * box.width + (all.length - 1) * box.gap)) / 2
    const row = all.map((body, i): Node => ({ body, level, x: left + i * (box.width + box.gap), y }))
    y += Math.max(...all.map(b => heightOf(b, box))) + box.gap * 2
    return row
  })
  const at = new Map(nodes.map(n => [n.body.id, n]))
  const edges = nodes.flatMap(to =>
    to.body.above.flatMap(({ id, kind }): Edge[] => {
      const from = at.get(id)
      return from ? [{ from, to, kind }] : []
    }),
  )
  return { nodes, edges, width, height: Math.max(0, y - box.gap * 2) }
}

/** A head, and a line for each post. */
export const heightOf = (body: Body, { head, line }: Pick<Box, 'head' | 'line'>): number =>
  head + Math.max(1, body.seats.length) * line + 10

/** One more than the lowest of those who lead it; guidance does not make anybody lower. */
function levelsOf(bodies: readonly Body[]): ReadonlyMap<string, number> {
  const here = new Map(bodies.map(b => [b.id, b]))
  const known = new Map<string, number>()
  const level = (b: Body, below: ReadonlySet<string>): number => {
    const found = known.get(b.id)
    if (found !== undefined || below.has(b.id)) return found ?? 0
    const above = b.above.filter(l => l.kind === 'leads').flatMap(l => here.get(l.id) ?? [])
    const n = above.length ? 1 + Math.max(...above.map(a => level(a, new Set([...below, b.id])))) : 0
    known.set(b.id, n)
    return n
  }
  for (const b of bodies) level(b, new Set())
  return known
}
