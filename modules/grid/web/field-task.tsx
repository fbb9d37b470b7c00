/** One task in the worker's hand: where, what was said, what happened; the next step is under the thumb. */
import { places } from '../../places/contract.ts'
import { t } from '../../../kernel/text.ts'
import { useAsk } from '../../../ui/field/data.ts'
import { useKey } from '../../../ui/field/go.tsx'
import { Head } from '../../../ui/field/head.tsx'
import { Icon } from '../../../ui/field/icons.tsx'
import { useMe } from '../../../ui/field/me.ts'
import type { Entry } from '../../../ui/field/outbox-entry.ts'
import { ahead, PendingMark, PendingSteps, usePending } from '../../../ui/field/pending.tsx'
import { GridMap } from '../../../ui/field/map.tsx'
import { Photos } from '../../../ui/field/photos.tsx'
import { sayMade } from '../../../ui/portal-values.ts'
import { Due, Loaded, Moment, PlaceName } from '../../../ui/field/shown.tsx'
import { grid } from '../contract.ts'
import { sources, type Matter } from '../shapes.ts'
import { matter } from '../rules.ts'
import { Actions } from './field-actions.tsx'
import { Grave, Light } from './marks.tsx'

export function TaskPage() {
  const { community, id } = useKey()
  const asked = useAsk(grid.ops.matter, { community, id }, { every: 60_000 })
  const pending = usePending(id, asked.at)
  const me = useMe()
  return (
    <>
      <Head title={matter.label} back="/" again={asked.again} busy={asked.busy} at={asked.at} />
      <Loaded of={asked}>{m => <Task {...ahead(matter, m, pending, me)} pending={pending} />}</Loaded>
    </>
  )
}

function Task({ pending, ...m }: Matter & { pending: readonly Entry[] }) {
  const open = !matter.states[m.state].end && m.closedAt === null
  return (
    <>
      <article className="task-page">
        <header className={m.late && open ? 'first task-late' : 'first'}>
          {open && m.late && <Due due={m.due} late provisional={m.provisional} />}
          <h2>{m.title}</h2>
          <p className="marks">
            <span className="state">{matter.states[m.state].label}</span>
            {open && !m.late && <Due due={m.due} late={false} provisional={m.provisional} />}
            <PendingMark entries={pending} />
            <Grave {...m} />
            <Light {...m} />
          </p>
        </header>
        <Where {...m} />
        <section className="card">
          <h3>{t('反映的情况')}</h3>
          <p className="said">{m.description || t('没有写详细情况。')}</p>
          <Photos community={m.community} ids={m.photos} />
          <p className="small">
            {m.categoryName} · {sources[m.source]}
            {m.contactName && ` · ${m.contactName}`}
            {m.contactPhone && ` ${m.contactPhone}`} · <Moment at={m.reportedAt} />
          </p>
          <p className="small">{t('编号 {number}', { number: m.number })}</p>
        </section>
        <section className="card">
          <h3>{t('经过')}</h3>
          <ol className="trail">
            <PendingSteps entries={pending} />
            {m.timeline.toReversed().map((e, n) => (
              <li key={n}>
                <b>{e.label}</b>
                <span className="small">
                  {e.by && `${e.by} · `}
                  <Moment at={e.at} />
                </span>
                {e.made && <p className="small">{sayMade(e.made, e.at, new Date())}</p>}
                {e.text && <p>{e.text}</p>}
                <Photos community={m.community} ids={e.move === 'report' ? [] : e.photos} />
              </li>
            ))}
          </ol>
        </section>
      </article>
      <Actions of={m} machine={matter} base="/task" />
    </>
  )
}

function Where({ community, place, address, lon, lat }: Matter) {
  const map = useAsk(places.ops.map, { place: community }, { fresh: 3_600_000 })
  return (
    <section className="card where-card">
      <p className="where">
        <Icon name="place" />
        <b>{address ?? t('没有写具体位置')}</b>
      </p>
      <p className="small">
        <PlaceName code={place} />
      </p>
      {Boolean(map.data?.features.length) && (
        <GridMap
          features={map.data!.features}
          chosen={[place]}
          title={t('所在网格的位置图')}
          height={150}
          close
          {...(lon !== null && lat !== null && { mark: [lon, lat] as const })}
        />
      )}
    </section>
  )
}
