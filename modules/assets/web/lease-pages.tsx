/** Leases on the desk: late ones first, one lease with its periods and receipts, the draft, and how the rent is split. */
import { t } from '../../../kernel/text.ts'
import { Go } from '../../../ui/desk/go.tsx'
import { FormPage, ListPage, RecordPage } from '../../../ui/desk/pages.tsx'
import { Yuan } from '../../../ui/desk/show.tsx'
import { useUrl } from '../../../ui/desk/url.ts'
import { dayOf } from '../../../ui/desk/when.ts'
import { assets } from '../contract.ts'
import { lease, over } from '../lease-rules.ts'
import { purposes, type Purpose } from '../share-rules.ts'
import type { Lease } from '../shapes.ts'
import { pickers } from './pickers.tsx'

const open = Object.keys(lease.states).filter(s => !(over as readonly string[]).includes(s))
const today = () => dayOf(new Date())

export const Leases = () => (
  <ListPage
    op={assets.ops.leases}
    title={lease.label}
    unit={t('份')}
    main="assetName"
    columns={['due', 'assetName', 'tenant', 'fromDay', 'until', 'rent', 'owed', 'state']}
    filters={['search', 'state', 'late', 'owing', 'place']}
    initial={{ state: open }}
    to={l => `/assets/lease/${l.community}/${l.id}`}
    widths={{ due: 110, tenant: 170, fromDay: 110, until: 110, rent: 120, owed: 120, state: 150 }}
    actions={<Go to="/assets/leases/new">{t('起草租约')}</Go>}
    empty={t('还没有租约。先登记资产和评估，再起草租约。')}
  />
)

export function NewLease() {
  const [{ asset, place }] = useUrl()
  return (
    <FormPage
      op={assets.ops.draftLease}
      lead={t('起草以后由村（居）委会同意，再由监督委员会同意。租金低于评估租金、租期过长的，要填决议。')}
      fields={[
        'place',
        'asset',
        'number',
        'tenant',
        'tenantKind',
        'purpose',
        'fromDay',
        'until',
        'months',
        'rent',
        'deposit',
        'resolutionNumber',
        'resolutionDay',
        'photos',
      ]}
      initial={{ fromDay: today(), ...(asset && { asset }), ...(place && { place }) }}
      widgets={pickers}
      submit={t('交村（居）委会')}
      to={a => `/assets/lease/${a.community}/${a.id}`}
    />
  )
}

export const LeasePage = () => (
  <RecordPage
    op={assets.ops.lease}
    ops={assets.ops}
    back={{ to: '/assets/leases', label: lease.label }}
    title={l => `${l.assetName} · ${l.tenant}`}
    lead={l => l.owed > 0 && <span className="due-late">{t('有未收的租金')}</span>}
    fields={[
      'number',
      'tenantKind',
      'purpose',
      'fromDay',
      'until',
      'rent',
      'months',
      'deposit',
      'held',
      'total',
      'charged',
      'paid',
      'owed',
      'nextDue',
      'below',
      'resolutionNumber',
      'resolutionDay',
      'drafterName',
      'headName',
      'supervisorName',
      'endedOn',
      'endedWhy',
    ]}
    more={l => (
      <>
        <Periods {...l} />
        <Receipts {...l} />
        <p>
          <Go to={`/assets/asset/${l.community}/${l.asset}`}>{t('看资产')}</Go>
          {l.renews && (
            <>
              　<Go to={`/assets/lease/${l.community}/${l.renews}`}>{t('看原租约')}</Go>
            </>
          )}
        </p>
      </>
    )}
  />
)

const Periods = ({ periods }: Lease) => (
  <section className="sheet">
    <h2>{t('租金安排')}</h2>
    <table className="ledger">
      <thead>
        <tr>
          <th>{t('自')}</th>
          <th>{t('至')}</th>
          <th className="money">{t('租金')}</th>
          <th className="money">{t('已收')}</th>
        </tr>
      </thead>
      <tbody>
        {periods.map(p => (
          <tr key={p.n}>
            <td className={p.late ? 'figures due-late' : 'figures'}>{p.from}</td>
            <td className="figures">{p.until}</td>
            <td className="money">
              <Yuan fen={p.amount} />
            </td>
            <td className="money">
              {p.paid === null ? <span className="quiet">{t('未计')}</span> : <Yuan fen={p.paid} />}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  </section>
)

const Receipts = ({ receipts }: Lease) =>
  receipts.length > 0 && (
    <section className="sheet">
      <h2>{t('收租')}</h2>
      <ul className="budget-lines">
        {receipts.map(r => (
          <li key={r.id}>
            <b className="figures">{r.day}</b> <Yuan fen={r.amount} /> {t('元')}{' '}
            <span className="hint">{r.serial}</span>
            <br />
            {r.uses.map(u => (
              <span key={u.purpose} className="hint">
                {purposes[u.purpose as Purpose]} <Yuan fen={u.amount} />{' '}
              </span>
            ))}
          </li>
        ))}
      </ul>
    </section>
  )

export const Policies = () => (
  <ListPage
    op={assets.ops.policies}
    title={t('租金分配办法')}
    unit={t('份')}
    columns={[
      'fromDay',
      'pension',
      'operations',
      'property',
      'culture',
      'aid',
      'resolutionNumber',
      'resolutionDay',
      'place',
    ]}
    main="fromDay"
    filters={['place']}
    actions={<Go to="/assets/policies/new">{t('定分配办法')}</Go>}
    empty={t('还没有分配办法。收租前要先凭决议定下。')}
  />
)

export const NewPolicy = () => (
  <FormPage
    op={assets.ops.setPolicy}
    lead={t('每一万份里各占多少，合计正好一万。从这一天起到期的租金都按它分。')}
    fields={[
      'place',
      'book',
      'fromDay',
      'pension',
      'operations',
      'property',
      'culture',
      'aid',
      'resolutionNumber',
      'resolutionDay',
    ]}
    initial={{ fromDay: today() }}
    widgets={pickers}
    to={() => '/assets/policies'}
  />
)
