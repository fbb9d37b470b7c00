/** The households that were asked, door by door: who has answered, and nothing of who they are; and what one of them has said. */
import { sql } from 'kysely'
import type { Input } from '../../kernel/contract.ts'
import { under } from '../../kernel/db.ts'
import type { Ctx } from '../../kernel/server.ts'
import type { needs } from './contract.ts'
import type { Outcome, ways } from './rules.ts'
import type { Said } from './shapes.ts'
import { inGroup } from './survey-read.ts'

type Door = {
  community: string
  id: string
  place: string
  address: string
  outcome: Outcome | null
  way: keyof typeof ways | null
  at: Date | null
}

export async function listDoors(ctx: Ctx, asked: Input<typeof needs.ops.doors>) {
  const { community, survey, place = community, group, outcome, page, size } = asked
  const where = [
    ctx.visible,
    sql`community = ${community} and survey = ${survey}`,
    under('place', place),
    group ? inGroup(sql`${group}::text`) : sql`true`,
    outcome === undefined ? sql`true` : outcome === 'open' ? sql`outcome is null` : sql`outcome = ${outcome}`,
  ]
  const { rows } = await sql<Door & { total: number }>`
    select d.community, d.room as id, d.place, d.address, d.outcome, s.way, s.at, d.total
    from (select *, count(*) over ()::int as total from needs.door where ${sql.join(where, sql` and `)}
      order by place, address, room limit ${size} offset ${(page - 1) * size}) d
    left join needs.sheet s on s.community = d.community and s.id = d.sheet
    order by d.place, d.address, d.room`.execute(ctx.db)
  return { items: rows, total: rows[0]?.total ?? 0 }
}

type Sheet = {
  community: string
  id: string
  place: string
  way: keyof typeof ways
  outcome: Outcome
  byName: string | null
  at: Date
  counts: boolean
  choices: (string | null)[]
  wishes: Said[]
}

/** Everything this household said, the newest first; one of them counts. */
export async function listSheets(ctx: Ctx, { community, survey, room }: Input<typeof needs.ops.sheets>) {
  const { rows } = await sql<Sheet>`
    select h.*, d.sheet is not distinct from h.id as counts
    from (select * from needs.sheet where ${ctx.visible} and community = ${community} and survey = ${survey} and room = ${room}) h
    join needs.door d on d.community = h.community and d.survey = h.survey and d.room = h.room
    order by h.at desc, h.id desc`.execute(ctx.db)
  return rows
}
