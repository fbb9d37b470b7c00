/** Cards that may be of one person, side by side: what differs is marked, one is kept, and it can be undone. */
import { App, Button, Checkbox, Input, Pagination, Radio } from 'antd'
import { useState } from 'react'
import { t } from '../../../kernel/text.ts'
import { useAsk, useHome, useSend, useTitle } from '../../../ui/desk/context.tsx'
import { Go } from '../../../ui/desk/go.tsx'
import { Head } from '../../../ui/desk/head.tsx'
import { Shown } from '../../../ui/desk/show.tsx'
import { Nothing, sayOf, Trouble, Waiting } from '../../../ui/desk/trouble.tsx'
import { useUrl } from '../../../ui/desk/url.ts'
import { fieldOf } from '../../../ui/shapes.ts'
import { people } from '../contract.ts'
import { Resident, type Pair } from '../shapes.ts'
import { Across } from './across.tsx'
import { Matches, Merges } from './merges.tsx'

const size = 10
const tabs = () =>
  [
    { name: 'here', label: t('同一社区'), to: '/people/pairs', none: t('没有看起来重复的档案。') },
    {
      name: 'across',
      label: t('跨社区'),
      to: '/people/pairs?tab=across',
      none: t('没有两个社区之间看起来是同一人的档案。'),
    },
    { name: 'done', label: t('已核对'), to: '/people/pairs?tab=done', none: '' },
  ] as const
const oneCommunity = () => t('两个社区之间的，由街道（镇）的受理员核对：核对的人要两边都管得到。')

export default function Pairs() {
  const home = useHome()
  const [search, change] = useUrl()
  const page = Number(search['page'] ?? 1)
  const shown = tabs()
  const tab = shown.find(one => one.name === search['tab']) ?? shown[0]!
  const isDone = tab.name === 'done'
  const across = tab.name === 'across'
  const asked = useAsk(
    people.ops.pairs,
    { place: search['place'] ?? home, across, page, size },
    { when: home.length >= 9 && !isDone },
  )
  useTitle(t('疑似重复'))
  return (
    <>
      <Head title={t('疑似重复')} count={asked.data && t('{total} 对', { total: asked.data.total })}>
        <span className="hint">{t('分数只说两份档案像不像，不评价人；合不合并由您核对后决定。')}</span>
      </Head>
      <nav className="tabs" aria-label={t('疑似重复')}>
        {shown.map(one => (
          <Go key={one.name} to={one.to} className={one === tab ? 'on' : ''}>
            {one.label}
          </Go>
        ))}
      </nav>
      {isDone ? (
        <>
          <Merges />
          <Matches />
        </>
      ) : home.length < 9 ? (
        <Nothing say={t('请按街道（镇）或社区核对：这一页给街道和社区的受理员、网格员用。')} />
      ) : asked.error && !asked.data ? (
        <Trouble error={asked.error} retry={asked.refetch} />
      ) : !asked.data ? (
        <Waiting />
      ) : asked.data.total === 0 ? (
        <Nothing say={across && home.length > 9 ? oneCommunity() : tab.none} />
      ) : (
        <>
          {asked.data.items.map(pair =>
            across ? (
              <Across key={pair.a.id + pair.b.id} pair={pair} />
            ) : (
              <One key={pair.a.id + pair.b.id} pair={pair} />
            ),
          )}
          {asked.data.total > size && (
            <Pagination
              className="pages"
              size="small"
              current={page}
              pageSize={size}
              total={asked.data.total}
              showSizeChanger={false}
              onChange={n => change({ page: n }, { keepPage: true })}
            />
          )}
        </>
      )}
    </>
  )
}

const rows = [
  'name',
  'sex',
  'birth',
  'document',
  'idMasked',
  'phoneMasked',
  'hometown',
  'address',
  'residence',
  'relation',
  'state',
  'since',
] as const
/** What may be taken over from the card that gives way. */
const takes = {
  name: 'name',
  sex: 'sex',
  birth: 'birth',
  idMasked: 'idNumber',
  phoneMasked: 'phone',
  hometown: 'hometown',
} as const
type Take = (typeof takes)[keyof typeof takes]

function One({ pair }: { pair: Pair }) {
  const { message } = App.useApp()
  const absorb = useSend(people.ops.absorb)
  const apart = useSend(people.ops.keepApart)
  const [keptId, keep] = useState(better(pair).id)
  const [reason, setReason] = useState('')
  const kept = keptId === pair.a.id ? pair.a : pair.b
  const lost = keptId === pair.a.id ? pair.b : pair.a
  const [take, setTake] = useState<Take[]>(missing(kept, lost))
  const differs = (name: string) => pair.differs.includes(name)
  const choose = (id: string) => {
    const [k, l] = id === pair.a.id ? [pair.a, pair.b] : [pair.b, pair.a]
    keep(id)
    setTake(missing(k, l))
  }

  async function settle(work: () => Promise<unknown>, said: string) {
    try {
      await work()
      void message.success(said)
    } catch (error) {
      void message.error(sayOf(error))
    }
  }

  return (
    <section className="sheet pair-sheet" aria-label={`${pair.a.name}、${pair.b.name}`}>
      <h2>
        {t('相似 {points} 分', { points: pair.points })}
        {pair.reasons.map(r => (
          <span key={r.label} className={r.points < 0 ? 'badge badge-late' : 'badge'}>
            {r.label} {r.points > 0 ? `+${r.points}` : r.points}
          </span>
        ))}
      </h2>
      <table className="lines pair-table">
        <thead>
          <tr>
            <th>{t('项目')}</th>
            {[pair.a, pair.b].map(r => (
              <th key={r.id}>
                <Radio name={`keep-${pair.a.id}-${pair.b.id}`} checked={keptId === r.id} onChange={() => choose(r.id)}>
                  {t('保留这份')}
                </Radio>
                <Go to={`/people/${r.community}/${r.id}`}>{t('打开')}</Go>
              </th>
            ))}
            <th>{t('用另一份的')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(name => {
            const field = fieldOf(Resident, name)
            const takeable = name in takes ? takes[name as keyof typeof takes] : undefined
            return (
              <tr key={name} className={differs(name) ? 'pair-differs' : ''}>
                <td className="nowrap">{field.label}</td>
                {[pair.a, pair.b].map(r => (
                  <td key={r.id} className={r.id === lost.id && !(takeable && take.includes(takeable)) ? 'quiet' : ''}>
                    <Shown field={field} value={r[name]} record={r} />
                  </td>
                ))}
                <td>
                  {takeable && differs(name) && (
                    <Checkbox
                      aria-label={t('{label}用另一份的', { label: field.label })}
                      checked={take.includes(takeable)}
                      onChange={e => setTake(e.target.checked ? [...take, takeable] : take.filter(t => t !== takeable))}
                    />
                  )}
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
      <div className="pair-foot">
        <Input
          placeholder={t('为什么（看了什么证件、问了谁）')}
          aria-label={t('为什么')}
          value={reason}
          maxLength={200}
          onChange={e => setReason(e.target.value)}
        />
        <Button
          type="primary"
          disabled={reason.trim().length < 4}
          loading={absorb.isPending}
          onClick={() =>
            void settle(
              () =>
                absorb.mutateAsync({
                  community: lost.community,
                  id: lost.id,
                  into: kept.id,
                  take,
                  reason: reason.trim(),
                }),
              t('已合并，可以在「已核对」里撤销'),
            )
          }
        >
          {t('是同一人，合并')}
        </Button>
        <Button
          disabled={reason.trim().length < 2}
          loading={apart.isPending}
          onClick={() =>
            void settle(
              () => apart.mutateAsync({ place: shared(pair), a: pair.a.id, b: pair.b.id, reason: reason.trim() }),
              t('已记下，不再列出'),
            )
          }
        >
          {t('不是同一人')}
        </Button>
      </div>
    </section>
  )
}

/** Whoever has a number stays, else whoever was there first. */
const better = ({ a, b }: Pair) => (!a.idMasked !== !b.idMasked ? (a.idMasked ? a : b) : a.since <= b.since ? a : b)

/** What the kept card lacks and the other has is taken unless somebody says otherwise. */
const missing = (kept: Pair['a'], lost: Pair['a']): Take[] =>
  (Object.keys(takes) as (keyof typeof takes)[]).filter(name => !kept[name] && lost[name]).map(name => takes[name])

/** The grid where both stand, or the community: a grid worker answers for the own grid only. */
const shared = ({ a, b, community }: Pair) => (a.place === b.place ? a.place : community)
