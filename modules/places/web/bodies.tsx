/** 篇2 二（一）「四类机构」、篇2 二（一）「三类组织」. The bodies of a place as a chart, on any day; and one body with its posts and its history. */
import { Button, DatePicker } from 'antd'
import dayjs from 'dayjs'
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
  useTitle('组织')
  const vacant = (asked.data ?? []).reduce((sum, b) => sum + b.vacant, 0)
  return (
    <>
      <Head
        title="组织"
        count={asked.data && `${asked.data.length} 个${vacant ? `，空缺 ${vacant} 人` : ''}`}
        actions={
          <>
            <PlacePicker value={place} clear={false} digits={12} onChange={code => change({ place: code })} />
            <DatePicker
              aria-label="在哪一天"
              placeholder="今天"
              value={on ? dayjs(on) : null}
              onChange={d => change({ on: d?.format('YYYY-MM-DD') })}
            />
            {couldEver(may.addBody, me) && <Button onClick={() => go(`/bodies/new?place=${place}`)}>增加组织</Button>}
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
        <Nothing say="这里还没有登记组织。党组织、居（村）委会、代表会议、议事会……请从「增加组织」开始。" />
      )}
    </>
  )
}

export const BodyPage = () => (
  <RecordPage
    op={places.ops.body}
    ops={places.ops}
    back={{ to: '/bodies', label: '组织' }}
    title={b => b.name}
    lead={b =>
      b.term && (
        <span
          className={b.term.ended ? 'due-late' : 'quiet'}
        >{`${b.term.name} ${b.term.from} 至 ${b.term.to}${b.term.ended ? '，已届满' : ''}`}</span>
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
    <h2>职务</h2>
    {body.seats.length === 0 && <p className="hint">还没有设职务。</p>}
    <table className="lines">
      <tbody>
        {body.seats.map(s => (
          <tr key={s.id}>
            <td className="nowrap">
              {s.name}
              {s.aboveName && <div className="hint">向{s.aboveName}汇报</div>}
            </td>
            <td>
              {s.holders.map(h => (
                <div key={h.holding}>
                  <b>{h.name}</b> <span className="hint">{`${hows[h.how]}，${h.since} 起`}</span>
                  {h.also.length > 0 && <span className="badge">兼 {h.also.join('、')}</span>}
                </div>
              ))}
            </td>
            <td className="right nowrap">{s.vacant > 0 && <span className="due-soon">空缺 {s.vacant}</span>}</td>
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
      <h2>历任</h2>
      <table className="lines">
        <tbody>
          {past.map((h, n) => (
            <tr key={n}>
              <td className="nowrap">{h.seat}</td>
              <td>
                <b>{h.name}</b> <span className="hint">{[hows[h.how], h.term].filter(Boolean).join('，')}</span>
              </td>
              <td className="figures nowrap">
                {h.from} 至 {h.until}
              </td>
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
      {list(body.above, '上级')}
      {list(body.below, '下级')}
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
      hints={{ duty: '不填就用这一种类的通常职责' }}
      to={b => `/bodies/${b.community}/${b.id}`}
      submit="增加"
    />
  )
}
