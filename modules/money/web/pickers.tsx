/** Choosing what a form of the ledger refers to: a book, a fund, a budget line, a contract, an account, a voucher. */
import { Form } from 'antd'
import { t } from '../../../kernel/text.ts'
import { Choose } from '../../../ui/desk/choose.tsx'
import { useAsk, useHome } from '../../../ui/desk/context.tsx'
import type { Widget, WidgetProps } from '../../../ui/desk/fields.tsx'
import { useKey } from '../../../ui/desk/url.ts'
import { yuan } from '../../../kernel/fen.ts'
import { money } from '../contract.ts'
import { commitment, fund, IN_FORCE } from '../fund-rules.ts'

/** The community of the form, or the one of whoever is here. */
function usePlace(about: WidgetProps['about']): string {
  const form = Form.useFormInstance()
  const chosen = Form.useWatch<string | undefined>('place', form) as string | undefined
  const home = useHome()
  return (chosen ?? about.place) || home
}

export const BookPicker: Widget = props => {
  const place = usePlace(props.about)
  const { data } = useAsk(money.ops.books, { place })
  return (
    <Choose {...props} options={data?.map(b => ({ value: b.id, label: b.name }))} none={t('还没有账套，请先建账套')} />
  )
}
export const FundPicker: Widget = props => {
  const place = usePlace(props.about)
  const { data } = useAsk(money.ops.funds, { place, state: [fund.initial], size: 200 })
  const label = (f: { year: number; name: string; left: number }) =>
    t('{year} {name}（剩 {yuan} 元）', { year: f.year, name: f.name, yuan: yuan(f.left) })
  return <Choose {...props} options={data?.items.map(f => ({ value: f.id, label: label(f) }))} none={t('还没有资金')} />
}
export const LinePicker: Widget = props => {
  const place = usePlace(props.about)
  const { data } = useAsk(money.ops.budgets, { place, state: [IN_FORCE], size: 200 })
  const lines = data?.items.flatMap(b =>
    b.lines.map(l => ({
      value: l.id,
      label: t('{name}（可签 {yuan} 元，{fundName}）', {
        name: l.name,
        yuan: yuan(l.amount - l.committed),
        fundName: b.fundName,
      }),
    })),
  )
  return <Choose {...props} options={lines} none={t('没有生效的预算')} />
}
export const ContractPicker: Widget = props => {
  const place = usePlace(props.about)
  const { data } = useAsk(money.ops.commitments, { place, state: [commitment.initial], size: 200 })
  const label = (c: { number: string; party: string; accepted: number; reserved: number }) =>
    t('{number} {party}（可付 {yuan} 元）', { number: c.number, party: c.party, yuan: yuan(c.accepted - c.reserved) })
  return (
    <Choose
      {...props}
      options={data?.items.map(c => ({ value: c.id, label: label(c) }))}
      none={t('没有执行中的合同')}
    />
  )
}
/** Only accounts that are posted to; of the first book of the place unless the form names one. */
const accountPicker =
  (belongs: (code: string) => boolean): Widget =>
  props => {
    const place = usePlace(props.about)
    const form = Form.useFormInstance()
    const chosen = Form.useWatch<string | undefined>('book', form) as string | undefined
    const books = useAsk(money.ops.books, { place }).data
    const book = books?.find(b => b.id === chosen) ?? books?.[0]
    const given = { community: book?.community ?? '', book: book?.id ?? '' }
    const { data } = useAsk(money.ops.accounts, given, { when: book !== undefined })
    const leaves = data
      ?.filter(a => a.leaf && belongs(a.code))
      .map(a => ({ value: a.code, label: `${a.code} ${a.name}` }))
    return <Choose {...props} options={leaves} none={t('还没有账套')} />
  }
export const AccountPicker = accountPicker(() => true)
/** The till and the bank. 财会〔2023〕14号 101, 102 */
export const CashPicker = accountPicker(code => /^10[12]/.test(code))
/** What a line of the bank may be: the nearest day first. */
export const VoucherPicker: Widget = props => {
  const key = useKey()
  const { data } = useAsk(money.ops.suggestions, key)
  const label = (v: { number: string; day: string; said: string }) => `${v.number} ${v.day} ${v.said}`
  const options = data?.map(v => ({ value: v.voucher, label: label(v) }))
  return <Choose {...props} options={options} none={t('前后一周里没有同样金额的凭证，请先记账')} />
}
export const pickers = {
  voucher: VoucherPicker,
  book: BookPicker,
  fund: FundPicker,
  line: LinePicker,
  commitment: ContractPicker,
  debit: AccountPicker,
  credit: AccountPicker,
  account: AccountPicker,
}
