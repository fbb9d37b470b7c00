/**
 * What must hold whenever the system stands still: what was acknowledged is there, what is there is whole, and every count
 * equals a recount. Asked of the database itself, past the program. Gives one sentence for each promise that is broken.
 */
import { createHash } from 'node:crypto'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { runningPostgres } from '../../kernel/postgres.ts'
import { course, type Memory } from './clients.ts'
import type { Town } from './town.ts'

type Row = Record<string, any>

export async function broken(town: Town, memory: Memory): Promise<string[]> {
  const url = runningPostgres(town.data)
  if (!url) return ['the database does not run']
  return patiently(url, async db => {
    const rows = async (text: string, values: unknown[] = []) => (await db.query<Row>(text, values)).rows
    return [
      ...(await lost(rows, memory)),
      ...(await lostFiles(rows, town, memory)),
      ...(await halfSheets(rows, memory)),
      ...(await untrue(rows)),
    ]
  })
}

type Ask = (text: string, values?: unknown[]) => Promise<Row[]>

async function lost(rows: Ask, { reports, matters }: Memory): Promise<string[]> {
  const found = new Map<string, Row[]>()
  for (const row of await rows(`select id, number, title, state from grid.matter`))
    found.set(row['title'], [...(found.get(row['title']) ?? []), row])
  const said: string[] = []
  for (const { title, answer } of reports.values()) {
    const here = found.get(title) ?? []
    if (here.length > 1) said.push(`reported once and here ${here.length} times: ${title}`)
    if (answer && (here[0]?.['id'] !== answer.id || here[0]?.['number'] !== answer.number))
      said.push(`acknowledged and lost: ${title}`)
  }
  for (const { title, at } of matters) {
    const state = found.get(title)?.[0]?.['state']
    // The step after the last one acknowledged may have come through without its answer.
    const may = [at ? course[at - 1]!.state : 'reported', course[at]?.state]
    if (!may.includes(state)) said.push(`${title} is ${state}, acknowledged was ${may[0]}`)
  }
  return said
}

async function lostFiles(rows: Ask, { data }: Town, { files }: Memory): Promise<string[]> {
  const here = await rows(`select id, size, encode(sha256, 'hex') as hex from kernel.file`)
  const byId = new Map(here.map(row => [row['id'] as string, row]))
  const said = [...files]
    .filter(([id, f]) => f.acknowledged && !byId.has(id))
    .map(([id]) => `acknowledged file lost: ${id}`)
  for (const { id, hex, size } of here) {
    const path = join(data, 'files', hex.slice(0, 2), hex)
    if (!existsSync(path)) said.push(`row without its file: ${id}`)
    else {
      const bytes = readFileSync(path)
      if (bytes.length !== size || createHash('sha256').update(bytes).digest('hex') !== hex)
        said.push(`a half file: ${id}`)
    }
  }
  return said
}

/** What no row names; there may be some until the sweep has been. */
export async function nameless({ data }: Town): Promise<string[]> {
  const { rows } = await patiently(runningPostgres(data)!, db =>
    db.query<Row>(`select encode(sha256, 'hex') as name from kernel.file union all select id::text from kernel.import`),
  )
  const named = new Set(rows.map(row => row['name'] as string))
  return globSync(['files/*/*', 'imports/*'], { cwd: data }).filter(path => !named.has(path.split(/[\\/]/).at(-1)!))
}

/** As many rooms as the run has counted: its rows and its count are one transaction. */
async function halfSheets(rows: Ask, { sheets }: Memory): Promise<string[]> {
  const said: string[] = []
  for (const { id, prefix } of sheets) {
    const [run] = await rows(`select state, added, bad, read, whole from kernel.import where id = $1`, [id])
    if (!run) {
      said.push(`acknowledged import lost: ${id}`)
      continue
    }
    const [{ n }] = (await rows(`select count(*)::int as n from places.room where name like $1`, [`${prefix}-%`])) as [
      Row,
    ]
    const counted = ['running', 'done'].includes(run['state']) ? run['added'] : 0
    if (n !== counted || run['bad']) said.push(`import ${id}: ${n} rooms, ${counted} counted, ${run['bad']} refused`)
  }
  return said
}

/** Every row of an answer is a broken promise. */
const promises: Record<string, string> = {
  'work in hand equals the records': `
    select m.id from grid.matter m full join (select * from kernel.work where machine = 'grid.matter') w on w.community = m.community and w.record = m.id
    where m.id is null or w.record is null or w.state <> m.state or w.place <> m.place or w.holder is distinct from m.holder`,
  'what stands in each state equals a recount': `
    select * from (select community, place, state, n from kernel.standing where machine = 'grid.matter' and n <> 0) a
    full join (select community, place, state, count(*)::int as n from kernel.work where machine = 'grid.matter' group by 1, 2, 3) b
    using (community, place, state) where a.n is distinct from b.n`,
  'what moved on each day adds up to what stands': `
    select * from (select community, place, state, sum(entered - departed)::int as n from kernel.tally where machine = 'grid.matter' group by 1, 2, 3) a
    full join (select community, place, state, count(*)::int as n from kernel.work where machine = 'grid.matter' group by 1, 2, 3) b
    using (community, place, state) where coalesce(a.n, 0) <> coalesce(b.n, 0)`,
  'a matter has its number and a number its matter': `
    select m.number from grid.matter m full join grid.number n using (number) where m.id is distinct from n.matter`,
  'a step is in the history once': `
    select matter, move from grid.entry where move <> 'escalate' group by 1, 2 having count(*) > 1`,
  'an overdue matter was raised once': `
    select matter from grid.entry where move = 'escalate' group by 1 having count(*) > 1`,
  'a matter that says it was raised has it in its history, and the other way round': `
    select m.id from grid.matter m where m.raised <> (select count(*) from grid.entry e where e.community = m.community and e.matter = m.id and e.move = 'escalate')`,
  'each step that leaves a state has left its stay': `
    select m.id from grid.matter m where (select count(*) from kernel.stay s where s.community = m.community and s.record = m.id)
      <> (select count(*) from grid.entry e where e.community = m.community and e.matter = m.id and e.move in ('accept', 'dispatch', 'sign', 'feedback', 'verify'))`,
  'each step has its fact and its line in the trail, once': `
    select e.matter, e.move from grid.entry e
    where (select count(*) from kernel.outbox o where o.record = e.matter and o.fact = 'grid.matter.' || e.move) <> 1
      or (select count(*) from kernel.trail t where t.community = e.community and t.record = e.matter and t.op = 'grid.' || e.move) <> 1`,
  'nobody is told the same thing twice': `
    select "to", title, body from kernel.message group by 1, 2, 3 having count(*) > 1`,
  'one message leaves for each step that sends one': `
    select (select count(*) from kernel.outgoing where template <> 'code') as sent, (select count(*) from grid.entry where move in ('report', 'accept', 'verify')) as steps
    where (select count(*) from kernel.outgoing where template = 'closed') <> (select count(*) from grid.entry where move = 'verify')`,
}

/** The same of any database: is what it holds whole? */
export async function incoherent(url: string): Promise<string[]> {
  return patiently(url, db => untrue(async text => (await db.query<Row>(text)).rows))
}

async function untrue(rows: Ask): Promise<string[]> {
  const said: string[] = []
  for (const [promise, text] of Object.entries(promises)) {
    const found = await rows(text)
    if (found.length) said.push(`not so: ${promise}: ${JSON.stringify(found.slice(0, 3))} (${found.length})`)
  }
  return said
}

/** A database that was killed is still putting itself in order when the server has already been heard again: what it breaks off is asked anew. */
export async function patiently<T>(url: string, work: (db: pg.Client) => Promise<T>, tries = 600): Promise<T> {
  const db = new pg.Client({ connectionString: url })
  db.on('error', () => {})
  try {
    await db.connect()
    return await work(db)
  } catch (error) {
    const { code = '', message } = error as { code?: string; message: string }
    if (tries === 0 || !(away.has(code) || /terminated|timeout/i.test(message))) throw error
  } finally {
    await db.end().catch(() => {})
  }
  await sleep(100)
  return patiently(url, work, tries - 1)
}
const away = new Set(['57P01', '57P02', '57P03', 'ECONNREFUSED', 'ECONNRESET'])
