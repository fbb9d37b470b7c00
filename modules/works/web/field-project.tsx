/** The projects here, and one of them on the site: the next milestone, what was reported, and the buttons for whoever stands there. */
import type { Op } from '../../../kernel/contract.ts'
import { t } from '../../../kernel/text.ts'
import { useAsk } from '../../../ui/field/data.ts'
import { Go, useKey } from '../../../ui/field/go.tsx'
import { Head } from '../../../ui/field/head.tsx'
import { Icon } from '../../../ui/field/icons.tsx'
import { useMe } from '../../../ui/field/me.ts'
import { ahead, PendingMark, PendingSteps, usePending } from '../../../ui/field/pending.tsx'
import { Photos } from '../../../ui/field/photos.tsx'
import { Due, Loaded, Moment, Nothing, PlaceName } from '../../../ui/field/shown.tsx'
import type { Entry } from '../../../ui/field/outbox-entry.ts'
import { works } from '../contract.ts'
import { project } from '../rules.ts'
import type { Project } from '../shapes.ts'
import { atSite, going } from './field-moves.ts'

export function Projects() {
  const asked = useAsk(works.ops.projects, going)
  return (
    <>
      <Head title={t('工程')} again={asked.again} busy={asked.busy} at={asked.at} />
      <Loaded of={asked}>
        {({ items }) => (
          <>
            {items.length === 0 && <Nothing say={t('现在没有在做的工程。')} />}
            <ul className="cards">
              {items.map(p => (
                <li key={p.id}>
                  <Go to={`/works/${p.community}/${p.id}`} className={p.late ? 'card task task-late' : 'card task'}>
                    <h2>{p.title}</h2>
                    <p className="where">
                      <Icon name="place" />
                      <PlaceName code={p.place} />
                    </p>
                    <p className="marks">
                      <span className="state">{project.states[p.state].label}</span>
                      <Due due={p.due} late={p.late} provisional={false} />
                    </p>
                  </Go>
                </li>
              ))}
            </ul>
          </>
        )}
      </Loaded>
    </>
  )
}

export function ProjectPage() {
  const { community, id } = useKey()
  const asked = useAsk(works.ops.project, { community, id }, { every: 120_000 })
  const pending = usePending(id, asked.at)
  const me = useMe()
  return (
    <>
      <Head title={project.label} back="/works" again={asked.again} busy={asked.busy} at={asked.at} />
      <Loaded of={asked}>{p => <One {...ahead(project, p, pending, me)} pending={pending} />}</Loaded>
    </>
  )
}

const ops: Readonly<Record<string, Op | undefined>> = works.ops

function One({ pending, ...p }: Project & { pending: readonly Entry[] }) {
  const to = `/works/${p.community}/${p.id}`
  const offers = p.offers.filter(o => atSite.includes(o.move) && ops[o.move] && !o.because)
  return (
    <>
      <article className="task-page">
        <header className={p.late ? 'first task-late' : 'first'}>
          <h2>{p.title}</h2>
          <p className="marks">
            <span className="state">{project.states[p.state].label}</span>
            <Due due={p.due} late={p.late} provisional={false} />
            <PendingMark entries={pending} />
          </p>
          <p>{p.said}</p>
        </header>
        {p.milestones.length > 0 && (
          <section className="card">
            <h3>{t('节点')}</h3>
            <ol className="rows">
              {p.milestones.map(m => (
                <li key={m.id}>
                  <span className="row">
                    <b>{m.title}</b>
                    <small>
                      {m.passedOn
                        ? t('{day} 通过', { day: m.passedOn })
                        : m.reportedOn
                          ? t('{day} 报做完', { day: m.reportedOn })
                          : t('{day} 前', { day: m.dueOn })}
                    </small>
                  </span>
                </li>
              ))}
            </ol>
          </section>
        )}
        <section className="card">
          <h3>{t('经过')}</h3>
          <ol className="trail">
            <PendingSteps entries={pending} />
            {p.timeline.toReversed().map((e, n) => (
              <li key={n}>
                <b>{e.label}</b>
                <span className="small">
                  {e.by && `${e.by} · `}
                  <Moment at={e.at} />
                </span>
                {e.text && <p>{e.text}</p>}
                <Photos community={p.community} ids={e.photos} />
              </li>
            ))}
          </ol>
        </section>
      </article>
      {p.state === 'reviewing' && (
        <Go to={`/doors/${p.community}/${p.id}`} className="button main">
          {t('上门三评')}
        </Go>
      )}
      {offers.length > 0 && (
        <section className="others">
          {offers.map(o => (
            <Go key={o.move} to={`${to}/${o.move}`} className="button">
              {o.label}
            </Go>
          ))}
        </section>
      )}
    </>
  )
}
