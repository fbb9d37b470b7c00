/** The people's page in the field app: the worker's own grids, who lives there and who serves there. */
import { t } from '../../../kernel/text.ts'
import { page } from '../../../ui/field/page.ts'
import { may } from '../rules.ts'
import { MyGrid } from './field-grid.tsx'

export const pages = [
  page('/grid', t('我的网格'), () => <MyGrid />, {
    tab: { icon: 'grid', label: t('网格'), order: 3 },
    may: may.counts,
  }),
]
