/** Opens what every operation stands on: the database, the keys, the calendar and the figures that areas have set. */
import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto'
import { readBook } from './book.ts'
import { watchBook } from './book-watch.ts'
import { connect } from './db.ts'
import { sender } from './jobs.ts'
import { keptOnly, type Delivery } from './message-carriers.ts'
import { sealer, type Keys } from './sealed.ts'
import { openStandby } from './standby.ts'
import type { House } from './server.ts'

export type OpenHouse = House & {
  signing: { private: KeyObject; public: KeyObject }
  refresh: () => Promise<void>
  close: () => Promise<void>
}

export async function openHouse(
  url: string,
  keys: Keys,
  max = 10,
  delivery: Delivery = keptOnly,
  patience: Parameters<typeof connect>[2] = {},
  standbyUrl: string | null = null,
): Promise<OpenHouse> {
  const db = connect(url, max, patience)
  const standby = standbyUrl === null ? undefined : openStandby(standbyUrl, db, max, patience)
  const { later, stop } = sender(url)
  const house: OpenHouse = {
    db,
    ...(standby && { standby }),
    later,
    delivery,
    sealer: sealer(keys),
    trailKey: Buffer.from(keys.trail, 'base64'),
    signing: { private: createPrivateKey(keys.signing.private), public: createPublicKey(keys.signing.public) },
    book: await readBook(db),
    refresh: async () => void (house.book = await readBook(db)),
    close: async () => {
      await unwatch()
      await stop()
      await standby?.close()
      await db.destroy()
    },
  }
  const unwatch = watchBook(url, house.refresh)
  return house
}

/** The same house for work that nobody waits for: on connections of its own, so that neither keeps the other waiting. */
export function unhurried(house: OpenHouse, url: string): OpenHouse {
  const db = connect(url, 3)
  return {
    ...house,
    db,
    get book() {
      return house.book
    },
    close: () => db.destroy(),
  }
}
