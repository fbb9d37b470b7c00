/** Reads what is new in another system and brings it in: what cannot be taken is kept with the sentence, and tried again. */
import type { House } from '../../kernel/server.ts'
import { bring } from './bring.ts'
import { w3c } from './format.ts'
import type { Request } from './hear.ts'
import { readRequests } from './peer.ts'
import { minute, type Round, type System, type Trouble } from './round.ts'
import { limit } from './rules.ts'

/** From where reading ended last, and a little before: what was received already is refused by its number. */
export async function bringIn({ house, system, peer, now, reach }: Round): Promise<Trouble | null> {
  if (system.pullInto === null) return null
  const back = house.book.figure(limit.overlap, system.place, now) * minute
  const from = new Date((system.readUntil?.getTime() ?? now.getTime() - DAY) - back)
  const mapped = await house.db.selectFrom('open311.service').selectAll().where('system', '=', system.id).execute()
  let brought = 0
  // What could not be taken in is asked for by its number: it may be mapped by now, and its day is past.
  const failed = await house.db
    .selectFrom('open311.failure')
    .select('external')
    .where('system', '=', system.id)
    .orderBy('at')
    .limit(50)
    .execute()
  if (failed.length) {
    const told = await readRequests(peer, reach, { service_request_id: failed.map(f => f.external).join(',') })
    if (!told.ok) return told
    for (const one of told.value) if (await bring(house, system, one, mapped, now)) brought++
  }
  for (let page = 1; page <= PAGES; page++) {
    const told = await readRequests(peer, reach, {
      start_date: w3c(from),
      end_date: w3c(now),
      page: String(page),
      page_size: '200',
    })
    if (!told.ok) return told
    const fresh = await unknown(house, system, told.value)
    for (const one of fresh) if (await bring(house, system, one, mapped, now)) brought++
    // A server that knows no pages gives the same again, and then nothing of it is fresh.
    if (told.value.length < 200 || (page > 1 && !fresh.length)) break
  }
  await house.db
    .updateTable('open311.system')
    .set(eb => ({ readUntil: now, brought: eb('brought', '+', brought) }))
    .where('id', '=', system.id)
    .execute()
  return null
}
const DAY = 86_400_000
const PAGES = 25

/** What we passed on to them is in their list too, and is not news. */
async function unknown(house: House, { id }: System, all: readonly Request[]): Promise<Request[]> {
  if (!all.length) return []
  const ours = await house.db
    .selectFrom('open311.passing')
    .select('external')
    .where('system', '=', id)
    .where(
      'external',
      'in',
      all.map(r => r.id),
    )
    .execute()
  const known = new Set(ours.map(p => p.external))
  return all.filter(r => !known.has(r.id) && r.status !== 'closed')
}
