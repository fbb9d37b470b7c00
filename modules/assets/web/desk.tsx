/** The pages of assets for staff: the register, leases and the rent of them, shares and dividends. 篇8 2「三资监管」 */
import { lazy } from 'react'
import { t } from '../../../kernel/text.ts'
import { page } from '../../../ui/desk/page.ts'
import { lease } from '../lease-rules.ts'
import { asset, may } from '../rules.ts'
import { dividend, member } from '../share-rules.ts'

const Arrears = lazy(() => import('./arrears.tsx'))
const things = (name: keyof typeof import('./asset-pages.tsx')) =>
  lazy(async () => ({ default: (await import('./asset-pages.tsx'))[name] }))
const leasing = (name: keyof typeof import('./lease-pages.tsx')) =>
  lazy(async () => ({ default: (await import('./lease-pages.tsx'))[name] }))
const sharing = (name: keyof typeof import('./share-pages.tsx')) =>
  lazy(async () => ({ default: (await import('./share-pages.tsx'))[name] }))
const [Assets, NewAsset, AssetPage] = [things('Assets'), things('NewAsset'), things('AssetPage')]
const [Leases, NewLease, LeasePage] = [leasing('Leases'), leasing('NewLease'), leasing('LeasePage')]
const [Policies, NewPolicy] = [leasing('Policies'), leasing('NewPolicy')]
const [Members, NewMember, MemberPage] = [sharing('Members'), sharing('NewMember'), sharing('MemberPage')]
const [Dividends, NewDividend, DividendPage] = [sharing('Dividends'), sharing('NewDividend'), sharing('DividendPage')]

const menu = { group: () => t('资产与资源') }
const key = '$community/$id'
export const pages = [
  page(
    '/assets',
    () => asset.label,
    () => <Assets />,
    { menu, may: may.assets },
  ),
  page(
    '/assets/leases',
    () => lease.label,
    () => <Leases />,
    { menu, may: may.leases },
  ),
  page(
    '/assets/rent',
    () => t('租金'),
    () => <Arrears />,
    { menu, may: may.arrears },
  ),
  page(
    '/assets/members',
    () => member.label,
    () => <Members />,
    { menu, may: may.members },
  ),
  page(
    '/assets/dividends',
    () => dividend.label,
    () => <Dividends />,
    { menu, may: may.dividends },
  ),
  page(
    '/assets/policies',
    () => t('租金分配办法'),
    () => <Policies />,
    { may: may.policies },
  ),
  page(
    '/assets/new',
    () => t('登记资产'),
    () => <NewAsset />,
    { may: may.registerAsset },
  ),
  page(
    '/assets/leases/new',
    () => t('起草租约'),
    () => <NewLease />,
    { may: may.draftLease },
  ),
  page(
    '/assets/policies/new',
    () => t('定分配办法'),
    () => <NewPolicy />,
    { may: may.setPolicy },
  ),
  page(
    '/assets/members/new',
    () => t('登记股份'),
    () => <NewMember />,
    { may: may.addMember },
  ),
  page(
    '/assets/dividends/new',
    () => t('编分红表'),
    () => <NewDividend />,
    { may: may.drawDividend },
  ),
  page(
    `/assets/asset/${key}`,
    () => asset.label,
    () => <AssetPage />,
    { machine: asset.name, may: may.asset },
  ),
  page(
    `/assets/lease/${key}`,
    () => lease.label,
    () => <LeasePage />,
    { machine: lease.name, may: may.lease },
  ),
  page(
    `/assets/member/${key}`,
    () => member.label,
    () => <MemberPage />,
    { machine: member.name, may: may.member },
  ),
  page(
    `/assets/dividend/${key}`,
    () => dividend.label,
    () => <DividendPage />,
    { machine: dividend.name, may: may.dividend },
  ),
]
