/**
 * What each operation is asked in the permission matrix, module by module.
 * An operation without a line in one of these fails the matrix: whoever adds one says how it is tried.
 */
import type { Case } from './case.ts'
import { assets, insight } from './cases-assets.ts'
import { ballots } from './cases-ballot.ts'
import { council } from './cases-council.ts'
import { grid } from './cases-grid.ts'
import { identity } from './cases-identity.ts'
import { book, exchange, message, view, work } from './cases-kernel.ts'
import { money } from './cases-money.ts'
import { needs } from './cases-needs.ts'
import { open311 } from './cases-open311.ts'
import { people } from './cases-people.ts'
import { places } from './cases-places.ts'
import { portal } from './cases-portal.ts'
import { works } from './cases-works.ts'
import type { World } from './world.ts'

export const casesOf = (w: World): Record<string, Case> => ({
  ...identity(w),
  ...places(w),
  ...people(w),
  ...grid(w),
  ...money(w),
  ...assets(w),
  ...insight(w),
  ...portal(w),
  ...open311(w),
  ...council(w),
  ...needs(w),
  ...works(w),
  ...ballots(w),
  ...work(w),
  ...exchange(w),
  ...view,
  ...message(w),
  ...book(),
})
