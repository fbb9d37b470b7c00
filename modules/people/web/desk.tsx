/** The people's pages for staff: residents, homes, buildings, care, and the papers that wait for an answer. */
import { lazy } from 'react'
import { t } from '../../../kernel/text.ts'
import { page } from '../../../ui/desk/page.ts'
import { link, mayLink } from '../link-rules.ts'
import { correcting, transfer } from '../papers.ts'
import { may, resident } from '../rules.ts'

const Register = lazy(() => import('./register.tsx'))
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

const group = () => t('人口与地点')
export const pages = [
  page(
    '/people',
    () => t('居民'),
    () => <Residents />,
    { menu: { group }, may: may.persons },
  ),
  page(
    '/people/blocks',
    () => t('楼栋图'),
    () => <Blocks />,
    { menu: { group }, may: may.block },
  ),
  page(
    '/people/care',
    () => t('关爱名单'),
    () => <Care />,
    { menu: { group }, may: may.tags },
  ),
  page(
    '/people/pairs',
    () => t('疑似重复'),
    () => <Pairs />,
    { menu: { group }, may: may.pairs },
  ),
  page(
    '/people/handovers',
    () => t('迁移交接'),
    () => <Handovers />,
    { menu: { group }, may: may.handovers },
  ),
  page(
    '/people/corrections',
    () => t('更正申请'),
    () => <Corrections />,
    { menu: { group }, may: may.corrections },
  ),
  page(
    '/people/new',
    () => t('登记居民'),
    () => <Register />,
    { may: may.register },
  ),
  page(
    '/links',
    () => t('账号关联'),
    () => <Links />,
    { menu: { group }, may: mayLink.link },
  ),
  page(
    '/links/$community/$id',
    () => t('账号关联'),
    () => <Link />,
    { machine: link.name },
  ),
  page(
    '/people/block/$community/$id',
    () => t('楼栋图'),
    () => <Block />,
    { may: may.block },
  ),
  page(
    '/people/handovers/$community/$id',
    () => t('迁移交接'),
    () => <Handover />,
    { machine: transfer.name },
  ),
  page(
    '/people/corrections/$community/$id',
    () => t('更正申请'),
    () => <Correction />,
    { machine: correcting.name },
  ),
  page(
    '/people/$community/$id',
    () => t('居民'),
    () => <Resident />,
    { machine: resident.name },
  ),
]
