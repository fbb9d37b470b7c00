/**
 * How a record begins and how it moves: judged on the stored, locked row; one row of work in hand,
 * one line of history for each state it leaves, and the counts that every board reads, all with the fact.
 */
import { sql, type Insertable, type Selectable, type Updateable } from 'kysely'
import { dayOf, due as dueAt } from './clock.ts'
import type { Contract, Input, Ops } from './contract.ts'
import type { DB } from './db.gen.ts'
import { common, offers, refusal, signed, type Actor, type At, type Machine, type Offer, type Row } from './rules.ts'
import { nobody, type Ctx } from './server.ts'

/** The columns every record that moves has; `holder` has it now, `owner` asked for it, `desk` is the level in charge where that can change. */
export type Stored = Row & {
  community: string
  id: string
  place: string
  state: string
  holder?: string | null
  owner?: string | null
  desk?: string | null
}

/** A record that moves: its table, its machine, how to find it with the facts its rules look at, and what its moves do besides. */
export type Moving = {
  table: string
  machine: Machine
  title: (record: Row) => string
  find: (ctx: Ctx, community: string, id: string) => Promise<Stored | undefined>
  on?: { [move: string]: ((ctx: Ctx, record: never, input: never) => Promise<Row | void>) | undefined }
  deadlines?: Deadlines
}

/**
 * The columns its deadlines stand in, counted again from what the records say: a year's holidays may become known after
 * they began. Given the bare rows; answers for each, in the same order, the columns as they would be set today.
 */
export type Deadlines<R = never> = (ctx: Pick<Ctx, 'db' | 'now' | 'book'>, records: readonly R[]) => Promise<Row[]>

export const moving = <
  T extends Ops,
  B extends keyof DB & string,
  S extends string,
  M extends string & keyof T,
  F,
  R extends Stored & F,
>(
  _of: Contract<string, T>,
  record: {
    table: B
    machine: Machine<S, M, F>
    title: (record: R) => string
    find: (ctx: Ctx, community: string, id: string) => Promise<R | undefined>
    on?: { [N in M]?: (ctx: Ctx, record: R, input: Input<T[N]>) => Promise<Updateable<DB[B]> | void> }
    deadlines?: Deadlines<Selectable<DB[B]>>
  },
) => record as unknown as Moving & { table: B }

/** Puts a new record into its machine's first state. */
export async function start<B extends keyof DB & string>(
  ctx: Ctx,
  moving: Moving & { table: B },
  row: Omit<Insertable<DB[B]>, 'state'> & Omit<Stored, 'state'>,
) {
  const record: Stored = { ...row, state: moving.machine.initial } as Stored
  await ctx.db
    .insertInto(moving.table)
    .values(record as never)
    .execute()
  const { community, id, place, state, holder = null, owner = null, desk = null } = record
  const { at, provisional } = deadline(ctx, moving.machine, record, ctx.now)
  await sql`
    insert into kernel.work (community, machine, record, place, title, state, since, due, provisional, holder, owner, desk, ended)
    values (${community}, ${moving.machine.name}, ${id}, ${place}, ${moving.title(record)}, ${state}, ${ctx.now},
      ${at}, ${provisional}, ${holder}, ${owner}, ${desk}, false)
  `.execute(ctx.db)
  await count(ctx, moving.machine, { ...record, n: 1 }, null)
}

export async function makeMove(
  ctx: Ctx,
  records: readonly Moving[],
  name: string,
  input: { community: string; id: string },
  actor: Actor | null,
): Promise<Stored> {
  const { table, machine, title, find, on } = records.find(r => Object.hasOwn(r.machine.moves, name))!
  const at = sql.table(table)
  await sql`select from ${at} where community = ${input.community} and id = ${input.id} for update`.execute(ctx.db)
  const record = await find(ctx, input.community, input.id)
  if (!record) throw common.notFound()

  const no = refusal(machine, name, record as never, actor, judgedAt(ctx, record.place))
  if (no) throw no

  const { to, by } = machine.moves[name]!
  const doing = { ...ctx, me: signed(by, ctx.me, record) }
  const changes: Row = { ...(await on?.[name]?.(doing, record as never, input as never)), ...(to && { state: to }) }
  const set = Object.entries(changes).map(([column, value]) => sql`${sql.ref(column)} = ${value}`)
  if (set.length)
    await sql`update ${at} set ${sql.join(set)} where community = ${input.community} and id = ${input.id}`.execute(
      ctx.db,
    )
  const moved = { ...record, ...changes }
  await follow(ctx, machine, record, moved, title(moved))
  await ctx.announce(`${machine.name}.${name}`, moved, { from: record.state, to: moved.state })
  return { ...(await find(ctx, input.community, input.id))!, ...ctx.also }
}

/** The buttons for this record, for whoever asks: every record that is answered carries them. */
export const offered = (ctx: Ctx, machine: Machine<string, string, never>, record: Stored): Offer[] =>
  offers(machine, record as never, ctx.me === nobody ? null : ctx.me, judgedAt(ctx, record.place))

export const judgedAt = (ctx: Pick<Ctx, 'now' | 'book'>, place: string): At => ({
  now: ctx.now,
  figure: f => ctx.book.figure(f, place, ctx.now),
})

/** Keeps the work in hand true to the record: where it stands, who has it, until when. */
async function follow(ctx: Ctx, machine: Machine, before: Stored, after: Stored, title: string) {
  const { at, provisional } = deadline(ctx, machine, after, ctx.now)
  const entered = before.state !== after.state
  // A term runs from the entry into a state: what is done there meanwhile does not begin it anew.
  const running = !entered && isTerm(machine, after)
  const { rows } = await sql<{ state: string; place: string; since: Date; late: boolean; holder: string | null }>`
    update kernel.work set place = ${after.place}, title = ${title}, state = ${after.state},
      since = ${entered ? ctx.now : sql`since`}, due = ${!running && (entered || at) ? at : sql`due`},
      provisional = ${running ? sql`provisional` : provisional},
      holder = ${after.holder ?? null}, owner = ${after.owner ?? null}, desk = ${after.desk ?? null},
      urged = ${Number(after['urged'] ?? 0)}, raised = ${Number(after['raised'] ?? 0)}, ended = ${Boolean(machine.states[after.state]!.end)}
    where community = ${after.community} and machine = ${machine.name} and record = ${after.id}
    returning old.state, old.place, old.since, coalesce(old.due < ${ctx.now}, false) as late, old.holder
  `.execute(ctx.db)
  const was = rows[0]!
  if (!entered && was.place === after.place) return
  if (entered)
    await sql`
      insert into kernel.stay (community, machine, record, place, state, since, until, late, holder)
      values (${after.community}, ${machine.name}, ${after.id}, ${was.place}, ${was.state}, ${was.since}, ${ctx.now}, ${was.late}, ${was.holder})
    `.execute(ctx.db)
  await count(ctx, machine, { ...after, n: 1 }, was)
}

/** Keyed by community and place, never by city: neighbours do not wait for each other. Sorted, so that nobody deadlocks. */
async function count(
  ctx: Ctx,
  machine: Machine,
  now: Stored & { n: 1 },
  was: { state: string; place: string; since: Date; late: boolean } | null,
) {
  const { community, place, state } = now
  const rows = [{ place, state, n: 1 }, ...(was ? [{ place: was.place, state: was.state, n: -1 }] : [])].sort((a, b) =>
    a.place + a.state < b.place + b.state ? -1 : 1,
  )
  const seconds = was ? Math.max(0, Math.round((ctx.now.getTime() - was.since.getTime()) / 1000)) : 0
  const late = was?.late ? 1 : 0
  await sql`
    with standing as (
      insert into kernel.standing (community, place, machine, state, n)
      values ${sql.join(rows.map(r => sql`(${community}, ${r.place}, ${machine.name}, ${r.state}, ${r.n})`))}
      on conflict (community, machine, place, state) do update set n = standing.n + excluded.n
    )
    insert into kernel.tally (community, place, machine, state, day, entered, departed, late, seconds)
    values ${sql.join(
      rows.map(
        r => sql`(${community}, ${r.place}, ${machine.name}, ${r.state}, ${dayOf(ctx.now)}::date,
      ${r.n > 0 ? 1 : 0}, ${r.n < 0 ? 1 : 0}, ${r.n < 0 ? late : 0}, ${r.n < 0 ? seconds : 0})`,
      ),
    )}
    on conflict (community, machine, place, state, day) do update
      set entered = tally.entered + excluded.entered, departed = tally.departed + excluded.departed,
          late = tally.late + excluded.late, seconds = tally.seconds + excluded.seconds
  `.execute(ctx.db)
}

const isTerm = (machine: Machine, { state }: Stored) => 'unit' in (machine.states[state]!.due ?? {})

/** Until when a record may stay in the state it entered at `since`; nothing when its state sets no limit. */
export function deadline(
  { book }: Pick<Ctx, 'book'>,
  machine: Machine,
  record: Stored,
  since: Date,
): { at: Date | null; provisional: boolean } {
  const until = machine.states[record.state]!.due
  if (!until) return { at: null, provisional: false }
  if (!('column' in until)) return dueAt(until, since, book.calendar)
  return { at: (record[until.column] as Date | null) ?? null, provisional: Boolean(record['provisional']) }
}
