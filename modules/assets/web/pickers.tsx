/** Choosing what a form of the register refers to: a book of the place, a thing that may be let. */
import { Form } from 'antd'
import { t } from '../../../kernel/text.ts'
import { Choose } from '../../../ui/desk/choose.tsx'
import { useAsk, useHome } from '../../../ui/desk/context.tsx'
import type { Widget, WidgetProps } from '../../../ui/desk/fields.tsx'
import { money } from '../../money/contract.ts'
import { assets } from '../contract.ts'

/** The community of the form, or the one of whoever is here. */
function usePlace(about: WidgetProps['about']): string {
  const form = Form.useFormInstance()
  const chosen = Form.useWatch<string | undefined>('place', form) as string | undefined
  const home = useHome()
  return (chosen ?? about.place) || home
}

const BookPicker: Widget = props => {
  const place = usePlace(props.about)
  const { data } = useAsk(money.ops.books, { place })
  const options = data?.map(b => ({ value: b.id, label: b.name }))
  return <Choose {...props} options={options} none={t('还没有账套，请先建账套')} />
}
const AssetPicker: Widget = props => {
  const place = usePlace(props.about)
  const { data } = useAsk(assets.ops.assets, { place, size: 200 })
  const options = data?.items.map(a => ({ value: a.id, label: `${a.number} ${a.name}` }))
  return <Choose {...props} options={options} none={t('还没有登记资产')} />
}
export const pickers = { book: BookPicker, asset: AssetPicker }
