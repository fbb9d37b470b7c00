/** A new division, and a new building. */
import { t } from '../../../kernel/text.ts'
import { FormPage } from '../../../ui/desk/pages.tsx'
import { useUrl } from '../../../ui/desk/url.ts'
import { places } from '../contract.ts'
import { NumberBox } from './pickers.tsx'

export const NewPlace = () => (
  <FormPage
    op={places.ops.addPlace}
    lead={t('按国家统计局的区划代码填写；上一级须先建立。')}
    labels={{ place: t('代码'), name: t('名称') }}
    widgets={{ place: Code }}
    to={a => `/places?place=${a.code}`}
    submit={t('增加')}
  />
)

export function NewBuilding() {
  const [{ place }] = useUrl()
  const initial = place?.length === 15 ? { place } : {}
  return (
    <FormPage
      op={places.ops.addBuilding}
      initial={initial}
      fields={['place', 'estate', 'name', 'floors', 'units', 'built', 'lon', 'lat', 'system']}
      widgets={{ lon: NumberBox, lat: NumberBox }}
      hints={{ lon: t('不知道可以不填，以后在楼栋页面的图上点') }}
      to={a => `/places/${a.community}/${a.id}`}
      submit={t('增加')}
    />
  )
}

/** A code that is not in the tree yet cannot be chosen from it. */
const Code = ({ id, value, onChange }: { id?: string; value?: unknown; onChange?: (v: unknown) => void }) => (
  <input
    {...(id && { id })}
    className="ant-input"
    inputMode="numeric"
    maxLength={15}
    value={String(value ?? '')}
    onChange={e => onChange?.(e.target.value.trim())}
  />
)
