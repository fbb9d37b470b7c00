/** The modules that have a place on the portal, in the order in which their parts of a page stand. */
import type { Pages } from '../../ui/portal-page.ts'
import { identityPortal } from '../../modules/identity/web/portal.ts'
import { gridPortal } from '../../modules/grid/web/portal.ts'
import { assetsPortal } from '../../modules/assets/web/portal.ts'
import { moneyPortal } from '../../modules/money/web/portal.ts'
import { worksPortal } from '../../modules/works/web/portal.ts'
import { placesPortal } from '../../modules/places/web/portal.ts'
import { peoplePortal } from '../../modules/people/web/portal.ts'
import { councilPortal } from '../../modules/council/web/portal.ts'
import { needsPortal } from '../../modules/needs/web/portal.ts'
import { portalPortal } from '../../modules/portal/web/portal.ts'
import { messagePortal } from './messages.ts'

export const portalPages: readonly Pages[] = [
  portalPortal,
  placesPortal,
  gridPortal,
  needsPortal,
  councilPortal,
  worksPortal,
  moneyPortal,
  assetsPortal,
  messagePortal,
  peoplePortal,
  identityPortal,
]
