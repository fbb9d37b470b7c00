/** What a system stands on, and what needs little of the program to be read: its keys, and its database where that is the embedded one. */
import { startPostgres } from '../../kernel/postgres.ts'
import { readKeys, type Keys } from '../../kernel/sealed.ts'
import type { Settings } from '../../kernel/settings.ts'

/** `owner`: the address of the database for whoever owns it. */
export type Ground = { keys: Keys; owner: string; stop: () => Promise<void> }

export async function ground(settings: Settings, log: (line: string) => void): Promise<Ground> {
  // First, so that without keys no database is started for nothing.
  const keys = await readKeys(settings.keys, { create: settings.env !== 'production' })
  if (settings.databaseUrl) return { keys, owner: settings.databaseUrl, stop: async () => {} }
  const { url, stop } = await startPostgres({ dir: settings.data, archive: settings.archive, log })
  return { keys, owner: url, stop }
}
