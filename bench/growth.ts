/**
 * Section `growth`: what finding people and work in hand costs among ten thousand, a hundred thousand and a million, by
 * the same operations as in earnest, for whoever serves one community and for whoever serves the whole city.
 */
import pg from 'pg'
import '../apps/server/services.ts'
import { openHouse } from '../kernel/house.ts'
import { appUrl } from '../kernel/migrate.ts'
import type { Actor } from '../kernel/rules.ts'
import { call } from '../kernel/server.ts'
import { city, communityOf, communitiesFor } from './ground.ts'
import { town } from './load.ts'
import { benchKeys, median, withClient, type Line, type Section, type Server } from './scratch.ts'

type Options = { sizes: number[]; rounds: number; say: (line: string) => void }
type Sample = { name: string; initials: string; address: string; tail: string }
type Asked = { op: string; input: Record<string, unknown> }

const ways: Record<string, (one: Sample, place: string) => Asked> = {
  'people: nothing typed': () => ({ op: 'people.persons', input: {} }),
  'people: a whole name': one => ({ op: 'people.persons', input: { search: one.name } }),
  'people: one surname': one => ({ op: 'people.persons', input: { search: one.name.slice(0, 1) } }),
  'people: initials': one => ({ op: 'people.persons', input: { search: one.initials } }),
  'people: an address': one => ({ op: 'people.persons', input: { search: one.address } }),
  'people: four digits': one => ({ op: 'people.persons', input: { search: one.tail } }),
  'work: what I can move': () => ({ op: 'work.mine', input: {} }),
  'work: what is late': (_, place) => ({ op: 'work.late', input: { place } }),
  'work: the newest matters': () => ({ op: 'grid.matters', input: {} }),
  'work: counts by state': (_, place) => ({
    op: 'work.states',
    input: { machine: 'grid.matter', place },
  }),
}

export async function growthSection(server: Server, { sizes, rounds, say }: Options): Promise<Section> {
  const times = new Map<string, number[]>()
  for (const rows of sizes) {
    const owner = await town(server, { rows, say })
    for (const [key, ms] of await measured(owner, rows, rounds)) times.set(key, [...(times.get(key) ?? []), ms])
    say(`${rows} people measured`)
  }
  const [least, most] = [sizes[0]!, sizes.at(-1)!]
  const allowed = Math.log(most) / Math.log(least)
  return {
    title: `Finding among ${sizes.map(n => n.toLocaleString('en')).join(', ')} people (and as many matters); median ms`,
    at: new Date().toISOString(),
    lines: [...times].map(([what, all]): Line => {
      const ratio = all.at(-1)! / all[0]!
      const slope = (all.at(-1)! - all[0]!) / Math.log10(most / least)
      return {
        what,
        ratio: `${ratio.toFixed(2)} ×`,
        figure: `${all.map(ms => ms.toFixed(1)).join(' / ')} ms; ${slope >= 0 ? '+' : ''}${slope.toFixed(2)} ms for ten times as many`,
        target: `≤ ${allowed.toFixed(2)} × (log n)`,
        met: ratio <= allowed,
      }
    }),
    notes: [
      'The total of what is found is exact, so where a hundred times as many are found a hundred times as many are counted.',
    ],
  }
}

async function measured(owner: string, rows: number, rounds: number): Promise<Map<string, number>> {
  const keys = await benchKeys()
  const house = await openHouse(await appUrl(owner, keys.session), keys, 2)
  const some = await withClient(owner, (db: pg.Client) =>
    db.query<Sample>(
      `select name, initials, address, phone_tail as tail from people.resident where community = $1 and id > uuidv4() order by id limit $2`,
      [communityOf(0, communitiesFor(rows)), rounds],
    ),
  )
  const found = new Map<string, number>()
  const scopes = { community: communityOf(0, communitiesFor(rows)), city }
  for (const [scope, place] of Object.entries(scopes)) {
    const actor: Actor = {
      id: '00000000-0000-7000-8000-00000000be7c',
      name: '量一量',
      posts: [{ role: 'clerk', place }],
    }
    for (const [way, ask] of Object.entries(ways)) {
      const times: number[] = []
      for (let n = 0; n < rounds; n++) {
        const begun = performance.now()
        await call(house, { ...ask(some.rows[n % some.rows.length]!, place), actor })
        if (n >= 3) times.push(performance.now() - begun)
      }
      found.set(`${way}, ${scope}`, median(times))
    }
  }
  await house.close()
  return found
}
