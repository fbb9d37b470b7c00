/** The work behind the message contract: reading what came in, looking after what goes out. */
import { sql } from 'kysely'
import { pageOf, under, type Db } from './db.ts'
import type { Input } from './contract.ts'
import { wake } from './jobs.ts'
import { message } from './message-contract.ts'
import { may, outgoing, type Channel, type State } from './message-rules.ts'
import { templateOf, textOf } from './message-templates.ts'
import { ADDRESS, addressKey, CONTENT, masked } from './messages.ts'
import { judgedAt } from './move.ts'
import { mobile } from './numbers.ts'
import { issueCode, takeCode } from './phone-code.ts'
import { common, offers, refusal, type Actor } from './rules.ts'
import { serve, type Ctx } from './server.ts'

const CHOOSING = 'message.choose'

serve(message, {
  may,
  do: {
    async inbox(ctx, { unread: only = false, ...paging }) {
      const rows = ctx.db
        .selectFrom('kernel.message')
        .select(['id', 'title', 'body', 'link', 'at', 'seen'])
        .where(ctx.visible)
        .$if(only, q => q.where('seen', 'is', null))
      const page = await pageOf(rows.orderBy('at', 'desc').orderBy('id', 'desc'), paging)
      return { ...page, unread: await unread(ctx) }
    },

    async read(ctx, { id }) {
      await ctx.db
        .updateTable('kernel.message')
        .set({ seen: ctx.now })
        .where('to', '=', ctx.me.id)
        .where('seen', 'is', null)
        .$if(id !== undefined, q => q.where('id', '=', id!))
        .execute()
      return { unread: await unread(ctx) }
    },

    outbox,

    async retry(ctx, { id }) {
      const row = await ours(ctx).where('id', '=', id).forNoKeyUpdate().executeTakeFirst()
      const home = homeOf(ctx.me)
      if (!row || home === null) throw common.notFound()
      const of = { ...row, place: row.place || home }
      const no = refusal(outgoing, 'retry', of, ctx.me, judgedAt(ctx, of.place))
      if (no) throw no.code === 'common.forbidden' ? common.notFound() : no
      const set = { state: outgoing.moves.retry.to ?? row.state, tries: 0, nextAt: ctx.now, ended: null }
      await ctx.db.updateTable('kernel.outgoing').set(set).where('id', '=', id).execute()
      await wake(ctx.db, 'message.deliver')
      return shown(ctx, { ...row, ...set })
    },

    async local(ctx) {
      if (!ctx.delivery.shown) return null
      const rows = await ours(ctx).orderBy('at', 'desc').orderBy('id', 'desc').limit(30).execute()
      return { items: rows.map(row => shown(ctx, row)) }
    },

    code: (ctx, { phone }) => issueCode(ctx, { phone, purpose: CHOOSING }),

    async choose(ctx, { phone, code, declined }) {
      await takeCode(ctx, { phone, purpose: CHOOSING, code })
      const read = mobile(phone)
      const key = addressKey(ctx.sealer, read.ok ? read.value : '')
      await ctx.db.deleteFrom('kernel.declined').where('addressKey', '=', key).execute()
      for (const purpose of new Set(declined))
        await ctx.db.insertInto('kernel.declined').values({ addressKey: key, purpose, at: ctx.now }).execute()
      return { declined }
    },
  },
})

async function unread({ db, me }: { db: Db; me: Actor }): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from kernel.message where "to" = ${me.id} and seen is null`.execute(db)
  return rows[0]!.n
}

const ours = ({ db }: { db: Db }) =>
  db
    .selectFrom('kernel.outgoing')
    .select(['id', 'at', 'channel', 'address', 'template', 'purpose', 'content', 'place', 'state', 'nextAt', 'until'])
    .select(['tries', 'receipt', sql<Try[]>`tried`.as('tried')])
    .$narrowType<{ channel: Channel; state: State }>()
type Row = Awaited<ReturnType<ReturnType<typeof ours>['executeTakeFirstOrThrow']>>
type Try = { at: string; ended?: string; said?: string }

/** Where somebody is the administrator: there belongs, for them, what belongs to no place. */
const homeOf = (me: Actor): string | null => me.posts.find(p => p.role === 'system-admin')?.place ?? null

async function outbox(ctx: Ctx, { place, state, channel, purpose, ...paging }: Input<typeof message.ops.outbox>) {
  const all = homeOf(ctx.me) !== null
  const rows = ours(ctx)
    .where(eb => (all ? eb.or([ctx.visible, eb('place', '=', '')]) : ctx.visible))
    .$if(place !== undefined, q => q.where(under('place', place!)))
    .$if(state !== undefined, q => q.where('state', '=', state!))
    .$if(channel !== undefined, q => q.where('channel', '=', channel!))
    .$if(purpose !== undefined, q => q.where('purpose', '=', purpose!))
  const { items, total } = await pageOf(rows.orderBy('at', 'desc').orderBy('id', 'desc'), paging)
  return { items: items.map(row => shown(ctx, row)), total }
}

function shown(ctx: Ctx, row: Row) {
  const place = row.place || (homeOf(ctx.me) ?? '')
  return {
    ...row,
    to: masked(row.channel, ctx.sealer.open(row.address, ADDRESS)),
    label: templateOf(row.template)?.label ?? row.template,
    text: textFor(ctx, row),
    said: row.tried.at(-1)?.said ?? null,
    tries: row.tried.length,
    offers: offers(outgoing, { ...row, place }, ctx.me, judgedAt(ctx, place)),
  }
}

/** Whoever looks after messages need not know a code: with it one could sign up in somebody's name. */
function textFor({ sealer, delivery }: Ctx, { content, template }: Row): string | null {
  if (content === null || (templateOf(template)?.secret && !delivery.shown)) return null
  return textOf(template, JSON.parse(sealer.open(content, CONTENT)) as Record<string, string>, delivery)
}
