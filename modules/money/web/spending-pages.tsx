/** Funds, budgets and contracts: each as a list, as one record with what hangs on it, and as a form. */
import { t } from '../../../kernel/text.ts'
import { Go } from '../../../ui/desk/go.tsx'
import { FormPage, ListPage, RecordPage } from '../../../ui/desk/pages.tsx'
import { Yuan } from '../../../ui/desk/show.tsx'
import { dayOf } from '../../../ui/desk/when.ts'
import { money } from '../contract.ts'
import { budget, commitment, fund, lineKinds } from '../fund-rules.ts'
import { pickers } from './pickers.tsx'

const year = Number(dayOf(new Date()).slice(0, 4))

export const Funds = () => (
  <ListPage
    op={money.ops.funds}
    title={fund.label}
    unit={t('笔')}
    main="name"
    columns={['year', 'name', 'source', 'received', 'paid', 'left', 'state', 'place']}
    filters={['year', 'state', 'place']}
    to={f => `/money/fund/${f.community}/${f.id}`}
    widths={{ year: 80, source: 100, received: 130, paid: 130, left: 130, state: 90, place: 150 }}
    actions={<Go to="/money/funds/new">{t('设立资金')}</Go>}
  />
)

export const NewFund = () => (
  <FormPage
    op={money.ops.openFund}
    lead={t('财政投入不填金额时，按社区类型和常住人口计算；填了金额，不能低于规定的最低数。')}
    fields={['place', 'book', 'year', 'name', 'purpose', 'source', 'amount', 'setting', 'people', 'circle']}
    initial={{ year, source: 'government' }}
    widgets={pickers}
    to={a => `/money/fund/${a.community}/${a.id}`}
  />
)

export const FundPage = () => (
  <RecordPage
    op={money.ops.fund}
    ops={money.ops}
    back={{ to: '/money/funds', label: fund.label }}
    title={f => `${f.year} ${f.name}`}
    fields={[
      'purpose',
      'source',
      'basis',
      'allocated',
      'city',
      'county',
      'carried',
      'borrowed',
      'received',
      'budgeted',
      'reserved',
      'paid',
      'left',
      'account',
    ]}
    widgets={pickers}
    more={f => (
      <p className="ways">
        <Go to={`/money/vouchers?fund=${f.id}`}>{t('收支凭证')}</Go>　
        <Go to={`/money/budgets?fund=${f.id}`}>{t('预算')}</Go>　
        <Go to={`/money/payments?fund=${f.id}`}>{t('付款')}</Go>　
        <a href={`/c/${f.community}/funds/${f.id}`}>{t('公开页面')}</a>
      </p>
    )}
  />
)

export const Budgets = () => (
  <ListPage
    op={money.ops.budgets}
    title={budget.label}
    unit={t('份')}
    main="name"
    columns={['name', 'fundName', 'year', 'resolutionNumber', 'resolutionDay', 'decided', 'lined', 'state']}
    filters={['state', 'place']}
    to={b => `/money/budget/${b.community}/${b.id}`}
    widths={{
      fundName: 160,
      year: 80,
      resolutionNumber: 150,
      resolutionDay: 110,
      decided: 130,
      lined: 130,
      state: 90,
    }}
    actions={<Go to="/money/budgets/new">{t('编预算')}</Go>}
  />
)

export const NewBudget = () => (
  <FormPage
    op={money.ops.drawBudget}
    lead={t('预算按会议决议编；写上决议文号和日期，项目合计不能超过决议金额。')}
    fields={['place', 'fund', 'name', 'resolutionNumber', 'resolutionDay', 'amount']}
    widgets={pickers}
    to={a => `/money/budget/${a.community}/${a.id}`}
  />
)

export const BudgetPage = () => (
  <RecordPage
    op={money.ops.budget}
    ops={money.ops}
    back={{ to: '/money/budgets', label: budget.label }}
    title={b => b.name}
    fields={['fundName', 'year', 'resolutionNumber', 'resolutionDay', 'decided', 'lined', 'live']}
    more={b => (
      <section className="sheet">
        <h2>{t('项目')}</h2>
        <ul className="budget-lines">
          {b.lines.map(l => (
            <li key={l.id}>
              <b>{l.name}</b> <span className="hint">{lineKinds[l.kind].label}</span>
              <br />
              {t('预算')} <Yuan fen={l.amount} />
              {t('，已签')}{' '}
              <Go to={`/money/contracts?line=${l.id}`}>
                <Yuan fen={l.committed} />
              </Go>
              {t('，已付')}{' '}
              <Go to={`/money/payments?line=${l.id}&state=paid,reconciled`}>
                <Yuan fen={l.paid} />
              </Go>
            </li>
          ))}
        </ul>
      </section>
    )}
  />
)

export const Contracts = () => (
  <ListPage
    op={money.ops.commitments}
    title={commitment.label}
    unit={t('份')}
    main="what"
    columns={['number', 'what', 'party', 'lineName', 'amount', 'accepted', 'paid', 'state']}
    filters={['state', 'place', 'line']}
    widgets={{ line: pickers.line }}
    to={c => `/money/contract/${c.community}/${c.id}`}
    widths={{ number: 130, party: 150, lineName: 140, amount: 120, accepted: 120, paid: 120, state: 90 }}
    actions={<Go to="/money/contracts/new">{t('登记合同')}</Go>}
  />
)

export const NewContract = () => (
  <FormPage
    op={money.ops.commit}
    lead={t('合同要在决议之后签，合计不能超过预算项目。')}
    fields={['place', 'line', 'kind', 'number', 'party', 'partyKind', 'what', 'amount', 'signedDay']}
    widgets={pickers}
    to={a => `/money/contract/${a.community}/${a.id}`}
  />
)

export const ContractPage = () => (
  <RecordPage
    op={money.ops.commitment}
    ops={money.ops}
    back={{ to: '/money/contracts', label: commitment.label }}
    title={c => `${c.number} ${c.what}`}
    fields={[
      'party',
      'kind',
      'lineName',
      'fundName',
      'signedDay',
      'amount',
      'accepted',
      'acceptedNumber',
      'acceptedDay',
      'reserved',
      'paid',
    ]}
  />
)
