/** The pages of other systems: their contact, kept by the system administrator, and what was passed on, for the clerk. */
import { lazy } from 'react'
import { t } from '../../../kernel/text.ts'
import { page } from '../../../ui/desk/page.ts'
import { may, passing } from '../rules.ts'

const Systems = lazy(() => import('./systems.tsx'))
const Passings = lazy(() => import('./passings.tsx'))
const Passing = lazy(() => import('./passing.tsx'))

export const pages = [
  page(
    '/passed-on',
    () => passing.label,
    () => <Passings />,
    { menu: { group: () => '' }, may: may.passOn },
  ),
  page(
    '/passed-on/$community/$id',
    () => passing.label,
    () => <Passing />,
    { machine: passing.name },
  ),
]

/** Stands with the other settings, at the end of the menu. */
export const settings = [
  page(
    '/systems',
    () => t('对接系统'),
    () => <Systems />,
    { menu: { group: () => t('设置') }, may: may.add },
  ),
]
