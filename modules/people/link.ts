/**
 * An account asks to be linked to the person registered here. Nothing is looked up while it asks, so neither the answer
 * nor its time tells whether such a person exists; a clerk compares document, name and home.
 */
import { sql } from 'kysely'
import { dayOf } from '../../kernel/clock.ts'
import type { Input } from '../../kernel/contract.ts'
import { pageOf, under } from '../../kernel/db.ts'
import { newId } from '../../kernel/id.ts'
import { moving, offered, start } from '../../kernel/move.ts'
import { maskId, residentId, tidy, maskName } from '../../kernel/numbers.ts'
import type { Ctx } from '../../kernel/server.ts'
import { identity } from '../identity/contract.ts'
import { people } from './contract.ts'
import { uses } from './documents.ts'
import { link } from './link-rules.ts'
import { problem } from './rules.ts'

export const DOCUMENT = 'people.link.idNumber'

export const movingLinks = moving(people, {
  table: 'people.link',
  machine: link,
  title: r => `${maskName(r.name)}申请关联账号`,
  find: findLink,
  on: {
    async approveLink(ctx, r) {
      if (ctx.me.id === r.owner) throw problem.ownLink()
      const { person, card } = r.found!
      await ctx.ask(identity.ops.link, { account: r.owner, person, place: r.place })
      await ctx.db
        .updateTable('people.resident')
        .set({ account: r.owner })
        .where('community', '=', r.community)
        .where('id', '=', card)
        .execute()
      return { person, ...forgotten }
    },
    rejectLink: async (_, __, { reason }) => ({ reason, ...forgotten }),
    withdrawLink: async () => forgotten,
  },
})

/** PI-13: the number was asked for to be compared, and has been. */
const forgotten = { idNumber: null, idKey: null }

export async function applyLink(ctx: Ctx, input: Input<typeof people.ops.applyLink>) {
  const { community, name, idNumber, address } = input
  const { me } = await ctx.ask(identity.ops.me, {})
  if (!me || me.person) throw problem.alreadyLinked()
  // Only whether it is a number at all; whose it is nobody asks here.
  const checked = residentId(idNumber, dayOf(ctx.now))
  if (!checked.ok) throw problem.badId(checked.say)
  const row = { community, id: newId(ctx.now.getTime()), place: community, owner: me.id, name, address }
  await start(ctx, movingLinks, {
    ...row,
    ownerName: me.name,
    idNumber: ctx.sealer.seal(checked.value, DOCUMENT),
    idKey: ctx.sealer.index(checked.value, uses.idNumber),
    at: ctx.now,
  })
  return findLink(ctx, community, row.id)
}

type Found = { card: string; person: string; name: string; address: string | null }

/** The one who lives here under this document; there is at most one. */
const requests = ({ db }: Ctx) =>
  db
    .selectFrom('people.link as l')
    .select([
      'l.community',
      'l.id',
      'l.place',
      'l.state',
      'l.owner',
      'l.ownerName',
      'l.name',
      'l.address',
      'l.reason',
      'l.at',
    ])
    .select('l.idNumber')
    .select(
      sql<Found | null>`(
        select jsonb_build_object('card', r.id, 'person', r.person, 'name', r.name, 'address', r.address) from people.resident r
        where r.community = l.community and r.id_key = l.id_key and r.state in ('living', 'away') limit 1)`.as('found'),
    )

type Row = Awaited<ReturnType<ReturnType<typeof requests>['executeTakeFirstOrThrow']>>

const compared = (ctx: Ctx, { idNumber, ...row }: Row) => {
  const facts = {
    ...row,
    document: row.found !== null,
    sameName: row.found !== null && tidy(row.found.name) === tidy(row.name),
    sameHome: Boolean(row.found?.address) && plain(row.found!.address!) === plain(row.address),
    idMasked: idNumber && maskId(ctx.sealer.open(idNumber, DOCUMENT), 1),
  }
  return { ...facts, offers: offered(ctx, link, facts) }
}

/** 12幢3单元502室, 12-3-502 and 12幢 3单元 502 are one door. */
const plain = (address: string) =>
  tidy(address)
    .replace(/[幢栋号楼单元室房\-—－#]+/g, ' ')
    .trim()

async function findLink(ctx: Ctx, community: string, id: string) {
  const row = await requests(ctx).where('l.community', '=', community).where('l.id', '=', id).executeTakeFirst()
  return row && compared(ctx, row)
}

export async function readLink(ctx: Ctx, { community, id }: { community: string; id: string }) {
  const rows = requests(ctx).where('l.community', '=', community).where('l.id', '=', id)
  const row = await rows.where(ctx.visible).executeTakeFirst()
  return row && compared(ctx, row)
}

export async function links(ctx: Ctx, { place, state, mine: own, ...paging }: Input<typeof people.ops.links>) {
  const rows = requests(ctx)
    .where(ctx.visible)
    .$if(own, q => q.where('l.owner', '=', ctx.me.id))
    .$if(place !== undefined, q => q.where(under('l.place', place!)))
    .$if(state !== undefined, q => q.where('l.state', '=', state!))
  const { items, total } = await pageOf(rows.orderBy('l.at', 'desc').orderBy('l.id'), paging)
  return { items: items.map(row => compared(ctx, row)), total }
}
