/** A home at its door: who lives here, and only what has to be asked. One press says it is still so. */
import { useState } from 'react'
import { t } from '../../../kernel/text.ts'
import { permits } from '../../../kernel/rules.ts'
import { useAsk } from '../../../ui/field/data.ts'
import { useKey } from '../../../ui/field/go.tsx'
import { Head } from '../../../ui/field/head.tsx'
import { useMe } from '../../../ui/field/me.ts'
import { PendingSteps, stands, usePending } from '../../../ui/field/pending.tsx'
import { Loaded, Moment } from '../../../ui/field/shown.tsx'
import { careKinds } from '../care.ts'
import { people } from '../contract.ts'
import { may } from '../rules.ts'
import type { Home } from '../shapes.ts'
import { outcomes, relations } from '../words.ts'
import { Collect } from './field-collect.tsx'
import { unasked } from './field-collect-input.ts'

export function HomeAtDoor() {
  const { community, id } = useKey()
  const me = useMe()
  const asked = useAsk(people.ops.home, { community, id })
  const home = asked.data
  const allowed = home !== undefined && permits(may.collect, me, { place: home.place })
  const pending = usePending(id, asked.at)
  const [visits, visited] = useState(0)
  const questions = useAsk(people.ops.ask, { community, room: id }, { when: allowed })
  return (
    <>
      <Head
        title={home?.address ?? t('一户一档')}
        back={home ? `/block/${community}/${home.building}` : '/grid'}
        again={asked.again}
        busy={asked.busy}
        at={asked.at}
      >
        {home && t('{n} 人', { n: home.residents.length })}
      </Head>
      <Loaded of={asked}>
        {known => (
          <div className="home-page">
            <Residents home={known} />
            {pending.length > 0 && (
              <section className="card">
                <h2>{t('刚记下的走访')}</h2>
                <ol className="trail">
                  <PendingSteps entries={pending} />
                </ol>
              </section>
            )}
            {allowed && (
              <Loaded of={questions}>
                {q => (
                  // Each visit has a draft of its own; the one that was sent is gone.
                  <Collect
                    key={visits}
                    home={known}
                    asked={unasked(
                      q,
                      pending.filter(stands).map(e => e.input as Record<string, unknown>),
                    )}
                    done={() => visited(n => n + 1)}
                  />
                )}
              </Loaded>
            )}
            {known.visits.length > 0 && (
              <section className="card">
                <h2>{t('最近的走访')}</h2>
                <ul className="duty">
                  {known.visits.slice(0, 5).map(v => (
                    <li key={v.id}>
                      <span>
                        <b>{outcomes[v.outcome]}</b>
                        <small>{[v.byName, v.note].filter(Boolean).join('：')}</small>
                      </span>
                      <small>
                        <Moment at={v.at} />
                      </small>
                    </li>
                  ))}
                </ul>
              </section>
            )}
          </div>
        )}
      </Loaded>
    </>
  )
}

function Residents({ home }: { home: Home }) {
  const allowed = permits(may.tags, useMe(), { place: home.place })
  const tags = useAsk(
    people.ops.tags,
    { community: home.community, building: home.building, size: 200 },
    { when: allowed },
  ).data
  return (
    <section className="card">
      <h2>{t('住户')}</h2>
      {home.residents.length === 0 && <p className="small">{t('这一户还没有登记住户。')}</p>}
      <ul className="duty">
        {home.residents.map(r => (
          <li key={r.id}>
            <span>
              <b>{r.name}</b>
              <small>
                {[relations[r.relation], r.sex, r.age === null ? null : t('{n} 岁', { n: r.age })]
                  .filter(Boolean)
                  .join(' · ')}
              </small>
              {tags?.items
                .filter(tag => tag.resident === r.id)
                .map(tag => (
                  <span key={tag.id} className="badge badge-soon">
                    {careKinds[tag.kind].label}
                  </span>
                ))}
            </span>
            <span className="quiet">{r.phoneMasked}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
