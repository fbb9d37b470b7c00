/** The administrators' pages: accounts and posts, and the trail. Each of the three administrators sees only his own. */
import { lazy } from 'react'
import { page } from '../../../ui/desk/page.ts'
import { may } from '../rules.ts'

const Accounts = lazy(() => import('./accounts.tsx'))
const Trail = lazy(() => import('./trail.tsx'))
const Enrol = lazy(async () => ({ default: (await import('./account-forms.tsx')).Enrol }))
const Appoint = lazy(async () => ({ default: (await import('./account-forms.tsx')).Appoint }))
const Password = lazy(async () => ({ default: (await import('./account-forms.tsx')).Password }))

const group = '管理'
export const pages = [
  page('/accounts', '账号与岗位', () => <Accounts />, { menu: { group }, may: may.accounts }),
  page('/accounts/new', '开设账号', () => <Enrol />, { may: may.enrol }),
  page('/accounts/appoint', '任命岗位', () => <Appoint />, { may: may.appoint }),
  page('/trail', '留痕', () => <Trail />, { menu: { group }, may: may.trail }),
  page('/password', '修改密码', () => <Password />, { may: may.changePassword }),
]
