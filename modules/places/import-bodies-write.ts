/** What a sheet of bodies changes: what is said of one, and the lines to those it answers to. Lines are only added. */
import { sql } from 'kysely'
import { dayOf } from '../../kernel/clock.ts'
import type { Db } from '../../kernel/db.ts'
import type { Counts, ImportCtx } from '../../kernel/exchange-kinds.ts'
import { newId } from '../../kernel/id.ts'
import { startMany } from '../../kernel/start-many.ts'
import { lockLines, movingBodies } from './body.ts'
import type { BodyRow } from './import-bodies.ts'
import { seated } from './problems.ts'
import { body as machine, communityOf } from './rules.ts'
import type { lines } from './shapes-bodies.ts'

type Relation = keyof typeof lines
export const relations = ['leads', 'guides'] as const satisfies readonly Relation[]

export async function write(
  ctx: ImportCtx,
  rows: readonly BodyRow[],
  { kinds }: { kinds: ReadonlyMap<string, string> },
): Promise<Counts> {
  const standing = await bodiesOf(ctx.db, rows)
  const usual = await dutiesOf(ctx.db)
  const fresh = rows.filter(row => !standing.has(mark(row)))
  await startMany(
    ctx,
    movingBodies,
    fresh.map(({ place, name, duty, phone = '', office = '', from = null, ...row }) => {
      const kind = kinds.get(row.kind)!
      const id = newId(ctx.now.getTime())
      return {
        community: communityOf(place),
        id,
        place,
        kind,
        name,
        phone,
        office,
        from,
        duty: duty ?? usual.get(kind)!,
      }
    }),
  )
  const changed = await change(
    ctx,
    rows.filter(row => !fresh.includes(row)),
  )
  const drawn = await draw(ctx, rows)
  for (const row of rows) if (drawn.has(mark(row)) && !fresh.includes(row)) changed.add(mark(row))
  return { added: fresh.length, changed: changed.size, same: rows.length - fresh.length - changed.size }
}

export const mark = (row: { place: string; name: string }) => `${communityOf(row.place)} ${row.name}`

type Upper = BodyRow[Relation][number]
/** A body answers to those of its own place and of its street, unless another place is named. */
export const marksOf = ({ place }: { place: string }, { name, at }: Upper) =>
  around(place, at).map(community => `${community} ${name}`)
const around = (place: string, at: string | null = null) =>
  at === null ? [...new Set([communityOf(place), communityOf(place.slice(0, 9))])] : [communityOf(at)]

export type Standing = { community: string; id: string; place: string; kind: string; name: string }
type Answering = { place: string } & Partial<Pick<BodyRow, Relation>>
export async function bodiesOf(db: Db, rows: readonly Answering[]): Promise<ReadonlyMap<string, Standing>> {
  const found = await db
    .selectFrom('places.body')
    .select(['community', 'id', 'place', 'kind', 'name'])
    .where('community', 'in', [...new Set(rows.flatMap(communitiesOf))])
    .where('state', '=', machine.initial)
    .execute()
  return new Map(found.map(b => [`${b.community} ${b.name}`, b]))
}

const communitiesOf = (row: Answering) => [
  ...around(row.place),
  ...relations.flatMap(kind => (row[kind] ?? []).flatMap(({ at }) => (at === null ? [] : communityOf(at)))),
]

const dutiesOf = async (db: Db) => {
  const found = await db.selectFrom('places.kind').select(['code', 'duty']).where('family', '=', 'body').execute()
  return new Map(found.map(k => [k.code, k.duty ?? '']))
}

/** Those that say something else now. */
async function change({ db }: ImportCtx, rows: readonly BodyRow[]): Promise<Set<string>> {
  const said = (field: 'duty' | 'phone' | 'office' | 'from') => rows.map(row => row[field] ?? null)
  const { rows: changed } = await sql<{ mark: string }>`
    update places.body b set duty = coalesce(n.duty, b.duty), phone = coalesce(n.phone, b.phone),
      office = coalesce(n.office, b.office), "from" = coalesce(n.since, b."from")
    from unnest(${rows.map(r => communityOf(r.place))}::text[], ${rows.map(r => r.name)}::text[], ${said('duty')}::text[], ${said('phone')}::text[],
      ${said('office')}::text[], ${said('from')}::date[]) as n (community, name, duty, phone, office, since)
    where b.community = n.community and b.name = n.name and b.state = ${machine.initial} and
      (coalesce(n.duty, b.duty), coalesce(n.phone, b.phone), coalesce(n.office, b.office), coalesce(n.since, b."from"))
      is distinct from (b.duty, b.phone, b.office, b."from")
    returning b.community || ' ' || b.name as mark`.execute(db)
  return new Set(changed.map(b => b.mark))
}

/** 篇2 三（三）「双层管理」. Lines that are not there yet; which bodies got one. */
async function draw(ctx: ImportCtx, rows: readonly BodyRow[]): Promise<Set<string>> {
  const drawn = new Set<string>()
  const answering = rows.filter(row => row.leads.length || row.guides.length)
  if (!answering.length) return drawn
  await lockLines(ctx.db)
  const standing = await bodiesOf(ctx.db, answering)
  const lines = await linesOf(ctx.db)
  const fresh: Line[] = []
  for (const row of answering) {
    const own = standing.get(mark(row))!
    for (const kind of relations)
      for (const named of row[kind]) {
        const { from } = named
        const upper = marksOf(row, named).flatMap(one => standing.get(one) ?? [])[0]
        // In a check, what an earlier thousand brought has been taken back.
        if (!upper && ctx.dry) continue
        if (!upper) throw seated.noSuchBody()
        if (lines.get(`${kind} ${own.id}`)?.has(upper.id)) continue
        if (climbsTo(lines, kind, upper.id, own.id)) throw seated.circle()
        lines.set(`${kind} ${own.id}`, new Set([...(lines.get(`${kind} ${own.id}`) ?? []), upper.id]))
        fresh.push({ own, upper, kind, from: from ?? row.from ?? dayOf(ctx.now) })
        drawn.add(mark(row))
      }
  }
  if (fresh.length)
    await ctx.db
      .insertInto('places.line')
      .values(
        fresh.map(({ own, upper, kind, from }) => ({
          community: own.community,
          id: newId(ctx.now.getTime()),
          body: own.id,
          upperCommunity: upper.community,
          upper: upper.id,
          kind,
          during: `[${from},)`,
        })),
      )
      .execute()
  return drawn
}

type Line = { own: Standing; upper: Standing; kind: Relation; from: string }
/** By kind and body: those it answers to. A county has some thousand lines. */
type Lines = Map<string, ReadonlySet<string>>

async function linesOf(db: Db): Promise<Lines> {
  const all = await db
    .selectFrom('places.line')
    .select(['kind', 'body', 'upper'])
    .where(sql<boolean>`upper_inf(during)`)
    .execute()
  return new Map(
    [...Map.groupBy(all, l => `${l.kind} ${l.body}`)].map(([own, up]) => [own, new Set(up.map(l => l.upper))]),
  )
}

const climbsTo = (lines: Lines, kind: Relation, from: string, to: string, seen = new Set<string>()): boolean =>
  from === to ||
  (!seen.has(from) &&
    Boolean(seen.add(from)) &&
    [...(lines.get(`${kind} ${from}`) ?? [])].some(up => climbsTo(lines, kind, up, to, seen)))
