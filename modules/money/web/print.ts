/** What the money module prints: a voucher, a payment with its signatures, and the public sheet of a fund. */
import { yuan } from '../../../kernel/fen.ts'
import { printed } from '../../../kernel/print.ts'
import { t } from '../../../kernel/text.ts'
import { Facts, factsOf, Heading, Part, Signatures, Table } from '../../../ui/print.ts'
import { money } from '../contract.ts'
import { Voucher } from '../shapes.ts'
import { Payment } from '../shapes-spending.ts'

const sum = (fen: number) => (fen === 0 ? '' : yuan(fen))

printed(money.ops.voucher, {
  number: v => `${v.month}-${v.number}`,
  place: v => v.community,
  layout: v => [
    Heading(t('记账凭证'), t('{month} 记-{number}', { month: v.month, number: v.number })),
    Facts(factsOf(Voucher, v, ['day', 'said', 'source', 'total', 'madeName'])),
    Part(
      t('分录'),
      Table(
        [
          { title: t('科目'), width: '*' },
          { title: t('借方'), width: 90, short: true },
          { title: t('贷方'), width: 90, short: true },
          { title: t('资金'), width: 110 },
        ],
        v.lines.map(l => [`${l.account} ${l.accountName}`, sum(l.debit), sum(l.credit), l.fundName ?? '']),
      ),
    ),
    Signatures([t('制单'), t('复核'), t('记账')]),
  ],
})

printed(money.ops.payment, {
  number: p => p.number,
  place: p => p.community,
  layout: async (p, { ask }) => {
    const { steps, missing } = await ask(money.ops.chain, { community: p.community, id: p.id })
    return [
      Heading(t('付款审批单'), p.number),
      Facts(
        factsOf(Payment, p, [
          ...(['what', 'amount', 'payee', 'way', 'bank', 'bankTail', 'invoice', 'fundName', 'lineName'] as const),
          ...(['makerName', 'checkerName', 'committeeName', 'supervisionName', 'paidDay'] as const),
        ]),
      ),
      Part(
        t('依据'),
        Table(
          [
            { title: t('环节'), width: 60 },
            { title: t('内容'), width: '*' },
            { title: t('编号'), width: 110 },
            { title: t('日期'), width: 70, short: true },
            { title: t('金额（元）'), width: 80, short: true },
          ],
          steps.map(s => [s.label, s.said, s.number ?? '', s.day ?? '', s.amount === null ? '' : yuan(s.amount)]),
        ),
      ),
      missing.length ? Part(t('缺什么'), { ul: [...missing] }) : '',
      Signatures([t('村（居）委会'), t('监督委员会'), t('出纳')]),
    ]
  },
})

printed(money.ops.publicFund, {
  place: f => f.community,
  rows: 2000,
  layout: f => [
    Heading(t('资金公开表'), `${f.year} ${f.name}`),
    Facts([
      { label: t('用途'), text: f.purpose },
      { label: t('依据'), text: f.basis },
      { label: t('已到账'), text: yuan(f.received) },
      { label: t('已支出'), text: yuan(f.paid) },
      { label: t('还剩'), text: yuan(f.left) },
    ]),
    Part(
      t('从哪里来'),
      Table(
        [
          { title: t('日期'), width: 70, short: true },
          { title: t('来源'), width: '*' },
          { title: t('金额（元）'), width: 90, short: true },
        ],
        f.receipts.map(r => [r.day, r.said, yuan(r.amount)]),
      ),
    ),
    Part(
      t('用到哪里'),
      Table(
        [
          { title: t('日期'), width: 70, short: true },
          { title: t('付什么'), width: '*' },
          { title: t('付给谁'), width: 110 },
          { title: t('项目'), width: 100 },
          { title: t('金额（元）'), width: 80, short: true },
        ],
        f.payments.items.map(p => [p.day, p.what, p.payee, p.line, yuan(p.amount)]),
      ),
    ),
  ],
})
