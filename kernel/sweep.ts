/** What uploads leave that nothing came of holds people's data and belongs to nobody: it goes every night. */
import { existsSync } from 'node:fs'
import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import type { Db } from './db.ts'
import { dropUnattached, sweepFiles } from './files.ts'
import type { House } from './server.ts'

/** `data` is the installation's folder. Gives how many were taken away. */
export const sweep = async (house: Pick<House, 'db' | 'book'>, data: string, now: Date, hours = 24): Promise<number> =>
  (await dropUnattached(house, now)) + (await tidy(house.db, data, now, hours))

const tidy = async (db: Db, data: string, now: Date, hours: number): Promise<number> =>
  (await sweepFiles(db, join(data, 'files'), now, hours)) + (await sweepSheets(db, join(data, 'imports'), now, hours))

/** A sheet whose run was never written down. */
async function sweepSheets(db: Db, folder: string, now: Date, hours: number): Promise<number> {
  let gone = 0
  for (const id of existsSync(folder) ? await readdir(folder) : []) {
    const path = join(folder, id)
    if ((await stat(path)).mtimeMs > now.getTime() - hours * 3_600_000) continue
    if ((await sql`select from kernel.import where id::text = ${id}`.execute(db)).rows.length) continue
    await rm(path, { force: true })
    gone++
  }
  return gone
}
