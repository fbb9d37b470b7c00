/** How a matter begins: said once by a resident, or written down for them by a clerk or on patrol. 篇8 3.1「多级联动」、篇1 一「利益诉求」 */
import { dayOf } from '../../kernel/clock.ts'
import { attach } from '../../kernel/files.ts'
import { newId } from '../../kernel/id.ts'
import { start } from '../../kernel/move.ts'
import { openSession } from '../../kernel/session.ts'
import { forgetTries, takeTry } from '../../kernel/tries.ts'
import { takeTurn } from '../../kernel/turns.ts'
import type { Input } from '../../kernel/contract.ts'
import { nobody, type Ctx } from '../../kernel/server.ts'
import { places } from '../places/contract.ts'
import { isOffered } from './category.ts'
import type { grid } from './contract.ts'
import { deadlines, respondBy } from './deadline.ts'
import { limit, type Urgency } from './figure-rules.ts'
import { enter, PHONE } from './matter.ts'
import { movingMatters } from './moves.ts'
import { problem } from './problem-rules.ts'

type Reporting = Input<typeof grid.ops.report> & { source: string }
/** What only another system says: its own number, its own code, its own time. */
type Foreign = { foreignSource: string; foreignId: string; foreignCode: string; reportedAt: Date }

export async function report(ctx: Ctx, { phone, code, contactName, photos, ...said }: Reporting, foreign?: Foreign) {
  const category = await ctx.db
    .selectFrom('grid.category')
    .select('urgency')
    .where('code', '=', said.category)
    .where(isOffered(ctx.now))
    .executeTakeFirst()
  if (!category) throw problem.noSuchCategory()
  const { address, ...spot } = await whereIs(ctx, said)
  const community = spot.place.slice(0, 12)
  const id = newId(ctx.now.getTime())
  const number = await takeNumber(ctx, community, id)
  const known = said.source === 'portal' && ctx.me !== nobody && !ctx.me.guest ? ctx.me.id : null
  const ticket = newId()
  const row = {
    community,
    id,
    number,
    ticket,
    ...spot,
    category: said.category,
    urgency: category.urgency,
    source: said.source,
    title: said.title,
    description: said.description,
    address: said.address ?? address ?? null,
    building: said.building ?? null,
    owner: known,
    contact: contactName ?? null,
    phone: phone ? ctx.sealer.seal(phone, PHONE) : null,
    phoneKey: phone ? ctx.sealer.index(phone, PHONE) : null,
    phoneTail: phone?.slice(-4) ?? null,
    followKey: code && !phone ? followKey(ctx, number, code) : null,
    desk: community,
    reportedAt: ctx.made,
    updatedAt: ctx.now,
    respondBy: respondBy(ctx, spot.place, ctx.now),
    ...deadlines(ctx, spot.place, category.urgency as Urgency, ctx.now),
    ...foreign,
  }
  await start(ctx, movingMatters, row)
  await enter(ctx, row, 'report', null, await attach(ctx.db, photos, row, known ?? ticket))
  await ctx.announce('grid.matter.report', row)
  return row
}

/** Bound to the number: a code that fits one matter says nothing about another. */
const followKey = ({ sealer }: Ctx, number: string, code: string) =>
  sealer.index(`${number} ${code}`, 'grid.matter.follow')

/** Whoever has not said who they are reports as often as a house does, and not as often as a program. */
export const tooMany = async (ctx: Ctx) =>
  ctx.me === nobody || ctx.me.guest
    ? takeTurn(ctx, 'grid.report', { most: limit.addressReports.is, minutes: 10 })
    : null

type Spot = { place: string; address?: string; lon: number | null; lat: number | null }

/** A building lies in one grid; a position from a phone falls into one; else the person chose grid or community. */
async function whereIs(
  ctx: Ctx,
  { place, building, lon, lat, source }: Pick<Reporting, 'place' | 'building' | 'lon' | 'lat' | 'source'>,
): Promise<Spot> {
  const at = { lon: lon ?? null, lat: lat ?? null }
  if (building) {
    const found = (await ctx.ask(places.ops.buildings, { place: place.slice(0, 12) })).find(b => b.id === building)
    if (!found) throw problem.outsidePlace()
    const stands = lon === undefined ? { lon: found.lon, lat: found.lat } : at
    return { place: found.place, address: `${found.estate}${found.name}`, ...stands }
  }
  if (place.length === 12 && lon !== undefined && lat !== undefined) {
    const found = await ctx.ask(places.ops.locate, { lon, lat })
    if (found.place?.startsWith(place)) return { place: found.place, ...at }
    // Whoever reports it can still choose; what another system sends is taken for the community it was sent to.
    if (source === 'portal' && (found.place || (await isDrawn(ctx, place)))) throw await outside(ctx, found.place)
  }
  const found = await ctx.ask(places.ops.place, { code: place }).catch(() => {
    throw problem.outsidePlace()
  })
  // A tablet that was out of reach may still name a grid that was given up: its heir has the matter.
  return { place: found.became[0]?.code ?? place, ...at }
}

/** Without any outline nobody can say whether a position lies outside. */
const isDrawn = async (ctx: Ctx, place: string) => (await ctx.ask(places.ops.map, { place })).features.length > 0

async function outside(ctx: Ctx, grid: string | null) {
  if (!grid) return problem.outsideCommunity()
  const { name } = await ctx.ask(places.ops.place, { code: grid.slice(0, 12) })
  return problem.outsideCommunity(`这个位置在${name}，不在这个社区：请换到${name}上报，或在这里选楼栋、网格`)
}

/** Twelve digits that can be read out: the day, and six that cannot be guessed from the last one. */
async function takeNumber(ctx: Ctx, community: string, matter: string): Promise<string> {
  const day = dayOf(ctx.now).slice(2).replaceAll('-', '')
  for (;;) {
    const number = day + String(crypto.getRandomValues(new Uint32Array(1))[0]! % 1_000_000).padStart(6, '0')
    const taken = await ctx.db
      .insertInto('grid.number')
      .values({ number, community, matter })
      .onConflict(c => c.doNothing())
      .returning('number')
      .executeTakeFirst()
    if (taken) return number
  }
}

export async function receipt(ctx: Ctx, { community, id, number }: Input<typeof grid.ops.receipt>) {
  const found = await ctx.db
    .selectFrom('grid.matter')
    .select(['community', 'id', 'number', 'place', 'state', 'reportedAt', 'acceptBy', 'resultBy', 'provisional'])
    .select(eb => eb('followKey', 'is not', null).$castTo<boolean>().as('byCode'))
    .where('community', '=', community)
    .where('id', '=', id)
    .where('number', '=', number)
    .executeTakeFirst()
  return found && { ...found, placeName: (await ctx.ask(places.ops.place, { code: found.place })).name }
}

/**
 * Whoever knows the number and the last four digits of the phone, or the code that was given instead, may see this one matter and answer for it, for a while.
 * A number that there is not is answered, counted and paused like one that there is. Refusals are returned, so that the try stands.
 */
export async function follow(ctx: Ctx, { number, tail }: { number: string; tail: string }) {
  const full = await takeTurn(ctx, 'grid.follow', { most: limit.addressFollows.is, minutes: 10 })
  if (full) return full
  const digits = number.normalize('NFKC').replace(/\D/g, '')
  const key = ctx.sealer.index(digits, 'grid.follow')
  const left = await takeTry(ctx, key, { most: limit.followTries.is, minutes: limit.followPause.is })
  if (left === null) return problem.tooManyTries()
  const found = await ctx.db
    .selectFrom('grid.number as n')
    .innerJoin('grid.matter as m', join => join.onRef('m.community', '=', 'n.community').onRef('m.id', '=', 'n.matter'))
    .select(['m.community', 'm.id', 'm.ticket'])
    .where('n.number', '=', digits)
    .where(eb => eb.or([eb('m.phoneTail', '=', tail), eb('m.followKey', '=', followKey(ctx, digits, tail))]))
    .executeTakeFirst()
  if (!found) return problem.unknownNumber()
  await forgetTries(ctx, key)
  await openSession(ctx, {
    actor: found.ticket,
    name: '反映人',
    minutes: ctx.book.figure(limit.followMinutes, found.community, ctx.now),
    guest: true,
  })
  return { community: found.community, id: found.id }
}
