/** What every machine, figure and table must be, read from the rules that run and from the catalogue of a real database. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import pg from 'pg'
import { deadEnds, unmovable, unreachable, type Machine, type Rule } from '../kernel/rules.ts'
import { allServices } from '../kernel/server.ts'
import { freshDatabase } from '../kernel/testing.ts'
import { roles } from '../modules/identity/rules.ts'
import { catalogue } from './docs/schema-page.ts'
import { parts } from './docs/system.ts'
import { namedIn } from './docs/say.ts'

let base: Awaited<ReturnType<typeof freshDatabase>>
before(async () => {
  base = await freshDatabase()
})
after(() => base.drop())

const isChinese = (text: string) => /[\u4e00-\u9fff]/.test(text)
const machines = async () => (await parts()).flatMap(part => part.machines)
const held = new Set(Object.keys(roles))

test('every state is reached, every end is an end, and every move has someone to make it', async () => {
  const all = await machines()
  assert.ok(all.length >= 3)
  for (const m of all) {
    assert.deepEqual(unreachable(m), [], m.name)
    assert.deepEqual(deadEnds(m), [], m.name)
    assert.deepEqual(unmovable(m, held), [], m.name)
  }
})

test('the machine checks see a state nobody reaches, a dead end and a move nobody can make', () => {
  const lost: Rule = { kind: 'post', role: 'nobody-holds-this', reach: 'over', field: 'place' }
  const states = { begun: { label: '开始' }, stuck: { label: '卡住' }, lost: { label: '不可及', end: true } }
  const moves = { go: { label: '去', from: 'begun', to: 'stuck', by: lost } }
  const bad: Machine = { name: 'x', label: '坏的', seen: lost, initial: 'begun', states, moves }
  assert.deepEqual([unreachable(bad), deadEnds(bad), unmovable(bad, held)], [['lost'], ['stuck'], ['go']])
})

test('every state, move and guard says its name in Chinese', async () => {
  const silent = (await machines()).flatMap(m => [
    ...Object.entries(m.states).map(([name, s]) => [`${m.name} ${name}`, s.label]),
    ...Object.entries(m.moves).flatMap(([name, move]) => [
      [`${m.name}.${name}`, move.label],
      ...(move.when ?? []).map(g => [`${m.name}.${name}`, g.say]),
    ]),
    [m.name, m.label],
  ])
  assert.deepEqual(
    silent.filter(([, label = '']) => !isChinese(label)),
    [],
  )
})

test('every figure names its source, its unit and its label', async () => {
  const figures = (await parts()).flatMap(part => Object.values(part.figures))
  assert.ok(figures.length > 20)
  assert.deepEqual(
    figures.filter(f => !f.source || !isChinese(f.label) || !f.unit).map(f => f.name),
    [],
  )
})

test('a rule looks only at posts that exist, and a move only at columns that its table has', async () => {
  const { columns } = await catalogue(base.owner)
  const has = (of: string, column: string) => columns.some(c => `${c.schema}.${c.table}` === of && c.name === column)
  const broken = allServices()
    .flatMap(s => s.implementation.records ?? [])
    .flatMap(({ table, machine }) => {
      const named = [machine.seen, ...Object.values(machine.moves).map(move => move.by)]
      const fields = [...namedIn(named).columns, 'place', 'community', 'id', 'state']
      const dues = Object.values(machine.states).flatMap(s => (s.due && 'column' in s.due ? [snake(s.due.column)] : []))
      return [...fields, ...dues]
        .filter(column => !has(snake(table), column))
        .map(column => `${machine.name}: ${table}.${column}`)
    })
  assert.deepEqual(broken, [])
  const posts = (await parts()).flatMap(part => namedIn(Object.values(part.may)).roles)
  assert.deepEqual(
    posts.filter(role => role !== 'clock' && !held.has(role)),
    [],
  )
})
const snake = (name: string) => name.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`)

// ── Tables ──────────────────────────────────────────────────────────────────

const spreads = ['distributed by community', 'reference', 'by key']
/** The runner of migrations makes its own table before any migration has run. */
const own = ['kernel.migration']

test('every table says how it is spread over machines', async () => {
  const { tables } = await catalogue(base.owner)
  const silent = tables.filter(t => !spreads.includes(t.spread ?? '')).map(t => `${t.schema}.${t.table}`)
  assert.deepEqual(
    silent.filter(name => !own.includes(name)),
    [],
  )
})

type Key = {
  at: string
  key: string
  kind: string
  columns: string[]
  spread: string
  target: string | null
  theirs: string[]
}

async function keys(): Promise<Key[]> {
  const db = new pg.Client({ connectionString: base.owner })
  await db.connect()
  const names = (of: string, from: string) =>
    `array(select a.attname::text from unnest(${from}) with ordinality k(num, i) join pg_attribute a on a.attrelid = ${of} and a.attnum = k.num order by k.i)`
  const { rows } = await db.query<Key>(`
    select c.oid::regclass::text as at, i.indexrelid::regclass::text as key, case when i.indisprimary then 'primary' when i.indisexclusion then 'exclusion' else 'unique' end as kind,
      ${names('c.oid', 'i.indkey')} as columns, obj_description(c.oid) as spread, null as target, '{}'::text[] as theirs
    from pg_index i join pg_class c on c.oid = i.indrelid join pg_namespace n on n.oid = c.relnamespace
    where (i.indisunique or i.indisexclusion) and n.nspname not in ('pg_catalog', 'pg_toast', 'information_schema', 'pgboss')
    union all
    select f.conrelid::regclass::text, f.conname, 'foreign', ${names('f.conrelid', 'f.conkey')}, obj_description(f.conrelid), obj_description(f.confrelid), ${names('f.confrelid', 'f.confkey')}
    from pg_constraint f where f.contype = 'f'`)
  await db.end()
  return rows
}

/** Why a key would not survive being distributed; null when it would. */
function misplaced({ at, kind, key, columns, spread, target, theirs }: Key, first: Map<string, string>): string | null {
  const grows = spread === 'distributed by community'
  const scattered = spread === 'by key'
  const said = `${at} ${kind} ${key} (${columns.join(', ')})`
  if (kind !== 'foreign') {
    if (grows) return columns[0] === 'community' ? null : said
    return scattered && !columns.includes(first.get(at) ?? '') ? said : null
  }
  if (target === 'reference') return null
  return grows && target === spread && columns[0] === 'community' && theirs[0] === 'community' ? null : said
}
async function allMisplaced() {
  const all = await keys()
  // What is spread by key is spread by the first column of its primary key, so every unique key holds it too.
  const first = new Map(all.filter(k => k.kind === 'primary').map(k => [k.at, k.columns[0]!]))
  return all.map(key => misplaced(key, first)).filter(said => said !== null)
}

test('tables that grow with the population have community first in every key, and refer to each other by it', async () => {
  assert.ok((await keys()).length > 50)
  assert.deepEqual(await allMisplaced(), [])
})

test('the key check sees a key that forgets the community', async () => {
  const db = new pg.Client({ connectionString: base.owner })
  await db.connect()
  await db.query(`
    create table kernel.wrong_too (code text primary key, word text unique);
    comment on table kernel.wrong_too is 'by key';
    create table kernel.wrong (community kernel.community, id uuid primary key, code text references kernel.wrong_too);
    comment on table kernel.wrong is 'distributed by community'`)
  const said = (await allMisplaced()).join('\n')
  await db.query('drop table kernel.wrong, kernel.wrong_too')
  await db.end()
  assert.match(said, /kernel\.wrong primary kernel\.wrong_pkey/)
  assert.match(said, /kernel\.wrong foreign wrong_code_fkey/)
  assert.match(said, /kernel\.wrong_too unique kernel\.wrong_too_word_key/)
})
