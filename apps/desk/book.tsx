/** The pages of the book: the figures that the rules name, and the working days of each year. */
import { lazy } from 'react'
import { t } from '../../kernel/text.ts'
import { may } from '../../kernel/book-rules.ts'
import { any, post } from '../../kernel/rules.ts'
import { page } from '../../ui/desk/page.ts'

const Figures = lazy(() => import('./figures.tsx'))
const Holidays = lazy(() => import('./holidays.tsx'))

const group = () => t('设置')
/** Everyone may read both; in the menu they stand for those who set them and those who answer for the deadlines. */
const answers = any(post('head').over('place'), post('clerk').over('place'), post('audit-admin').over('place'))
export const pages = [
  page(
    '/figures',
    () => t('规矩里的数'),
    () => <Figures />,
    { menu: { group }, may: any(may.set, answers) },
  ),
  page(
    '/holidays',
    () => t('节假日'),
    () => <Holidays />,
    { menu: { group }, may: any(may.set, answers) },
  ),
]
