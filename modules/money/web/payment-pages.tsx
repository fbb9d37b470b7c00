/** Payments for those who write, check, sign and hold them up: the list, one payment with its chain, and the questions. */
import { t } from '../../../kernel/text.ts'
import { useAsk } from '../../../ui/desk/context.tsx'
import { Go } from '../../../ui/desk/go.tsx'
import { FormPage, ListPage, RecordPage } from '../../../ui/desk/pages.tsx'
import { Yuan } from '../../../ui/desk/show.tsx'
import { money } from '../contract.ts'
import { hold, payment, phases } from '../payment-rules.ts'
import type { Payment } from '../shapes-spending.ts'
import { pickers } from './pickers.tsx'

const doing = Object.keys(payment.states).filter(s => !(phases.done as readonly string[]).includes(s))

export const Payments = () => (
  <ListPage
    op={money.ops.payments}
    title={payment.label}
    unit={t('笔')}
    main="what"
    columns={['number', 'what', 'payee', 'amount', 'state', 'held', 'lineName', 'madeAt']}
    filters={['state', 'place', 'held', 'search']}
    initial={{ state: doing }}
    to={p => `/money/payment/${p.community}/${p.id}`}
    shown={{
      held: p => (p.held ? <span className="due-late">{t('被暂停')}</span> : <span className="quiet">{t('否')}</span>),
    }}
    widths={{ number: 160, payee: 150, amount: 120, state: 90, held: 80, lineName: 130, madeAt: 120 }}
    actions={<Go to="/money/payments/new">{t('填付款单')}</Go>}
    empty={t('没有要付的款。合同验收以后，在这里填付款单。')}
  />
)

export const NewPayment = () => (
  <FormPage
    op={money.ops.draftPayment}
    lead={t('填好以后由会计复核，再由村（居）委会和监督委员会签字；缺发票也可以先填，但批不了。')}
    fields={['place', 'commitment', 'what', 'amount', 'way', 'debit', 'bankAccount', 'bank', 'invoice', 'photos']}
    widgets={pickers}
    hints={{ debit: t('这笔钱记到哪个科目：工程进 153，公益支出进 514。') }}
    submit={t('交会计复核')}
    to={a => `/money/payment/${a.community}/${a.id}`}
  />
)

export const PaymentPage = () => (
  <RecordPage
    op={money.ops.payment}
    ops={money.ops}
    back={{ to: '/money/payments', label: payment.label }}
    title={p => `${p.what}`}
    fields={[
      'number',
      'amount',
      'payee',
      'way',
      'bank',
      'bankTail',
      'invoice',
      'debit',
      'fundName',
      'lineName',
      'contractNumber',
      'makerName',
      'checkerName',
      'committeeName',
      'supervisionName',
      'paidDay',
      'serial',
      'backWhy',
      'failedWhy',
    ]}
    widgets={pickers}
    lead={p => p.held > 0 && <span className="due-late">{t('监督委员会已暂停')}</span>}
    more={p => <ChainOf {...p} />}
  />
)

/** From the fund to the invoice, step by step; what is missing stands above it in words. */
function ChainOf({ community, id, missing, holds, fund, commitment }: Payment) {
  const chain = useAsk(money.ops.chain, { community, id }).data
  return (
    <section className="sheet">
      <h2>{t('依据')}</h2>
      {missing.length > 0 && (
        <ul className="due-late">
          {missing.map(m => (
            <li key={m}>{m}</li>
          ))}
        </ul>
      )}
      <ol className="chain">
        {chain?.steps.map(s => (
          <li key={s.step} className={s.there ? 'chain-there' : 'chain-missing'}>
            <b>
              {s.there ? '✓' : '○'} {s.label}
            </b>{' '}
            {s.said} {s.number && <span className="figures">{s.number}</span>}{' '}
            {s.day && <span className="hint figures">{s.day}</span>}{' '}
            {s.amount !== null && (
              <>
                <Yuan fen={s.amount} /> {t('元')}
              </>
            )}
          </li>
        ))}
      </ol>
      <p>
        <Go to={`/money/fund/${community}/${fund}`}>{t('看资金')}</Go>　
        <Go to={`/money/contract/${community}/${commitment}`}>{t('看合同')}</Go>
        {holds.map(h => (
          <span key={h.id}>
            　<Go to={`/money/hold/${h.community}/${h.id}`}>{t('问题：{question}', { question: h.question })}</Go>
          </span>
        ))}
      </p>
    </section>
  )
}

export const Holds = () => (
  <ListPage
    op={money.ops.holds}
    title={hold.label}
    unit={t('件')}
    main="question"
    columns={['due', 'question', 'title', 'amount', 'state', 'askedName', 'askedAt']}
    filters={['state', 'place']}
    to={h => `/money/hold/${h.community}/${h.id}`}
    widths={{ due: 110, title: 260, amount: 120, state: 110, askedName: 100, askedAt: 120 }}
    empty={t('没有被暂停的付款。在付款单上点「暂停付款」，写下要问什么。')}
  />
)

export const HoldPage = () => (
  <RecordPage
    op={money.ops.hold}
    ops={money.ops}
    back={{ to: '/money/holds', label: hold.label }}
    title={h => h.question}
    fields={['title', 'amount', 'askedName', 'askedAt', 'answer', 'answeredName', 'ended']}
    more={h => (
      <p>
        <Go to={`/money/payment/${h.community}/${h.payment}`}>{t('看这笔付款')}</Go>
      </p>
    )}
  />
)
