/** Opens what every operation stands on: the database, the keys, the calendar and the figures that areas have set. */
import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto'
import { calendarOf, dayOf } from './clock.ts'
import { connect, type Db } from './db.ts'
import { builtInHolidays, builtInYears } from './holidays.ts'
import { sender } from './jobs.ts'
import { keptOnly, type Delivery } from './message-carriers.ts'
import { sealer, type Keys } from './sealed.ts'
import type { House } from './server.ts'

export type OpenHouse = House & {
  signing: { private: KeyObject; public: KeyObject }
  refresh: () => Promise<void>
  close: () => Promise<void>
}

export async function openHouse(url: string, keys: Keys, max = 10, delivery: Delivery = keptOnly): Promise<OpenHouse> {
  const db = connect(url, max)
  const { later, stop } = sender(url)
  const house: OpenHouse = {
    db,
    later,
    delivery,
    sealer: sealer(keys),
    trailKey: Buffer.from(keys.trail, 'base64'),
    signing: { private: createPrivateKey(keys.signing.private), public: createPublicKey(keys.signing.public) },
    book: await readBook(db),
    refresh: async () => void (house.book = await readBook(db)),
    close: async () => {
      await stop()
      await db.destroy()
    },
  }
  return house
}

/** The holidays that came with the system, unless an administrator has put in a year of his own. */
async function readBook(db: Db): Promise<House['book']> {
  const [days, years, set] = await Promise.all([
    db.selectFrom('kernel.holiday').select(['day', 'off']).execute(),
    db.selectFrom('kernel.holidayYear').select('year').execute(),
    db.selectFrom('kernel.figure').select(['name', 'place', 'from', 'is']).orderBy('from', 'desc').execute(),
  ])
  const own = new Set(years.map(y => y.year))
  const builtIn = builtInHolidays().filter(d => !own.has(Number(d.day.slice(0, 4))))
  const byName = Map.groupBy(set, row => row.name)
  return {
    calendar: calendarOf([...builtIn, ...days], [...builtInYears(), ...own]),
    figure(figure, place, now) {
      const today = dayOf(now)
      const here = byName.get(figure.name)?.filter(row => place.startsWith(row.place) && row.from <= today) ?? []
      // The nearest place decides; among its own settings the latest that has begun.
      const nearest = here.toSorted((a, b) => b.place.length - a.place.length)[0]
      return nearest ? Number(nearest.is) : figure.is
    },
  }
}
