/** Objections to a roll: in their time, answered in its time, and put right by the moves of the roll, each with its reason. V-07, R-06 */
import { sql, type RawBuilder } from 'kysely'
import { due } from '../../kernel/clock.ts'
import type { Input } from '../../kernel/contract.ts'
import { under } from '../../kernel/db.ts'
import { newId } from '../../kernel/id.ts'
import { notify } from '../../kernel/messages.ts'
import { moving, offered, start, type Stored } from '../../kernel/move.ts'
import type { Ctx } from '../../kernel/server.ts'
import { findBallot } from './ballot.ts'
import { ballotLimit } from './ballot-fact-rules.ts'
import { ballotProblem } from './ballot-problem-rules.ts'
import { objection, phases } from './ballot-rules.ts'
import { council } from './contract.ts'

type Row = Stored & {
  ballot: string
  title: string
  byName: string | null
  said: string
  raisedAt: Date
  answerBy: Date
  answer: string | null
  owner: string
}

async function objectionsWhere(ctx: Ctx, where: RawBuilder<unknown>, { page = 1, size = 1 } = {}) {
  const { rows } = await sql<Row & { total: number }>`
    select o.*, b.title from (select *, count(*) over ()::int as total from council.roll_objection where ${where}
      order by raised_at desc, id limit ${size} offset ${(page - 1) * size}) o
    join council.ballot b on b.community = o.community and b.id = o.ballot order by o.raised_at desc, o.id`.execute(
    ctx.db,
  )
  return { items: rows.map(o => ({ ...o, offers: offered(ctx, objection, o) })), total: rows[0]?.total ?? 0 }
}

export const objections = (ctx: Ctx, { place = '', ballot, ...paging }: Input<typeof council.ops.objections>) =>
  objectionsWhere(
    ctx,
    sql`${ctx.visible} and ${under('place', place)} and ${ballot ? sql`ballot = ${ballot}` : sql`true`}`,
    paging,
  )

export const readObjection = async (ctx: Ctx, { community, id }: { community: string; id: string }) =>
  (await objectionsWhere(ctx, sql`community = ${community} and id = ${id} and ${ctx.visible}`)).items[0]

export async function raiseObjection(ctx: Ctx, { community, id, said }: Input<typeof council.ops.raiseObjection>) {
  const b = await findBallot(ctx, community, id)
  if (!b || !(phases.objecting as readonly string[]).includes(b.state) || !b.objectBy || ctx.now > b.objectBy)
    throw ballotProblem.notObjecting()
  const days = ctx.book.figure(ballotLimit.answerObjection, b.place, ctx.now)
  const until = due({ unit: 'days', n: days, roll: true }, ctx.now, ctx.book.calendar)
  const row = {
    community,
    id: newId(ctx.now.getTime()),
    place: b.place,
    ballot: id,
    owner: ctx.me.id,
    byName: ctx.me.name ?? null,
    said,
    raisedAt: ctx.now,
    answerBy: until.at,
    provisional: until.provisional,
  }
  await start(ctx, movingObjections, row)
  return row
}

const answered = async (ctx: Ctx, o: Row, { answer }: { answer: string }) => {
  await notify(ctx, {
    to: o.owner,
    title: '您对名册的异议有答复了',
    body: answer,
    link: `/b/${o.community}/${o.ballot}`,
  })
  return { answer, answeredAt: ctx.now }
}

const findObjection = async (ctx: Ctx, community: string, id: string) =>
  (await objectionsWhere(ctx, sql`community = ${community} and id = ${id}`)).items[0]

export const movingObjections = moving(council, {
  table: 'council.rollObjection',
  machine: objection,
  title: o => `名册异议：${o.said.slice(0, 30)}`,
  find: findObjection,
  on: { upholdObjection: answered, dismissObjection: answered },
})
