/** 篇2 二（一）「四类机构」、篇2 二（一）「三类组织」. The bodies of a place as a chart, on any day; and one body with its posts and its history. */
import { Button, DatePicker } from 'antd'
import dayjs from 'dayjs'
import { t } from '../../../kernel/text.ts'
import type { Output } from '../../../kernel/contract.ts'
import { useAsk, useHome, useMe, useTitle } from '../../../ui/desk/context.tsx'
import { useGo } from '../../../ui/desk/go.tsx'
import { Head } from '../../../ui/desk/head.tsx'
import { couldEver } from '../../../ui/desk/page.ts'
import { FormPage, RecordPage } from '../../../ui/desk/pages.tsx'
import { PlacePicker } from '../../../ui/desk/place-picker.tsx'
import { Nothing, Trouble, Waiting } from '../../../ui/desk/trouble.tsx'
import { useUrl } from '../../../ui/desk/url.ts'
import { places } from '../contract.ts'
import { may } from '../rules.ts'
import { hows, lines as relations } from '../shapes-bodies.ts'
import { BodyChart } from './body-chart.tsx'
import { bodyWidgets, KindPicker } from './pickers.tsx'

type Body = Output<typeof places.ops.body>

export function BodiesPage() {
  const me = useMe()
  const go = useGo()
  const home = useHome()
  const [search, change] = useUrl()
  const place = search['place'] ?? home.slice(0, 12)
  const on = search['on']
  const asked = useAsk(
    places.ops.bodies,
    { place, ...(on && { on }) },
    { when: place.length === 9 || place.length === 12 },
  )
  useTitle(t('组织'))
  const vacant = (asked.data ?? []).reduce((sum, b) => sum + b.vacant, 0)
  return (
    <>
      <Head
        title={t('组织')}
        count={
          asked.data &&
          t('{n} 个{vacant}', { n: asked.data.length, vacant: vacant ? t('，空缺 {vacant} 人', { vacant }) : '' })
        }
        actions={
          <>
            <PlacePicker value={place} clear={false} digits={12} onChange={code => change({ place: code })} />
            <DatePicker
              aria-label={t('在哪一天')}
              placeholder={t('今天')}
              value={on ? dayjs(on) : null}
              onChange={d => change({ on: d?.format('YYYY-MM-DD') })}
            />
            {couldEver(may.addBody, me) && (
              <Button onClick={() => go(`/bodies/new?place=${place}`)}>{t('增加组织')}</Button>
            )}
          </>
        }
      />
      {asked.error ? (
        <Trouble error={asked.error} retry={asked.refetch} />
      ) : !asked.data ? (
        <Waiting />
      ) : asked.data.length ? (
        <BodyChart bodies={asked.data} open={b => go(`/bodies/${b.community}/${b.id}`)} />
      ) : (
        <Nothing say={t('这里还没有登记组织。党组织、居（村）委会、代表会议、议事会……请从「增加组织」开始。')} />
      )}
    </>
  )
}

export const BodyPage = () => (
  <RecordPage
    op={places.ops.body}
    ops={places.ops}
    back={{ to: '/bodies', label: t('组织') }}
    title={b => b.name}
    lead={b =>
      b.term && (
        <span className={b.term.ended ? 'due-late' : 'quiet'}>
          {t('{name} {from} 至 {to}{ended}', {
            name: b.term.name,
            from: b.term.from,
            to: b.term.to,
            ended: b.term.ended ? t('，已届满') : '',
          })}
        </span>
      )
    }
    fields={['kindLabel', 'place', 'duty', 'phone', 'office', 'from', 'until']}
    widgets={bodyWidgets}
    more={b => (
      <>
        <Seats body={b} />
        <History body={b} />
      </>
    )}
    aside={b => <Lines body={b} />}
  />
)

const Seats = ({ body }: { body: Body }) => (
  <section className="sheet">
    <h2>{t('职务')}</h2>
    {body.seats.length === 0 && <p className="hint">{t('还没有设职务。')}</p>}
    <table className="lines">
      <tbody>
        {body.seats.map(s => (
          <tr key={s.id}>
            <td className="nowrap">
              {s.name}
              {s.aboveName && <div className="hint">{t('向{aboveName}汇报', { aboveName: s.aboveName })}</div>}
            </td>
            <td>
              {s.holders.map(h => (
                <div key={h.holding}>
                  <b>{h.name}</b>{' '}
                  <span className="hint">{t('{hows}，{since} 起', { hows: hows[h.how], since: h.since })}</span>
                  {h.also.length > 0 && <span className="badge">{t('兼 {also}', { also: h.also.join('、') })}</span>}
                </div>
              ))}
            </td>
            <td className="right nowrap">
              {s.vacant > 0 && <span className="due-soon">{t('空缺 {vacant}', { vacant: s.vacant })}</span>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  </section>
)

const History = ({ body }: { body: Body }) => {
  const past = body.history.filter(h => h.until)
  if (!past.length) return null
  return (
    <section className="sheet">
      <h2>{t('历任')}</h2>
      <table className="lines">
        <tbody>
          {past.map((h, n) => (
            <tr key={n}>
              <td className="nowrap">{h.seat}</td>
              <td>
                <b>{h.name}</b> <span className="hint">{[hows[h.how], h.term].filter(Boolean).join('，')}</span>
              </td>
              <td className="figures nowrap">{t('{from} 至 {until}', { from: h.from, until: h.until ?? '' })}</td>
              <td>{h.why}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

const Lines = ({ body }: { body: Body }) => {
  const go = useGo()
  const list = (lines: Body['above'], title: string) =>
    lines.length > 0 && (
      <section className="sheet">
        <h2>{title}</h2>
        <ul className="short">
          {lines.map(l => (
            <li key={l.line} className="spread">
              <button type="button" className="plain" onClick={() => go(`/bodies/${l.community}/${l.id}`)}>
                {l.name}
              </button>
              <span className="hint">{relations[l.kind]}</span>
            </li>
          ))}
        </ul>
      </section>
    )
  return (
    <>
      {list(body.above, t('上级'))}
      {list(body.below, t('下级'))}
    </>
  )
}

export function NewBody() {
  const [{ place }] = useUrl()
  return (
    <FormPage
      op={places.ops.addBody}
      initial={place ? { place } : {}}
      fields={['place', 'kind', 'name', 'duty', 'phone', 'office', 'from']}
      widgets={{ kind: KindPicker('body') }}
      hints={{ duty: t('不填就用这一种类的通常职责') }}
      to={b => `/bodies/${b.community}/${b.id}`}
      submit={t('增加')}
    />
  )
}
