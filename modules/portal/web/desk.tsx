/** The portal's pages for staff: what the community tells everyone, from draft to the end of its time. */
import { lazy } from 'react'
import { t } from '../../../kernel/text.ts'
import { page } from '../../../ui/desk/page.ts'
import { may, notice } from '../rules.ts'

const Notices = lazy(() => import('./notices.tsx'))
const Notice = lazy(() => import('./notice.tsx'))
const Draft = lazy(() => import('./draft.tsx'))

const group = () => t('公开')
export const pages = [
  page(
    '/notices',
    () => t('公告'),
    () => <Notices />,
    { menu: { group }, may: may.notices },
  ),
  page(
    '/notices/new',
    () => t('起草公告'),
    () => <Draft />,
    { may: may.draft },
  ),
  page(
    '/notices/$community/$id',
    () => t('公告'),
    () => <Notice />,
    { machine: notice.name },
  ),
]
