/**
 * The talking with other systems: what waits is sent, what was sent is asked after and told of, what is theirs is brought in. Nothing
 * is held while they think; every answer is judged again on the stored row, so that heard twice is heard once.
 */
import { within } from '../../kernel/db.ts'
import type { House } from '../../kernel/server.ts'
import { askAfter } from './asking.ts'
import { bringIn } from './bringing.ts'
import type { Reach } from './carry.ts'
import { readServices, type Peer } from './peer.ts'
import { minute, type System, type Trouble } from './round.ts'
import { limit } from './rules.ts'
import { sendWaiting } from './sending.ts'
import { tellNews } from './telling.ts'
import { KEY } from './systems.ts'

/** One round over all systems; gives how many were spoken with. */
export async function contact(house: House, now: Date, reach: Reach): Promise<number> {
  const begun = performance.now()
  const due = await dueSystems(house, now)
  await Promise.all(
    due.map(one => spoken(house, one, now, reach, () => new Date(now.getTime() + performance.now() - begun))),
  )
  return due.length
}

/** Taken for as long as a round may last, so that two processes do not ask at once. */
const dueSystems = (house: House, now: Date) =>
  within(house.db, tx =>
    tx
      .updateTable('open311.system')
      .set({ nextAt: new Date(now.getTime() + 5 * minute) })
      .where('id', 'in', q =>
        q
          .selectFrom('open311.system')
          .select('id')
          .where('active', '=', true)
          .where('nextAt', '<=', now)
          .orderBy('nextAt')
          .limit(10)
          .forUpdate()
          .skipLocked(),
      )
      .returningAll()
      .execute(),
  )

async function spoken(house: House, system: System, now: Date, reach: Reach, clock: () => Date) {
  const peer: Peer = {
    endpoint: system.endpoint,
    jurisdiction: system.jurisdiction,
    format: system.format,
    key: system.apiKey === null ? null : house.sealer.open(system.apiKey, KEY),
  }
  const round = { house, system, peer, now, reach }
  const services = await readServices(peer, reach)
  const trouble: Trouble | null = !services.ok
    ? services
    : ((await sendWaiting(round)) ?? (await askAfter(round)) ?? (await tellNews(round)) ?? (await bringIn(round)))
  const at = clock()
  const figure = (of: (typeof limit)[keyof typeof limit]) => house.book.figure(of, system.place, now)
  const tries = trouble ? system.tries + 1 : 0
  const wait = trouble ? figure(limit.firstWait) * figure(limit.waitGrows) ** (tries - 1) : figure(limit.pollEvery)
  const dead = trouble !== null && tries >= figure(limit.tries)
  await house.db
    .updateTable('open311.system')
    .set({
      tries,
      nextAt: dead ? null : new Date(at.getTime() + wait * minute),
      said: trouble?.said ?? null,
      ...(services.ok && { services: JSON.stringify(services.value.slice(0, 2000)) as never, contacted: at }),
    })
    .where('id', '=', system.id)
    // Somebody pressed for another try meanwhile, or took it out of use: that stands.
    .where('nextAt', '=', system.nextAt)
    .execute()
}
