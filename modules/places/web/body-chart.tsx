/** The chart of a place's bodies: who leads whom as a firm line, who guides as a dashed one, each post with its holder, what is vacant in amber. */
import { useNarrow } from '../../../ui/desk/narrow.ts'
import type { Body } from '../contract.ts'
import { heightOf, layOut, type Edge, type Node } from './chart-layout.ts'

const box = { width: 214, gap: 26, line: 20, head: 50 }

export function BodyChart({ bodies, open }: { bodies: readonly Body[]; open: (body: Body) => void }) {
  const narrow = useNarrow()
  const { nodes, edges, width, height } = layOut(bodies, box, narrow ? 1 : 5)
  return (
    <section className="sheet scroll-x">
      <svg
        className="body-chart"
        viewBox={`-2 -2 ${width + 4} ${height + 4}`}
        style={{ width: width + 4, maxWidth: '100%' }}
        role="group"
        aria-label="组织图"
      >
        {edges.map((e, n) => (
          <path key={n} d={lineOf(e)} className={e.kind} />
        ))}
        {nodes.map(n => (
          <BodyBox key={n.body.id} node={n} open={open} />
        ))}
      </svg>
      <p className="hint">实线是领导，虚线是业务指导；点一个组织看它的职务、历任和联系方式。</p>
    </section>
  )
}

function BodyBox({ node: { body: b, x, y }, open }: { node: Node; open: (body: Body) => void }) {
  const above = b.above.filter(l => l.kind === 'guides')
  return (
    <a
      href={`/desk/bodies/${b.community}/${b.id}`}
      onClick={e => (e.preventDefault(), open(b))}
      aria-label={`${b.name}${b.vacant ? `，空缺 ${b.vacant} 人` : ''}`}
    >
      <rect x={x} y={y} width={box.width} height={heightOf(b, box)} rx={6} />
      <text x={x + 12} y={y + 21} className="body-name">
        {cut(b.name, 13)}
      </text>
      <text x={x + 12} y={y + 38} className="body-kind">
        {cut(
          [
            b.kindLabel,
            b.term && (b.term.ended ? `${b.term.name}，已届满` : b.term.name),
            above[0] && `由${above[0].name}指导`,
          ]
            .filter(Boolean)
            .join(' · '),
          18,
        )}
        <title>{[b.kindLabel, b.term?.name, ...above.map(l => `由${l.name}指导`)].filter(Boolean).join(' · ')}</title>
      </text>
      {b.seats.map((s, n) => (
        <text key={s.id} x={x + 12} y={y + box.head + 14 + n * box.line}>
          <tspan className="body-seat">{s.name} </tspan>
          {cut(s.holders.map(h => h.name).join('、'), s.vacant ? 7 : 10)}
          {s.vacant > 0 && <tspan className="body-vacant"> 空缺 {s.vacant}</tspan>}
        </text>
      ))}
    </a>
  )
}

const cut = (text: string, most: number) => (text.length > most ? `${text.slice(0, most - 1)}…` : text)

/** Down from the one, across between the rows, down to the other. */
function lineOf({ from, to }: Edge): string {
  const [x0, y0] = [from.x + box.width / 2, from.y + heightOf(from.body, box)]
  const [x1, y1] = [to.x + box.width / 2, to.y]
  const turn = y1 - box.gap
  return `M${x0} ${y0}V${turn}H${x1}V${y1}`
}
