/** The pages of what hangs on a matter: a request to decide, help to give, an order to answer. Each leads to its matter. */
import { RecordPage } from '../../../ui/desk/pages.tsx'
import { Photos } from '../../../ui/desk/photos.tsx'
import { Go } from '../../../ui/desk/go.tsx'
import { grid } from '../contract.ts'
import { kinds, order, request, task } from '../joint-rules.ts'
import type { Request } from '../joint-shapes.ts'
import { HandlerPicker } from './pickers.tsx'

const To = ({
  community,
  matter,
  title,
  number,
}: {
  community: string
  matter: string
  title: string
  number: string
}) => (
  <Go to={`/grid/${community}/${matter}`}>
    {title} <span className="quiet figures">{number}</span>
  </Go>
)

/** Only a transfer and help need a name. */
const named = new Set<string>([kinds.transfer.label, kinds.help.label])
const asks = (r: Request, move: string) =>
  move !== 'grant' || named.has(kinds[r.kind].label) ? undefined : (['text'] as const)

export const RequestPage = () => (
  <RecordPage
    op={grid.ops.request}
    ops={grid.ops}
    back={{ to: '/grid/requests', label: request.label }}
    title={r => `${request.label}${kinds[r.kind].label}`}
    fields={['title', 'reason', 'until', 'days', 'askerName', 'askedAt', 'decidedBy', 'decidedAt', 'answer']}
    shown={{ title: r => <To {...r} /> }}
    asks={asks}
    widgets={{ holder: HandlerPicker }}
  />
)

export const TaskPage = () => (
  <RecordPage
    op={grid.ops.task}
    ops={grid.ops}
    back={{ to: '/', label: task.label }}
    title={t => `${task.label}：${t.title}`}
    fields={[
      'number',
      'said',
      'description',
      'address',
      'place',
      'leadName',
      'holderName',
      'calledBy',
      'calledAt',
      'result',
      'endedAt',
    ]}
  />
)

export const OrderPage = () => (
  <RecordPage
    op={grid.ops.order}
    ops={grid.ops}
    back={{ to: '/grid/orders', label: order.label }}
    title={o => `${order.label}：${o.title}`}
    fields={['title', 'said', 'ordererName', 'orderedAt', 'place', 'answer', 'answeredBy', 'answeredAt']}
    shown={{ title: o => <To {...o} /> }}
    more={o => o.photos.length > 0 && <Photos community={o.community} ids={o.photos} />}
  />
)
