/** Help that was asked of this worker, an order to answer, a visit at home: what is wanted, by when, and the buttons under the thumb. */
import type { ReactNode } from 'react'
import type { Machine, Offer } from '../../../kernel/rules.ts'
import { t } from '../../../kernel/text.ts'
import { useAsk } from '../../../ui/field/data.ts'
import { Go, useKey } from '../../../ui/field/go.tsx'
import { Head } from '../../../ui/field/head.tsx'
import { Icon } from '../../../ui/field/icons.tsx'
import { useMe } from '../../../ui/field/me.ts'
import { ahead, PendingMark, PendingSteps, usePending } from '../../../ui/field/pending.tsx'
import { Photos } from '../../../ui/field/photos.tsx'
import { Due, Loaded, Moment, PlaceName } from '../../../ui/field/shown.tsx'
import { grid } from '../contract.ts'
import { consents, homeVisit } from '../home-rules.ts'
import { order, task } from '../joint-rules.ts'
import type { Order, Task } from '../joint-shapes.ts'
import type { HomeVisit } from '../patrol-shapes.ts'
import { Actions } from './field-actions.tsx'

export function HelpPage() {
  const { community, id } = useKey()
  const asked = useAsk(grid.ops.task, { community, id })
  return (
    <>
      <Head title={task.label} back="/" again={asked.again} busy={asked.busy} at={asked.at} />
      <Loaded of={asked}>
        {one => (
          <Frame of={one} since={asked.at} machine={task} base="/help">
            <section className="card">
              <h3>{t('请您做什么')}</h3>
              <p className="said">{one.said}</p>
              <p className="small">
                {t('主办：{who}', { who: one.leadName ?? '—' })}
                {one.calledBy && ` · ${t('{who} 请的', { who: one.calledBy })}`} · <Moment at={one.calledAt} />
              </p>
            </section>
            <section className="card where-card">
              <p className="where">
                <Icon name="place" />
                <b>{one.address ?? t('没有写具体位置')}</b>
              </p>
              <p className="small">
                <PlaceName code={one.place} />
              </p>
              <p className="said">{one.description}</p>
              <p className="small">{t('编号 {number}', { number: one.number })}</p>
            </section>
            {one.result && <Said title={t('结果')} text={one.result} community={one.community} photos={one.photos} />}
          </Frame>
        )}
      </Loaded>
    </>
  )
}

export function OrderPage() {
  const { community, id } = useKey()
  const asked = useAsk(grid.ops.order, { community, id })
  return (
    <>
      <Head title={order.label} back="/" again={asked.again} busy={asked.busy} at={asked.at} />
      <Loaded of={asked}>
        {one => (
          <Frame of={one} since={asked.at} machine={order} base="/order">
            <section className="card">
              <h3>{t('督办要求')}</h3>
              <p className="said">{one.said}</p>
              <p className="small">
                {one.ordererName} · <Moment at={one.orderedAt} />
              </p>
              <Go to={`/task/${one.community}/${one.matter}`} className="button">
                {t('看这件事')}
              </Go>
            </section>
            {one.answer && (
              <Said title={t('书面答复')} text={one.answer} community={one.community} photos={one.photos} />
            )}
          </Frame>
        )}
      </Loaded>
    </>
  )
}

export function HomePage() {
  const { community, id } = useKey()
  const asked = useAsk(grid.ops.homeVisit, { community, id })
  return (
    <>
      <Head title={homeVisit.label} back="/" again={asked.again} busy={asked.busy} at={asked.at} />
      <Loaded of={asked}>
        {one => (
          <Frame of={one} since={asked.at} machine={homeVisit} base="/homes">
            <section className="card where-card">
              <p className="where">
                <Icon name="place" />
                <b>{one.address}</b>
              </p>
              <p className="small">
                {one.contactName} {one.contactPhone}
                {one.comesAt && (
                  <>
                    {' · '}
                    <Moment at={one.comesAt} />
                  </>
                )}
              </p>
            </section>
            <section className="card">
              <h3>{consents[one.consent].label}</h3>
              <p className="said">{one.consentSaid}</p>
              <p className="small">{t('本人不想让来了，就点「不用来了」：不问理由，不影响任何服务。')}</p>
            </section>
            {one.result && <Said title={t('结果')} text={one.result} community={one.community} photos={one.photos} />}
          </Frame>
        )}
      </Loaded>
    </>
  )
}

/** Their states differ by kind; here they are only names. */
type Stored = (Task | Order | HomeVisit) & { state: string; offers: Offer[] }
type Framed = {
  of: Task | Order | HomeVisit
  since: number
  machine: Pick<Machine<string, string, never>, 'states' | 'moves'>
  base: string
  children: ReactNode
}

function Frame({ of: stored, since, machine, base, children }: Framed) {
  const pending = usePending(stored.id, since)
  const of = ahead(machine, stored as Stored, pending, useMe())
  const state = machine.states[of.state]!
  return (
    <>
      <article className="task-page">
        <header className={of.late ? 'first task-late' : 'first'}>
          {of.late && <Due due={of.due} late provisional={false} />}
          <h2>{of.title}</h2>
          <p className="marks">
            <span className="state">{state.label}</span>
            <PendingMark entries={pending} />
            {!state.end && !of.late && <Due due={of.due} late={false} provisional={false} />}
          </p>
        </header>
        {children}
        {pending.length > 0 && (
          <section className="card">
            <h3>{t('刚记下的')}</h3>
            <ol className="trail">
              <PendingSteps entries={pending} />
            </ol>
          </section>
        )}
      </article>
      <Actions of={of} machine={machine} base={base} />
    </>
  )
}

const Said = (said: { title: string; text: string; community: string; photos: readonly string[] }) => (
  <section className="card">
    <h3>{said.title}</h3>
    <p className="said">{said.text}</p>
    <Photos community={said.community} ids={said.photos} />
  </section>
)
