/** The people's pages for staff: residents, homes, buildings, care, and the papers that wait for an answer. */
import { lazy, useState } from 'react'
import { FormPage } from '../../../ui/desk/pages.tsx'
import { page } from '../../../ui/desk/page.ts'
import { people } from '../contract.ts'
import { link, mayLink } from '../link-rules.ts'
import { correcting, transfer } from '../papers.ts'
import { may, resident } from '../rules.ts'
import { AlreadyThere } from './alike.tsx'
import { RoomPicker } from './room-picker.tsx'

const Residents = lazy(() => import('./residents.tsx'))
const Resident = lazy(() => import('./resident.tsx'))
const Links = lazy(() => import('./links.tsx'))
const Link = lazy(async () => ({ default: (await import('./links.tsx')).Link }))
const Block = lazy(() => import('./block.tsx'))
const Pairs = lazy(() => import('./pairs.tsx'))
const Blocks = lazy(async () => ({ default: (await import('./lists.tsx')).Blocks }))
const Care = lazy(async () => ({ default: (await import('./lists.tsx')).Care }))
const Handovers = lazy(async () => ({ default: (await import('./lists.tsx')).Handovers }))
const Corrections = lazy(async () => ({ default: (await import('./lists.tsx')).Corrections }))
const Handover = lazy(async () => ({ default: (await import('./paper.tsx')).HandoverPage }))
const Correction = lazy(async () => ({ default: (await import('./paper.tsx')).CorrectionPage }))

const group = '人口与地点'
export const pages = [
  page('/people', '居民', () => <Residents />, { menu: { group }, may: may.persons }),
  page('/people/blocks', '楼栋图', () => <Blocks />, { menu: { group }, may: may.block }),
  page('/people/care', '关爱名单', () => <Care />, { menu: { group }, may: may.tags }),
  page('/people/pairs', '疑似重复', () => <Pairs />, { menu: { group }, may: may.pairs }),
  page('/people/handovers', '迁移交接', () => <Handovers />, { menu: { group }, may: may.handovers }),
  page('/people/corrections', '更正申请', () => <Corrections />, { menu: { group }, may: may.corrections }),
  page('/people/new', '登记居民', () => <Register />, { may: may.register }),
  page('/links', '账号关联', () => <Links />, { menu: { group }, may: mayLink.link }),
  page('/links/$community/$id', '账号关联', () => <Link />, { machine: link.name }),
  page('/people/block/$community/$id', '楼栋图', () => <Block />, { may: may.block }),
  page('/people/handovers/$community/$id', '迁移交接', () => <Handover />, { machine: transfer.name }),
  page('/people/corrections/$community/$id', '更正申请', () => <Correction />, { machine: correcting.name }),
  page('/people/$community/$id', '居民', () => <Resident />, { machine: resident.name }),
]

function Register() {
  const [typed, setTyped] = useState<Record<string, unknown>>({})
  return (
    <FormPage
      op={people.ops.register}
      lead="每一项都有用途；不办需要核验身份的事，可以不填证件号码。"
      fields={[
        'place',
        'name',
        'document',
        'idNumber',
        'phone',
        'sex',
        'birth',
        'room',
        'since',
        'relation',
        'residence',
        'hometown',
      ]}
      widgets={{ room: RoomPicker }}
      hints={{ idNumber: '填了 18 位号码，性别和出生日期自动得出。', since: '不填就是今天。' }}
      submit="登记"
      changed={setTyped}
      aside={<AlreadyThere typed={typed} />}
      said={a => `已登记 ${a.name}`}
      to={a => `/people/${a.community}/${a.id}`}
    />
  )
}
