/** Sheets of paper: each typed by two people who do not see each other's. What differs is named, and a third looks at the paper. */
import { isDeepStrictEqual } from 'node:util'
import { sql, type RawBuilder } from 'kysely'
import type { Input } from '../../kernel/contract.ts'
import { under } from '../../kernel/db.ts'
import { newId } from '../../kernel/id.ts'
import { moving, offered, start, type Stored } from '../../kernel/move.ts'
import type { Ctx } from '../../kernel/server.ts'
import { needs } from './contract.ts'
import { paper as machine } from './paper-rules.ts'
import { problem } from './problem-rules.ts'
import { checked, lockDoor, take, type Filled } from './sheet.ts'

type Key = { community: string; id: string }
type Typed = Filled & { by: string; byName: string | null }
type Row = Stored & { survey: string; room: string; title: string; address: string; at: Date; typed: Typed[] }

async function papersWhere(ctx: Ctx, where: RawBuilder<unknown>, { page = 1, size = 1 } = {}) {
  const { rows } = await sql<Row & { total: number }>`
    select p.*, s.title, t.typed
    from (select *, count(*) over ()::int as total from needs.paper where ${where}
      order by at desc, id limit ${size} offset ${(page - 1) * size}) p
    join needs.survey s on s.community = p.community and s.id = p.survey
    cross join lateral (
      select coalesce(jsonb_agg(sheet || jsonb_build_object('by', by, 'byName', by_name) order by nth), '[]') as typed
      from needs.typed where community = p.community and paper = p.id) t
    order by p.at desc, p.id`.execute(ctx.db)
  return { items: rows, total: rows[0]?.total ?? 0 }
}

export const listPapers = (ctx: Ctx, { place = '', survey, state, ...paging }: Input<typeof needs.ops.papers>) =>
  papersWhere(
    ctx,
    sql`${ctx.visible} and ${under('place', place)} and ${survey ? sql`survey = ${survey}` : sql`true`}
      and ${state?.length ? sql`state = any(${state})` : sql`true`}`,
    paging,
  )
export async function readPaper(ctx: Ctx, { community, id }: Key) {
  const found = (await papersWhere(ctx, sql`community = ${community} and id = ${id} and ${ctx.visible}`)).items[0]
  return found && whole(ctx, found)
}
export const findPaper = async (ctx: Ctx, community: string, id: string) => {
  const found = (await papersWhere(ctx, sql`community = ${community} and id = ${id}`)).items[0]
  return found && whole(ctx, found)
}

function whole(ctx: Ctx, found: Row) {
  const differs = differences(found.typed)
  const facts = { ...found, twice: found.typed.length === 2, same: differs.length === 0 }
  // Whoever types it a second time must not see the first.
  const shown = found.state === machine.initial ? [] : found.typed
  return { ...facts, hands: found.typed, typed: shown, differs, offers: offered(ctx, machine, facts) }
}

/** Which lines of the sheet the two hands read otherwise. */
export function differences([one, other]: readonly Filled[]): string[] {
  if (!one || !other) return []
  return [
    ...(one.outcome === other.outcome ? [] : ['结果']),
    ...at(one.wishes, other.wishes).map(n => `第 ${n} 条意愿`),
    ...at(one.choices, other.choices).map(n => `第 ${n} 道选择题`),
  ]
}
const at = (one: readonly unknown[], other: readonly unknown[]) =>
  Array.from({ length: Math.max(one.length, other.length) }, (_, i) => i + 1).filter(
    n => !isDeepStrictEqual(one[n - 1], other[n - 1]),
  )

/** The first hand begins it, the second finishes it; the door's lock keeps the two apart. */
export async function enterPaper(ctx: Ctx, { place, survey, room, ...said }: Input<typeof needs.ops.enterPaper>) {
  const door = { community: place.slice(0, 12), survey, room }
  const found = await lockDoor(ctx, door, 'paper')
  const sheet = checked(ctx, found, said)
  const before = await ctx.db
    .selectFrom('needs.paper')
    .select(['community', 'id', 'state'])
    .where('community', '=', door.community)
    .where('survey', '=', survey)
    .where('room', '=', room)
    .where('state', 'in', ['once', 'differing'])
    .executeTakeFirst()
  if (before && before.state !== machine.initial) throw problem.paperTaken()
  const key = before ?? (await begin(ctx, door))
  await ctx.db
    .insertInto('needs.typed')
    .values({
      community: key.community,
      paper: key.id,
      nth: before ? 2 : 1,
      sheet: JSON.stringify(sheet),
      by: ctx.me.id,
      byName: ctx.me.name ?? null,
      at: ctx.now,
    })
    .execute()
  if (!before) return { ...key, state: machine.initial }
  const { same } = (await findPaper(ctx, key.community, key.id))!
  const { community, id } = key
  return ctx.ask(same ? needs.ops.agreePaper : needs.ops.differPaper, { community, id })
}

async function begin(ctx: Ctx, door: { community: string; survey: string; room: string }) {
  const { place, address } = await ctx.db
    .selectFrom('needs.door')
    .select(['place', 'address'])
    .where('community', '=', door.community)
    .where('survey', '=', door.survey)
    .where('room', '=', door.room)
    .executeTakeFirstOrThrow()
  const row = { ...door, id: newId(ctx.now.getTime()), place, address, at: ctx.now }
  await start(ctx, movingPapers, row)
  return row
}

type Found = ReturnType<typeof whole>
const count = (ctx: Ctx, { community, survey, room }: Found, { outcome, wishes, choices }: Filled) =>
  take(ctx, { community, survey, room }, 'paper', { outcome, wishes, choices })

export const movingPapers = moving(needs, {
  table: 'needs.paper',
  machine,
  title: p => `纸表：${p.address}`,
  find: findPaper,
  on: {
    agreePaper: async (ctx, p) => void (await count(ctx, p, p.hands[0]!)),
    async settlePaper(ctx, p, { right }) {
      if (p.hands.some(hand => hand.by === ctx.me.id)) throw problem.thirdHand()
      await count(ctx, p, p.hands[Number(right) - 1]!)
    },
  },
})
