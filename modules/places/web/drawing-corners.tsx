/**
 * The corners of the chosen shape, and the middles of its sides. By mouse or finger: drag a corner, tap a middle to put a new
 * one there, double-tap a corner to take it out. By keyboard: Tab to one, arrows move it, Enter on a middle, Delete on a corner.
 */
import type { KeyboardEvent, PointerEvent } from 'react'
import { t } from '../../../kernel/text.ts'
import type { Ground, Position } from '../../../ui/ground.ts'
import type { Polygon } from '../contract.ts'
import type { Side } from './map-draft.ts'

/** Told once, when the pointer lets go or a key was pressed. */
export type Editing = {
  of: string
  move: (from: Position, to: [number, number]) => void
  add: (side: Side, at: [number, number]) => void
  drop: (at: Position) => void
}
type Props = {
  shape: { name: string; outline: Polygon } | undefined
  corners: Editing
  ground: Ground
  unit: number
  hold: (corner: Position, e: PointerEvent) => void
}

export function Corners({ shape, corners, ground, unit, hold }: Props) {
  if (!shape) return null
  // For a finger they are as large as two of them.
  const size = matchMedia('(pointer: coarse)').matches ? 2 * unit : unit
  const sides = shape.outline.coordinates.flatMap(ring => ring.slice(0, -1).map((p, n): Side => [p, ring[n + 1]!]))
  return (
    <>
      {sides.map(([a, b], n) => {
        const [x, y] = ground.at([(a[0] + b[0]) / 2, (a[1] + b[1]) / 2])
        const add = () => corners.add([a, b], ground.from(x, y))
        return (
          <circle
            key={`side ${n}`}
            className="corner side"
            cx={x}
            cy={y}
            r={4 * size}
            tabIndex={0}
            role="button"
            aria-label={t('第 {n} 条边：在中间加一个拐点', { n: n + 1 })}
            onClick={e => (e.stopPropagation(), add())}
            onKeyDown={e => e.key === 'Enter' && (e.preventDefault(), add())}
          />
        )
      })}
      {sides.map(([p], n) => {
        const [x, y] = ground.at(p)
        return (
          <circle
            key={`corner ${n}`}
            className="corner"
            cx={x}
            cy={y}
            r={6 * size}
            tabIndex={0}
            role="button"
            aria-label={t('第 {n} 个拐点：方向键移动，Delete 键去掉', { n: n + 1 })}
            onPointerDown={e => (e.preventDefault(), hold(p, e))}
            onDoubleClick={e => (e.stopPropagation(), corners.drop(p))}
            onKeyDown={e => pressed(e, { x, y, p, corners, ground })}
          />
        )
      })}
    </>
  )
}

const arrows: Record<string, readonly [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}
type Pressed = { x: number; y: number; p: Position; corners: Editing; ground: Ground }

/** A metre for each stroke, ten with Shift. */
function pressed(e: KeyboardEvent, { x, y, p, corners, ground }: Pressed) {
  if (e.key === 'Delete' || e.key === 'Backspace') {
    e.preventDefault()
    return corners.drop(p)
  }
  const way = arrows[e.key]
  if (!way) return
  e.preventDefault()
  const step = ground.metre * (e.shiftKey ? 10 : 1)
  corners.move(p, ground.from(x + way[0] * step, y + way[1] * step))
}
