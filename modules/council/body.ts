/** 篇1 二（一）「治理架构」、篇1 二（一）「组织规则」、篇2 二（一）「代表大会」. What forms a body and seats people in it. */
import { sql } from 'kysely'
import { addDays, addYears, dayOf } from '../../kernel/clock.ts'
import type { Input } from '../../kernel/contract.ts'
import { newId } from '../../kernel/id.ts'
import { judgedAt, moving, start } from '../../kernel/move.ts'
import type { Ctx } from '../../kernel/server.ts'
import { places } from '../places/contract.ts'
import { findBody, stillSitting, type Found } from './body-read.ts'
import { namesake } from './chart.ts'
import { countedOnly, kinBars, readGroups } from './composition.ts'
import { council } from './contract.ts'
import { limit } from './figure-rules.ts'
import { kindOf, sideOf, type KindName } from './kind-rules.ts'
import { problem } from './problem-rules.ts'
import { body as machine } from './seat-rules.ts'

export const movingBodies = moving(council, {
  table: 'council.body',
  machine,
  title: b => b.name,
  find: findBody,
  on: {
    reshape: async (_, b, { entitled, households, groups, chart }) => ({
      ...(entitled !== undefined && { entitled }),
      ...(households !== undefined && { households }),
      ...(groups !== undefined && { groups: JSON.stringify(grouped(groups)) }),
      ...(chart !== undefined && { chart }),
      name: b.name,
    }),
    async seat(ctx, b, { from, ...who }) {
      mustHaveRoom(b, 1)
      await sit(ctx, b, [{ ...who, ...(await named(ctx, b, who)), from, replaces: null }])
    },
    unseat: (ctx, b, { seat, on, why }) => leave(ctx, b, seat, on, why),
    /** The old seat stays on record, ended; the new one says whose place it takes, in the same post and group. */
    async replaceSeat(ctx, b, { seat, on, why, ...who }) {
      const old = b.seats.find(s => s.id === seat)
      await leave(ctx, b, seat, on, why)
      const { role, grp } = old!
      await sit(ctx, b, [{ ...who, ...(await named(ctx, b, who)), role, grp, from: on, replaces: seat }])
    },
    async declareKin(ctx, b, { seat, other, relation }) {
      const one = b.seats.find(s => s.id === seat)
      if (!one) throw problem.noSuchSeat()
      const [a = '', z = ''] = [one.member, other].toSorted()
      const row = {
        community: b.community,
        id: newId(ctx.now.getTime()),
        a,
        b: z,
        relation,
        at: ctx.now,
        byName: ctx.me.name ?? null,
      }
      await ctx.db.insertInto('council.kin').values(row).execute()
    },
    constitute: async (_, b) => {
      const wrong = b.made.filter(m => !m.met)
      if (wrong.length) throw problem.badComposition(`组成还不合规定：${wrong.map(w => w.say).join('；')}`)
    },
    endTerm: (ctx, b) => everybodyLeaves(ctx, b, b.until, '任期届满'),
    async abolish(ctx, b, { on, why }) {
      await everybodyLeaves(ctx, b, on, why)
      return { ended: why }
    },
  },
})

export async function formBody(ctx: Ctx, input: Input<typeof council.ops.formBody>) {
  const { seats, groups = '', until, entitled = null, households = null, ...said } = input
  const { everyone, byBallot } = kindOf(said.kind)
  if (everyone && !byBallot && !entitled && !households) throw problem.needsNumbers()
  const end = until ?? addYears(said.from, judgedAt(ctx, said.place).figure(limit.termYears))
  if (end <= said.from) throw problem.backwards()
  const row = {
    ...said,
    community: said.place,
    id: newId(ctx.now.getTime()),
    side: sideOf(said.kind),
    until: end,
    entitled,
    households,
    groups: JSON.stringify(grouped(groups)),
    chart: await namesake(ctx, said.place, said.name),
  }
  await start(ctx, movingBodies, row)
  if (seats.length) {
    const body = (await findBody(ctx, row.community, row.id))!
    mustHaveRoom(body, seats.length)
    const known = await ctx.ask(places.ops.members, { place: said.place })
    const fresh = seats.filter(s => !known.some(k => k.name === s.name))
    const added = fresh.length
      ? await ctx.ask(places.ops.addMembers, { place: said.place, members: fresh.map(({ name }) => ({ name })) })
      : []
    const all = new Map([...known, ...added].map(m => [m.name, m.id]))
    await sit(
      ctx,
      body,
      seats.map(s => ({ ...s, member: all.get(s.name)!, from: said.from, replaces: null })),
    )
  }
  return findBody(ctx, row.community, row.id)
}

function grouped(text: string) {
  const groups = readGroups(text)
  if (!groups) throw problem.badGroups()
  return groups
}

function mustHaveRoom(b: Found, more: number) {
  const most = kindOf(b.kind).made?.most
  if (most !== undefined && b.seats.length + more > most)
    throw problem.full(
      `${kindOf(b.kind).label}最多 ${most} 人，已有 ${b.seats.length} 人（${kindOf(b.kind).made!.clause}）`,
    )
}

// ── Sitting down and getting up ─────────────────────────────────────────────

type Who = { member?: string | undefined; name?: string | undefined; account?: string | undefined }
/** The one entry of a person in the community's list, wherever they sit: that is how one is known to sit twice. */
async function named(ctx: Ctx, { place }: Found, { member, name, account }: Who) {
  if (!member) {
    const people = [{ name: name ?? '', ...(account && { account }) }]
    const [added] = name ? await ctx.ask(places.ops.addMembers, { place, members: people }) : []
    if (!added) throw problem.noSuchMember('请从名单里选一个人，或填写姓名')
    return { member: added.id, name: added.name }
  }
  const found = (await ctx.ask(places.ops.members, { place })).find(m => m.id === member)
  if (!found) throw problem.noSuchMember()
  return { member: found.id, name: found.name }
}

type Coming = {
  member: string
  name: string
  account?: string | undefined
  role?: string | undefined
  grp?: string | undefined
  cadre: boolean
  woman: boolean
  finance: boolean
  from: string
  how: string
  replaces: string | null
}
async function sit(ctx: Ctx, b: Found, coming: readonly Coming[]) {
  await mustBeApart(ctx, b, coming)
  const rows = coming.map(({ from, cadre, woman, finance, account = null, role = 'member', grp = '', ...who }) => ({
    ...who,
    ...countedOnly(b.kind, { cadre, woman, finance }),
    community: b.community,
    id: newId(ctx.now.getTime()),
    body: b.id,
    side: b.side,
    account,
    role,
    grp,
    during: `[${from},)`,
  }))
  await ctx.db.insertInto('council.seat').values(rows).execute()
}

/** Says in words what the constraint would only name: where else they sit, and whose near relative they are. */
async function mustBeApart(ctx: Ctx, b: Found, coming: readonly Coming[]) {
  const members = coming.map(c => c.member)
  const first = coming.map(c => c.from).toSorted()[0]!
  const { rows } = await sql<{
    member: string
    relative: string | null
    name: string
    body: string
    bodyName: string
    kind: KindName
    side: string
  }>`
    select s.member, case when s.member = k.a then k.b when s.member = k.b then k.a end as relative, s.name, s.body, b.name as body_name, b.kind, b.side
    from council.seat s join council.body b on b.community = s.community and b.id = s.body
    left join council.kin k on k.community = s.community and ((k.a = s.member and k.b = any(${members})) or (k.b = s.member and k.a = any(${members})))
    where s.community = ${b.community} and (s.member = any(${members}) or k.id is not null)
      and s.during && daterange(${first}::date, null)`.execute(ctx.db)
  for (const c of coming) {
    const across = rows.find(r => r.member === c.member && b.side !== 'none' && r.side !== 'none' && r.side !== b.side)
    if (across) throw problem.watchesItself(`${c.name}在「${across.bodyName}」任职：${problem.watchesItself().message}`)
    const relatives = rows.filter(r => r.relative === c.member)
    const bar = relatives
      .map(r => [r, kinBars(b.kind, r.kind, r.body === b.id)] as const)
      .find(([, clause]) => clause !== null)
    if (bar)
      throw problem.nearRelative(`${c.name}与「${bar[0].bodyName}」的${bar[0].name}是近亲属，应当回避（${bar[1]}）`)
  }
}

async function leave(ctx: Ctx, b: Found, seat: string, on: string, why: string) {
  const found = stillSitting(b.seats, dayOf(ctx.now)).find(s => s.id === seat && s.until === null)
  if (!found) throw problem.noSuchSeat()
  if (on <= found.from) throw problem.backwards(`离任应在任职（${found.from}）之后，最早 ${addDays(found.from, 1)}`)
  await ctx.db
    .updateTable('council.seat')
    .set({ during: `[${found.from},${on})`, why })
    .where('community', '=', b.community)
    .where('id', '=', seat)
    .execute()
}

async function everybodyLeaves({ db }: Ctx, { community, id }: Found, on: string, why: string) {
  const mine = sql`community = ${community} and body = ${id} and upper_inf(during)`
  await sql`delete from council.seat where ${mine} and lower(during) >= ${on}::date`.execute(db)
  await sql`update council.seat set during = daterange(lower(during), ${on}::date), why = ${why} where ${mine}`.execute(
    db,
  )
}
