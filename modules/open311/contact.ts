/**
 * The talking with other systems: what waits is sent, what was sent is asked after, what is theirs is brought in. Nothing
 * is held while they think; every answer is judged again on the stored row, so that heard twice is heard once.
 */
import type { Op } from '../../kernel/contract.ts'
import { within } from '../../kernel/db.ts'
import { Problem, theClock, type Row } from '../../kernel/rules.ts'
import { call, type House } from '../../kernel/server.ts'
import { grid } from '../grid/contract.ts'
import { places } from '../places/contract.ts'
import type { Reach } from './carry.ts'
import { open311 } from './contract.ts'
import { plain, w3c } from './format.ts'
import type { Request } from './hear.ts'
import { CONTENT, type Content } from './passing.ts'
import { readRequests, readServices, readToken, sendRequest, type Peer } from './peer.ts'
import { limit, passing } from './rules.ts'
import { KEY } from './systems.ts'

const minute = 60_000
type Trouble = { again: boolean; said: string }
type System = Awaited<ReturnType<typeof dueSystems>>[number]

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
  const services = await readServices(peer, reach)
  const trouble: Trouble | null = !services.ok
    ? services
    : ((await sendWaiting(house, system, peer, now, reach)) ??
      (await askAfter(house, system, peer, now, reach)) ??
      (await bringIn(house, system, peer, now, reach)))
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

/** What was refused, if it was; anything else that goes wrong is nobody's doing and is thrown on. */
const by = (house: House, now: Date, op: Op, input: Row): Promise<Problem | null> =>
  call(house, { op: op.name!, input, actor: theClock, now }).then(
    () => null,
    (error: unknown) => {
      if (error instanceof Problem && error.status < 500) return error
      throw error
    },
  )

const slips = (house: House, system: string, state: keyof typeof passing.states) =>
  house.db.selectFrom('open311.passing').selectAll().where('system', '=', system).where('state', '=', state)

/** What is refused for good stops there; that a system is silent stops the round. */
async function sendWaiting(house: House, system: System, peer: Peer, now: Date, reach: Reach): Promise<Trouble | null> {
  const waiting = await slips(house, system.id, passing.initial)
    .where('nextAt', '<=', now)
    .orderBy('passedAt')
    .limit(50)
    .execute()
  for (const slip of waiting) {
    const key = { community: slip.community, id: slip.id }
    const content = JSON.parse(house.sealer.open(slip.content!, CONTENT)) as Content
    const told = await sendRequest(peer, reach, content)
    if (told.ok) {
      await by(house, now, open311.ops.deliver, { ...key, ...told.value })
      continue
    }
    const { said } = told
    const wait =
      house.book.figure(limit.firstWait, slip.place, now) *
      house.book.figure(limit.waitGrows, slip.place, now) ** slip.tries
    const put = told.again
      ? await by(house, now, open311.ops.postpone, { ...key, said, nextAt: new Date(now.getTime() + wait * minute) })
      : null
    if (!told.again || put?.code === 'common.notYet') await by(house, now, open311.ops.giveUp, { ...key, said })
    if (told.again) return told
  }
  return null
}

/** By their numbers, fifty at a time: what came in another order, or twice, is told from news by their own time. */
async function askAfter(house: House, system: System, peer: Peer, now: Date, reach: Reach): Promise<Trouble | null> {
  const sent = await slips(house, system.id, 'sent').orderBy('passedAt').limit(1000).execute()
  for (const { token, ...slip } of sent.filter(s => s.external === null && s.token !== null)) {
    const told = await readToken(peer, reach, token!)
    if (!told.ok && told.again) return told
    if (told.ok && 'external' in told.value)
      await by(house, now, open311.ops.number, {
        community: slip.community,
        id: slip.id,
        external: told.value.external,
      })
  }
  const numbered = sent.filter(s => s.external !== null)
  for (let i = 0; i < numbered.length; i += 50) {
    const some = numbered.slice(i, i + 50)
    const told = await readRequests(peer, reach, { service_request_id: some.map(s => s.external).join(',') })
    if (!told.ok) return told
    for (const slip of some)
      for (const news of told.value.filter(r => r.id === slip.external).toSorted(inOrder))
        await hear(house, slip, news, now)
  }
  return null
}
const inOrder = (a: Request, b: Request) => (a.updated?.getTime() ?? 0) - (b.updated?.getTime() ?? 0)

type Slip = Awaited<ReturnType<ReturnType<typeof slips>['execute']>>[number]
async function hear(house: House, slip: Slip, { status, notes, updated }: Request, now: Date) {
  const key = { community: slip.community, id: slip.id }
  const { heard, heardAt } =
    (await slips(house, slip.system, 'sent')
      .where('community', '=', key.community)
      .where('id', '=', key.id)
      .executeTakeFirst()) ?? {}
  // Already at its end.
  if (heard === undefined) return
  const at = updated ?? now
  if (heardAt && updated && updated < heardAt) return
  const words = plain(notes).slice(0, 300)
  if (status === 'closed') await by(house, now, open311.ops.finish, { ...key, heard: words, at })
  else if (words !== (heard ?? '')) await by(house, now, open311.ops.hear, { ...key, heard: words, at })
}

/** From where reading ended last, and a little before: what was received already is refused by its number. */
async function bringIn(house: House, system: System, peer: Peer, now: Date, reach: Reach): Promise<Trouble | null> {
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

type Mapped = readonly { service: string; category: string }[]
async function bring(house: House, system: System, r: Request, mapped: Mapped, now: Date): Promise<boolean> {
  const category = mapped.find(m => m.service === r.service)?.category
  const title = plain(r.description).split('\n')[0]!.trim()
  const refused = category
    ? await by(house, now, grid.ops.receive, {
        place: await placeOf(house, system.pullInto!, r, now),
        category,
        service: r.service.slice(0, 40),
        system: system.name,
        external: r.id.slice(0, 60),
        title: title.length > 60 ? `${title.slice(0, 59)}…` : title.length < 2 ? `${system.name}转来的事项` : title,
        description: [plain(r.description), r.media && `照片：${plain(r.media)}`]
          .filter(Boolean)
          .join('\n')
          .slice(0, 4000),
        ...(r.address && { address: plain(r.address).slice(0, 100) }),
        ...(r.lat !== null && r.lon !== null && { lat: r.lat, lon: r.lon }),
        ...(r.requested && { reportedAt: r.requested.toISOString() }),
      })
    : { code: '', message: `服务「${r.service || '没有写'}」还没有对应的分类` }
  const known = !refused || refused.code === 'grid.repeatedForeign'
  const of = { system: system.id, external: r.id.slice(0, 200) }
  if (known)
    await house.db
      .deleteFrom('open311.failure')
      .where('system', '=', of.system)
      .where('external', '=', of.external)
      .execute()
  else
    await house.db
      .insertInto('open311.failure')
      .values({ ...of, said: refused.message, at: now })
      .onConflict(c => c.columns(['system', 'external']).doUpdateSet({ said: refused.message, at: now }))
      .execute()
  return !refused
}

/** Only within the community it was agreed for. */
async function placeOf(house: House, community: string, { lat, lon }: Request, now: Date): Promise<string> {
  if (lat === null || lon === null) return community
  const { name = '' }: Op = places.ops.locate
  const { answer } = await call(house, { op: name, input: { lat, lon }, actor: theClock, now })
  const { place } = answer as { place: string | null }
  return place?.startsWith(community) ? place : community
}
