/** Opens the whole system on a database, the embedded one or a server's: the same for `npm start` and for `npx linli`. */
import { join } from 'node:path'
import { openHouse, type Furnishing, type OpenHouse } from '../../kernel/house.ts'
import { installJobs } from '../../kernel/jobs.ts'
import { deliveryOf } from '../../kernel/message-carriers.ts'
import { appUrl, asApp, migrate } from '../../kernel/migrate.ts'
import { readKeys } from '../../kernel/sealed.ts'
import type { Settings } from '../../kernel/settings.ts'
import { loadDefaults } from './defaults.ts'
import { ground, type Ground } from './ground.ts'
import { jobs } from './jobs.ts'
import './services.ts'

export type System = {
  settings: Settings
  house: OpenHouse
  /** The owner's address, for backups and migrations; `url` is the application's. */
  owner: string
  url: string
  files: string
  now: () => Date
  close: () => Promise<void>
}

/** `patience`: how long its statements may take, where somebody waits for the answer. `on`: what it stands on, where that is rising already. */
export async function openSystem(
  settings: Settings,
  log: (line: string) => void = () => {},
  { patience = {}, on }: { patience?: Furnishing['patience']; on?: Promise<Ground> } = {},
): Promise<System> {
  const { keys, owner, stop } = await (on ?? ground(settings, log))
  try {
    const { applied, appRole } = await migrate(owner)
    if (applied.length) log(`数据库已升级：${applied.length} 步`)
    const url = appRole ? await appUrl(owner, keys.session) : owner
    const reread = () => readKeys(settings.keys, { create: false })
    const { standbyUrl: copy } = settings
    const standbyUrl = copy && appRole ? asApp(copy, keys.session) : copy
    const delivery = deliveryOf(settings)
    const house = await openHouse(url, keys, 10, { delivery, patience, reread, standbyUrl })
    // Cut off between the steps, the next start takes them again: both may be repeated.
    if (applied.length || !(await isSetUp(house))) {
      await installJobs(owner, jobs)
      await loadDefaults(house.db, log)
      await house.db
        .insertInto('kernel.installation')
        .values({ name: 'set-up', value: '{}', at: new Date() })
        .onConflict(c => c.doNothing())
        .execute()
    }
    const close = async () => {
      await house.close()
      await stop()
    }
    return { settings, house, owner, url, files: join(settings.data, 'files'), now: clockOf(settings), close }
  } catch (error) {
    await stop()
    throw error
  }
}

const isSetUp = async ({ db }: OpenHouse) =>
  Boolean(await db.selectFrom('kernel.installation').select('name').where('name', '=', 'set-up').executeTakeFirst())

/** A simulated clock runs on from where it was set: deadlines pass while one watches. */
function clockOf({ clock }: Settings): () => Date {
  if (!clock) return () => new Date()
  const begun = Date.now()
  return () => new Date(clock.getTime() + Date.now() - begun)
}
