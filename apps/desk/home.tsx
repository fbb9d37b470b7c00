/** The page of a home: it belongs to no module alone. */
import { lazy } from 'react'
import { t } from '../../kernel/text.ts'
import { may } from '../../modules/people/rules.ts'
import { page } from '../../ui/desk/page.ts'

const HomeOfAll = lazy(() => import('./home-card.tsx'))

export const pages = [
  page(
    '/people/home/$community/$id',
    () => t('一户一档'),
    () => <HomeOfAll />,
    { may: may.home },
  ),
]
