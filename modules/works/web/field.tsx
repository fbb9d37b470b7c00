/** The works pages in the field app: what is built here, reporting from the site, and the three questions at the door. 篇8 3.3.2「移动终端」 */
import { t } from '../../../kernel/text.ts'
import { page } from '../../../ui/field/page.ts'
import { any } from '../../../kernel/rules.ts'
import { may, onSite, project, supervisor } from '../rules.ts'
import { MovePage } from './field-move.tsx'
import { ProjectPage, Projects } from './field-project.tsx'
import { DoorPage, Doors } from './field-review.tsx'

export const pages = [
  page(
    '/works',
    () => t('工程'),
    () => <Projects />,
    { tab: { icon: 'building', label: () => t('工程'), order: 2.8 }, may: any(onSite, supervisor) },
  ),
  page(
    '/works/$community/$id',
    () => project.label,
    () => <ProjectPage />,
    { machine: project.name, may: may.project },
  ),
  page(
    '/works/$community/$id/$move',
    () => project.label,
    () => <MovePage />,
  ),
  page(
    '/doors/$community/$id',
    () => t('上门三评'),
    () => <Doors />,
    { may: may.households },
  ),
  page(
    '/doors/$community/$id/$room',
    () => t('上门三评'),
    () => <DoorPage />,
  ),
]
