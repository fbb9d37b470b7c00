/** Warnings: raised once for each question, answered by the office that is asked, accepted by another, or taken upwards. */
import { sql, type RawBuilder } from 'kysely'
import { addDays, due } from '../../kernel/clock.ts'
import type { Input } from '../../kernel/contract.ts'
import { under } from '../../kernel/db.ts'
import { newId } from '../../kernel/id.ts'
import { judgedAt, moving, offered, start, type Stored } from '../../kernel/move.ts'
import { permits, post } from '../../kernel/rules.ts'
import type { Ctx } from '../../kernel/server.ts'
import { assets } from '../assets/contract.ts'
import { money } from '../money/contract.ts'
import { places } from '../places/contract.ts'
import { insight } from './contract.ts'
import type { Facts } from './facts.ts'
import { problem } from './problem-rules.ts'
import { findOn, replay, type Replayed } from './replay.ts'
import { warning, watching } from './rules.ts'
import { codes, table, type Code } from './table-rules.ts'

type Key = { community: string; id: string }
type Row = Stored & { code: Code; said: string; addressee: string; answeredBy: string | null; answerBy: Date }

// ── Finding ─────────────────────────────────────────────────────────────────

const factsOf = async (ctx: Ctx, place: string, to: string): Promise<Facts> => ({
  place,
  money: await ctx.ask(money.ops.facts, { place, to }),
  assets: await ctx.ask(assets.ops.facts, { place, to }),
})

const LONGEST = 3 * 366
export async function replayed(ctx: Ctx, f: Input<typeof insight.ops.replay>) {
  const { place, codes: asked = codes, from, to, page, size } = f
  // Whoever may not see the warnings of a place may not make them up again from its past either.
  const { rows: allowed } =
    await sql`select from (values (${place}::kernel.place)) as here (place) where ${ctx.visible}`.execute(ctx.db)
  if (!allowed.length) return { items: [], total: 0, counts: [] }
  if (to > addDays(from, LONGEST)) throw problem.tooLong()
  const found: Replayed[] = []
  for (const community of await communitiesOf(ctx, place))
    found.push(...replay(asked, await factsOf(ctx, community, to), { from, to }, judgedAt(ctx, community)))
  return {
    items: found.slice((page - 1) * size, page * size).map(f => ({ ...f, id: `${f.code}/${f.key}` })),
    total: found.length,
    counts: asked.map(code => ({ code, n: found.filter(r => r.code === code).length })),
  }
}

/** A street looks back over all its communities, one after the other. */
const communitiesOf = async (ctx: Ctx, place: string) =>
  place.length === 9 ? (await ctx.ask(places.ops.tree, { parent: place, served: true })).map(p => p.code) : [place]

/** Every rule at work here, on the facts of that day. What was asked before is not asked again. */
export async function scan(ctx: Ctx, { place, day }: Input<typeof insight.ops.scan>) {
  const { rows } = await sql<{ code: Code }>`
    select code from insight.watching where place = ${place} and state = ${watching.initial} order by code`.execute(
    ctx.db,
  )
  if (!rows.length) return { raised: 0 }
  const facts = await factsOf(ctx, place, day)
  let raised = 0
  for (const { code } of rows)
    for (const f of findOn(code, facts, day, judgedAt(ctx, place))) {
      const { rows: asked } = await sql`
        select from insight.warning where community = ${place} and code = ${code} and subject = ${f.key}`.execute(
        ctx.db,
      )
      if (asked.length) continue
      const { to: addressee, days } = table[code]
      const answerBy = due({ unit: 'days', n: days, roll: true }, ctx.now, ctx.book.calendar).at
      const about = { subject: f.key, level: f.level, said: f.said, about: f.to }
      const row = {
        community: place,
        id: newId(ctx.now.getTime()),
        place,
        code,
        ...about,
        addressee,
        raisedOn: day,
        answerBy,
      }
      await start(ctx, movingWarnings, row)
      raised++
    }
  return { raised }
}

// ── Reading ─────────────────────────────────────────────────────────────────

async function warningsWhere(ctx: Ctx, where: RawBuilder<unknown>, { page = 1, size = 1 } = {}) {
  const { rows } = await sql<Row & { total: number }>`
    select *, state = ${warning.initial} and answer_by < ${ctx.now} as late, count(*) over ()::int as total
    from insight.warning where ${where}
    order by (state = ${warning.initial} and answer_by < ${ctx.now}) desc, verdict is not null, answer_by, id
    limit ${size} offset ${(page - 1) * size}`.execute(ctx.db)
  const items = rows.map(w => {
    const asked = permits(post(w.addressee).over('place'), ctx.me, w)
    const known = {
      ...w,
      asked,
      mine: w.answeredBy === ctx.me.id,
      due: w.state === warning.initial ? w.answerBy : null,
    }
    return { ...known, offers: offered(ctx, warning, known) }
  })
  return { items, total: rows[0]?.total ?? 0 }
}

export function listWarnings(ctx: Ctx, f: Input<typeof insight.ops.warnings>) {
  const { place = '', state, code, level, late, ...paging } = f
  const all = [sql`${ctx.visible}`, under('place', place)]
  if (state?.length) all.push(sql`state = any(${state})`)
  if (code) all.push(sql`code = ${code}`)
  if (level) all.push(sql`level = ${level}`)
  if (late) all.push(sql`state = ${warning.initial} and answer_by < ${ctx.now}`)
  return warningsWhere(ctx, sql.join(all, sql` and `), paging)
}
export const readWarning = async (ctx: Ctx, { community, id }: Key) =>
  (await warningsWhere(ctx, sql`community = ${community} and id = ${id} and ${ctx.visible}`)).items[0]
const findWarning = async (ctx: Ctx, community: string, id: string) =>
  (await warningsWhere(ctx, sql`community = ${community} and id = ${id}`)).items[0]

const judge = async (ctx: Ctx, _: Row, { text }: { text: string }) => ({
  verdict: text,
  verdictName: ctx.me.name ?? null,
})

export const movingWarnings = moving(insight, {
  table: 'insight.warning',
  machine: warning,
  title: w => `${table[w.code].label}：${w.said}`,
  find: findWarning,
  on: {
    answerWarning: async (ctx, _, { text }) => ({
      answer: text,
      answeredBy: ctx.me.id,
      answeredName: ctx.me.name ?? null,
    }),
    /** The time to answer runs anew. */
    askAgain: async (ctx, w, { text }) => ({
      said: `${w.said}。还要说明：${text}`,
      answerBy: due({ unit: 'days', n: table[w.code].days, roll: true }, ctx.now, ctx.book.calendar).at,
    }),
    escalate: async ctx => ({ escalatedAt: ctx.now }),
    acceptWarning: judge,
    settleWarning: judge,
  },
})
