/** The needs survey in the field app: the surveys that are open, the doors of my grid, and the sheet at a door. */
import { t } from '../../../kernel/text.ts'
import { page } from '../../../ui/field/page.ts'
import { may, survey } from '../rules.ts'
import { Doors } from './field-doors.tsx'
import { SheetAtDoor } from './field-sheet.tsx'
import { OpenSurveys } from './field-surveys.tsx'

export const pages = [
  page(
    '/needs',
    () => survey.label,
    () => <OpenSurveys />,
    { tab: { icon: 'note', label: () => t('摸底'), order: 2.7 }, may: may.answerAtDoor },
  ),
  page(
    '/needs/$community/$id',
    () => t('应答住户'),
    () => <Doors />,
    { may: may.answerAtDoor },
  ),
  page(
    '/needs/$community/$id/$room',
    () => t('上门填表'),
    () => <SheetAtDoor />,
    { may: may.answerAtDoor },
  ),
]
