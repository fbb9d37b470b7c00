/** What everyone may read: how many answered, what is wanted and what became of it. No names, no doors, no cell that points at a home. */
import { sql } from 'kysely'
import type { Input } from '../../kernel/contract.ts'
import { under } from '../../kernel/db.ts'
import { judgedAt } from '../../kernel/move.ts'
import { nobody, type Ctx } from '../../kernel/server.ts'
import { people } from '../people/contract.ts'
import type { needs } from './contract.ts'
import { limit } from './figure-rules.ts'
import { bans, type BanName } from './negative-rules.ts'
import { shown } from './rules.ts'
import { kindsOf, ratesOf, surveysWhere } from './survey-read.ts'
import { gridsOf, wishesWhere, type WishRow } from './wish-read.ts'
import { wish } from './wish-rules.ts'

const MOST = 500

export const publicSurveys = (ctx: Ctx, { place, open, ...paging }: Input<typeof needs.ops.publicSurveys>) =>
  surveysWhere(ctx, sql`${under('place', place)} and state = any(${open ? ['open'] : [...shown]})`, paging)

export async function publicSurvey(ctx: Ctx, { community, id }: Input<typeof needs.ops.publicSurvey>) {
  const where = sql`community = ${community} and id = ${id} and state = any(${[...shown]})`
  const found = (await surveysWhere(ctx, where)).items[0]
  if (!found) return undefined
  const least = judgedAt(ctx, found.place).figure(limit.smallCell)
  const { total, byGrid } = await ratesOf(ctx, found)
  const kinds = await kindsOf(ctx, found)
  const leads = await wishesWhere(
    ctx,
    sql`community = ${community} and survey = ${id} and state in ('candidate', 'rejected', 'passed', 'raised')`,
    { size: MOST },
  )
  return {
    ...found,
    rates: { total, byGrid: byGrid.filter(g => g.asked >= least) },
    byKind: kinds.map(({ kind, households }) => ({ kind, households: households >= least ? households : null })),
    heard: found.unheard,
    wishes: await Promise.all(leads.items.map(w => told(ctx, w, least))),
  }
}

async function told(ctx: Ctx, w: WishRow, least: number) {
  const grids = w.households >= least ? (await gridsOf(ctx, w)).filter(g => g.households >= least) : []
  return { ...w, title: w.title ?? '', grids: grids.map(g => g.place), because: because(w) }
}

/** Why it is not on the list, or where it went, in words that a household can use. */
export const because = ({ clause, reason, passedTo }: Pick<WishRow, 'clause' | 'reason' | 'passedTo'>) =>
  clause && Object.hasOwn(bans, clause)
    ? `${bans[clause as BanName].label}：${reason ?? bans[clause as BanName].says}`
    : passedTo && `转${passedTo}`

// ── Whoever is signed in ────────────────────────────────────────────────────

export async function myForms(ctx: Ctx, { community }: Input<typeof needs.ops.myForms>) {
  if (ctx.me === nobody || ctx.me.guest) return []
  const homes = (await ctx.ask(people.ops.mine, {})).filter(h => !community || h.community === community)
  const forms = await Promise.all(
    homes.map(async ({ community: of, home: room, address }) => {
      if (!room) return []
      const { items } = await surveysWhere(ctx, sql`community = ${of} and state = 'open'`, { size: 20 })
      const doors = await ctx.db
        .selectFrom('needs.door')
        .select(['survey', 'outcome'])
        .where('community', '=', of)
        .where('room', '=', room)
        .execute()
      return items.flatMap(s => {
        const door = doors.find(d => d.survey === s.id)
        const most = judgedAt(ctx, s.place).figure(limit.wishes)
        return door ? [{ ...s, room, address, answered: door.outcome === 'answered', most }] : []
      })
    }),
  )
  return forms.flat()
}

type Filled = { community: string; id: string; survey: string; title: string; at: Date; counts: boolean }

/** My own sheets, and what became of each wish; of one that was merged, what became of the other. */
export async function mySheets(ctx: Ctx, { page, size }: Input<typeof needs.ops.mySheets>) {
  const { rows } = await sql<Filled & { total: number }>`
    select h.community, h.id, h.survey, h.at, h.total, s.title, d.sheet is not distinct from h.id as counts
    from (select *, count(*) over ()::int as total from needs.sheet where ${ctx.visible} and way = 'portal'
      order by at desc, id limit ${size} offset ${(page - 1) * size}) h
    join needs.survey s on s.community = h.community and s.id = h.survey
    join needs.door d on d.community = h.community and d.survey = h.survey and d.room = h.room
    order by h.at desc, h.id`.execute(ctx.db)
  const items = await Promise.all(rows.map(async row => ({ ...row, wishes: await becameOf(ctx, row) })))
  return { items, total: rows[0]?.total ?? 0 }
}

type Became = Pick<WishRow, 'said' | 'clause' | 'reason' | 'passedTo' | 'number' | 'topic'> & {
  state: keyof typeof wish.states
}
async function becameOf({ db }: Ctx, { community, id }: { community: string; id: string }) {
  const { rows } = await sql<Became>`
    select w.said, coalesce(l.state, w.state) as state, coalesce(l.clause, w.clause) as clause, coalesce(l.reason, w.reason) as reason,
      coalesce(l.passed_to, w.passed_to) as passed_to, coalesce(l.number, w.number) as number, coalesce(l.topic, w.topic) as topic
    from needs.wish w left join needs.wish l on l.community = w.community and l.id = w.lead
    where w.community = ${community} and w.sheet = ${id} order by w.id`.execute(db)
  return rows.map(w => ({ ...w, because: because(w) }))
}
