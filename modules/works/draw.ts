/** A sample of the works under way: the list is frozen, two people say a number each, and the seed of both says who is looked at. 篇1 二（二）2「民主监督」 */
import { randomBytes } from 'node:crypto'
import { sql, type RawBuilder } from 'kysely'
import { dayOf } from '../../kernel/clock.ts'
import type { Input } from '../../kernel/contract.ts'
import { under } from '../../kernel/db.ts'
import { newId } from '../../kernel/id.ts'
import { judgedAt, moving, offered, start, type Stored } from '../../kernel/move.ts'
import type { Ctx } from '../../kernel/server.ts'
import { works } from './contract.ts'
import { limit } from './figure-rules.ts'
import { problem } from './problem-rules.ts'
import { digestOf, sample, sealOf, seedOf, sizeOf } from './sample.ts'
import { startVisit } from './visit.ts'
import { draw } from './visit-rules.ts'

type Key = { community: string; id: string }
type Row = Stored & {
  title: string
  day: string
  n: number
  all: number
  first: number | null
  salt: string | null
  second: number | null
  seed: string | null
  firstIsMine: boolean
  listed: { project: string; title: string; place: string; drawn: boolean }[]
}

/** The number that was said first shows only when the second is there. */
async function drawsWhere(ctx: Ctx, where: RawBuilder<unknown>, { page = 1, size = 1 } = {}) {
  const { rows } = await sql<Row & { total: number }>`
    select d.*, d.first_by = ${ctx.me.id} as first_is_mine, count(*) over ()::int as total,
      (select count(*)::int from works.listed l where l.community = d.community and l.draw = d.id) as all,
      (select coalesce(json_agg(json_build_object('project', p.id, 'title', p.title, 'place', p.place, 'drawn', l.drawn) order by p.title, p.id), '[]')
        from works.listed l join works.project p on p.community = l.community and p.id = l.project
        where l.community = d.community and l.draw = d.id) as listed
    from works.draw d where ${where} order by d.day desc, d.id desc limit ${size} offset ${(page - 1) * size}`.execute(
    ctx.db,
  )
  const items = rows.map(d => ({
    ...d,
    ...(d.seed === null && { first: null, salt: null }),
    list: d.listed.map(l => ({ ...l, digest: d.seed && digestOf(d.seed, l.project) })),
    offers: offered(ctx, draw, d),
  }))
  return { items, total: rows[0]?.total ?? 0 }
}

const byKey = ({ community, id }: Key) => sql`d.community = ${community} and d.id = ${id}`
export const listDraws = (ctx: Ctx, { place = '', ...paging }: Input<typeof works.ops.draws>) =>
  drawsWhere(ctx, sql`${ctx.visible} and ${under('place', place)}`, paging)
export const readDraw = async (ctx: Ctx, key: Key) =>
  (await drawsWhere(ctx, sql`${byKey(key)} and ${ctx.visible}`)).items[0]
export const publicDraws = (ctx: Ctx, { place, ...paging }: Input<typeof works.ops.publicDraws>) =>
  drawsWhere(ctx, under('place', place), paging)
/** With what was sealed: for its moves only. */
async function findDraw(ctx: Ctx, community: string, id: string) {
  const found = (await drawsWhere(ctx, byKey({ community, id }))).items[0]
  return found && { ...found, ...(await sealed(ctx, found)) }
}
const sealed = ({ db }: Ctx, { community, id }: Key) =>
  db
    .selectFrom('works.draw')
    .select(['first as sealedNumber', 'salt as sealedSalt'])
    .where('community', '=', community)
    .where('id', '=', id)
    .executeTakeFirstOrThrow()

export async function planDraw(ctx: Ctx, { place, title }: Input<typeof works.ops.planDraw>): Promise<Key> {
  const community = place.slice(0, 12)
  const { rows } = await sql<{ id: string }>`
    select id from works.project where ${under('place', place)} and state = 'underWay' order by id`.execute(ctx.db)
  if (!rows.length) throw problem.nothingToSample()
  const n = sizeOf(rows.length, judgedAt(ctx, place).figure(limit.sampleShare))
  const row = { community, id: newId(ctx.now.getTime()), place, title, day: dayOf(ctx.now), n }
  await start(ctx, movingDraws, row)
  const list = rows.map(r => ({ community, draw: row.id, project: r.id }))
  await ctx.db.insertInto('works.listed').values(list).execute()
  return row
}

export const movingDraws = moving(works, {
  table: 'works.draw',
  machine: draw,
  title: d => d.title,
  find: findDraw,
  on: {
    async sealNumber(ctx, d, { number }) {
      const salt = randomBytes(16).toString('hex')
      const by = { firstBy: ctx.me.id, firstName: ctx.me.name ?? null }
      return { first: number, salt, seal: sealOf(d.id, number, salt), ...by }
    },
    async openNumber(ctx, d, { number }) {
      const seed = seedOf(d.id, d.day, d.sealedNumber!, number)
      const drawn = sample(
        seed,
        d.listed.map(l => l.project),
        d.n,
      )
      await sql`update works.listed set drawn = true where community = ${d.community} and draw = ${d.id}
        and project = any(${drawn}::uuid[])`.execute(ctx.db)
      for (const one of d.listed.filter(l => drawn.includes(l.project)))
        await startVisit(ctx, { community: d.community, ...one, draw: d.id })
      return { second: number, secondBy: ctx.me.id, secondName: ctx.me.name ?? null, seed }
    },
  },
})
