/**
 * 篇1 二（二）「三分离」. Who may have which part: a body by what it is for, and in what one resolution is about nobody who decided or
 * watches it carries it out, nor a near relative of whoever does. The database refuses the same by council.twoParts. CD-02
 */
import { sql } from 'kysely'
import { dayOf } from '../../kernel/clock.ts'
import type { Input } from '../../kernel/contract.ts'
import { newId } from '../../kernel/id.ts'
import { Problem } from '../../kernel/rules.ts'
import type { Ctx } from '../../kernel/server.ts'
import type { council } from './contract.ts'
import { kindOf, type KindName } from './kind-rules.ts'
import { powers } from './power-rules.ts'
import { mustDecide } from './mandate.ts'
import { problem } from './problem-rules.ts'
import { acts, type Act } from './resolution-contract.ts'

const clause = 'CD-02；篇1 二（二）「三分离」'
/** 篇1: the council decides and watches; who carries out does neither. */
export function bodyMay(kind: KindName, act: Act): boolean {
  const { power, level } = kindOf(kind)
  return act === 'supervise' ? power === 'supervise' || level === 'council' : power === act
}

type Part = { act: Act; name: string; who: string }
/** Why whoever has these parts already may not have this one too. Pure. */
export function clash(had: readonly Part[], act: Act): string | null {
  const against = had.find(p => (p.act === 'execute') !== (act === 'execute'))
  return against ? `${against.name}在这件事上已经负责${acts[against.act]}，不能再负责${acts[act]}` : null
}

type Asked = Input<typeof council.ops.mayAct>
export async function mayAct(ctx: Ctx, asked: Asked) {
  const because = await whyNot(ctx, asked)
  return { may: because === null, because, clause }
}

/** The same as a refusal, for the moves of this module. */
export async function mustBeFree(ctx: Ctx, asked: Asked) {
  const because = await whyNot(ctx, asked)
  if (because !== null) throw problem.twoParts(because)
}

async function whyNot(
  ctx: Ctx,
  { community, act, body, member, account, matter, resolution }: Asked,
): Promise<string | null> {
  const parts = resolution ? await partsOf(ctx, community, resolution) : []
  if (body) {
    const found = await bodyOf(ctx, community, body)
    if (!bodyMay(found.kind, act))
      return `「${found.name}」是${powers[kindOf(found.kind).power]}的组织，不能负责${acts[act]}`
    if (matter && act === 'decide') {
      const no = await mustDecide(ctx, { community, body }, matter, dayOf(ctx.now)).then(() => null, refusalOf)
      if (no) return no
    }
    return clash(
      parts.filter(p => p.who === body),
      act,
    )
  }
  const who = member ?? (account && (await memberOf(ctx, community, account)))
  if (!who) return null
  const sits = await sitsOn(ctx, community, who)
  const watches = sits.find(s => s.side === 'watch')
  if (watches && act !== 'supervise') return `${watches.name}在「${watches.bodyName}」负责监督，不能负责${acts[act]}`
  // Whoever sits on the body that carries it out does so; deciding in a meeting is the body's own part, not each member's.
  const had = parts.filter(p => p.who === who || (p.act !== 'decide' && sits.some(s => s.body === p.who)))
  const own = clash(had, act)
  if (own) return own
  return act === 'supervise' ? relativeOf(ctx, community, who, parts) : null
}

const refusalOf = (error: unknown): string => {
  if (error instanceof Problem) return typeof error.detail === 'string' ? error.detail : error.message
  throw error
}

async function bodyOf({ db }: Ctx, community: string, id: string) {
  const found = await db
    .selectFrom('council.body')
    .select(['name', 'kind'])
    .where('community', '=', community)
    .where('id', '=', id)
    .where('state', '<>', 'ended')
    .executeTakeFirst()
  if (!found) throw problem.noSuchBody()
  return { ...found, kind: found.kind as KindName }
}

export async function partsOf({ db }: Ctx, community: string, resolution: string): Promise<Part[]> {
  const rows = await db
    .selectFrom('council.part')
    .select(['act', 'name', 'who'])
    .where('community', '=', community)
    .where('resolution', '=', resolution)
    .orderBy('act')
    .orderBy('at')
    .orderBy('name')
    .execute()
  return rows.map(r => ({ ...r, act: r.act as Act }))
}

export async function hasPart(ctx: Ctx, { community, id }: { community: string; id: string }, who: string, act: Act) {
  const { rows } = await sql<{ name: string }>`
    select name from council.body where community = ${community} and id = ${who}
    union all select name from council.seat where community = ${community} and member = ${who} limit 1`.execute(ctx.db)
  const row = {
    community,
    id: newId(ctx.now.getTime()),
    resolution: id,
    who,
    act,
    name: rows[0]?.name ?? '',
    at: ctx.now,
  }
  await ctx.db
    .insertInto('council.part')
    .values(row)
    .onConflict(c => c.columns(['community', 'resolution', 'who', 'act']).doNothing())
    .execute()
}

const memberOf = async ({ db }: Ctx, community: string, account: string) =>
  (
    await db
      .selectFrom('council.seat')
      .select('member')
      .where('community', '=', community)
      .where('account', '=', account)
      .executeTakeFirst()
  )?.member

async function sitsOn(ctx: Ctx, community: string, member: string) {
  const { rows } = await sql<{ body: string; side: string; name: string; bodyName: string }>`
    select s.body, s.side, s.name, b.name as body_name from council.seat s
    join council.body b on b.community = s.community and b.id = s.body
    where s.community = ${community} and s.member = ${member} and s.during @> ${dayOf(ctx.now)}::date`.execute(ctx.db)
  return rows
}

/** V-24: who watches is no near relative of anybody who carries it out. */
async function relativeOf(ctx: Ctx, community: string, member: string, parts: readonly Part[]) {
  const doers = parts.filter(p => p.act === 'execute').map(p => p.who)
  if (!doers.length) return null
  const { rows } = await sql`
    select from council.kin k join council.seat s on s.community = k.community
      and s.member = case when k.a = ${member} then k.b else k.a end and s.during @> ${dayOf(ctx.now)}::date
    where k.community = ${community} and ${member} in (k.a, k.b) and (s.body = any(${doers}) or s.member = any(${doers})) limit 1`.execute(
    ctx.db,
  )
  return rows.length ? '此人的近亲属负责执行这件事，应当回避' : null
}
