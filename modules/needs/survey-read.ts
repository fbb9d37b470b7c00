/** Surveys as staff see them, with the facts their moves look at; and the rates, which add up over grids and over owners and tenants. */
import { sql, type RawBuilder } from 'kysely'
import { dayOf } from '../../kernel/clock.ts'
import type { Input } from '../../kernel/contract.ts'
import { under } from '../../kernel/db.ts'
import { offered, type Stored } from '../../kernel/move.ts'
import type { Ctx } from '../../kernel/server.ts'
import type { needs } from './contract.ts'
import { paper } from './paper-rules.ts'
import { groups, survey as machine, type Facts, type Group } from './rules.ts'
import type { Question, Rates, Share } from './shapes.ts'
import { wish, type Kind } from './wish-rules.ts'

type Key = { community: string; id: string }
export type SurveyRow = Facts & {
  community: string
  id: string
  place: string
  state: keyof typeof machine.states
  title: string
  said: string
  grids: string[]
  buildings: string[]
  questions: Question[]
  until: string
  openedAt: Date | null
  closesAt: Date | null
  handedAt: Date | null
  byName: string | null
  wishes: number
  due: Date | null
  late: boolean
}

const counted = Object.entries(paper.states).flatMap(([state, { end }]) => (end ? [state] : []))

export async function surveysWhere(ctx: Ctx, where: RawBuilder<unknown>, { page = 1, size = 1 } = {}) {
  const { rows } = await sql<SurveyRow & { total: number }>`
    select s.*, s.until < ${dayOf(ctx.now)}::date as ended, d.asked, d.reached, d.answered, v.wishes, v.unheard, p.papers,
      w.due, coalesce(w.due < ${ctx.now} and not w.ended, false) as late
    from (select *, count(*) over ()::int as total from needs.survey where ${where}
      order by until desc, id limit ${size} offset ${(page - 1) * size}) s
    left join kernel.work w on w.community = s.community and w.machine = ${machine.name} and w.record = s.id
    cross join lateral (
      select count(*)::int as asked, count(outcome)::int as reached, count(*) filter (where outcome = 'answered')::int as answered
      from needs.door where community = s.community and survey = s.id) d
    cross join lateral (
      select count(*) filter (where state <> 'replaced')::int as wishes, count(*) filter (where state = ${wish.initial})::int as unheard
      from needs.wish where community = s.community and survey = s.id) v
    cross join lateral (
      select count(*)::int as papers from needs.paper
      where community = s.community and survey = s.id and state <> all(${counted})) p
    order by s.until desc, s.id`.execute(ctx.db)
  return { items: rows, total: rows[0]?.total ?? 0 }
}

export const listSurveys = (ctx: Ctx, { place = '', state, ...paging }: Input<typeof needs.ops.surveys>) =>
  surveysWhere(
    ctx,
    sql`${ctx.visible} and ${under('place', place)} and ${state?.length ? sql`state = any(${state})` : sql`true`}`,
    paging,
  )

export const findSurvey = async (ctx: Ctx, community: string, id: string) => {
  const found = (await surveysWhere(ctx, sql`community = ${community} and id = ${id}`)).items[0]
  return found && whole(ctx, found)
}
export async function readSurvey(ctx: Ctx, { community, id }: Key) {
  const found = (await surveysWhere(ctx, sql`community = ${community} and id = ${id} and ${ctx.visible}`)).items[0]
  return found && whole(ctx, found)
}
export type FoundSurvey = NonNullable<Awaited<ReturnType<typeof findSurvey>>>

const whole = async (ctx: Ctx, found: SurveyRow) => ({
  ...found,
  byKind: await kindsOf(ctx, found),
  byState: await statesOf(ctx, found),
  offers: offered(ctx, machine, found as unknown as Stored),
})

/** A household that wants two things of a kind is one household. */
export async function kindsOf({ db }: Ctx, { community, id }: Key) {
  const { rows } = await sql<{ kind: Kind; households: number; wishes: number }>`
    select kind, count(distinct room)::int as households, count(*)::int as wishes from needs.wish
    where community = ${community} and survey = ${id} and state <> 'replaced' group by kind order by households desc, kind`.execute(
    db,
  )
  return rows
}
async function statesOf({ db }: Ctx, { community, id }: Key) {
  const { rows } = await sql<{ state: keyof typeof wish.states; wishes: number }>`
    select state, count(*)::int as wishes from needs.wish
    where community = ${community} and survey = ${id} and state <> 'replaced' group by state`.execute(db)
  return Object.keys(wish.states).flatMap(state => rows.filter(r => r.state === state))
}

export async function readRates(ctx: Ctx, { community, id }: Key) {
  const found = (await surveysWhere(ctx, sql`community = ${community} and id = ${id} and ${ctx.visible}`)).items[0]
  return found && ratesOf(ctx, found)
}

const share = sql`count(*)::int as asked, count(*) filter (where outcome = 'answered')::int as answered,
  count(*) filter (where outcome = 'nobody')::int as nobody, count(*) filter (where outcome = 'declined')::int as declined`

/** Against the households that were asked on the day it opened, whoever has moved since. */
export async function ratesOf({ db }: Ctx, { community, id }: Key): Promise<Rates> {
  const of = sql`from needs.door where community = ${community} and survey = ${id}`
  const total = await sql<Share>`select ${share} ${of}`.execute(db)
  const byGrid = await sql<
    Share & { place: string }
  >`select place, ${share} ${of} group by place order by place`.execute(db)
  const byGroup = await sql<Share & { group: Group }>`
    select g.name as "group", ${share} from unnest(${Object.keys(groups)}::text[]) with ordinality as g (name, nth)
    join needs.door d on d.community = ${community} and d.survey = ${id} and ${inGroup(sql`g.name`)}
    group by g.name, g.nth order by g.nth`.execute(db)
  return { total: total.rows[0]!, byGrid: byGrid.rows, byGroup: byGroup.rows }
}

/** Whether a door is of this group: `tenant` and `elder` are its columns. */
export const inGroup = (group: RawBuilder<unknown>): RawBuilder<boolean> =>
  sql<boolean>`case ${group} when 'tenant' then tenant when 'owner' then not tenant else elder end`
