/** The history of a card: what stood there and what stands there now, as people saw it. A number is masked here too. */
import { sql } from 'kysely'
import { newId } from '../../kernel/id.ts'
import type { Ctx } from '../../kernel/server.ts'
import type { Key } from './facts.ts'

export type Change = { was: string | null; is: string | null }
export type Told = { what: string; source: string; changes: Record<string, Change> }
type Teller = Pick<Ctx, 'db' | 'me' | 'now'>

export const remember = (ctx: Teller, of: Key, told: Told) => rememberMany(ctx, [{ of, ...told }])

export async function rememberMany({ db, me, now }: Teller, all: readonly ({ of: Key } & Told)[]) {
  if (!all.length) return
  const rows = all.map(({ of, ...told }) => ({
    ...told,
    community: of.community,
    id: newId(now.getTime()),
    resident: of.id,
    by: me.id,
    by_name: me.name ?? null,
    at: now,
  }))
  await sql`
    insert into people.change select * from jsonb_populate_recordset(null::people.change, ${JSON.stringify(rows)}::jsonb)`.execute(
    db,
  )
}
