/** The page of a matter: it belongs to no module alone. Its address is the last under /grid, where all others have their own. */
import { lazy } from 'react'
import { t } from '../../kernel/text.ts'
import { matter } from '../../modules/grid/rules.ts'
import { page } from '../../ui/desk/page.ts'

const MatterOfAll = lazy(() => import('./matter-page.tsx'))

export const pages = [
  page(
    '/grid/$community/$id',
    () => t('事项'),
    () => <MatterOfAll />,
    { machine: matter.name },
  ),
]
