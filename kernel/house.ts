/** Opens what every operation stands on: the database, the keys, the calendar and the figures that areas have set. */
import { readBook } from './book.ts'
import { LINE, watchBook } from './book-watch.ts'
import { connect } from './db.ts'
import { sender } from './jobs.ts'
import { keptOnly, type Delivery } from './message-carriers.ts'
import { sealer, type Keys, type Sealer } from './sealed.ts'
import { signingOf, type Signing } from './signing.ts'
import { openStandby } from './standby.ts'
import type { House } from './server.ts'

export type OpenHouse = House & {
  signing: Signing
  refresh: () => Promise<void>
  close: () => Promise<void>
}

export type Furnishing = {
  delivery?: Delivery
  patience?: Parameters<typeof connect>[2]
  /** Reads the key file again, where there is one that may be changed meanwhile. */
  reread?: () => Promise<Keys>
  /** Of a copy of the database that follows it and answers what only reads. */
  standbyUrl?: string | null
}

/** `max`: connections at most. */
export async function openHouse(
  url: string,
  keys: Keys,
  max = 10,
  { delivery = keptOnly, patience = {}, reread = async () => keys, standbyUrl = null }: Furnishing = {},
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
    signing: signingOf(keys),
    book: await readBook(db),
    refresh: async () => {
      house.book = await readBook(db)
      const now = await reread()
      house.sealer.renew(now)
      house.signing = signingOf(now)
    },
    close: async () => {
      await unwatch()
      await stop()
      await standby?.close()
      await db.destroy()
    },
  }
  const unwatch = watchBook(url, async () => {
    await house.refresh()
    return lineOf(house.sealer)
  })
  return house
}

/** Which keys a process has: those it can open with, and the one it seals with. */
export const lineOf = ({ newest, current }: Pick<Sealer, 'newest' | 'current'>): string =>
  `${LINE} keys ${newest} seals ${current}`

/** The same house for work that nobody waits for: on connections of its own, so that neither keeps the other waiting. */
export function unhurried(house: OpenHouse, url: string): OpenHouse {
  const db = connect(url, 3)
  return {
    ...house,
    db,
    get book() {
      return house.book
    },
    get signing() {
      return house.signing
    },
    close: () => db.destroy(),
  }
}
