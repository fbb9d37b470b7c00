/** The chart of a place's bodies: who leads whom as a firm line, who guides as a dashed one, each post with its holder, what is vacant in amber. */
import { t } from '../../../kernel/text.ts'
import type { Body } from '../contract.ts'
import { layOut, type Edge, type Node } from './chart-layout.ts'

const box = { width: 300, across: 56, gap: 14, line: 20, head: 48 }

export function BodyChart({ bodies, open }: { bodies: readonly Body[]; open: (body: Body) => void }) {
  const { nodes, edges, width, height } = layOut(bodies, box)
  return (
    <section className="sheet scroll-x">
      <svg
        className="body-chart"
        viewBox={`-2 -2 ${width + 4} ${height + 4}`}
        style={{ width: width + 4, height: height + 4 }}
        role="group"
        aria-label={t('组织图')}
      >
        {edges.map((e, n) => (
          <path key={n} d={lineOf(e)} className={e.kind} />
        ))}
        {nodes.map(n => (
          <BodyBox key={n.body.id} node={n} open={open} />
        ))}
      </svg>
      <p className="hint">{t('实线是领导，虚线是业务指导；点一个组织看它的职务、历任和联系方式。')}</p>
    </section>
  )
}

function BodyBox({ node: { body: b, x, y, height }, open }: { node: Node; open: (body: Body) => void }) {
  const above = b.above.filter(l => l.kind === 'guides')
  return (
    <a href={`/desk/bodies/${b.community}/${b.id}`} onClick={e => (e.preventDefault(), open(b))}>
      <rect x={x} y={y} width={box.width} height={height} rx={6} />
      <text x={x + 12} y={y + 21} className="body-name">
        {cut(b.name, 19)}
      </text>
      <text x={x + 12} y={y + 38} className="body-kind">
        {cut(
          [
            b.kindLabel,
            b.term && (b.term.ended ? t('{name}，已届满', { name: b.term.name }) : b.term.name),
            above[0] && t('由{name}指导', { name: above[0].name }),
          ]
            .filter(Boolean)
            .join(' · '),
          24,
        )}
        <title>
          {[b.kindLabel, b.term?.name, ...above.map(l => t('由{name}指导', { name: l.name }))]
            .filter(Boolean)
            .join(' · ')}
        </title>
      </text>
      {b.seats.map((s, n) => (
        <text key={s.id} x={x + 12} y={y + box.head + 14 + n * box.line}>
          <tspan className="body-seat">{s.name} </tspan>
          {cut(s.holders.map(h => h.name).join('、'), s.vacant ? 12 : 16)}
          {s.vacant > 0 && <tspan className="body-vacant"> {t('空缺 {vacant}', { vacant: s.vacant })}</tspan>}
        </text>
      ))}
    </a>
  )
}

const cut = (text: string, most: number) => (text.length > most ? `${text.slice(0, most - 1)}…` : text)

/** Out to the right, up or down between the columns, and in; what guides keeps beside what leads. */
function lineOf({ from, to, kind }: Edge): string {
  const aside = kind === 'guides' ? 9 : 0
  const [x0, y0, y1] = [from.x + box.width, from.y + from.height / 2 + aside, to.y + to.height / 2 + aside]
  if (to.x <= from.x) return `M${x0} ${y0}h${box.across / 3}V${y1}H${to.x + box.width}`
  return `M${x0} ${y0}H${to.x - box.across / 2 + aside}V${y1}H${to.x}`
}
