/** The places' pages for staff: the tree with its map and buildings, one building's rooms, adding what is missing. */
import { lazy } from 'react'
import { FormPage } from '../../../ui/desk/pages.tsx'
import { page } from '../../../ui/desk/page.ts'
import { useUrl } from '../../../ui/desk/url.ts'
import { places } from '../contract.ts'
import { may } from '../rules.ts'

const Places = lazy(() => import('./places.tsx'))
const Building = lazy(() => import('./building.tsx'))

export const pages = [
  page('/places', '地点', () => <Places />, { menu: { group: '人口与地点' } }),
  page('/places/new', '增加区划', () => <NewPlace />, { may: may.addPlace }),
  page('/places/new-building', '增加楼栋', () => <NewBuilding />, { may: may.addBuilding }),
  page('/places/$community/$id', '楼栋', () => <Building />),
]

const NewPlace = () => (
  <FormPage
    op={places.ops.addPlace}
    lead="按国家统计局的区划代码填写；上一级须先建立。"
    labels={{ place: '代码', name: '名称' }}
    widgets={{ place: Code }}
    to={a => `/places?place=${a.code}`}
    submit="增加"
  />
)

function NewBuilding() {
  const [{ place }] = useUrl()
  const initial = place?.length === 15 ? { place } : {}
  return (
    <FormPage
      op={places.ops.addBuilding}
      initial={initial}
      fields={['place', 'estate', 'name']}
      labels={{ place: '网格', estate: '小区', name: '楼栋' }}
      to={a => `/places?place=${a.place}`}
      submit="增加"
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
