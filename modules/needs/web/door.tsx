/** Everything that one household said in a survey, the newest first: which of it counts, and who wrote it down. */
import { t } from '../../../kernel/text.ts'
import { Back } from '../../../ui/desk/back.tsx'
import { useAsk, useTitle } from '../../../ui/desk/context.tsx'
import { Head } from '../../../ui/desk/head.tsx'
import { Nothing, Trouble, Waiting } from '../../../ui/desk/trouble.tsx'
import { useKey } from '../../../ui/desk/url.ts'
import { moment } from '../../../ui/desk/when.ts'
import { needs } from '../contract.ts'
import { outcomes, ways } from '../rules.ts'
import { kinds, priorities } from '../wish-rules.ts'

export default function Door() {
  const { community, id, room = '' } = useKey()
  const asked = useAsk(needs.ops.sheets, { community, survey: id, room })
  useTitle(t('一户的答复'))
  return (
    <>
      <Back to={`/needs/surveys/${community}/${id}/doors`} label={t('应答住户')} />
      <Head title={t('一户的答复')} count={asked.data && t('{n} 次', { n: asked.data.length })} />
      {asked.error && !asked.data ? (
        <Trouble error={asked.error} retry={asked.refetch} />
      ) : !asked.data ? (
        <Waiting />
      ) : asked.data.length === 0 ? (
        <Nothing say={t('这一户还没有答复。')} />
      ) : (
        asked.data.map(s => (
          <section key={s.id} className="sheet">
            <h2>
              {outcomes[s.outcome]} {s.counts && <span className="badge">{t('算数的一份')}</span>}
            </h2>
            <p className="hint">{[ways[s.way], s.byName, moment(s.at)].filter(Boolean).join(' · ')}</p>
            <ol className="short">
              {s.wishes.map((w, n) => (
                <li key={n}>
                  {w.said}
                  <div className="hint">{`${kinds[w.kind].label} · ${priorities[w.priority]}`}</div>
                </li>
              ))}
            </ol>
            {s.choices.some(Boolean) && <p>{s.choices.map(c => c ?? t('没答')).join('、')}</p>}
          </section>
        ))
      )}
    </>
  )
}
