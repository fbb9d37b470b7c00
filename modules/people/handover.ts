/**
 * A person, or a family, goes from one community to another: the one they leave sends the card, the one they come to
 * confirms, and only then one row of living closes and another opens. 篇3 一「移交衔接」
 */
import { sql } from 'kysely'
import type { Input } from '../../kernel/contract.ts'
import { pageOf, under } from '../../kernel/db.ts'
import { newId } from '../../kernel/id.ts'
import { maskName } from '../../kernel/numbers.ts'
import { moving, offered, start } from '../../kernel/move.ts'
import { common, permits } from '../../kernel/rules.ts'
import type { Ctx } from '../../kernel/server.ts'
import { places } from '../places/contract.ts'
import { arrive } from './arrive.ts'
import { remember } from './change.ts'
import { people } from './contract.ts'
import type { Resident } from './edit.ts'
import type { Key } from './facts.ts'
import { mates } from './household.ts'
import { transfer } from './papers.ts'
import { line } from './resident.ts'
import { problem, registrar } from './rules.ts'

const handovers = ({ db }: Ctx) =>
  db
    .selectFrom('people.handover as h')
    .select(['h.community', 'h.id', 'h.place', 'h.state', 'h.fromPlace', 'h.resident', 'h.members', 'h.name', 'h.day'])
    .select([
      'h.reason',
      'h.withTags',
      'h.agreed',
      'h.holder',
      'h.sentBy',
      'h.at',
      'h.answer',
      'h.answeredBy',
      'h.answered',
    ])
    .select(
      sql<Person[]>`(
        select coalesce(jsonb_agg(jsonb_build_object('person', r.person, 'name', r.name, 'sex', r.sex, 'birth', r.birth,
          'relation', r.relation, 'idNumber', r.id_number, 'phone', r.phone) order by r.id = h.resident desc, r.id), '[]')
        from people.resident r where r.community = left(h.from_place, 12) and (r.id = h.resident or r.id = any(h.members)))`.as(
        'persons',
      ),
    )
    .select(sql<number>`cardinality(h.members) + 1`.as('people'))

type Person = { person: string; name: string; sex: string | null; relation: string } & Parameters<typeof line>[1]
type Row = Awaited<ReturnType<ReturnType<typeof handovers>['executeTakeFirstOrThrow']>>
const shown = (ctx: Ctx, row: Row) => ({
  ...row,
  persons: row.persons.map(person => line(ctx, person)),
  offers: offered(ctx, transfer, row),
})

async function findHandover(ctx: Ctx, community: string, id: string) {
  const row = await handovers(ctx).where('h.community', '=', community).where('h.id', '=', id).executeTakeFirst()
  return row && shown(ctx, row)
}

export const movingHandovers = moving(people, {
  table: 'people.handover',
  machine: transfer,
  title: h => maskName(h.name),
  find: findHandover,
  on: {
    async receive(ctx, h, { place, room, residence }) {
      if (place.slice(0, 12) !== h.community) throw problem.noSuchRoom('请选择本社区的网格')
      if (!permits(registrar, ctx.me, { place })) throw common.forbidden()
      const home = room === undefined ? null : await ctx.ask(places.ops.room, { community: h.community, id: room })
      if (room !== undefined && home?.place !== place) throw problem.noSuchRoom()
      await arrive(ctx, h, { place, room: room ?? null, address: home?.address ?? null, residence })
      return answered(ctx, '已接收')
    },
    sendBack: async (ctx, _, { reason }) => answered(ctx, reason),
    recall: async (ctx, _, { reason }) => answered(ctx, reason),
  },
})

const answered = ({ me, now }: Ctx, answer: string) => ({ answer, answeredBy: me.name ?? null, answered: now })

/** The move of the card that is sent: the card stays as it is until the others answer. */
export async function handOver(ctx: Ctx, r: Resident, input: Input<typeof people.ops.handOver>) {
  const { to, with: chosen, date, reason, withTags, agreed } = input
  if (to === r.community) throw problem.sameCommunity()
  const opened = await ctx.ask(places.ops.tree, { parent: to.slice(0, 9) })
  const there = opened.find(place => place.code === to)
  if (!there) throw problem.noSuchCommunity()
  const today = ctx.now
  if (new Date(`${date}T00:00:00+08:00`) > today) throw problem.notYet()
  if (withTags && !agreed) throw problem.sayWhoAgreed()
  const family = (await mates(ctx, r)).filter(mate => chosen.includes(mate.id))
  if (family.length !== new Set(chosen).size) throw problem.notOneHousehold()
  if (!family.every(mate => permits(registrar, ctx.me, { place: mate.place }))) throw common.forbidden()
  if (await isLeaving(ctx, [r.id, ...chosen])) throw problem.handingOver()
  await start(ctx, movingHandovers, {
    community: to,
    id: newId(ctx.now.getTime()),
    place: to,
    fromPlace: r.place,
    resident: r.id,
    members: chosen,
    name: family.length ? `${r.name}等 ${family.length + 1} 人` : r.name,
    day: date,
    reason,
    withTags,
    agreed: agreed || null,
    sentBy: ctx.me.name ?? null,
    at: ctx.now,
  })
  await remember(ctx, r, {
    what: '移交到别的社区',
    source: reason,
    changes: { home: { was: r.address, is: there.name } },
  })
}

async function isLeaving({ db }: Ctx, residents: readonly string[]): Promise<boolean> {
  const { rows } = await sql`
    select from people.handover where state = 'sent' and (resident = any(${residents}::uuid[]) or members && ${residents}::uuid[]) limit 1`.execute(
    db,
  )
  return rows.length > 0
}

export async function listHandovers(ctx: Ctx, { place, way, state, ...paging }: Input<typeof people.ops.handovers>) {
  const posts = ctx.me.posts.map(post => post.place)
  const mine = (column: string) =>
    sql<boolean>`(${sql.join([sql`false`, ...posts.map(p => under(column, p))], sql` or `)})`
  const rows = handovers(ctx)
    .where(ctx.visible)
    .$if(place !== undefined, q => q.where(eb => eb.or([under('h.place', place!), under('h.fromPlace', place!)])))
    .$if(way !== undefined, q => q.where(mine(way === 'in' ? 'h.place' : 'h.fromPlace')))
    .$if(state !== undefined, q => q.where('h.state', '=', state!))
    .orderBy(sql`h.state <> ${transfer.initial}`)
    .orderBy('h.at', 'desc')
    .orderBy('h.id')
  const { items, total } = await pageOf(rows, paging)
  return { items: items.map(h => shown(ctx, h)), total }
}

export async function readHandover(ctx: Ctx, { community, id }: Key) {
  const row = await handovers(ctx)
    .where('h.community', '=', community)
    .where('h.id', '=', id)
    .where(ctx.visible)
    .executeTakeFirst()
  return row && shown(ctx, row)
}
