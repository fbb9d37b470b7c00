/** The people's pages in the field app: the worker's own grids, a building as a picture, and a home at its door. */
import { t } from '../../../kernel/text.ts'
import { page } from '../../../ui/field/page.ts'
import { may } from '../rules.ts'
import { Block } from './field-block.tsx'
import { MyGrid } from './field-grid.tsx'
import { HomeAtDoor } from './field-home.tsx'

export const pages = [
  page(
    '/grid',
    () => t('我的网格'),
    () => <MyGrid />,
    {
      tab: { icon: 'grid', label: () => t('网格'), order: 3 },
      may: may.counts,
    },
  ),
  page(
    '/block/$community/$id',
    () => t('楼栋图'),
    () => <Block />,
    { may: may.block },
  ),
  page(
    '/home/$community/$id',
    () => t('一户一档'),
    () => <HomeAtDoor />,
    { may: may.home },
  ),
]
