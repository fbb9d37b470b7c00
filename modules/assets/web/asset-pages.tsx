/** The register on the desk: the list, one thing with what it is worth and who had it, and the form that registers it. */
import { t } from '../../../kernel/text.ts'
import { Go } from '../../../ui/desk/go.tsx'
import { FormPage, ListPage, RecordPage } from '../../../ui/desk/pages.tsx'
import { Yuan } from '../../../ui/desk/show.tsx'
import { dayOf } from '../../../ui/desk/when.ts'
import { assets } from '../contract.ts'
import { lease } from '../lease-rules.ts'
import { asset, kinds, sorts } from '../rules.ts'
import type { Asset } from '../shapes.ts'
import { AssetMap } from './asset-map.tsx'
import { pickers } from './pickers.tsx'

export const Assets = () => (
  <ListPage
    op={assets.ops.assets}
    title={asset.label}
    unit={t('项')}
    main="name"
    columns={['number', 'name', 'kind', 'located', 'value', 'yearlyRent', 'state', 'tenant', 'until']}
    filters={['search', 'kind', 'state', 'place']}
    to={a => `/assets/asset/${a.community}/${a.id}`}
    widths={{ number: 110, kind: 120, value: 130, yearlyRent: 120, state: 90, tenant: 150, until: 110 }}
    actions={<Go to="/assets/new">{t('登记资产')}</Go>}
    empty={t('还没有登记。请把店面、房屋、土地、设施逐项登记，附照片。')}
  />
)

export const NewAsset = () => (
  <FormPage
    op={assets.ops.registerAsset}
    lead={t('登记以后再「登记评估」；出租要先有评估租金。')}
    fields={[
      'place',
      'book',
      'number',
      'name',
      'kind',
      'located',
      'area',
      'cost',
      'registeredOn',
      'lon',
      'lat',
      'photos',
    ]}
    initial={{ registeredOn: dayOf(new Date()) }}
    widgets={pickers}
    to={a => `/assets/asset/${a.community}/${a.id}`}
  />
)

export const AssetPage = () => (
  <RecordPage
    op={assets.ops.asset}
    ops={assets.ops}
    back={{ to: '/assets', label: asset.label }}
    title={a => a.name}
    lead={a => <span className="hint">{`${kinds[a.kind].label} · ${sorts[a.sort]}`}</span>}
    fields={[
      'number',
      'located',
      'area',
      'cost',
      'value',
      'yearlyRent',
      'registeredOn',
      'tenant',
      'until',
      'writtenOffOn',
      'writtenOffWhy',
      'resolutionNumber',
    ]}
    more={a => (
      <>
        <Valuations {...a} />
        <Tenancies {...a} />
      </>
    )}
    aside={a => <AssetMap {...a} />}
  />
)

const Valuations = ({ valuations }: Asset) => (
  <section className="sheet">
    <h2>{t('评估')}</h2>
    {valuations.length ? (
      <table className="ledger">
        <thead>
          <tr>
            <th>{t('日期')}</th>
            <th className="money">{t('价值')}</th>
            <th className="money">{t('年租金')}</th>
            <th>{t('依据')}</th>
          </tr>
        </thead>
        <tbody>
          {valuations.map(v => (
            <tr key={v.day}>
              <td className="figures">{v.day}</td>
              <td className="money">
                <Yuan fen={v.value} />
              </td>
              <td className="money">{v.yearlyRent === null ? '—' : <Yuan fen={v.yearlyRent} />}</td>
              <td>{v.basis}</td>
            </tr>
          ))}
        </tbody>
      </table>
    ) : (
      <p className="hint">{t('还没有评估。')}</p>
    )}
  </section>
)

const Tenancies = ({ leases, community, id }: Asset) => (
  <section className="sheet">
    <h2>{t('租约')}</h2>
    <ul className="todo">
      {leases.map(l => (
        <li key={l.id}>
          <Go to={`/assets/lease/${l.community}/${l.id}`}>{`${l.number} ${l.tenant}`}</Go>{' '}
          <span className="hint figures">{`${l.fromDay} — ${l.until} ${lease.states[l.state].label}`}</span>
        </li>
      ))}
      <li>
        <Go to={`/assets/leases/new?asset=${id}&place=${community}`}>{t('起草租约')}</Go>
      </li>
    </ul>
  </section>
)
