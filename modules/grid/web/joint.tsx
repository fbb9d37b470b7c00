/** On the page of a matter: what its handler asked for, who helps, what was ordered, what was merged; each with its way in. */
import type { ReactNode } from 'react'
import { t } from '../../../kernel/text.ts'
import { Go } from '../../../ui/desk/go.tsx'
import { Due, Moment } from '../../../ui/desk/show.tsx'
import { kinds, order, request, task } from '../joint-rules.ts'
import type { Matter } from '../shapes.ts'
import { label } from './states.ts'

export function Joint(m: Matter) {
  return (
    <>
      {m.leading && (
        <Part title={t('并入的主件')}>
          <Line
            to={`/grid/${m.leading.community}/${m.leading.id}`}
            name={m.leading.title}
            state={label(m.leading.state)}
          >
            {m.leading.number}
          </Line>
        </Part>
      )}
      {m.orders.length > 0 && (
        <Part title={order.label}>
          {m.orders.map(o => (
            <Line
              key={o.id}
              to={`/grid/order/${o.community}/${o.id}`}
              name={o.said}
              state={order.states[o.state].label}
              due={o}
            >
              {o.answer ?? o.ordererName}
            </Line>
          ))}
        </Part>
      )}
      {m.requests.length > 0 && (
        <Part title={request.label}>
          {m.requests.map(r => (
            <Line
              key={r.id}
              to={`/grid/request/${r.community}/${r.id}`}
              name={`${kinds[r.kind].label}：${r.reason}`}
              state={request.states[r.state].label}
              due={r}
            >
              {r.askerName}
              {r.answer && `；${r.decidedBy ?? ''}：${r.answer}`}
            </Line>
          ))}
        </Part>
      )}
      {m.tasks.length > 0 && (
        <Part title={task.label}>
          {m.tasks.map(t => (
            <Line
              key={t.id}
              to={`/grid/help/${t.community}/${t.id}`}
              name={`${t.holderName}：${t.said}`}
              state={task.states[t.state].label}
              due={t}
            >
              {t.result}
            </Line>
          ))}
        </Part>
      )}
      {m.merged.length > 0 && (
        <Part title={t('并入这件的诉求 {n} 件', { n: m.merged.length })}>
          {m.merged.map(one => (
            <Line key={one.id} to={`/grid/${one.community}/${one.id}`} name={one.title} state={label(one.state)}>
              {one.number} · <Moment at={one.reportedAt} />
            </Line>
          ))}
        </Part>
      )}
    </>
  )
}

const Part = ({ title, children }: { title: string; children: ReactNode }) => (
  <section className="sheet">
    <h2>{title}</h2>
    <ul className="short">{children}</ul>
  </section>
)

type Deadline = { due: Date | null; late: boolean }
const Line = (props: { to: string; name: string; state: string; due?: Deadline; children?: ReactNode }) => (
  <li>
    <span className="spread">
      <Go to={props.to}>{props.name}</Go>
      <span className="nowrap">
        {props.due?.due && <Due {...props.due} />} <span className="state">{props.state}</span>
      </span>
    </span>
    <span className="hint">{props.children}</span>
  </li>
)
