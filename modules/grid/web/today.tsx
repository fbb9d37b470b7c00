/** The first page of a day: what is in my hands and what waits for my post, what is late here, where the whole stream stands. Late comes first, everywhere. */
import { Segmented } from 'antd'
import { t } from '../../../kernel/text.ts'
import { work, type Work } from '../../../kernel/work-contract.ts'
import { Figures, Panel } from '../../../ui/desk/board-page.tsx'
import { useAsk, useHome, useMe, useRecordLink, useTitle } from '../../../ui/desk/context.tsx'
import { Go } from '../../../ui/desk/go.tsx'
import { Head } from '../../../ui/desk/head.tsx'
import { couldEver } from '../../../ui/desk/page.ts'
import { PlaceName } from '../../../ui/desk/place-names.tsx'
import { Due } from '../../../ui/desk/show.tsx'
import { Nothing, Trouble, Waiting } from '../../../ui/desk/trouble.tsx'
import { useUrl } from '../../../ui/desk/url.ts'
import { span } from '../../../ui/desk/when.ts'
import { matter } from '../rules.ts'
import { Title } from './marks.tsx'
import { label, listOf, open } from './states.ts'

const today = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  month: 'long',
  day: 'numeric',
  weekday: 'long',
})
const most = 200
const shown = 20
const often = { every: 60_000 }

export default function Today() {
  const me = useMe()
  const home = useHome()
  const mine = useAsk(work.ops.mine, { size: most, whose: 'me' }, often)
  const post = useAsk(work.ops.mine, { size: most, whose: 'post' }, often)
  const [{ whose }, change] = useUrl()
  // Whoever has nothing in their own hands looks at what waits for their post.
  const shows = whose === 'me' || whose === 'post' ? whose : mine.data?.total === 0 ? 'post' : 'me'
  const lies = shows === 'me' ? mine : post
  const late = useAsk(work.ops.late, { place: home, size: most }, often)
  // Whoever repairs sees what is in hand, and not what lies with others.
  const over = couldEver(matter.seen, me)
  const pace = useAsk(work.ops.pace, { machine: matter.name, place: home, days: 30 }, { ...often, when: over })
  const at = (state: string) => pace.data?.find(p => p.state === state)
  useTitle(t('今日工作'))
  return (
    <>
      <Head title={t('今日工作')}>
        <span className="quiet">
          {today.format(new Date()).replace('日', '日 ')} · {me.name}，<PlaceName code={home} />
        </span>
      </Head>
      <Figures
        figures={[
          {
            label: t('我经手的'),
            value: mine.data?.total ?? '…',
            unit: t('件'),
            to: '/mine?whose=me',
            note: mine.data && lateOf(mine.data.items),
          },
          {
            label: t('岗位上的'),
            value: post.data?.total ?? '…',
            unit: t('件'),
            to: '/mine?whose=post',
            note: post.data && lateOf(post.data.items),
          },
          {
            label: t('已超时'),
            value: late.data?.total ?? '…',
            unit: t('件'),
            to: '/late',
            note: late.data && t('其中已升级 {n}', { n: late.data.items.filter(w => w.raised > 0).length }),
            ...(late.data?.total && { tone: 'late' as const }),
          },
          ...(pace.error || !over ? [] : open).map(state => ({
            label: label(state),
            value: at(state)?.standing ?? (pace.data ? 0 : '…'),
            to: listOf({ state }),
            note: lateIn(at(state)?.late ?? 0),
          })),
        ]}
      />
      <div className="board">
        <Panel
          title={t('待办')}
          span={2}
          actions={
            <>
              <Segmented
                size="small"
                aria-label={t('在谁手里')}
                options={[
                  { value: 'me', label: t('我经手的') },
                  { value: 'post', label: t('岗位上的') },
                ]}
                value={shows}
                onChange={v => change({ whose: v })}
              />
              {lies.data && lies.data.total > shown && (
                <Go to={`/mine?whose=${shows}`}>{t('全部 {total} 件', { total: lies.data.total })}</Go>
              )}
            </>
          }
        >
          {lies.error && !lies.data ? (
            <Trouble error={lies.error} retry={lies.refetch} />
          ) : !lies.data ? (
            <Waiting />
          ) : (
            <InHand items={lies.data.items.slice(0, shown)} />
          )}
        </Panel>
        <div className="column">
          <Panel
            title={t('超时最多的地方')}
            actions={
              late.data && late.data.total > 0 && <Go to="/late">{t('全部 {total} 件', { total: late.data.total })}</Go>
            }
          >
            {late.error && !late.data ? (
              <Trouble error={late.error} retry={late.refetch} />
            ) : !late.data ? (
              <Waiting rows={4} />
            ) : (
              <LateGroups items={late.data.items} digits={home.length < 12 ? 12 : 15} />
            )}
          </Panel>
          {late.data?.items.some(w => w.raised) && (
            <Panel title={t('已升级')} note={t('升级后还没有办结')}>
              <Short items={late.data.items.filter(w => w.raised > 0).slice(0, 6)} />
            </Panel>
          )}
        </div>
      </div>
    </>
  )
}

const lateIn = (n: number) => (n ? <b className="due-late">{t('超时 {n}', { n })}</b> : t('没有超时'))
const lateOf = (items: readonly Work[]) => lateIn(items.filter(w => w.late).length)

function InHand({ items }: { items: readonly Work[] }) {
  const link = useRecordLink()
  if (!items.length)
    return (
      <Nothing say={t('手头没有要办的事。')}>
        <Go to="/grid">{t('看看全部事项')}</Go>
      </Nothing>
    )
  return (
    <table className="lines">
      <thead>
        <tr>
          <th>{t('时限')}</th>
          <th>{t('事由')}</th>
          <th>{t('状态')}</th>
          <th className="wide-only">{t('网格')}</th>
          <th className="wide-only right">{t('停留')}</th>
        </tr>
      </thead>
      <tbody>
        {items.map(w => (
          <tr key={w.record} className={w.late ? 'row-late' : ''}>
            <td className="nowrap">
              <Due {...w} />
            </td>
            <td>
              <Go to={link(w)} className="main-link">
                <Title {...w} />
              </Go>
            </td>
            <td className="nowrap">{w.stateLabel}</td>
            <td className="wide-only nowrap">
              <PlaceName code={w.place} />
            </td>
            <td className="wide-only nowrap right quiet figures">{span(Date.now() - w.since.getTime())}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** A street sees its communities, a community its grids; the one with most stands first. */
function LateGroups({ items, digits }: { items: readonly Work[]; digits: number }) {
  if (!items.length) return <Nothing say={t('没有超时的事项。')} />
  const groups = [...Map.groupBy(items, w => w.place.slice(0, digits))].sort((a, b) => b[1].length - a[1].length)
  return groups.slice(0, 5).map(([place, late]) => (
    <section key={place} className="late-group">
      <h3>
        <Go to={`/late?place=${place}`}>
          <PlaceName code={place} />
        </Go>
        <b className="badge badge-late">{late.length}</b>
      </h3>
      <Short items={late.slice(0, 3)} />
    </section>
  ))
}

function Short({ items }: { items: readonly Work[] }) {
  const link = useRecordLink()
  return (
    <ul className="short-late">
      {items.map(w => (
        <li key={w.record}>
          <Go to={link(w)} className="main-link">
            {w.title}
          </Go>
          <Due {...w} />
        </li>
      ))}
    </ul>
  )
}
