/** Leases as the desk reads them: late ones first, with what is owed, what was paid, and what the money went to. */
import { sql, type RawBuilder } from 'kysely'
import { addDays, dayOf } from '../../kernel/clock.ts'
import type { Input } from '../../kernel/contract.ts'
import { under } from '../../kernel/db.ts'
import { judgedAt, offered, type Stored } from '../../kernel/move.ts'
import type { Ctx } from '../../kernel/server.ts'
import type { assets } from './contract.ts'
import { lease, limit, RUNNING, tenants } from './lease-rules.ts'
import { isBelow, isLonger, owedUntil, schedule, type Terms } from './schedule.ts'

type Key = { community: string; id: string }
export type LeaseRow = Stored & {
  asset: string
  assetName: string
  yearlyRent: number | null
  book: string
  number: string
  tenant: string
  tenantKind: keyof typeof tenants
  purpose: string
  fromDay: string
  until: string
  months: number
  rent: number
  deposit: number
  held: number
  resolutionNumber: string | null
  renews: string | null
  drafter: string
  head: string | null
  endedBy: string | null
  endedOn: string | null
  begunAt: Date | null
  charged: number
  paid: number
  others: number
}

async function leasesWhere(ctx: Ctx, where: RawBuilder<unknown>, { page = 1, size = 1 } = {}) {
  const today = dayOf(ctx.now)
  const { rows } = await sql<LeaseRow & { total: number }>`
    select l.*, a.name as asset_name, v.yearly_rent, coalesce(c.charged, 0)::bigint as charged, coalesce(c.paid, 0)::bigint as paid,
      (select count(*)::int from assets.lease o where o.community = l.community and o.asset = l.asset and o.id <> l.id
        and o.id is distinct from l.renews and o.state = ${RUNNING}) as others
    from (select *, state = ${RUNNING} and until < ${today}::date as late, count(*) over ()::int as total
      from assets.lease where ${where}
      order by (state = ${RUNNING} and until < ${today}::date) desc, ended_on is not null, until, id
      limit ${size} offset ${(page - 1) * size}) l
    join assets.asset a on a.community = l.community and a.id = l.asset
    left join lateral (select sum(amount) as charged, sum(paid) as paid from assets.charge c
      where c.community = l.community and c.lease = l.id) c on true
    left join lateral (select yearly_rent from assets.valuation v where v.community = l.community and v.asset = l.asset
      and v.day <= l.from_day order by day desc limit 1) v on true
    order by l.late desc, l.ended_on is not null, l.until, l.id`.execute(ctx.db)
  return { items: rows.map(l => judged(ctx, l)), total: rows[0]?.total ?? 0 }
}

export const termsOf = ({ fromDay: from, until, rent, months }: LeaseRow): Terms => ({ from, until, rent, months })

/** The facts that the law asks for. */
function judged(ctx: Ctx, l: LeaseRow) {
  const at = judgedAt(ctx, l.place)
  const owed = l.charged - l.paid
  const facts = {
    mine: l.drafter === ctx.me.id,
    checkedByMe: l.head === ctx.me.id,
    endedByMe: l.endedBy === ctx.me.id,
    resolved: l.resolutionNumber !== null,
    below: l.yearlyRent === null || isBelow(l, l.yearlyRent, at.figure(limit.leastRent)),
    long: isLonger({ from: l.fromDay, until: l.until }, at.figure(limit.longYears)),
    begun: l.fromDay <= dayOf(ctx.now),
    vacant: l.others === 0,
    depositDue: l.deposit > l.held && l.endedOn === null,
    owed,
  }
  const due = l.state === RUNNING ? (l['endsBy'] as Date) : null
  const known = { ...l, ...facts, due }
  return { ...known, offers: offered(ctx, lease, known) }
}
export type JudgedLease = ReturnType<typeof judged>

export function listLeases(ctx: Ctx, f: Input<typeof assets.ops.leases>) {
  const { place = '', asset, state, late, owing, search, ...paging } = f
  const all = [sql`${ctx.visible}`, under('place', place)]
  if (asset) all.push(sql`asset = ${asset}`)
  if (state?.length) all.push(sql`state = any(${state})`)
  if (late) all.push(sql`state = ${RUNNING} and until < ${dayOf(ctx.now)}::date`)
  if (owing)
    all.push(sql`exists (select from assets.charge c where c.community = lease.community and c.lease = lease.id
      and c.amount > c.paid)`)
  if (search) all.push(sql`(number || ' ' || tenant) ilike ${`%${search.replace(/[\\%_]/g, '\\$&')}%`}`)
  return leasesWhere(ctx, sql.join(all, sql` and `), paging)
}

export async function readLease(ctx: Ctx, { community, id }: Key) {
  const found = (await leasesWhere(ctx, sql`community = ${community} and id = ${id} and ${ctx.visible}`)).items[0]
  return found && whole(ctx, found)
}
export async function findLease(ctx: Ctx, community: string, id: string) {
  const found = (await leasesWhere(ctx, sql`community = ${community} and id = ${id}`)).items[0]
  return found && whole(ctx, found)
}

type Receipt = { id: string; day: string; amount: number; uses: { purpose: string; amount: number }[] }
async function whole(ctx: Ctx, l: JudgedLease) {
  const { rows: charges } = await sql<{ n: number; fromDay: string; until: string; amount: number; paid: number }>`
    select n, from_day, until, amount, paid from assets.charge
    where community = ${l.community} and lease = ${l.id} order by n`.execute(ctx.db)
  const { rows: receipts } = await sql<Receipt>`
    select id, day, amount, serial, by_name, (select coalesce(json_agg(json_build_object('purpose', purpose, 'amount', amount)
      order by purpose), '[]') from assets.allotment a where a.community = r.community and a.receipt = r.id) as uses
    from assets.receipt r where community = ${l.community} and lease = ${l.id} order by day, id`.execute(ctx.db)
  const terms = termsOf(l)
  const today = dayOf(ctx.now)
  const charged = new Map(charges.map(c => [c.n, c]))
  // What is not charged by the end of a lease that is over never will be.
  const coming = l.endedOn === null ? schedule(terms).filter(p => !charged.has(p.n)) : []
  const periods = [
    ...charges.map(c => ({ ...c, from: c.fromDay, late: c.amount > c.paid && c.fromDay < today })),
    ...coming.map(p => ({ ...p, paid: null, late: false })),
  ]
  return { ...l, total: owedUntil(terms, l.endedOn ?? l.until), periods, receipts }
}

// ── What is owed ────────────────────────────────────────────────────────────

/** F11: how long it has been owed, in days; the last has no end. */
const ages = [
  { from: 0, until: 30, label: '30 天以内' },
  { from: 31, until: 90, label: '31—90 天' },
  { from: 91, until: 180, label: '91—180 天' },
  { from: 181, until: null, label: '180 天以上' },
] as const

export async function arrears(ctx: Ctx, { place = '' }: Input<typeof assets.ops.arrears>) {
  const today = dayOf(ctx.now)
  const { rows } = await sql<{ dueDay: string; lease: string; amount: number }>`
    select c.due_day, c.lease, c.amount - c.paid as amount from assets.charge c
    join (select community, id from assets.lease where ${ctx.visible} and ${under('place', place)}) l
      on l.community = c.community and l.id = c.lease
    where c.amount > c.paid and c.due_day < ${today}::date`.execute(ctx.db)
  const within = (from: number, until: number | null) =>
    rows.filter(r => r.dueDay <= addDays(today, -from) && (until === null || r.dueDay >= addDays(today, -until)))
  const sum = (list: readonly { amount: number }[]) => list.reduce((all, r) => all + r.amount, 0)
  return {
    total: sum(rows),
    ages: ages.map(age => {
      const its = within(age.from, age.until)
      return { ...age, amount: sum(its), leases: new Set(its.map(r => r.lease)).size }
    }),
  }
}
