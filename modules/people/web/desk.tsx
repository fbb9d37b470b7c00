/** The people's pages for staff: residents in their least shape, one resident with the household, registering one. */
import { lazy } from 'react'
import { FormPage } from '../../../ui/desk/pages.tsx'
import { page } from '../../../ui/desk/page.ts'
import { people } from '../contract.ts'
import { link, may, resident } from '../rules.ts'
import { RoomPicker } from './room-picker.tsx'

const Residents = lazy(() => import('./residents.tsx'))
const Resident = lazy(() => import('./resident.tsx'))
const Links = lazy(() => import('./links.tsx'))
const Link = lazy(async () => ({ default: (await import('./links.tsx')).Link }))

const group = '人口与地点'
export const pages = [
  page('/people', '居民', () => <Residents />, { menu: { group }, may: may.persons }),
  page('/people/new', '登记居民', () => <Register />, { may: may.register }),
  page('/links', '账号关联', () => <Links />, { menu: { group }, may: may.link }),
  page('/links/$community/$id', '账号关联', () => <Link />, { machine: link.name }),
  page('/people/$community/$id', '居民', () => <Resident />, { machine: resident.name }),
]

const Register = () => (
  <FormPage
    op={people.ops.register}
    lead="每一项都有用途；不办需要核验身份的事，可以不填身份证号。"
    fields={['place', 'name', 'idNumber', 'phone', 'sex', 'birth', 'room', 'relation', 'residence']}
    widgets={{ room: RoomPicker }}
    hints={{ idNumber: '填了身份证号，性别和出生日期自动得出。' }}
    submit="登记"
    said={a => `已登记 ${a.name}`}
    to={a => `/people/${a.community}/${a.id}`}
  />
)
