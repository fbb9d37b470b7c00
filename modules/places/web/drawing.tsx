/**
 * The map that can be drawn on: grids, what overlaps or is left open, houses and points as marks, corners to move, a
 * place to choose. Everything in degrees; what it is drawn with is ours.
 */
import { useLayoutEffect, useMemo, useRef, useState, type PointerEvent } from 'react'
import { groundOf, middle, pathOf, type Ground, type Position } from '../../../ui/ground.ts'
import { withoutShared } from '../../../ui/map.ts'
import type { Polygon } from '../contract.ts'
import { Corners, type Editing } from './drawing-corners.tsx'

export type Shape = { code: string; name: string; outline: Polygon; tone?: 'chosen' | 'changed' | 'before' }
export type Mark = { key: string; at: Position; kind: 'house' | 'point' | 'here'; say: string; open?: () => void }
type Props = {
  shapes: readonly Shape[]
  /** Ground that is covered twice, by nobody, or outside; and the community's own outline. */
  patches?: readonly { tone: 'overlap' | 'gap' | 'outside'; shape: readonly (readonly Position[])[]; say: string }[]
  frame?: Polygon | null
  marks?: readonly Mark[]
  /** Only what lies around these. */
  around?: readonly Position[]
  height?: number
  label: string
  choose?: (code: string) => void
  pick?: (at: [number, number]) => void
  corners?: Editing
}

export function Drawing({
  shapes,
  patches = [],
  frame,
  marks = [],
  around,
  height = 420,
  label,
  choose,
  pick,
  corners,
}: Props) {
  const svg = useRef<SVGSVGElement>(null)
  const [held, setHeld] = useState<Held>()
  const ground = useMemo(
    () => groundOf(extent(shapes, frame, around), { width: 1000, height: Math.round((1000 * height) / 760), edge: 18 }),
    [shapes, frame, around, height],
  )
  // Words and dots keep their size on the screen, however wide the drawing comes out.
  const unit = Math.max(ground.height / height, ground.width / useWidth(svg))
  const short = withoutShared(shapes.map(s => s.name))
  const where = (e: PointerEvent) => placeOf(svg.current!, ground, e)
  const isUnderMark = (x: number, y: number) =>
    marks.some(({ kind, at }) => {
      const [left, top] = ground.at(at)
      return kind === 'here' && Math.abs(left - x) < 34 * unit && Math.abs(top - y) < 14 * unit
    })
  const shown = held ? shapes.map(s => bent(s, held)) : shapes
  return (
    <svg
      ref={svg}
      className={pick ? 'drawing picking' : 'drawing'}
      viewBox={`0 0 ${ground.width} ${ground.height}`}
      style={{ maxHeight: height }}
      role="group"
      aria-label={label}
      onClick={e => pick?.(where(e as unknown as PointerEvent))}
      onPointerMove={e => held && isDrag(held, e) && setHeld({ ...held, isMoving: true, to: where(e) })}
      onPointerUp={() => (held && corners?.move(held.from, held.to), setHeld(undefined))}
      onPointerLeave={() => setHeld(undefined)}
      onPointerCancel={() => setHeld(undefined)}
    >
      {shown.map(s => (
        <path
          key={`${s.code}${s.tone ?? ''}`}
          d={pathOf(s.outline.coordinates, ground.at)}
          fillRule="evenodd"
          className={`shape ${s.tone ?? ''}`}
          onClick={() => choose?.(s.code)}
        >
          <title>{s.name}</title>
        </path>
      ))}
      {frame && <path d={pathOf(frame.coordinates, ground.at)} className="frame" />}
      {patches.map((p, n) => (
        <path key={n} d={pathOf(p.shape, ground.at)} className={`patch ${p.tone}`}>
          <title>{p.say}</title>
        </path>
      ))}
      {marks.map(m => (
        <MarkOf key={m.key} mark={m} ground={ground} unit={unit} />
      ))}
      {shown
        .filter(s => s.tone !== 'before')
        .map(s => ({ s, at: ground.at(middle(s.outline.coordinates[0] ?? [])) }))
        .filter(({ at: [x, y] }) => x > 0 && x < ground.width && y > 8 * unit && y < ground.height - 8 * unit)
        .map(({ s, at: [x, y] }) => (
          <text key={s.code} x={x} y={isUnderMark(x, y) ? y + 17 * unit : y} fontSize={12 * unit}>
            {short(s.name)}
          </text>
        ))}
      {corners && (
        <Corners
          shape={shown.find(s => s.code === corners.of)}
          {...{ corners, ground, unit }}
          hold={(p, e) => setHeld({ from: p, to: [p[0], p[1]], x: e.clientX, y: e.clientY, isMoving: false })}
        />
      )}
    </svg>
  )
}

function useWidth(of: { current: Element | null }): number {
  const [width, setWidth] = useState(760)
  useLayoutEffect(() => {
    const watch = new ResizeObserver(([entry]) => entry && setWidth(Math.max(100, entry.contentRect.width)))
    watch.observe(of.current!)
    return () => watch.disconnect()
  }, [of])
  return width
}

function MarkOf({ mark: { at, kind, say, open }, ground, unit }: { mark: Mark; ground: Ground; unit: number }) {
  const [x, y] = ground.at(at)
  const r = { house: 3, point: 4, here: 7 }[kind] * unit
  return (
    <circle cx={x} cy={y} r={r} className={`mark ${kind}`} onClick={open && (e => (e.stopPropagation(), open()))}>
      <title>{say}</title>
    </circle>
  )
}

function extent(shapes: readonly Shape[], frame: Polygon | null | undefined, around: readonly Position[] | undefined) {
  if (around?.length) return around
  return [...shapes.map(s => s.outline), ...(frame ? [frame] : [])].flatMap(o => o.coordinates[0] ?? [])
}

type Held = { from: Position; to: [number, number]; x: number; y: number; isMoving: boolean }
/** A finger that taps trembles: only what goes further than that moves a corner. */
const isDrag = (held: Held, e: PointerEvent) => held.isMoving || Math.hypot(e.clientX - held.x, e.clientY - held.y) > 4
const isHeld = (held: Held | undefined, p: Position) =>
  held !== undefined && held.from[0] === p[0] && held.from[1] === p[1]
const bent = (shape: Shape, held: Held): Shape => ({
  ...shape,
  outline: {
    type: 'Polygon',
    coordinates: shape.outline.coordinates.map(ring => ring.map(p => (isHeld(held, p) ? held.to : p))),
  },
})

/** From the screen to the earth. */
function placeOf(svg: SVGSVGElement, ground: Ground, e: PointerEvent): [number, number] {
  const at = new DOMPoint(e.clientX, e.clientY).matrixTransform(svg.getScreenCTM()!.inverse())
  return ground.from(at.x, at.y)
}
