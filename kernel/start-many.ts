/**
 * Many records of one machine at once, as an import brings them: the rows, the work in hand and the counts that `start`
 * would have made one by one, in four statements.
 */
import { sql, type Insertable } from 'kysely'
import { dayOf } from './clock.ts'
import type { DB } from './db.gen.ts'
import { deadline, type Moving, type Stored } from './move.ts'
import type { Row } from './rules.ts'
import type { Ctx } from './server.ts'

type Starting = Pick<Ctx, 'db' | 'now' | 'book'>
/** `state` and `enteredAt` for what has a history elsewhere; otherwise the machine's first state, now. */
type Coming<T> = Omit<Insertable<T>, 'state'> & Omit<Stored, 'state'> & { state?: string }

export async function startMany<B extends keyof DB>(
  ctx: Starting,
  moving: Moving & { table: B },
  rows: readonly Coming<DB[B]>[],
  enteredAt: (row: Coming<DB[B]>) => Date = () => ctx.now,
): Promise<void> {
  const { machine, table, title } = moving
  if (!rows.length) return
  const started = rows.map(row => {
    const record = { ...row, state: row.state ?? machine.initial } as Stored
    return { record, since: enteredAt(row) }
  })
  await insert(
    ctx,
    table,
    started.map(({ record }) => record),
  )
  await insert(
    ctx,
    'kernel.work',
    started.map(({ record, since }) => {
      const { community, id, place, state, holder = null, owner = null, desk = null } = record
      const { at: due, provisional } = deadline(ctx, machine, record, since)
      const ended = Boolean(machine.states[state]!.end)
      return {
        community,
        machine: machine.name,
        record: id,
        place,
        title: title(record),
        state,
        since,
        due,
        provisional,
        holder,
        owner,
        desk,
        urged: 0,
        raised: 0,
        ended,
      }
    }),
  )
  await count(ctx, machine.name, started)
}

/** What is called otherwise from now on; in the work in hand it stands under its title. */
export async function retitleMany(
  { db }: Starting,
  { machine, title }: Moving,
  records: readonly Stored[],
): Promise<void> {
  if (!records.length) return
  await sql`
    update kernel.work w set title = g.title
    from unnest(${records.map(r => r.community)}::text[], ${records.map(r => r.id)}::uuid[], ${records.map(r => title(r))}::text[]) as g (community, record, title)
    where w.community = g.community and w.machine = ${machine.name} and w.record = g.record`.execute(db)
}

/** One parameter whatever the number of rows and columns: a statement for each size would fill the connection. */
async function insert({ db }: Starting, table: string, rows: readonly Row[]) {
  const columns = [...new Set(rows.flatMap(row => Object.keys(row)))]
  const named = rows.map(row => Object.fromEntries(Object.entries(row).map(([key, value]) => [snake(key), value])))
  const list = sql.join(columns.map(column => sql.ref(column)))
  await sql`
    insert into ${sql.table(table)} (${list})
    select ${list} from jsonb_populate_recordset(null::${sql.table(table)}, ${JSON.stringify(named)}::jsonb)`.execute(
    db,
  )
}

const snake = (key: string) => key.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`)

/** In the order in which every other transaction takes these rows, so that nobody deadlocks. */
async function count({ db }: Starting, machine: string, started: readonly { record: Stored; since: Date }[]) {
  const keys = ({ record: { community, place, state }, since }: (typeof started)[number]) =>
    [community, place, state, dayOf(since)].join(' ')
  const groups = [...Map.groupBy(started, keys)].toSorted(([a], [b]) => (a < b ? -1 : 1))
  const [community, place, state, day] = [0, 1, 2, 3].map(i => groups.map(([key]) => key.split(' ')[i]!))
  const n = groups.map(([, all]) => all.length)
  await sql`
    insert into kernel.standing (community, place, machine, state, n)
    select community, place, ${machine}, state, sum(n)
    from unnest(${community}::text[], ${place}::text[], ${state}::text[], ${n}::int[]) as g (community, place, state, n)
    group by community, place, state order by community, place, state
    on conflict (community, machine, place, state) do update set n = standing.n + excluded.n`.execute(db)
  await sql`
    insert into kernel.tally (community, place, machine, state, day, entered, departed, late, seconds)
    select community, place, ${machine}, state, day, n, 0, 0, 0
    from unnest(${community}::text[], ${place}::text[], ${state}::text[], ${day}::date[], ${n}::int[]) as g (community, place, state, day, n)
    order by community, place, state, day
    on conflict (community, machine, place, state, day) do update set entered = tally.entered + excluded.entered`.execute(
    db,
  )
}
