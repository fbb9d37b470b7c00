/** Shares and dividends on the desk: members under a mask, one member in full, dividends with their list. */
import { t } from '../../../kernel/text.ts'
import { Go } from '../../../ui/desk/go.tsx'
import { FormPage, ListPage, RecordPage } from '../../../ui/desk/pages.tsx'
import { Yuan } from '../../../ui/desk/show.tsx'
import { dayOf } from '../../../ui/desk/when.ts'
import { assets } from '../contract.ts'
import { dividend, member } from '../share-rules.ts'
import { pickers } from './pickers.tsx'

const today = () => dayOf(new Date())

export const Members = () => (
  <ListPage
    op={assets.ops.members}
    title={member.label}
    unit={t('人')}
    main="number"
    columns={['number', 'name', 'shares', 'since', 'state', 'place']}
    filters={['place']}
    to={m => `/assets/member/${m.community}/${m.id}`}
    actions={<Go to="/assets/members/new">{t('登记股份')}</Go>}
  />
)
export const NewMember = () => (
  <FormPage
    op={assets.ops.addMember}
    fields={['place', 'book', 'number', 'name', 'shares', 'since', 'resolutionNumber']}
    initial={{ since: today() }}
    widgets={pickers}
    to={a => `/assets/member/${a.community}/${a.id}`}
  />
)
export const MemberPage = () => (
  <RecordPage
    op={assets.ops.member}
    ops={assets.ops}
    back={{ to: '/assets/members', label: member.label }}
    title={m => m.name}
    fields={['number', 'shares', 'since', 'resolutionNumber']}
    more={m => (
      <section className="sheet">
        <h2>{dividend.label}</h2>
        <ul className="todo">
          {m.had.map(d => (
            <li key={d.dividend}>
              <Go to={`/assets/dividend/${m.community}/${d.dividend}`}>{`${d.year} ${d.name}`}</Go>{' '}
              <Yuan fen={d.amount} /> {t('元')}
            </li>
          ))}
        </ul>
      </section>
    )}
  />
)

export const Dividends = () => (
  <ListPage
    op={assets.ops.dividends}
    title={dividend.label}
    unit={t('次')}
    main="name"
    columns={['year', 'name', 'total', 'members', 'shares', 'state', 'declaredOn', 'place']}
    filters={['place']}
    to={d => `/assets/dividend/${d.community}/${d.id}`}
    actions={<Go to="/assets/dividends/new">{t('编分红表')}</Go>}
  />
)
export const NewDividend = () => (
  <FormPage
    op={assets.ops.drawDividend}
    lead={t('先提取公积公益金，再按股分。编好以后由村（居）委会宣布。')}
    fields={['place', 'book', 'year', 'name', 'total', 'resolutionNumber', 'resolutionDay']}
    initial={{ year: Number(today().slice(0, 4)) }}
    widgets={pickers}
    to={a => `/assets/dividend/${a.community}/${a.id}`}
  />
)
export const DividendPage = () => (
  <RecordPage
    op={assets.ops.dividend}
    ops={assets.ops}
    back={{ to: '/assets/dividends', label: dividend.label }}
    title={d => `${d.year} ${d.name}`}
    fields={['total', 'members', 'shares', 'resolutionNumber', 'resolutionDay', 'declaredOn', 'declaredName']}
    more={d => (
      <section className="sheet">
        <table className="ledger">
          <thead>
            <tr>
              <th>{t('股权证')}</th>
              <th>{t('姓名')}</th>
              <th className="money">{t('股数')}</th>
              <th className="money">{t('金额')}</th>
            </tr>
          </thead>
          <tbody>
            {d.lines.map(l => (
              <tr key={l.number}>
                <td className="figures">{l.number}</td>
                <td>{l.name}</td>
                <td className="money figures">{l.shares}</td>
                <td className="money">
                  <Yuan fen={l.amount} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    )}
  />
)
