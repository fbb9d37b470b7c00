/** The pages of import and export: all runs, and one from upload to result. */
import { lazy } from 'react'
import { t } from '../../kernel/text.ts'
import { any, post } from '../../kernel/rules.ts'
import { page } from '../../ui/desk/page.ts'

const Imports = lazy(() => import('./import-list.tsx'))
const ImportRun = lazy(() => import('./import-run.tsx'))

/** Which kinds a person may bring in is each kind's own rule; whoever keeps lists finds the page. */
const keeper = any(
  post('clerk').over('place'),
  post('head').over('place'),
  post('system-admin').over('place'),
  post('security-admin').over('place'),
)
export const pages = [
  page(
    '/import',
    () => t('导入导出'),
    () => <Imports />,
    { menu: { group: () => t('人口与地点') }, may: keeper },
  ),
  page(
    '/import/$id',
    () => t('导入'),
    () => <ImportRun />,
  ),
]
