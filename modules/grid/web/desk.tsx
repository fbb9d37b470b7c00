/** The grid's pages for staff: today's work, the matters, one matter, registering for someone, the dashboard. */
import { work } from '../../../kernel/work-contract.ts'
import { lazy } from 'react'
import { any, post } from '../../../kernel/rules.ts'
import { page } from '../../../ui/desk/page.ts'
import { mayCategory } from '../category-rules.ts'
import { may, matter, staff } from '../rules.ts'

const Today = lazy(() => import('./today.tsx'))
const Matters = lazy(() => import('./matters.tsx'))
const Matter = lazy(() => import('./matter.tsx'))
const Register = lazy(() => import('./register.tsx'))
const Board = lazy(() => import('./board.tsx'))
const Categories = lazy(() => import('./categories.tsx'))
const InHand = lazy(() => import('./in-hand.tsx'))

/** Who repairs holds matters without a post over their place. */
const hands = any(may.matters, post('repairer').over('place'))
const group = ''
export const pages = [
  page('/', '今日工作', () => <Today />, { menu: { group }, may: hands }),
  page('/grid', '事项', () => <Matters />, { menu: { group }, may: hands }),
  page('/grid/new', '代为登记', () => <Register />, { menu: { group }, may: may.register }),
  page('/board', '看板', () => <Board />, { menu: { group }, may: staff }),
  page('/mine', '我待办的', () => <InHand op={work.ops.mine} title="我待办的" />),
  page('/late', '超时的', () => <InHand op={work.ops.late} title="超时的" />),
  page('/grid/$community/$id', '事项', () => <Matter />, { machine: matter.name }),
]

/** Stands with the other settings, at the end of the menu. */
export const settings = [
  page('/categories', '事项分类', () => <Categories />, { menu: { group: '设置' }, may: mayCategory.categoryAdd }),
]
