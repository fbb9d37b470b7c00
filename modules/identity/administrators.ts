/** The three administrators as they see each other, and the one fact about a person that another module writes here. */
import { sql } from 'kysely'
import { dayOf } from '../../kernel/clock.ts'
import type { Input } from '../../kernel/contract.ts'
import type { Ctx } from '../../kernel/server.ts'
import type { identity } from './contract.ts'
import { problem } from './problems.ts'
import { administrators, roles } from './rules.ts'

export async function listAdministrators({ db, now, visible }: Ctx) {
  const rows = await db
    .selectFrom(eb =>
      eb
        .selectFrom('identity.post as p')
        .innerJoin('identity.account as a', 'a.id', 'p.account')
        .select(['p.id', 'p.role', 'p.place', 'a.name'])
        .select([sql<string>`lower(p.during)`.as('from'), sql<string | null>`upper(p.during) - 1`.as('to')])
        .select(sql<boolean>`p.during @> ${dayOf(now)}::date`.as('today'))
        .select(
          sql<boolean>`a.totp_since is not null or exists (select from identity.passkey k where k.account = a.id)`.as(
            'factor',
          ),
        )
        .where('a.state', '<>', 'closed')
        .where('p.role', 'in', [...administrators])
        .as('held'),
    )
    .selectAll()
    .where(visible)
    .orderBy('place')
    .orderBy('from')
    .execute()
  return administrators.flatMap(role =>
    rows.filter(r => r.role === role).map(r => ({ ...r, label: roles[role].label })),
  )
}

/** One person, one account: the database refuses a second by name. */
export async function link({ db }: Ctx, { account, person }: Input<typeof identity.ops.link>) {
  const linked = await db
    .updateTable('identity.account')
    .set({ person })
    .where('id', '=', account)
    .where(eb => eb.or([eb('person', 'is', null), eb('person', '=', person)]))
    .executeTakeFirst()
  if (!linked.numUpdatedRows) throw problem.hasAccount()
  return {}
}
