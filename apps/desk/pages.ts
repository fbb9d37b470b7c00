/** Every page of the desk, in the order of the menu: each module brings its own. */
import { pages as assets } from '../../modules/assets/web/desk.tsx'
import { pages as council } from '../../modules/council/web/desk.tsx'
import { pages as grid, settings as gridSettings } from '../../modules/grid/web/desk.tsx'
import { pages as identity } from '../../modules/identity/web/desk.tsx'
import { pages as insight } from '../../modules/insight/web/desk.tsx'
import { pages as money } from '../../modules/money/web/desk.tsx'
import { pages as needs } from '../../modules/needs/web/desk.tsx'
import { pages as open311, settings as open311Settings } from '../../modules/open311/web/desk.tsx'
import { pages as people } from '../../modules/people/web/desk.tsx'
import { pages as places } from '../../modules/places/web/desk.tsx'
import { pages as portal } from '../../modules/portal/web/desk.tsx'
import { pages as works } from '../../modules/works/web/desk.tsx'
import type { Page } from '../../ui/desk/page.ts'
import { pages as book } from './book.tsx'
import { pages as home } from './home.tsx'
import { pages as exchange } from './import.tsx'
import { pages as matter } from './matter.tsx'
import { pages as messages } from './messages.tsx'

export const pages: readonly Page[] = [
  ...grid,
  ...matter,
  ...money,
  ...assets,
  ...insight,
  ...open311,
  ...council,
  ...needs,
  ...works,
  ...portal,
  ...people,
  ...home,
  ...places,
  ...exchange,
  ...identity,
  ...messages,
  ...book,
  ...gridSettings,
  ...open311Settings,
]
