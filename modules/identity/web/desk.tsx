/** The administrators' pages, each of the three sees only his own; and everybody's own security. */
import { lazy } from 'react'
import { t } from '../../../kernel/text.ts'
import { page } from '../../../ui/desk/page.ts'
import { account, may } from '../rules.ts'

const Accounts = lazy(() => import('./accounts.tsx'))
const Account = lazy(() => import('./account.tsx'))
const Administrators = lazy(async () => ({ default: (await import('./accounts.tsx')).Administrators }))
const Permissions = lazy(() => import('./permissions.tsx'))
const SignIns = lazy(async () => ({ default: (await import('./accounts.tsx')).SignIns }))
const Trail = lazy(() => import('./trail.tsx'))
const Security = lazy(() => import('./security.tsx'))
const Enrol = lazy(async () => ({ default: (await import('./account-forms.tsx')).Enrol }))
const Appoint = lazy(async () => ({ default: (await import('./account-forms.tsx')).Appoint }))
const Password = lazy(async () => ({ default: (await import('./account-forms.tsx')).Password }))

const group = () => t('管理')
export const pages = [
  page(
    '/accounts',
    () => t('账号与岗位'),
    () => <Accounts />,
    { menu: { group }, may: may.accounts },
  ),
  page(
    '/accounts/new',
    () => t('开设账号'),
    () => <Enrol />,
    { may: may.enrol },
  ),
  page(
    '/accounts/appoint',
    () => t('任命岗位'),
    () => <Appoint />,
    { may: may.appoint },
  ),
  page(
    '/accounts/$community/$id',
    () => t('账号'),
    () => <Account />,
    { may: may.account, machine: account.name },
  ),
  page(
    '/administrators',
    () => t('三个管理员'),
    () => <Administrators />,
    { menu: { group }, may: may.administrators },
  ),
  page(
    '/permissions',
    () => t('权限表'),
    () => <Permissions />,
    { menu: { group }, may: may.administrators },
  ),
  page(
    '/signins',
    () => t('登录记录'),
    () => <SignIns />,
    { menu: { group }, may: may.signIns },
  ),
  page(
    '/trail',
    () => t('留痕'),
    () => <Trail />,
    { menu: { group }, may: may.trail },
  ),
  page(
    '/security',
    () => t('账号安全'),
    () => <Security />,
    { menu: { group: () => t('我') }, may: may.security },
  ),
  page(
    '/password',
    () => t('修改密码'),
    () => <Password />,
    { may: may.changePassword },
  ),
]
