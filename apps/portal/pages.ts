/** The modules that have a place on the portal, in the order in which their parts of a page stand. */
import type { Pages } from '../../ui/portal-page.ts'
import { gridPortal } from '../../modules/grid/web/portal.ts'
import { peoplePortal } from '../../modules/people/web/portal.ts'
import { portalPortal } from '../../modules/portal/web/portal.ts'

export const portalPages: readonly Pages[] = [portalPortal, gridPortal, peoplePortal]
