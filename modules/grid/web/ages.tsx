/** How long the open matters have been open, and how many of each span are late; each figure leads to its list. */
import { t } from '../../../kernel/text.ts'
import type { Output } from '../../../kernel/contract.ts'
import { Go } from '../../../ui/desk/go.tsx'
import { Nothing } from '../../../ui/desk/trouble.tsx'
import type { grid } from '../contract.ts'
import { listOf } from './states.ts'

export function Ages({ rows, place }: { rows: Output<typeof grid.ops.ages>; place: string }) {
  const most = Math.max(...rows.map(r => r.n))
  if (!most) return <Nothing say={t('现在没有在办的事项。')} />
  const list = ({ from, to }: (typeof rows)[number], late?: string) =>
    listOf({ place, from: from ?? undefined, to, late })
  return (
    <ul className="ranks ages">
      {rows.map(r => (
        <li key={r.label}>
          <Go to={list(r)}>
            <span className="rank-name">{r.label}</span>
            <span className="rank-bar">
              <i style={{ width: `${(r.n / most) * 100}%` }} />
            </span>
            <b className="figures">{r.n}</b>
          </Go>
          {r.late > 0 && (
            <Go to={list(r, 'true')} className="due-late">
              {t('超时 {late}', { late: r.late })}
            </Go>
          )}
        </li>
      ))}
    </ul>
  )
}
