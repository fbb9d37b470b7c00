/** Matters passed on to another system, and how their slip moves. What may go along is said by the grid: grid.leaving. */
import { under, pageOf } from '../../kernel/db.ts'
import type { Input } from '../../kernel/contract.ts'
import { newId } from '../../kernel/id.ts'
import { wake } from '../../kernel/jobs.ts'
import { notify } from '../../kernel/messages.ts'
import { moving, offered, start, type Stored } from '../../kernel/move.ts'
import { sealedColumn } from '../../kernel/resealing.ts'
import { Problem } from '../../kernel/rules.ts'
import type { Ctx } from '../../kernel/server.ts'
import { grid } from '../grid/contract.ts'
import { open311 } from './contract.ts'
import { passing, problem } from './rules.ts'
import { JOB } from './systems.ts'
import { waysOf } from './ways.ts'

type Ops = typeof open311.ops
export const CONTENT = 'open311.passing.content'
sealedColumn({ table: 'open311.passing', column: 'content', use: CONTENT, key: { community: 'text', id: 'uuid' } })

/** What is sent: the words of GeoReport, one to one. */
export type Content = Record<string, string>

const slips = (ctx: Ctx) =>
  ctx.db
    .selectFrom('open311.passing')
    .innerJoin(
      eb => eb.selectFrom('open311.system').select(['id as to', 'name as systemName']).as('named'),
      join => join.onRef('named.to', '=', 'open311.passing.system'),
    )
    .selectAll('open311.passing')
    .select('named.systemName')

const find = (ctx: Ctx, community: string, id: string) =>
  slips(ctx).where('open311.passing.community', '=', community).where('open311.passing.id', '=', id).executeTakeFirst()
type Found = NonNullable<Awaited<ReturnType<typeof find>>>

const withOffers = (ctx: Ctx, found: Found) => ({ ...found, offers: offered(ctx, passing, found as Stored) })
const findWhole = async (ctx: Ctx, community: string, id: string) => {
  const found = await find(ctx, community, id)
  return found && withOffers(ctx, found)
}

export async function passOn(ctx: Ctx, { place, number, system: to, service, text = '' }: Input<Ops['passOn']>) {
  const { items } = await ctx.ask(grid.ops.matters, { place, search: number })
  const line = items.find(m => m.number === number)
  if (!line) throw problem.noMatter()
  const { community, id: matter } = line
  const m = await ctx.ask(grid.ops.leaving, { community, id: matter, text })
  const way = (await waysOf(ctx, { ...m, community, id: matter })).find(w => w.id === to)
  if (!way) throw problem.noSystem()
  if (way.because) throw way.because
  const theirs = service ?? way.service
  if (!theirs) throw problem.notMapped()
  const content: Content = {
    service_code: theirs,
    description: m.said.slice(0, 4000),
    external_id: number,
    'attribute[external_id]': number,
    ...(m.address && { address_string: m.address }),
    ...(m.lat !== null && m.lon !== null && { lat: String(m.lat), long: String(m.lon) }),
  }
  const row = {
    community,
    id: newId(ctx.now.getTime()),
    place: m.place,
    matter,
    number,
    title: line.title,
    system: to,
    service: theirs,
    content: ctx.sealer.seal(JSON.stringify(content), CONTENT),
    passedAt: ctx.now,
    passedBy: ctx.me.id,
    nextAt: ctx.now,
  }
  await start(ctx, movingPassings, row)
  await ctx.ask(grid.ops.note, {
    community,
    id: matter,
    text: [`转给「${way.name}」`, text].filter(Boolean).join('：').slice(0, 500),
  })
  await wake(ctx.db, JOB)
  return (await findWhole(ctx, row.community, row.id))!
}

/** Whatever was passed on of one matter, the newest first. */
export const slipsOf = async (ctx: Ctx, { community, id }: { community: string; id: string }) =>
  (
    await slips(ctx)
      .where('open311.passing.community', '=', community)
      .where('open311.passing.matter', '=', id)
      .where(ctx.visible)
      .orderBy('open311.passing.passedAt', 'desc')
      .execute()
  ).map(p => withOffers(ctx, p))

export async function passings(ctx: Ctx, { place, state, system, ...paging }: Input<Ops['passings']>) {
  const { items, total } = await pageOf(
    slips(ctx)
      .where(ctx.visible)
      .$if(place !== undefined, q => q.where(under('open311.passing.place', place!)))
      .$if(Boolean(state?.length), q => q.where('open311.passing.state', 'in', state!))
      .$if(system !== undefined, q => q.where('open311.passing.system', '=', system!))
      .orderBy('open311.passing.passedAt', 'desc')
      .orderBy('open311.passing.id'),
    paging,
  )
  return { items: items.map(p => withOffers(ctx, p)), total }
}

export async function readPassing(ctx: Ctx, { community, id }: Input<Ops['passing']>) {
  const found = await slips(ctx)
    .where('open311.passing.community', '=', community)
    .where('open311.passing.id', '=', id)
    .where(ctx.visible)
    .executeTakeFirst()
  return found && withOffers(ctx, found)
}

export const movingPassings = moving(open311, {
  table: 'open311.passing',
  machine: passing,
  title: p => `转给${(p as { systemName?: string }).systemName ?? ''}：${p.title}`,
  find: findWhole,
  on: {
    async deliver(ctx, p, { external, token }) {
      if (external) await say(ctx, p, `「${p.systemName}」已收，对方编号 ${external}`)
      return { external: external ?? null, token: token ?? null, content: null, nextAt: null, tries: 0, said: null }
    },
    postpone: async (_, p, { said, nextAt }) => ({ tries: p.tries + 1, said, nextAt }),
    async giveUp(ctx, p, { said }) {
      await tell(ctx, p, `没能送给「${p.systemName}」：${said}`)
      return { tries: p.tries + 1, said, nextAt: null }
    },
    async number(ctx, p, { external }) {
      await say(ctx, p, `「${p.systemName}」已收，对方编号 ${external}`)
      return { external }
    },
    async hear(ctx, p, { heard, at }) {
      if (heard && heard !== p.heard) await say(ctx, p, `「${p.systemName}」：${heard}`)
      return { heard, heardAt: at }
    },
    told: async (ctx, p, { seq, said }) => ({
      toldSeq: Math.max(seq, p.toldSeq),
      toldSaid: said ?? null,
      ...(said === undefined && { toldAt: ctx.now }),
    }),
    untold: async (_, __, { said }) => ({ toldSaid: said }),
    async finish(ctx, p, { heard, at }) {
      const key = { community: p.community, id: p.matter }
      await unlessOver(ctx.ask(grid.ops.heardDone, { ...key, system: p.systemName.slice(0, 40), text: heard }))
      await tell(ctx, p, `「${p.systemName}」说已办结，请核实：办好了转入核查，没办好继续办。${heard}`)
      return { heard, heardAt: at }
    },
    resend: async ctx => {
      await wake(ctx.db, JOB)
      return { tries: 0, nextAt: ctx.now, said: null }
    },
    recall: async () => ({ content: null, nextAt: null }),
  },
})

/** A line for staff on the matter. */
const say = (ctx: Ctx, { community, matter }: Found, text: string) =>
  unlessOver(ctx.ask(grid.ops.note, { community, id: matter, text: text.slice(0, 500) }))

/** A matter that has come to its end meanwhile takes no more. */
const unlessOver = (told: Promise<unknown>) =>
  told.catch((error: unknown) => {
    if (!(error instanceof Problem) || error.status >= 500) throw error
  })

async function tell(ctx: Ctx, p: Found, body: string) {
  if (!p.passedBy) return
  const link = `/desk/grid/${p.community}/${p.matter}`
  await notify(ctx, { to: p.passedBy, title: '转出的事项', body: `${p.number} ${body}`.slice(0, 300), link })
}
