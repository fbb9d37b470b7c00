/** The places' page in the field app: one building, as one walks through it. */
import { t } from '../../../kernel/text.ts'
import { page } from '../../../ui/field/page.ts'
import { BuildingRooms } from './field-building.tsx'

export const pages = [
  page(
    '/building/$community/$id',
    () => t('楼栋'),
    () => <BuildingRooms />,
  ),
]
