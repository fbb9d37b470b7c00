/** My rounds, and one round: the points in the order of the way; the next one is the large button. */
import { t } from '../../../kernel/text.ts'
import { useAsk } from '../../../ui/field/data.ts'
import { Go, useKey } from '../../../ui/field/go.tsx'
import { Head } from '../../../ui/field/head.tsx'
import { Icon } from '../../../ui/field/icons.tsx'
import { useMe } from '../../../ui/field/me.ts'
import type { Entry } from '../../../ui/field/outbox-entry.ts'
import { ahead, moveOf, PendingMark, stands, usePending, wordsOf } from '../../../ui/field/pending.tsx'
import { Due, Loaded, Moment, Nothing, PlaceName } from '../../../ui/field/shown.tsx'
import { grid } from '../contract.ts'
import type { Offer } from '../../../kernel/rules.ts'
import { round, visit } from '../patrol-rules.ts'
import type { Round, RoundLine, Visit } from '../patrol-shapes.ts'
import { Actions } from './field-actions.tsx'
import { goes, myRounds } from './field-rounds.ts'

export function Rounds() {
  const me = useMe()
  const asked = useAsk(grid.ops.rounds, myRounds(me.id), { every: 120_000 })
  return (
    <>
      <Head title={round.label} again={asked.again} busy={asked.busy} at={asked.at}>
        {t('只记到访的一刻，不记行踪。')}
      </Head>
      <Loaded of={asked}>
        {({ items }) => {
          const [open, past] = [items.filter(goes).toReversed(), items.filter(r => !goes(r))]
          return (
            <>
              {open.length === 0 && <Nothing say={t('今天没有要走的巡查。')} />}
              <ul className="cards">
                {open.map(r => (
                  <Card key={r.id} {...r} />
                ))}
              </ul>
              {past.length > 0 && (
                <>
                  <h2 className="apart">{t('这几天走过的')}</h2>
                  <ul className="cards">
                    {past.slice(0, 10).map(r => (
                      <Card key={r.id} {...r} />
                    ))}
                  </ul>
                </>
              )}
            </>
          )
        }}
      </Loaded>
    </>
  )
}

const Card = (r: RoundLine) => (
  <li>
    <Go to={`/patrol/${r.community}/${r.id}`} className={goes(r) ? 'card task' : 'card task task-waiting'}>
      <h2>{r.title}</h2>
      <p className="where">
        <Icon name="place" />
        <PlaceName code={r.place} />
      </p>
      <p className="marks">
        <span className="state">{round.states[r.state].label}</span>
        <span>{t('{done}/{all} 个点', { done: r.visited, all: r.points })}</span>
        <Moment at={r.startsAt} />
      </p>
    </Go>
  </li>
)

export function RoundPage() {
  const { community, id } = useKey()
  const asked = useAsk(grid.ops.round, { community, id }, { every: 60_000 })
  return (
    <>
      <Head title={round.label} back="/patrol" again={asked.again} busy={asked.busy} at={asked.at} />
      <Loaded of={asked}>{r => <Walk of={r} since={asked.at} />}</Loaded>
    </>
  )
}

/** A round with what was entered at its points, and of itself, and has not arrived. */
function useRound(stored: Round, since: number): { r: Round; pending: readonly Entry[] } {
  const me = useMe()
  const pending = usePending([stored.id, ...stored.visits.map(v => v.id)], since)
  const visits = stored.visits.map(v => {
    const own = pending.filter(e => e.record === v.id && stands(e)).at(-1)
    const to = own && visit.moves[moveOf(own) as keyof typeof visit.moves]?.to
    if (!own || !to) return v
    const said = wordsOf(own)
    const seen = moveOf(own) === 'arrive' ? new Date(own.madeAt) : v.visitedAt
    return { ...v, state: to, offers: [] as Offer[], visitedAt: seen, ...(said && { said }) }
  })
  const waiting = visits.filter(v => v.state === visit.initial).length
  const visited = visits.filter(v => v.visitedAt).length
  // The first point that is reached sets the round going.
  const state = stored.state === round.initial && visited > 0 ? (round.moves.setOut.to ?? stored.state) : stored.state
  const walked = { ...stored, visits, waiting, visited, state }
  const finish = round.moves.finishRound
  const offers =
    pending.some(stands) && state === finish.from && waiting === 0
      ? [{ move: 'finishRound', label: finish.label, to: finish.to }]
      : stored.offers
  return {
    r: ahead(
      round,
      { ...walked, offers },
      pending.filter(e => e.record === stored.id),
      me,
    ),
    pending,
  }
}

function Walk({ of, since }: { of: Round; since: number }) {
  const { r, pending } = useRound(of, since)
  const next = r.visits.find(v => v.offers.some(o => o.move === 'arrive'))
  return (
    <>
      <article className="task-page">
        <header className={r.late ? 'first task-late' : 'first'}>
          <h2>{r.title}</h2>
          <p className="marks">
            <span className="state">{round.states[r.state].label}</span>
            {goes(r) && <Due due={r.due} late={r.late} provisional={false} />}
            <span>{t('{done}/{all} 个点', { done: r.visited, all: r.points })}</span>
            <PendingMark entries={pending} />
          </p>
          {r.reason && <p>{r.reason}</p>}
        </header>
        {next && (
          <Go to={`/visit/${r.community}/${r.id}/${next.id}/arrive`} className="button main">
            {t('到「{point}」了', { point: next.title })}
          </Go>
        )}
        <section className="card">
          <h3>{t('路线')}</h3>
          <ol className="rows">
            {r.visits.map((v, n) => (
              <Stop key={v.id} n={n + 1} {...v} pending={pending.filter(e => e.record === v.id)} />
            ))}
          </ol>
        </section>
      </article>
      <Actions of={r} machine={round} base="/patrol" />
    </>
  )
}

/** One that is still to come opens; the others tell when and by what. */
function Stop({ n, pending, ...v }: Visit & { n: number; pending: readonly Entry[] }) {
  const said = (
    <>
      <span>
        {n}. <b>{v.title}</b>
      </span>
      <small>
        {v.visitedAt ? <Moment at={v.visitedAt} /> : visit.states[v.state].label}
        {v.said && ` · ${v.said}`}
      </small>
      <PendingMark entries={pending} />
    </>
  )
  return (
    <li>
      {v.offers.length ? (
        <Go to={`/visit/${v.community}/${v.round}/${v.id}/arrive`} className="row">
          {said}
          <Icon name="next" />
        </Go>
      ) : (
        <span className="row">{said}</span>
      )}
    </li>
  )
}
