/** The figures as people see and set them. Every setting is a new line of the book; a correction is one more. */
import { sql } from 'kysely'
import { bound, isAssumed, maySet, ownAt, problem, ruling, whyNot, type Named, type Setting } from './book-rules.ts'
import type { book } from './book-contract.ts'
import { readSettings } from './book.ts'
import { dayOf, startOf, type Day } from './clock.ts'
import type { Input } from './contract.ts'
import type { Db } from './db.ts'
import { allFigures, common } from './rules.ts'
import { allServices, type Ctx } from './server.ts'

export async function figures(ctx: Ctx, { place }: { place: string }) {
  const byName = Map.groupBy(await readSettings(ctx.db), s => s.name)
  return [...allFigures().values()].map(f => figureAt(ctx, f, byName.get(f.name) ?? [], place))
}

/** What was set at the place, above it and below it, newest first. */
export async function history(ctx: Ctx, { name, place }: Input<typeof book.ops.history>) {
  if (!allFigures().has(name)) throw problem.noSuchFigure()
  const lines = await readSettings(ctx.db, name)
  const near = lines.filter(s => place.startsWith(s.place) || s.place.startsWith(place))
  return near.toReversed().map(s => shown(ctx, s))
}

export async function setFigure(ctx: Ctx, { is, ...line }: Input<typeof book.ops.set>) {
  const { f, lines } = await opened(ctx, line)
  const why = whyNot(lines, f, line.place, line.from, is)
  if (why) throw problem.direction(why)
  return written(ctx, f, { ...line, is })
}

export async function endFigure(ctx: Ctx, line: Input<typeof book.ops.end>) {
  const { f, lines } = await opened(ctx, line)
  if (!standing(lines, line.place, line.from)) throw problem.nothingSet()
  return written(ctx, f, { ...line, is: null })
}

/** The figure and its lines, for whoever may set it here from that day on. Two who set at once are judged one after the other. */
async function opened(ctx: Ctx, { name, place, from }: { name: string; place: string; from: Day }) {
  const f = allFigures().get(name)
  if (!f) throw problem.noSuchFigure()
  if (!maySet(f, ctx.me, place)) throw common.forbidden()
  if (place.length > COMMUNITY) throw problem.notAtThisLevel()
  if (from < dayOf(ctx.now)) throw problem.past()
  await lockBook(ctx.db)
  return { f, lines: await readSettings(ctx.db, name) }
}
const COMMUNITY = 12

export const lockBook = (db: Db) => sql`select pg_advisory_xact_lock(hashtext('kernel.book'))`.execute(db)
/** Heard by every process once this is committed. */
export const tellBook = (db: Db) => sql`select pg_notify('linli_book', '')`.execute(db)

async function written(ctx: Ctx, f: Named, line: Omit<Setting, 'id' | 'by' | 'byName' | 'at'>) {
  await ctx.db
    .insertInto('kernel.figure')
    .values({ ...line, by: ctx.me.id, byName: ctx.me.name ?? null, at: ctx.now })
    .execute()
  await tellBook(ctx.db)
  return figureAt(ctx, f, await readSettings(ctx.db, f.name), line.place)
}

/** What the place has, or will have, on a day: lines written today for a day to come count. */
const standing = (lines: readonly Setting[], place: string, day: Day) =>
  ownAt(
    lines.map(s => ({ ...s, at: startOf(s.from) })),
    place,
    startOf(day),
  )

function figureAt(ctx: Ctx, f: Named, lines: readonly Setting[], place: string) {
  const today = dayOf(ctx.now)
  const module = f.name.split('.')[0]!
  const { is, line } = ruling(lines, f, place, ctx.now)
  const own = ownAt(lines, place, ctx.now)
  const above = bound(lines, f, place, today).line
  return {
    name: f.name,
    module,
    moduleLabel: allServices().find(s => s.contract.name === module)?.contract.label ?? module,
    label: f.label,
    unit: f.unit ?? null,
    source: f.source,
    assumed: isAssumed(f.source),
    builtIn: f.is,
    may: f.may ?? null,
    is,
    set: line ? shown(ctx, line) : null,
    above: above ? shown(ctx, above) : null,
    own: own ? shown(ctx, own) : null,
    coming: f.may ? comingAt(lines, place, today).map(s => shown(ctx, s)) : [],
    maySet: Boolean(f.may) && place.length <= COMMUNITY && maySet(f, ctx.me, place),
  }
}

/** Of several lines for the same place and day only the last will hold. */
function comingAt(lines: readonly Setting[], place: string, today: Day): Setting[] {
  const ahead = lines.filter(s => s.from > today && place.startsWith(s.place))
  const last = new Map(ahead.map(s => [`${s.place} ${s.from}`, s]))
  return [...last.values()].toSorted((a, b) => (a.from < b.from ? -1 : 1))
}

/** Who decided is for those who hold a post themselves. */
const shown = ({ me }: Ctx, { id, place, from, is, reason, document, byName, at }: Setting) => ({
  id,
  place,
  from,
  is,
  reason,
  document,
  byName: me.posts.length ? byName : null,
  at,
})
