/** What everything on the ground shares: positions on their way in, the grid it stands in, and the lock of a community. */
import { sql } from 'kysely'
import type { Db } from '../../kernel/db.ts'
import { convert, isInChina, type System } from './coordinates.ts'
import { problem } from './problems.ts'

type Given = { lon?: number | undefined; lat?: number | undefined; system?: System }

/** WGS 84 with seven decimals, a centimetre; nothing when no position was given. */
export function entered({ lon, lat, system = 'wgs84' }: Given): { lon: number | null; lat: number | null } {
  if (lon === undefined || lat === undefined) return { lon: null, lat: null }
  const [x, y] = convert([lon, lat], system, 'wgs84')
  if (!isInChina([x, y])) throw problem.notInChina()
  return { lon: Math.round(x * 1e7) / 1e7, lat: Math.round(y * 1e7) / 1e7 }
}

/** Of that community, and in force. */
export async function standingGrid(db: Db, grid: string, community: string): Promise<string> {
  const found = await db
    .selectFrom('places.place')
    .select('code')
    .where('code', '=', grid)
    .where('level', '=', 15)
    .where('until', 'is', null)
    .executeTakeFirst()
  if (!found || !grid.startsWith(community)) throw problem.noSuchGrid()
  return found.code
}

/** Whoever numbers buildings or draws grids of a community waits for whoever does so already. */
export async function lockCommunity(db: Db, ...communities: string[]): Promise<void> {
  await sql`select from places.place where code = any(${communities.toSorted()}) order by code for no key update`.execute(
    db,
  )
}

/** Two grids drawn at the same moment must see each other, in whichever communities. Until the transaction ends. */
export const lockDrawing = (db: Db) => sql`select pg_advisory_xact_lock(hashtext('places.draw'))`.execute(db)
