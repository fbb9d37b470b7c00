/** The chart of bodies: nobody stands on anybody else, and whoever is led stands to the right of it. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Body } from '../contract.ts'
import { layOut } from './chart-layout.ts'

const box = { width: 200, across: 40, gap: 20, line: 20, head: 50 }
const body = (id: number, above: { id: number; kind: 'leads' | 'guides' }[], seats = 1) =>
  ({
    id: String(id),
    above: above.map(l => ({ ...l, id: String(l.id) })),
    seats: Array.from({ length: seats }, () => ({})),
  }) as unknown as Body

/** Each may be led by those before it, so that there is no circle; who guides may be anybody. */
const some = fc
  .array(
    fc.record({
      led: fc.array(fc.nat(30), { maxLength: 2 }),
      guided: fc.array(fc.nat(30), { maxLength: 2 }),
      seats: fc.nat(6),
    }),
    { maxLength: 20 },
  )
  .map(all =>
    all.map(({ led, guided, seats }, i) =>
      body(
        i,
        [
          ...led.filter(n => n < i).map(id => ({ id, kind: 'leads' as const })),
          ...guided.filter(n => n !== i).map(id => ({ id, kind: 'guides' as const })),
        ],
        seats,
      ),
    ),
  )

test('no box lies on another or outside, every body is there once, and the led stand to the right of their leaders', () => {
  fc.assert(
    fc.property(some, bodies => {
      const { nodes, edges, width, height } = layOut(bodies, box)
      assert.deepEqual(nodes.map(n => n.body.id).toSorted(), bodies.map(b => b.id).toSorted())
      for (const [i, a] of nodes.entries()) {
        assert.ok(a.x >= 0 && a.x + box.width <= width && a.y >= 0 && a.y + a.height <= height)
        for (const b of nodes.slice(i + 1)) {
          const apart =
            a.x + box.width <= b.x || b.x + box.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y
          assert.ok(apart, `${a.body.id} on ${b.body.id}`)
        }
      }
      for (const { from, to, kind } of edges) if (kind === 'leads') assert.ok(from.x + box.width < to.x)
    }),
  )
})

test('a body led from elsewhere stands first here, and an empty place has an empty chart', () => {
  assert.equal(layOut([body(1, [{ id: 99, kind: 'leads' }])], box).nodes[0]!.level, 0)
  assert.deepEqual(layOut([], box).nodes, [])
})
