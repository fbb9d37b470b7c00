/** Other systems, kept by the system administrator: where they are, what their services are called here, how contact goes. */
import { under } from '../../kernel/db.ts'
import type { Input } from '../../kernel/contract.ts'
import { newId } from '../../kernel/id.ts'
import { wake } from '../../kernel/jobs.ts'
import { sealedColumn } from '../../kernel/resealing.ts'
import { common } from '../../kernel/rules.ts'
import type { Ctx } from '../../kernel/server.ts'
import type { open311 } from './contract.ts'
import { limit, problem } from './rules.ts'

type Ops = typeof open311.ops
export const KEY = 'open311.system.apiKey'
export const JOB = 'open311.contact'
sealedColumn({ table: 'open311.system', column: 'api_key', use: KEY, key: { id: 'uuid' } })

export async function systems(ctx: Ctx, { place }: Input<Ops['systems']>) {
  const rows = await ctx.db
    .selectFrom('open311.system')
    .select('id')
    .where(ctx.visible)
    .$if(place !== undefined, q => q.where(under('place', place!)))
    .orderBy('name')
    .execute()
  return Promise.all(rows.map(({ id }) => shown(ctx, id)))
}

/** Those of a place are open to everything under it. */
export async function receivers({ db }: Ctx, { place }: Input<Ops['receivers']>) {
  const rows = await db
    .selectFrom('open311.system')
    .select(['id', 'name', 'place'])
    .where('active', '=', true)
    .execute()
  return rows.filter(s => place.startsWith(s.place))
}

export async function add(ctx: Ctx, { name, place, apiKey, ...said }: Input<Ops['add']>) {
  const id = newId(ctx.now.getTime())
  const row = { id, name, place, ...checked(said, place), apiKey: apiKey ? ctx.sealer.seal(apiKey, KEY) : null }
  await ctx.db
    .insertInto('open311.system')
    .values({ ...row, added: ctx.now, nextAt: ctx.now })
    .execute()
  await wake(ctx.db, JOB)
  return shown(ctx, id)
}

export async function change(ctx: Ctx, { id, place, apiKey, active, ...said }: Input<Ops['change']>) {
  const found = await mine(ctx, { id, place })
  await ctx.db
    .updateTable('open311.system')
    .set({
      ...checked(said, found.place),
      active,
      nextAt: active ? ctx.now : null,
      tries: 0,
      said: null,
      ...(apiKey && { apiKey: ctx.sealer.seal(apiKey, KEY) }),
    })
    .where('id', '=', id)
    .execute()
  await wake(ctx.db, JOB)
  return shown(ctx, id)
}

type About = Omit<Input<Ops['add']>, 'name' | 'place' | 'apiKey'>
function checked({ endpoint, jurisdiction, format, pullInto }: About, place: string) {
  const url = URL.parse(endpoint)
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password || url.search || url.hash)
    throw problem.badAddress()
  // Whoever keeps one street brings nothing into another.
  if (pullInto && !pullInto.startsWith(place)) throw problem.noReach()
  const plainUrl = url.href.replace(/\/+$/, '')
  return { endpoint: plainUrl, jurisdiction: jurisdiction || null, format, pullInto: pullInto ?? null }
}

/** Without a category the service is no longer taken. */
export async function map(ctx: Ctx, { service, category, ...of }: Input<Ops['map']>) {
  const { id } = await mine(ctx, of)
  if (!category)
    await ctx.db.deleteFrom('open311.service').where('system', '=', id).where('service', '=', service).execute()
  else
    await ctx.db
      .insertInto('open311.service')
      .values({ system: id, service, category })
      .onConflict(c => c.columns(['system', 'service']).doUpdateSet({ category }))
      .execute()
  return shown(ctx, id)
}

export async function retry(ctx: Ctx, of: Input<Ops['retry']>) {
  const { id } = await mine(ctx, of)
  await ctx.db
    .updateTable('open311.system')
    .set({ tries: 0, nextAt: ctx.now, said: null })
    .where('id', '=', id)
    .execute()
  await wake(ctx.db, JOB)
  return shown(ctx, id)
}

/** The rule was asked about the place that was named; the system must lie in it. */
async function mine(ctx: Ctx, { id, place }: { id: string; place: string }) {
  const found = await ctx.db
    .selectFrom('open311.system')
    .selectAll()
    .where('id', '=', id)
    .where(under('place', place))
    .executeTakeFirst()
  if (!found) throw common.notFound()
  return found
}

type Offered = { code: string; name: string }
async function shown(ctx: Ctx, id: string) {
  const { apiKey, services, ...row } = await ctx.db
    .selectFrom('open311.system')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  const [mapped, failures, counts] = await Promise.all([
    ctx.db.selectFrom('open311.service').select(['service', 'category']).where('system', '=', id).execute(),
    ctx.db.selectFrom('open311.failure').selectAll().where('system', '=', id).orderBy('at', 'desc').limit(20).execute(),
    ctx.db
      .selectFrom('open311.passing')
      .select(eb => ['state', eb.fn.countAll<string>().as('n')])
      .where('system', '=', id)
      .groupBy('state')
      .execute(),
  ])
  const count = (state: string) => Number(counts.find(c => c.state === state)?.n ?? 0)
  const theirs = services as unknown as Offered[]
  const known = new Set(theirs.map(s => s.code))
  return {
    ...row,
    keyed: apiKey !== null,
    dead: row.active && row.nextAt === null && row.tries >= ctx.book.figure(limit.tries, row.place, ctx.now),
    waiting: count('waiting'),
    sent: count('sent'),
    stuck: count('dead'),
    failures,
    services: [
      ...theirs,
      ...mapped.filter(m => !known.has(m.service)).map(m => ({ code: m.service, name: m.service })),
    ].map(s => ({ service: s.code, name: s.name, category: mapped.find(m => m.service === s.code)?.category ?? null })),
  }
}
