/** One person, one uuid, in whichever community: who a document belongs to, and what a uuid from before a merge means. */
import { sql } from 'kysely'
import type { Input } from '../../kernel/contract.ts'
import { newId } from '../../kernel/id.ts'
import type { Ctx } from '../../kernel/server.ts'
import type { people } from './contract.ts'

/** The same document is the same person, wherever it is shown: two communities that ask at once get one answer. */
export async function personOf({ db, now }: Pick<Ctx, 'db' | 'now'>, idKey: string): Promise<string> {
  const { person } = await db
    .insertInto('people.identity')
    .values({ idKey, person: newId(now.getTime()) })
    .onConflict(c => c.column('idKey').doUpdateSet({ idKey }))
    .returning(sql<string>`people.current_person(person)`.as('person'))
    .executeTakeFirstOrThrow()
  return person
}

/**
 * A card learns its number later, or a wrong one is put right. Whoever was known by that number elsewhere already is this
 * person from now on; the uuid that the card had leads there.
 */
export async function personFor(
  { db }: Pick<Ctx, 'db'>,
  { person, idKey: before }: { person: string; idKey: string | null },
  idKey: string,
): Promise<string> {
  if (before) await forgetNumber({ db }, before, idKey)
  const known = await db
    .insertInto('people.identity')
    .values({ idKey, person })
    .onConflict(c => c.column('idKey').doUpdateSet({ idKey }))
    .returning(sql<string>`people.current_person(person)`.as('person'))
    .executeTakeFirstOrThrow()
  // With another number it was another person's; only whoever had none is the one that was known by it.
  if (!before && known.person !== person) await lead({ db }, person, known.person)
  return known.person
}

/** From the one that counts to the one that counts; who is one person already stays so. */
async function lead({ db }: Pick<Ctx, 'db'>, former: string, person: string) {
  await lockPersons({ db })
  await sql`
    insert into people.alias (former, person)
    select f, p from (select people.current_person(${former}) as f, people.current_person(${person}) as p) as two where f <> p`.execute(
    db,
  )
}

/** A number nobody has any more is free for whoever it really belongs to. */
async function forgetNumber({ db }: Pick<Ctx, 'db'>, before: string, now: string) {
  if (before === now) return
  await sql`
    delete from people.identity where id_key = ${before}
      and (select count(*) from people.resident where id_key = ${before}) <= 1`.execute(db)
}

/** Two who lead persons to each other at the same moment would close a circle: they go one after the other. */
export const lockPersons = ({ db }: Pick<Ctx, 'db'>) =>
  sql`select pg_advisory_xact_lock(hashtext('people.alias'))`.execute(db)

export async function whoIs({ db }: Ctx, { person }: Input<typeof people.ops.whoIs>) {
  const { rows } = await sql<{ person: string; formerly: string[] }>`
    select people.current_person(${person}) as person,
      array(select id from people.same_person(${person}) as id where id <> people.current_person(${person})) as formerly`.execute(
    db,
  )
  return rows[0]!
}
