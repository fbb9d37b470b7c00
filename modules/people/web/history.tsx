/** Where somebody lived from when to when, and what changed on the card: one line each, the newest first. */
import { t } from '../../../kernel/text.ts'
import { useAsk } from '../../../ui/desk/context.tsx'
import { PlaceName } from '../../../ui/desk/place-names.tsx'
import { Moment } from '../../../ui/desk/show.tsx'
import { people } from '../contract.ts'
import type { Resident } from '../shapes.ts'
import { residences } from '../words.ts'

export function History({ resident: { community, id } }: { resident: Resident }) {
  const { data } = useAsk(people.ops.history, { community, id })
  if (!data) return null
  return (
    <>
      <section className="sheet">
        <h2>{t('居住经过')}</h2>
        <ol className="timeline">
          {data.residences.map((r, i) => (
            <li key={i}>
              <div className="timeline-head">
                <strong>
                  {r.address ?? <PlaceName code={r.place} />} <span className="quiet">{residences[r.kind]}</span>
                </strong>
                <span className="quiet figures">{t('{from} 至 {to}', { from: r.from, to: r.to ?? t('今') })}</span>
              </div>
              <p className="hint">
                {r.community === community ? '' : t('在别的社区；')}
                {[r.source, r.byName].filter(Boolean).join('，')}
              </p>
            </li>
          ))}
        </ol>
      </section>
      {data.changes.length > 0 && (
        <section className="sheet">
          <h2>{t('改动经过')}</h2>
          <ol className="timeline">
            {data.changes.map((c, i) => (
              <li key={i}>
                <div className="timeline-head">
                  <strong>
                    {c.what}{' '}
                    <span className="quiet">
                      {[c.byName, c.source === c.what ? '' : c.source].filter(Boolean).join('，')}
                    </span>
                  </strong>
                  <span className="quiet">
                    <Moment at={c.at} />
                  </span>
                </div>
                {c.lines.map(l => (
                  <p key={l.label}>
                    {l.label}：{l.was !== null && <del>{l.was}</del>} {l.is ?? t('（取消）')}
                  </p>
                ))}
              </li>
            ))}
          </ol>
        </section>
      )}
    </>
  )
}
