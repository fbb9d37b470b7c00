/** Where each body stands on the chart: a column to the right of whoever leads it, so that no line runs behind a box. Pure. */
import type { Body } from '../contract.ts'

export type Node = { body: Body; level: number; x: number; y: number; height: number }
export type Edge = { from: Node; to: Node; kind: 'leads' | 'guides' }
export type Chart = { nodes: Node[]; edges: Edge[]; width: number; height: number }
export type Box = { width: number; across: number; gap: number; line: number; head: number }

export function layOut(bodies: readonly Body[], box: Box): Chart {
  const levels = levelsOf(bodies)
  const columns = [...Map.groupBy(bodies, b => levels.get(b.id)!)].toSorted((a, b) => a[0] - b[0])
  const tall = (all: readonly Body[]) => all.reduce((sum, b) => sum + heightOf(b, box), (all.length - 1) * box.gap)
  const height = Math.max(0, ...columns.map(([, all]) => tall(all)))
  const nodes: Node[] = []
  for (const [level, all] of columns) {
    let y = (height - tall(all)) / 2
    // Those of one leader together, in the order of their leaders.
    const rank = (b: Body) =>
      Math.min(
        Infinity,
        ...leadersOf(b)
          .map(id => nodes.findIndex(n => n.body.id === id))
          .filter(n => n >= 0),
      )
    for (const body of all.toSorted((a, b) => rank(a) - rank(b) || 0)) {
      const own = heightOf(body, box)
      nodes.push({ body, level, x: level * (box.width + box.across), y, height: own })
      y += own + box.gap
    }
  }
  const at = new Map(nodes.map(n => [n.body.id, n]))
  const edges = nodes.flatMap(to =>
    to.body.above.flatMap(({ id, kind }): Edge[] => {
      const from = at.get(id)
      return from ? [{ from, to, kind }] : []
    }),
  )
  const wide = columns.length * box.width + Math.max(0, columns.length - 1) * box.across
  return { nodes, edges, width: wide, height }
}

/** A head, and a line for each post. */
const heightOf = (body: Body, { head, line }: Box): number => head + Math.max(1, body.seats.length) * line + 10
const leadersOf = (b: Body) => b.above.filter(l => l.kind === 'leads').map(l => l.id)

/** One more than the farthest of those who lead it; guidance does not move anybody. */
function levelsOf(bodies: readonly Body[]): ReadonlyMap<string, number> {
  const here = new Map(bodies.map(b => [b.id, b]))
  const known = new Map<string, number>()
  const level = (b: Body, below: ReadonlySet<string>): number => {
    const found = known.get(b.id)
    if (found !== undefined || below.has(b.id)) return found ?? 0
    const above = leadersOf(b).flatMap(id => here.get(id) ?? [])
    const n = above.length ? 1 + Math.max(...above.map(a => level(a, new Set([...below, b.id])))) : 0
    known.set(b.id, n)
    return n
  }
  for (const b of bodies) level(b, new Set())
  return known
}
