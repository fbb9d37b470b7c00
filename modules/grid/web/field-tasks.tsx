/** What I have to do: late first, then by deadline; what waits for others stands below. */
import { useState } from 'react'
import type { Op } from '../../../kernel/contract.ts'
import { work } from '../../../kernel/work-contract.ts'
import { t } from '../../../kernel/text.ts'
import { useAsk } from '../../../ui/field/data.ts'
import { useEntries } from '../../../ui/field/device.ts'
import { unsent } from '../../../ui/field/draft.ts'
import { Go } from '../../../ui/field/go.tsx'
import { Head } from '../../../ui/field/head.tsx'
import { Icon } from '../../../ui/field/icons.tsx'
import { useMe, useRecordLink } from '../../../ui/field/me.ts'
import { isOpen } from '../../../ui/field/outbox-entry.ts'
import { PendingMark, usePending } from '../../../ui/field/pending.tsx'
import { Due, Loaded, Moment, Nothing, PlaceName } from '../../../ui/field/shown.tsx'
import { grid } from '../contract.ts'
import { phases } from '../rules.ts'
import { inSegment, merged, segments, type Segment, type Task } from './field-segments.ts'
import { Grave, Light } from './marks.tsx'

const most = 200
const often = { every: 60_000 }
/** What is asked for the list of my tasks: also when a shift is prepared. */
export const movable = { size: most }
export const heldBy = (holder: string) => ({ holder, state: [...phases.open], sort: 'due' as const, size: most })

const today = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  month: 'long',
  day: 'numeric',
  weekday: 'long',
})

export function Tasks() {
  const me = useMe()
  const link = useRecordLink()
  const [segment, setSegment] = useState<Segment>(last)
  const mine = useAsk(work.ops.mine, movable, often)
  const held = useAsk(grid.ops.matters, heldBy(me.id), often)
  const again = () => (mine.again(), held.again())
  const post = me.posts[0]
  return (
    <>
      <Head title={t('我的任务')} again={again} busy={mine.busy || held.busy} at={mine.at}>
        {today.format(new Date())} · {me.name}
        {post && (
          <>
            ，<PlaceName code={post.place} />
          </>
        )}
      </Head>
      <Unsent />
      <Reports />
      <Loaded of={mine}>
        {({ items }) => {
          const all = merged(
            items.filter(w => link(w)),
            held.data?.items ?? [],
          )
          const shown = all.filter(task => inSegment(task, segment))
          const [todo, waiting] = [shown.filter(task => task.movable), shown.filter(task => !task.movable)]
          return (
            <>
              {all.some(task => segments.some(of => of.name !== 'all' && inSegment(task, of.name))) && (
                <div className="segments" role="group" aria-label={t('按状态看')}>
                  {segments.map(({ name, label }) => (
                    <button
                      key={name}
                      type="button"
                      aria-pressed={segment === name}
                      onClick={() => setSegment((last = name))}
                    >
                      {label} <b>{all.filter(task => inSegment(task, name)).length}</b>
                    </button>
                  ))}
                </div>
              )}
              <ul className="cards">
                {todo.map(task => (
                  <TaskCard key={task.id} {...task} since={mine.at} to={link(task) ?? '/'} />
                ))}
              </ul>
              {todo.length === 0 && (
                <Nothing
                  say={
                    segment === 'all'
                      ? t('手里没有要办的事。巡查时看到问题，点下面的「上报」。')
                      : t('没有「{state}」的事。', { state: segments.find(s => s.name === segment)!.label })
                  }
                />
              )}
              {waiting.length > 0 && (
                <>
                  <h2 className="apart">{t('您办过了，等别人')}</h2>
                  <ul className="cards">
                    {waiting.map(task => (
                      <TaskCard key={task.id} {...task} since={mine.at} to={link(task) ?? '/'} />
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
/** Whoever comes back from a task finds the segment they left. */
let last: Segment = 'all'

function TaskCard({
  to,
  title,
  address,
  place,
  stateLabel,
  movable,
  due,
  late,
  provisional,
  line,
  ...task
}: Task & { to: string; since: number }) {
  const pending = usePending(task.id, task.since)
  const alarm = late && movable
  return (
    <li>
      <Go to={to} className={alarm ? 'card task task-late' : movable ? 'card task' : 'card task task-waiting'}>
        {alarm && <Due due={due} late provisional={provisional} />}
        <h2>{title}</h2>
        <p className="where">
          <Icon name="place" />
          {address ?? <PlaceName code={place} />}
        </p>
        <p className="marks">
          <span className="state">{stateLabel}</span>
          <PendingMark entries={pending} />
          {movable && !late && <Due due={due} late={false} provisional={provisional} />}
          <Grave {...line} />
          <Light {...line} />
        </p>
      </Go>
    </li>
  )
}

/** What was begun and not sent: a worker called away in the middle finds the way back. */
function Unsent() {
  const all = unsent()
  if (!all.length) return null
  return (
    <ul className="unsent">
      {all.map(({ title, to }) => (
        <li key={to}>
          <Go to={to}>
            <Icon name="note" />
            <span>{t('没交完：{title}', { title })}</span>
            <b>{t('接着写')}</b>
          </Go>
        </li>
      ))}
    </ul>
  )
}

const register: Op = grid.ops.register
/** What was reported here and has not arrived: it has no number yet, and no task. */
function Reports() {
  const all = useEntries().filter(e => e.op === register.name && isOpen(e))
  if (!all.length) return null
  return (
    <ul className="cards reports">
      {all.map(e => (
        <li key={e.id}>
          <Go to={`/outbox/${e.id}`} className="card task task-waiting">
            <h2>{(e.input as { title?: string }).title}</h2>
            <p className="marks">
              <span className="state">{t('您上报的')}</span>
              <PendingMark entries={[e]} />
              <Moment at={new Date(e.madeAt)} />
            </p>
          </Go>
        </li>
      ))}
    </ul>
  )
}
