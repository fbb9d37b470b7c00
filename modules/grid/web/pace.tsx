/** How long each step takes: half are through by the dark bar, nine tenths by the pale one; and which share left late. */
import { t } from '../../../kernel/text.ts'
import type { Output } from '../../../kernel/contract.ts'
import type { work } from '../../../kernel/work-contract.ts'
import { Go } from '../../../ui/desk/go.tsx'
import { Nothing } from '../../../ui/desk/trouble.tsx'
import { hours, percent } from '../../../ui/desk/when.ts'
import { listOf, open } from './states.ts'

type Row = Output<typeof work.ops.pace>[number]

export function PaceByState({ rows, place }: { rows: readonly Row[]; place: string }) {
  const steps = open.flatMap(state => rows.filter(r => r.state === state && (r.left > 0 || r.standing > 0)))
  const longest = Math.max(1, ...steps.map(s => s.p90 ?? 0))
  // Steps take from an hour to weeks: on an even scale the short ones would vanish.
  const width = (n: number | null) => `${n === null ? 0 : Math.max(2, (Math.log1p(n) / Math.log1p(longest)) * 100)}%`
  if (!steps.length) return <Nothing say={t('这段时间没有事项流转。')} />
  return (
    <>
      <ul className="paces">
        {steps.map(s => (
          <li key={s.state}>
            <div className="pace-head">
              <Go to={listOf({ state: s.state, place })}>{s.stateLabel}</Go>
              <span className="hint figures">{t('现有 {standing}', { standing: s.standing })}</span>
              <span className={s.lateLeft * 10 > s.left ? 'due-late figures' : 'quiet figures'}>
                {t('超时 {lateLeft}', { lateLeft: percent(s.lateLeft, s.left) })}
              </span>
            </div>
            <div
              className="pace-bars"
              title={t('半数在 {half}内，九成在 {most}内', { half: hours(s.p50), most: hours(s.p90) })}
            >
              <i className="nine" style={{ width: width(s.p90) }} />
              <i className="half" style={{ width: width(s.p50) }} />
            </div>
            <div className="hint figures">
              {t('半数 {half} · 九成 {most} · 共 {left} 件', {
                half: hours(s.p50),
                most: hours(s.p90),
                left: s.left,
              })}
            </div>
          </li>
        ))}
      </ul>
      <div className="legend" aria-hidden="true">
        <i style={{ background: '#0b57c4' }} /> {t('半数')} <i style={{ background: '#cfdff5' }} /> {t('九成')}{' '}
        <span className="quiet">{t('(条长按对数)')}</span>
      </div>
    </>
  )
}
