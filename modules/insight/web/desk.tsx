/** The pages of warnings for staff: the list over all villages, one warning, the table of rules, and the past replayed. */
import { lazy } from 'react'
import { t } from '../../../kernel/text.ts'
import { page } from '../../../ui/desk/page.ts'
import { may, warning, watching } from '../rules.ts'

const pagesOf = (name: keyof typeof import('./warning-pages.tsx')) =>
  lazy(async () => ({ default: (await import('./warning-pages.tsx'))[name] }))
const [Warnings, WarningPage] = [pagesOf('Warnings'), pagesOf('WarningPage')]
const [Table, Replay, Watched] = [pagesOf('Table'), pagesOf('Replay'), pagesOf('Watched')]
const [NewWatching, WatchingPage] = [pagesOf('NewWatching'), pagesOf('WatchingPage')]

const menu = { group: () => t('资产与资源') }
const key = '$community/$id'
export const pages = [
  page(
    '/warnings',
    () => warning.label,
    () => <Warnings />,
    { menu, may: may.warnings },
  ),
  page(
    '/warnings/table',
    () => t('预警规则表'),
    () => <Table />,
    { menu, may: may.table },
  ),
  page(
    '/warnings/replay',
    () => t('回看'),
    () => <Replay />,
    { menu, may: may.replay },
  ),
  page(
    '/warnings/rules',
    () => t('在用的规则'),
    () => <Watched />,
    { may: may.watched },
  ),
  page(
    '/warnings/rules/new',
    () => t('启用规则'),
    () => <NewWatching />,
    { may: may.watchFor },
  ),
  page(
    `/warnings/rule/${key}`,
    () => watching.label,
    () => <WatchingPage />,
    { machine: watching.name, may: may.watching },
  ),
  page(
    `/warnings/one/${key}`,
    () => warning.label,
    () => <WarningPage />,
    { machine: warning.name, may: may.warning },
  ),
]
