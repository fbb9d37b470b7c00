/**
 * How long finding people takes among a million of them, for each way of typing and each width of scope: the table of
 * decision 10. `node bench/people-search.ts [rows]` on the server of LINLI_TEST_DATABASE; its database is dropped at the end.
 */
import pg from 'pg'
import { sql } from 'kysely'
import '../apps/server/services.ts'
import { openHouse } from '../kernel/house.ts'
import type { Actor } from '../kernel/rules.ts'
import { newKeys } from '../kernel/sealed.ts'
import { call } from '../kernel/server.ts'
import { freshDatabase } from '../kernel/testing.ts'
import { hitsOf } from '../modules/people/list.ts'
import { fillPeople } from './ground.ts'

const rows = Number(process.argv[2] ?? 1_000_000)
const rounds = 60
const base = await freshDatabase()
const house = await openHouse(base.url, newKeys(), 4)
const owner = new pg.Client({ connectionString: base.owner })
await owner.connect()
const now = new Date('2026-06-01T01:00:00Z')

try {
  await fill()
  await measure()
} finally {
  await owner.end()
  await house.close()
  await base.drop()
}

/** 300 communities of ten streets in one city, each with ten grids. */
async function fill() {
  const begun = Date.now()
  await fillPeople(owner, house.sealer, rows, 300)
  console.log(`${rows} rows in ${Math.round((Date.now() - begun) / 1000)} s`)
  const { rows: sizes } = await owner.query(
    `select pg_size_pretty(pg_relation_size('people.resident')) as rows, pg_size_pretty(pg_indexes_size('people.resident')) as indexes`,
  )
  console.log(sizes[0])
}

async function measure() {
  const { rows: some } = await owner.query<{ name: string; initials: string; address: string; phone: string }>(
    `select name, initials, address, phone_tail as phone from people.resident where random() < ${(rounds * 3) / rows} limit ${rounds}`,
  )
  const one = (n: number) => some[n % some.length]!
  const parts = (n: number) => /^(.*?)(\d+)幢(\d+)单元(\d+)室$/.exec(one(n).address)!.slice(1)
  const ways: Record<string, (n: number) => string> = {
    'nothing typed': () => '',
    'two characters of a name': n => one(n).name.slice(-2),
    'a whole name': n => one(n).name,
    'one surname': n => one(n).name.slice(0, 1),
    initials: n => one(n).initials,
    'an estate': n => parts(n)[0]!,
    'an estate and a building': n => `${parts(n)[0]}${parts(n)[1]}幢`,
    '3-1-502': n => parts(n).slice(1).join('-'),
    '3栋502': n => `${parts(n)[1]}栋${parts(n)[3]}`,
    'four digits (phone, id, door)': n => one(n).phone,
    'a whole phone': n => `138${String(n).padStart(8, '0')}`,
    'a whole id number': () => '11010519491231002X',
    'a name and a building': n => `${one(n).name} ${parts(n)[1]}栋`,
  }
  const scopes: Record<string, string> = {
    grid: '320582100001001',
    community: '320582100001',
    street: '320582100',
    city: '3205',
  }
  console.log(
    `| typed | ${Object.keys(scopes)
      .map(s => `${s} p50 / p95 ms (found)`)
      .join(' | ')} | index |\n|---|${'---|'.repeat(5)}`,
  )
  for (const [way, typed] of Object.entries(ways)) {
    const cells = []
    for (const place of Object.values(scopes)) {
      const actor: Actor = { id: '00000000-0000-7000-8000-000000000001', name: '量', posts: [{ role: 'clerk', place }] }
      const times: number[] = []
      let found = 0
      for (let n = 0; n < rounds; n++) {
        const search = typed(n)
        const begun = performance.now()
        const { answer } = await call(house, { op: 'people.persons', input: search ? { search } : {}, actor, now })
        times.push(performance.now() - begun)
        found += (answer as { total: number }).total
      }
      times.sort((a, b) => a - b)
      cells.push(
        `${times[Math.floor(rounds / 2)]!.toFixed(1)} / ${times[Math.floor(rounds * 0.95)]!.toFixed(1)} (${Math.round(found / rounds)})`,
      )
    }
    console.log(`| ${way} | ${cells.join(' | ')} | ${await indexesOf(typed(1))} |`)
  }
}

/** The indexes that the plan for a whole city names. */
async function indexesOf(search: string): Promise<string> {
  const visible = sql<boolean>`(place >= '3205' and place < '3205:')`
  const hits = hitsOf({ sealer: house.sealer, now, visible }, { page: 1, size: 20, ...(search && { search }) })
  const { rows: plan } = await sql<Record<string, string>>`explain ${hits}`.execute(house.db)
  const text = plan.map(row => Object.values(row)[0]).join('\n')
  if (/Seq Scan on resident/.test(text)) return 'NONE: sequential scan'
  return [...new Set([...text.matchAll(/resident_\w+|standing_\w+/g)].map(m => m[0]))]
    .filter(i => /_[a-z]/.test(i))
    .join(', ')
}
