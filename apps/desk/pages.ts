/** Every page of the desk, in the order of the menu: each module brings its own. */
import { pages as grid } from '../../modules/grid/web/desk.tsx'
import { pages as identity } from '../../modules/identity/web/desk.tsx'
import { pages as people } from '../../modules/people/web/desk.tsx'
import { pages as places } from '../../modules/places/web/desk.tsx'
import type { Page } from '../../ui/desk/page.ts'
import { pages as home } from './home.tsx'
import { pages as exchange } from './import.tsx'

export const pages: readonly Page[] = [...grid, ...people, ...home, ...places, ...exchange, ...identity]
