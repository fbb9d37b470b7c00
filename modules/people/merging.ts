/**
 * Two cards of one person become one, and can become two again. Nothing is moved: the card that gives way rests and
 * points at the other, and whoever reads the other reads both. So undoing it leaves everything as it was.
 */
import { sql } from 'kysely'
import type { Input } from '../../kernel/contract.ts'
import { pageOf, under } from '../../kernel/db.ts'
import { newId } from '../../kernel/id.ts'
import { maskName } from '../../kernel/numbers.ts'
import { moving, offered, start, type Stored } from '../../kernel/move.ts'
import { permits } from '../../kernel/rules.ts'
import type { Ctx } from '../../kernel/server.ts'
import { retitleMany } from '../../kernel/start-many.ts'
import { remember } from './change.ts'
import { people } from './contract.ts'
import { columns } from './columns.ts'
import type { Resident } from './edit.ts'
import { movingResidents } from './moves.ts'
import { merging } from './papers.ts'
import { lockPersons } from './person.ts'
import { problem, registrar } from './rules.ts'
import { fields, type Field } from './words.ts'

type Taking = Input<typeof people.ops.absorb>['take'][number]
/** Kept apart from the others, so that they are sealed anew. */
const sealed = ['id_number', 'phone']
/** Which column tells whether two cards say the same of a field. */
const tells: Record<Taking, string> = {
  name: 'name',
  sex: 'sex',
  birth: 'birth',
  idNumber: 'id_key',
  phone: 'phone_key',
  hometown: 'hometown',
}

const merges = ({ db }: Ctx) =>
  db
    .selectFrom('people.merge as m')
    .innerJoin('people.resident as r', join =>
      join.onRef('r.community', '=', 'm.community').onRef('r.id', '=', 'm.kept'),
    )
    .select([
      'm.community',
      'm.id',
      'm.place',
      'm.state',
      'm.kept',
      'm.lost',
      'm.taken',
      'm.reason',
      'm.byName',
      'm.at',
    ])
    .select(['m.former', 'm.was', 'm.idNumber', 'm.phone', 'm.name', 'r.person'])

async function findMerge(ctx: Ctx, community: string, id: string) {
  const row = await merges(ctx).where('m.community', '=', community).where('m.id', '=', id).executeTakeFirst()
  return row && { ...row, offers: offered(ctx, merging, row) }
}

export const movingMerges = moving(people, {
  table: 'people.merge',
  machine: merging,
  title: m => maskName(m.name),
  find: findMerge,
  on: {
    async undoMerge(ctx, m, { reason }) {
      const at = { community: m.community, id: m.kept }
      await lock(ctx, m.community, [m.kept, m.lost])
      await giveBack(ctx, m)
      await sql`update people.resident set merged_into = null where community = ${m.community} and id = ${m.lost}`.execute(
        ctx.db,
      )
      if (m.former) await ctx.db.deleteFrom('people.alias').where('former', '=', m.former).execute()
      await remember(ctx, at, { what: '撤销合并', source: reason, changes: {} })
      await ctx.announce('people.resident.apart', { ...at, place: m.place }, { lost: m.lost })
      return { undone: ctx.now, undoneBy: ctx.me.name ?? null, undoneWhy: reason }
    },
  },
})

/** The move of the card that gives way. Modules that hold its id hear of it with the id it gives way to. */
export async function absorb(ctx: Ctx, r: Resident, { into, take, reason }: Input<typeof people.ops.absorb>) {
  if (into === r.id) throw problem.sameCard()
  if (r.handingOver) throw problem.handingOver()
  await lock(ctx, r.community, [into, r.id])
  const { db } = ctx
  const kept = await db
    .selectFrom('people.resident')
    .selectAll()
    .where('community', '=', r.community)
    .where('id', '=', into)
    .where('mergedInto', 'is', null)
    .executeTakeFirst()
  if (!kept || !permits(registrar, ctx.me, { place: kept.place })) throw problem.noSuchCard()
  const was = await before(ctx, r.community, into, take)
  const former = await unite(ctx, r.person, kept.person)
  await start(ctx, movingMerges, {
    community: r.community,
    id: newId(ctx.now.getTime()),
    place: kept.place,
    kept: into,
    lost: r.id,
    name: kept.name,
    taken: take,
    was: JSON.stringify(was),
    idNumber: take.includes('idNumber') ? kept.idNumber : null,
    phone: take.includes('phone') ? kept.phone : null,
    former,
    reason,
    byName: ctx.me.name ?? null,
    at: ctx.now,
  })
  await copy(ctx, r.community, { from: r.id, to: into, take })
  const changes = Object.fromEntries(take.map(field => [field, { was: null, is: '取自并入的档案' }]))
  await remember(
    ctx,
    { community: r.community, id: into },
    { what: '并入另一份档案', source: reason, changes: { ...changes, merged: { was: null, is: r.name } } },
  )
  await retitle(ctx, r.community, into)
  await ctx.announce('people.resident.one', { community: r.community, id: into, place: kept.place }, { lost: r.id })
  return { mergedInto: into }
}

const lock = ({ db }: Ctx, community: string, ids: readonly string[]) =>
  sql`select from people.resident where community = ${community} and id = any(${ids}::uuid[]) order by id for update`.execute(
    db,
  )

/** The two persons are one from now on; the uuid that leads on is kept, to be taken back. */
async function unite({ db }: Ctx, lost: string, kept: string): Promise<string | null> {
  await lockPersons({ db })
  const { rows } = await sql<{ lost: string; kept: string }>`
    select people.current_person(${lost}) as lost, people.current_person(${kept}) as kept`.execute(db)
  const { lost: from, kept: to } = rows[0]!
  if (from === to) return null
  await db.insertInto('people.alias').values({ former: from, person: to }).execute()
  return from
}

type Was = { row: Record<string, unknown>; facts: unknown[] }

async function before({ db }: Ctx, community: string, id: string, take: readonly Taking[]): Promise<Was> {
  const names = take.flatMap(field => columns[field]).filter(name => !sealed.includes(name))
  const { rows } = await sql<{ row: Record<string, unknown> }>`
    select jsonb_build_object(${sql.join(['id', ...names].flatMap(name => [sql.lit(name), sql.ref(name)]))}) as row
    from people.resident where community = ${community} and id = ${id}`.execute(db)
  const facts = await sql<{ fact: unknown }>`
    select to_jsonb(f) as fact from people.fact f where community = ${community} and resident = ${id} and field = any(${take})`.execute(
    db,
  )
  return { row: rows[0]!.row, facts: facts.rows.map(one => one.fact) }
}

/** A field that was taken comes with the sources it had on the other card. */
async function copy(
  { db }: Ctx,
  community: string,
  { from, to, take }: { from: string; to: string; take: readonly Taking[] },
) {
  if (!take.length) return
  const names = take.flatMap(field => columns[field])
  await sql`
    update people.resident k set ${sql.join(names.map(name => sql`${sql.ref(name)} = l.${sql.ref(name)}`))}
    from people.resident l where k.community = ${community} and k.id = ${to} and l.community = ${community} and l.id = ${from}`.execute(
    db,
  )
  await sql`delete from people.fact where community = ${community} and resident = ${to} and field = any(${take})`.execute(
    db,
  )
  await sql`
    insert into people.fact (community, resident, field, source, at, by, by_name, via, declined)
    select community, ${to}, field, source, at, by, by_name, via, declined from people.fact
    where community = ${community} and resident = ${from} and field = any(${take})`.execute(db)
}

type Merged = {
  community: string
  kept: string
  lost: string
  taken: string[]
  was: unknown
  idNumber: string | null
  phone: string | null
}

/** A field goes back only if it still says what the merge brought: what somebody changed since is theirs. */
async function giveBack(ctx: Ctx, m: Merged) {
  const { community, kept, lost } = m
  const was = m.was as Was
  const taken = m.taken as Taking[]
  const { rows } = await sql<Record<string, boolean>>`
    select ${sql.join([sql`true as yes`, ...taken.map(field => sql`k.${sql.ref(tells[field])} is not distinct from l.${sql.ref(tells[field])} as ${sql.ref(field)}`)])}
    from people.resident k, people.resident l
    where k.community = ${community} and k.id = ${kept} and l.community = ${community} and l.id = ${lost}`.execute(
    ctx.db,
  )
  const back = taken.filter(field => rows[0]![field])
  if (!back.length) return
  const values: Record<string, unknown> = { ...was.row, id_number: m.idNumber, phone: m.phone }
  const names = back.flatMap(field => columns[field])
  await sql`
    update people.resident set ${sql.join(names.map(name => sql`${sql.ref(name)} = ${values[name]}`))}
    where community = ${community} and id = ${kept}`.execute(ctx.db)
  await sql`delete from people.fact where community = ${community} and resident = ${kept} and field = any(${back})`.execute(
    ctx.db,
  )
  await sql`
    insert into people.fact select * from jsonb_populate_recordset(null::people.fact, ${JSON.stringify(was.facts)}::jsonb)
    where field = any(${back})`.execute(ctx.db)
  await retitle(ctx, community, kept)
}

async function retitle(ctx: Ctx, community: string, id: string) {
  const card = await ctx.db
    .selectFrom('people.resident')
    .select(['community', 'id', 'place', 'state', 'name'])
    .where('community', '=', community)
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  await retitleMany(ctx, movingResidents, [card])
}

export async function listMerges(ctx: Ctx, { place, ...paging }: Input<typeof people.ops.merges>) {
  const rows = merges(ctx)
    .where(sql<boolean>`exists (select from (select m.place) as asked (place) where ${ctx.visible})`)
    .$if(place !== undefined, q => q.where(under('m.place', place!)))
    .orderBy('m.at', 'desc')
    .orderBy('m.id')
  const { items, total } = await pageOf(rows, paging)
  return {
    total,
    items: items.map(m => ({
      ...m,
      taken: m.taken.map(field => fields[field as Field] ?? field),
      offers: offered(ctx, merging, m as Stored),
    })),
  }
}
