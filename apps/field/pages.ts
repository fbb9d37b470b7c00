/** Every page of the field app: each module brings its own, the account stands last. */
import { pages as grid } from '../../modules/grid/web/field.tsx'
import { pages as needs } from '../../modules/needs/web/field.tsx'
import { pages as people } from '../../modules/people/web/field.tsx'
import { pages as places } from '../../modules/places/web/field.tsx'
import { pages as works } from '../../modules/works/web/field.tsx'
import type { Page } from '../../ui/field/page.ts'
import { pages as account } from './account.tsx'
import { pages as messages } from './messages.tsx'
import { pages as outbox } from './outbox.tsx'

export const pages: readonly Page[] = [
  ...grid,
  ...needs,
  ...people,
  ...places,
  ...works,
  ...account,
  ...messages,
  ...outbox,
]
