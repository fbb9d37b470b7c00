/**
 * Work in hand, read from the rules and the stored state alone: what can I move, what is late here,
 * how long does each state take. Each answer is one statement on an index, at every level of the place tree.
 */
import { sql, type RawBuilder } from 'kysely'
import { under, visible, type Db } from './db.ts'
import { common, from, permits, signedIn, type Actor, type Machine, type Rule } from './rules.ts'
import { allServices, serve } from './server.ts'
import { work } from './work-contract.ts'

export type Work = {
  machine: string
  community: string
  record: string
  place: string
  title: string
  state: string
  since: Date
  due: Date | null
  provisional: boolean
  holder: string | null
  urged: number
  raised: number
  late: boolean
}
type Paging = { page: number; size: number }

/** Everything this person could move onwards now, latest deadline last; what has no deadline comes at the end. */
export async function movable(
  db: Db,
  actor: Actor,
  now: Date,
  { page, size }: Paging,
  place = '',
  whose?: 'me' | 'post',
): Promise<{ items: Work[]; total: number }> {
  const held = { me: sql`holder = ${actor.id}`, post: sql`holder is distinct from ${actor.id}` }
  const where = sql`${mine(actor)} and ${under('place', place)} and ${whose ? held[whose] : sql`true`}`
  return listed(db, now, where, { page, size })
}

/** What has stayed longer than it may, in this place and everything below it, as far as this person may see it. */
export async function overdue(db: Db, actor: Actor, now: Date, place: string, paging: Paging) {
  return listed(db, now, sql`due < ${now} and ${under('place', place)} and ${seen(actor)}`, paging)
}

export type Pace = {
  machine: string
  state: string
  standing: number
  late: number
  left: number
  lateLeft: number
  p50: number | null
  p90: number | null
}

/** For each state: how many stand in it now, how many left it since `since`, and the hours half and nine tenths of them took. */
export async function pace(db: Db, machine: string, place: string, since: Date, now: Date): Promise<Pace[]> {
  const { rows } = await sql<Pace>`
    select ${machine}::text as machine, state, sum(standing)::int as standing, sum(late)::int as late, sum(gone)::int as left,
      sum(late_gone)::int as late_left, max(p50) as p50, max(p90) as p90
    from (
      select state, n as standing, 0 as late, 0 as gone, 0 as late_gone, null::float as p50, null::float as p90
      from kernel.standing where machine = ${machine} and ${under('place', place)}
      union all
      select state, 0, count(*), 0, 0, null, null from kernel.work
      where machine = ${machine} and ${under('place', place)} and not ended and due < ${now} group by state
      union all
      select state, 0, 0, count(*), count(*) filter (where late),
        percentile_cont(0.5) within group (order by extract(epoch from until - since)) / 3600,
        percentile_cont(0.9) within group (order by extract(epoch from until - since)) / 3600
      from kernel.stay where machine = ${machine} and ${under('place', place)} and until >= ${since} group by state
    ) as told group by state order by state`.execute(db)
  return rows
}

/** What came and what went, day by day, from the roll-up: as many rows as days and states, however many records. */
export async function flow(db: Db, machine: string, place: string, from: string, to: string) {
  const { rows } = await sql<{ day: string; state: string; entered: number; departed: number; late: number }>`
    select day, state, sum(entered)::int as entered, sum(departed)::int as departed, sum(late)::int as late from kernel.tally
    where machine = ${machine} and ${under('place', place)} and day between ${from}::date and ${to}::date group by day, state order by day`.execute(
    db,
  )
  return rows
}

/** Standing counts by state and place, and how many of them are past their deadline. */
export async function standing(db: Db, machine: string, place: string, now: Date) {
  const { rows } = await sql<{ place: string; state: string; n: number; late: number }>`
    select s.place, s.state, s.n, coalesce(l.n, 0) as late from kernel.standing s
    left join (
      select place, state, count(*)::int as n from kernel.work
      where machine = ${machine} and ${under('place', place)} and not ended and due < ${now} group by place, state
    ) l using (place, state)
    where s.machine = ${machine} and ${under('s.place', place)} and s.n <> 0 order by s.place, s.state`.execute(db)
  return rows
}

/** Standing counts by state, of a place and everything in it. */
export async function states(db: Db, machine: string, place: string) {
  const { rows } = await sql<{ state: string; n: number }>`
    select state, sum(n)::int as n from kernel.standing
    where machine = ${machine} and ${under('place', place)} and n <> 0 group by state order by state`.execute(db)
  return rows
}

async function listed(db: Db, now: Date, where: RawBuilder<unknown>, { page, size }: Paging) {
  const { rows } = await sql<Work & { total: number }>`
    select machine, community, record, place, title, state, since, due, provisional, holder, urged, raised,
      coalesce(due < ${now}, false) as late, count(*) over ()::int as total
    from kernel.work where not ended and ${where} order by due nulls last, record limit ${size} offset ${(page - 1) * size}`.execute(
    db,
  )
  return { items: rows, total: rows[0]?.total ?? 0 }
}

/** The union, over all machines and states, of the rules of the moves that lead onwards from there. */
function mine(actor: Actor): RawBuilder<boolean> {
  const branches = allServices()
    .flatMap(s => s.implementation.records ?? [])
    .flatMap(({ machine }) =>
      inHand(machine).flatMap(state => {
        const rules = onward(machine, state)
          .map(r => known(r))
          .filter(r => r !== null)
        return rules.length
          ? [
              sql<boolean>`(machine = ${machine.name} and state = ${state} and ${visible({ kind: 'any', rules }, actor)})`,
            ]
          : []
      }),
    )
  return branches.length ? sql`(${sql.join(branches, sql` or `)})` : sql`false`
}

/** Each machine says who sees its records; a person who may see none gets none. */
export function seen(actor: Actor): RawBuilder<boolean> {
  const branches = allServices()
    .flatMap(s => s.implementation.records ?? [])
    .map(
      ({ machine }) =>
        sql<boolean>`(machine = ${machine.name} and ${visible(known(machine.seen) ?? { kind: 'any', rules: [] }, actor)})`,
    )
  return branches.length ? sql`(${sql.join(branches, sql` or `)})` : sql`false`
}

/** A state without a deadline is nobody's work in hand: a closed matter waits for time, a resident may move house. */
const inHand = (machine: Machine) => Object.keys(machine.states).filter(state => machine.states[state]!.due)

const onward = (machine: Machine, state: string): Rule[] =>
  Object.values(machine.moves)
    .filter(m => m.to && from(m).includes(state))
    .map(m => m.by)

/** Work in hand knows a record's place, desk, holder and owner; a rule on any other column is left to the record's own page. */
const columns = new Set(['place', 'desk', 'holder', 'owner'])
function known(rule: Rule): Rule | null {
  if (rule.kind === 'any' || rule.kind === 'all') {
    const rules = rule.rules.map(known).filter(r => r !== null)
    // Of several that must all hold, one that cannot be judged here leaves nobody; of several that may, the others.
    return rules.length && (rule.kind === 'any' || rules.length === rule.rules.length)
      ? { kind: rule.kind, rules }
      : null
  }
  return 'field' in rule && !columns.has(rule.field) ? null : rule
}

const machineOf = (name: string) =>
  allServices()
    .flatMap(s => s.implementation.records ?? [])
    .find(r => r.machine.name === name)?.machine
const named = <T extends { machine: string; state: string }>(row: T) => {
  const machine = machineOf(row.machine)
  return { ...row, label: machine?.label ?? row.machine, stateLabel: machine?.states[row.state]?.label ?? row.state }
}

/** Counts of a place tell nobody's name, yet they are for those whose work it is. */
const mayCount = (actor: Actor, machine: string, place: string) => {
  const found = machineOf(machine)
  if (!found || !permits(known(found.seen) ?? { kind: 'any', rules: [] }, actor, { place })) throw common.forbidden()
  return found
}

const may = { mine: signedIn, late: signedIn, pace: signedIn, flow: signedIn, standing: signedIn, states: signedIn }

serve(work, {
  may,
  do: {
    async mine(ctx, { place = '', whose, ...paging }) {
      const { items, total } = await movable(ctx.db, ctx.me, ctx.now, paging, place, whose)
      return { items: items.map(named), total }
    },
    async late(ctx, { place, ...paging }) {
      const { items, total } = await overdue(ctx.db, ctx.me, ctx.now, place, paging)
      return { items: items.map(named), total }
    },
    async pace(ctx, { machine, place, days }) {
      mayCount(ctx.me, machine, place)
      return (await pace(ctx.db, machine, place, new Date(ctx.now.getTime() - days * 86_400_000), ctx.now)).map(named)
    },
    async flow(ctx, { machine, place, from, to }) {
      mayCount(ctx.me, machine, place)
      return flow(ctx.db, machine, place, from, to)
    },
    async standing(ctx, { machine, place }) {
      mayCount(ctx.me, machine, place)
      return standing(ctx.db, machine, place, ctx.now)
    },
    async states(ctx, { machine, place }) {
      mayCount(ctx.me, machine, place)
      return states(ctx.db, machine, place)
    },
  },
})
