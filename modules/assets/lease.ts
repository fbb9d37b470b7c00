/** Leases: drafted, agreed to by two others, begun, renewed, ended. What is charged and paid is in rent.ts. */
import { sql } from 'kysely'
import { addDays, dayOf, endOf } from '../../kernel/clock.ts'
import type { Input } from '../../kernel/contract.ts'
import { attach } from '../../kernel/files.ts'
import { newId } from '../../kernel/id.ts'
import { judgedAt, moving, start } from '../../kernel/move.ts'
import type { Ctx } from '../../kernel/server.ts'
import { assetIn } from './asset.ts'
import { assets } from './contract.ts'
import { decidedBy } from './decided.ts'
import { findLease, type JudgedLease } from './lease-read.ts'
import { lease, limit, RUNNING } from './lease-rules.ts'
import { problem } from './problem-rules.ts'
import { chargeLast, chargeUntil, receive, settle, takeDeposit } from './rent.ts'
import { isLonger } from './schedule.ts'

type Draft = Omit<Input<typeof assets.ops.draftLease>, 'photos'>

export async function draftLease(ctx: Ctx, { photos, ...said }: Input<typeof assets.ops.draftLease>) {
  return draft(ctx, said, photos, null)
}

async function draft(ctx: Ctx, { asset: of, ...said }: Draft, photos: readonly string[], renews: string | null) {
  const { place, fromDay, until } = said
  const a = await assetIn(ctx, place, of)
  if (until < fromDay) throw problem.endsBefore()
  if (isLonger({ from: fromDay, until }, judgedAt(ctx, place).figure(limit.mostYears))) throw problem.tooLong()
  const by = await decidedBy(ctx, a.community, said)
  const key = { community: a.community, id: newId(ctx.now.getTime()), place }
  const row = {
    ...said,
    ...key,
    asset: a.id,
    book: a.book,
    during: `[${fromDay},${until}]`,
    endsBy: endOf(until),
    nextDue: fromDay,
    renews,
    resolution: by.resolution,
    resolutionNumber: by.resolutionNumber ?? null,
    resolutionDay: by.resolutionDay ?? null,
    drafter: ctx.me.id,
    drafterName: ctx.me.name ?? null,
    photos: await attach(ctx.db, [...photos], key, ctx.me.id),
  }
  await start(ctx, movingLeases, row)
  return row
}

const mine = ({ me }: Ctx) => ({ id: me.id, name: me.name ?? null })

export const movingLeases = moving(assets, {
  table: 'assets.lease',
  machine: lease,
  title: l => `${l.number} ${l.purpose}`,
  find: findLease,
  on: {
    checkLease: async ctx => ({ head: mine(ctx).id, headName: mine(ctx).name }),
    agreeLease: async ctx => ({ supervisor: mine(ctx).id, supervisorName: mine(ctx).name }),
    beginLease: (ctx, l) => begin(ctx, l),
    takeDeposit,
    chargeRent: (ctx, l, { until }) => chargeUntil(ctx, l, until ?? dayOf(ctx.now)),
    receiveRent: receive,
    renewLease: (ctx, l, said) => renew(ctx, l, said),
    endLease: (ctx, l, { day, reason }) => end(ctx, l, day, reason),
    settleLease: settle,
  },
})

/** Whoever rented it before and goes on by this lease has given it back in the same breath. */
async function begin(ctx: Ctx, l: JudgedLease) {
  if (l.renews) {
    const before = await findLease(ctx, l.community, l.renews)
    if (before?.state === RUNNING)
      await ctx.ask(assets.ops.endLease, { community: l.community, id: l.renews, day: before.until, reason: '续租' })
  }
  await sql`update assets.lease set begun_at = ${ctx.now} where community = ${l.community} and id = ${l.id}`.execute(
    ctx.db,
  )
  await ctx.ask(assets.ops.letAsset, { community: l.community, id: l.asset })
}

async function renew(ctx: Ctx, l: JudgedLease, said: Omit<Input<typeof assets.ops.renewLease>, 'community' | 'id'>) {
  if (said.until <= l.until) throw problem.notAfter()
  const { place, asset, tenant, tenantKind, purpose, months, deposit } = l
  const same = { place, asset, tenant, tenantKind, purpose, months, deposit }
  await draft(ctx, { ...same, ...said, fromDay: addDays(l.until, 1) }, [], l.id)
}

/** Rent runs until the day it is given back, also when that is after its time; the days behind are free for others. */
async function end(ctx: Ctx, l: JudgedLease, day: string, reason: string) {
  if (day < l.fromDay) throw problem.endsBefore()
  await chargeLast(ctx, l, day)
  const last = day < l.until ? day : l.until
  const ended = { day, reason, by: ctx.me.id }
  await sql`update assets.lease set ended_on = ${ended.day}, ended_why = ${ended.reason}, ended_by = ${ended.by}, next_due = null,
    during = daterange(from_day, ${last}::date, '[]') where community = ${l.community} and id = ${l.id}`.execute(ctx.db)
  await ctx.ask(assets.ops.freeAsset, { community: l.community, id: l.asset })
}
