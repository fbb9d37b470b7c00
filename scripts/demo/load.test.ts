/**
 * The whole demonstration town, loaded as a first start loads it: whoever signs in finds every question answered, the
 * numbers are those that the town was drawn with, and the trail is whole.
 */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { loadDefaults } from '../../apps/server/defaults.ts'
import { jobs } from '../../apps/server/jobs.ts'
import { webServer } from '../../apps/server/web.ts'
import { openHouse, type OpenHouse } from '../../kernel/house.ts'
import { newKeys } from '../../kernel/sealed.ts'
import { allServices } from '../../kernel/server.ts'
import { settings } from '../../kernel/settings.ts'
import { freshDatabase, settled } from '../../kernel/testing.ts'
import { linkTrail, verifyTrail } from '../../kernel/trail.ts'
import { castPassword } from './load-staff.ts'
import { fillDemo } from './load.ts'
import { town } from './town.ts'

/** Fewer than a first start brings: each still goes its own way through the states. */
const wanted = 120
const now = new Date('2026-11-23T10:20:00+08:00')
const data = mkdtempSync(join(tmpdir(), 'linli-demo-'))
const [street, community] = ['320582100', '320582100004']
let base: Awaited<ReturnType<typeof freshDatabase>>
let house: OpenHouse
let app: FastifyInstance

before(async () => {
  base = await freshDatabase(jobs)
  house = await openHouse(base.url, newKeys(), 4)
  await loadDefaults(house.db, () => {})
  const system = {
    settings: settings({ LINLI_ENV: 'test', LINLI_DATA: data }),
    house,
    owner: base.owner,
    url: base.url,
    files: join(data, 'files'),
    now: () => now,
    close: async () => {},
  }
  await fillDemo(system, () => {}, { wanted })
  app = await webServer(system, { log: () => {} })
})
after(async () => {
  await app?.close()
  await house?.close()
  await base?.drop()
  rmSync(data, { recursive: true })
})

test('everyone in the room signs in, and no question breaks on what the town holds', async () => {
  const broken: string[] = []
  let answered = 0
  for (const username of ['wangshen', 'xiaozheng', 'laozhou', 'chenyisheng', 'shenli', 'system', 'security', 'audit']) {
    const cookie = await signedIn(username)
    for (const name of questions()) {
      const place = ['shenli', 'system', 'security', 'audit'].includes(username) ? street : community
      for (const query of new Set([`?place=${place}`, `?place=${community}`, ''])) {
        const { statusCode } = await app.inject({ url: `/api/${name}${query}`, headers: { cookie } })
        if (statusCode >= 500) broken.push(`${username} ${name}${query}: ${statusCode}`)
        if (statusCode === 200) answered++
      }
    }
  }
  assert.deepEqual(broken, [])
  assert.ok(answered > 400, `only ${answered} were answered`)
})

test('every link of a community’s site leads on, two steps from its first page', async () => {
  for (const { code } of town({ seed: 1, now, wanted }).communities) {
    const seen = new Set<string>()
    let next = [`/c/${code}`]
    for (const _ of ['first', 'second', 'third']) {
      const pages = next.filter(path => !seen.has(path))
      next = []
      for (const path of pages) {
        seen.add(path)
        const { statusCode, body } = await app.inject(path)
        assert.equal(statusCode, 200, path)
        next.push(...[...body.matchAll(/href="(\/c\/[^"#]+)"/g)].map(([, to = '']) => to.replaceAll('&amp;', '&')))
      }
      next = [...new Set(next)].slice(0, 40)
    }
    assert.ok(seen.size > 20, `${code}: only ${seen.size} pages`)
  }
})

test('the town has the people, homes and matters that it was drawn with, and matters in every state of their life', async () => {
  const count = (table: 'people.resident' | 'places.room' | 'grid.matter') =>
    house.db
      .selectFrom(table)
      .select(e => e.fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow()
  assert.ok(Number((await count('people.resident')).n) >= 12_000)
  assert.equal(Number((await count('places.room')).n), 4500)
  assert.ok(Number((await count('grid.matter')).n) >= wanted)
  const states = await house.db.selectFrom('grid.matter').select('state').distinct().execute()
  assert.ok(states.length >= 8, states.map(s => s.state).join())
})

test('what the town went through stands in a trail that is whole', async () => {
  await settled(house.db)
  while ((await linkTrail(house.db)) > 0);
  const { rows, faults } = await verifyTrail(house.db, house.trailKey, house.signing.known)
  assert.deepEqual(faults, [])
  assert.ok(rows > 1000, String(rows))
})

function questions() {
  return allServices().flatMap(({ contract }) =>
    Object.values(contract.ops)
      .filter(op => op.kind === 'query')
      .map(op => op.name),
  )
}

async function signedIn(username: string) {
  const { headers, statusCode, body } = await app.inject({
    method: 'POST',
    url: '/api/identity.signIn',
    headers: { 'content-type': 'application/json', origin: 'http://localhost:8080', 'sec-fetch-site': 'same-origin' },
    payload: JSON.stringify({ username, password: castPassword }),
  })
  assert.equal(statusCode, 200, body)
  return [headers['set-cookie']]
    .flat()
    .map(c => String(c).split(';')[0])
    .join('; ')
}
