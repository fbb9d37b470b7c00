/** Lists across matters: what waits for a yes, and the orders from above, the late ones first. */
import { t } from '../../../kernel/text.ts'
import { ListPage } from '../../../ui/desk/pages.tsx'
import { grid } from '../contract.ts'
import { going, order, request } from '../joint-rules.ts'

export const Requests = () => (
  <ListPage
    op={grid.ops.requests}
    title={t('申请审批')}
    unit={t('项')}
    main="title"
    columns={['due', 'kind', 'title', 'reason', 'askerName', 'state', 'place']}
    filters={['state', 'place']}
    initial={{ state: going(request) }}
    to={r => `/grid/request/${r.community}/${r.id}`}
    widths={{ due: 110, kind: 70, reason: 360, askerName: 84, state: 84, place: 140 }}
    empty={t('没有等审批的申请。')}
  />
)

export const Orders = () => (
  <ListPage
    op={grid.ops.orders}
    title={order.label}
    unit={t('件')}
    main="title"
    columns={['due', 'title', 'said', 'ordererName', 'state', 'place', 'orderedAt']}
    filters={['state', 'late', 'place']}
    initial={{ state: going(order) }}
    to={o => `/grid/order/${o.community}/${o.id}`}
    widths={{ due: 110, said: 360, ordererName: 84, state: 84, place: 140, orderedAt: 110 }}
    empty={t('没有督办。监督员、街道负责人在事项页点「督办」下达。')}
  />
)
