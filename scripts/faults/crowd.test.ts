/** Fifty people at the same moment on the same record, number, file, session and import, over HTTP. */
import assert from 'node:assert/strict'
import { globSync, rmSync } from 'node:fs'
import { after, before, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { webServer } from '../../apps/server/web.ts'
import type { System } from '../../apps/server/system.ts'
import { connect } from '../../kernel/db.ts'
import { goOn } from '../../kernel/exchange-run.ts'
import { newId } from '../../kernel/id.ts'
import { freshDatabase, keysInto } from '../../kernel/testing.ts'
import { jobs } from '../../apps/server/jobs.ts'
import { limit } from '../../modules/grid/figure-rules.ts'
import { incoherent } from './ledger.ts'
import { folder, opened } from '../../apps/server/testing-installation.ts'
import { grid, here, settled, street, type Staff, type Town } from './town.ts'

const fifty = Array.from({ length: 50 }, (_, i) => i)
const data = folder()
let base: Awaited<ReturnType<typeof freshDatabase>>
let system: System
let town: Town
let app: FastifyInstance
let origin = ''

before(async () => {
  base = await freshDatabase(jobs)
  keysInto(data)
  system = await opened(data, { DATABASE_URL: base.owner })
  town = await settled(system)
  app = await webServer(system)
  origin = await app.listen({ port: 0, host: '127.0.0.1' })
})
after(async () => {
  await app?.close()
  await system?.close()
  await base?.drop()
  rmSync(data, { recursive: true, force: true })
})

type Answer = Record<string, any> & { status: number }
/** Each of the crowd comes from an address of its own, as people do. */
let comers = 0
const address = () => `203.0.${(++comers >> 8) & 255}.${comers & 255}`
async function sent(
  path: string,
  { as, key = newId(), json, form }: { as?: Staff; key?: string; json?: object; form?: FormData },
): Promise<Answer> {
  const headers = {
    'idempotency-key': key,
    'x-forwarded-for': address(),
    ...(as && { cookie: as.cookie }),
    ...(json && { 'content-type': 'application/json' }),
  }
  const answer = await fetch(origin + path, { method: 'POST', headers, body: form ?? JSON.stringify(json) })
  return { status: answer.status, ...((await answer.json()) as object) }
}
const report = (key = newId(), title = `路灯 ${key}`) =>
  sent('/api/grid.report', { key, json: { place: grid, category: town.category, title, phone: '13800000001' } })

/** How often each status came. */
const tally = (answers: Answer[]) =>
  Object.fromEntries(
    Map.groupBy(answers, a => a.status)
      .entries()
      .map(([s, those]) => [s, those.length]),
  )

test('the same record: one of fifty moves it, the others are told that it is done; all counts are exact', async () => {
  const { id, community } = await report()
  const accept = () => sent('/api/grid.accept', { as: town.clerk, json: { id, community } })
  assert.deepEqual(tally(await Promise.all(fifty.map(accept))), { 200: 1, 409: 49 })
  assert.deepEqual(await incoherent(base.owner), [])
})

test('the same request: fifty copies are one report, and all get its number', async () => {
  const key = newId()
  const answers = await Promise.all(fifty.map(() => report(key)))
  assert.deepEqual(tally(answers), { 200: 50 })
  assert.equal(new Set(answers.map(a => a['number'])).size, 1)
})

test('fifty reports at once get fifty numbers, also when the same one is drawn', async t => {
  const random = crypto.getRandomValues.bind(crypto)
  let drawn = 0
  // Every fifth asks for a number that another has just drawn.
  t.mock.method(crypto, 'getRandomValues', <T extends ArrayBufferView>(into: T): T => {
    if (into instanceof Uint32Array) into[0] = Math.floor(drawn++ / 5)
    else random(into as never)
    return into
  })
  const answers = await Promise.all(fifty.map(() => report()))
  assert.deepEqual(tally(answers), { 200: 50 })
  assert.equal(new Set(answers.map(a => a['number'])).size, 50)
})

test('the same number: of fifty guesses at once five are looked at', async () => {
  const { number } = await report()
  const answers = await Promise.all(fifty.map(() => sent('/api/grid.follow', { json: { number, tail: '9999' } })))
  assert.deepEqual(tally(answers), { 404: limit.followTries.is, 429: 50 - limit.followTries.is })
})

test('the same file: fifty uploads of the same bytes are fifty rows and one file, and fifty of one are one', async () => {
  const bytes = Buffer.from('ffd8ffe0000601020304ffda000301000000ffd9', 'hex')
  const upload = (key: string) => {
    const form = new FormData()
    form.append('community', here)
    form.append('place', grid)
    form.append('file', new Blob([new Uint8Array(bytes)]), '照片.jpg')
    return sent('/api/files', { as: town.worker, key, form })
  }
  assert.deepEqual(tally(await Promise.all(fifty.map(() => upload(newId())))), { 200: 50 })
  const key = newId()
  assert.deepEqual(tally(await Promise.all(fifty.map(() => upload(key)))), { 200: 50 })
  const { rows } = await system.house.db
    .selectFrom('kernel.file')
    .select(e => e.fn.countAll<number>().as('n'))
    .execute()
    .then(rows => ({ rows }))
  assert.equal(Number(rows[0]!.n), 51)
  assert.equal(globSync('files/*/*', { cwd: data }).length, 1)
})

test('one photo is given to one of fifty reports that name it', async () => {
  const form = new FormData()
  form.append('community', here)
  form.append('place', grid)
  form.append('file', new Blob([Buffer.from('ffd8ffe0000601020304ffda0003010000aaffd9', 'hex')]), '照片.jpg')
  const { id } = await sent('/api/files', { form })
  const json = { place: grid, category: town.category, title: '同一张照片', phone: '13800000001', photos: [id] }
  assert.deepEqual(tally(await Promise.all(fifty.map(() => sent('/api/grid.report', { json })))), { 200: 50 })
  const named = (await system.house.db.selectFrom('grid.entry').select('photos').execute()).filter(entry =>
    entry.photos.includes(id!),
  )
  assert.equal(named.length, 1)
})

test('the same session: who signs out in the midst of fifty requests leaves nobody with an error', async () => {
  const look = () =>
    fetch(`${origin}/api/grid.matters`, { headers: { cookie: town.worker.cookie } }).then(a => a.status)
  const answers = await Promise.all(
    fifty.map(i =>
      i === 25 ? sent('/api/identity.signOut', { as: town.worker, json: {} }).then(a => a.status) : look(),
    ),
  )
  assert.deepEqual(
    answers.filter(status => status !== 200 && status !== 401),
    [],
  )
  const left = await system.house.db
    .selectFrom('kernel.session')
    .select('actor')
    .where('actor', '=', town.worker.id)
    .execute()
  assert.deepEqual(left, [])
})

test('the same import: one of fifty begins it, and of two servers that are at it each row comes in once', async () => {
  const form = new FormData()
  form.append('kind', 'places.rooms')
  form.append('place', street)
  const rows = Array.from({ length: 1_500 }, (_, i) => `花园新村,1幢,1,1,${i},${grid},住宅`)
  form.append('file', new Blob([['小区,楼栋,单元,楼层,房号,网格代码,用途', ...rows].join('\n')]), '房屋.csv')
  const { id } = await sent('/api/exchange/upload', { as: town.clerk, form })
  const both = async (move: string) => {
    const answers = await Promise.all(fifty.map(() => sent(`/api/exchange.${move}`, { as: town.clerk, json: { id } })))
    assert.deepEqual(tally(answers), { 200: 1, 409: 49 }, move)
    const actor = { id: town.clerk.id, name: '沈丽', posts: [{ role: 'clerk', place: street }] }
    const others = [system.house, { ...system.house, db: connect(system.url, 2) }]
    const ends = await Promise.allSettled(others.map(house => goOn(house, id!, actor, new Date())))
    assert.ok(ends.some(end => end.status === 'fulfilled'))
    await others[1]!.db.destroy()
  }
  await both('check')
  await both('apply')
  const [run] = await system.house.db
    .selectFrom('kernel.import')
    .select(['state', 'added', 'bad'])
    .where('id', '=', id!)
    .execute()
  assert.deepEqual(run, { state: 'done', added: 1_500, bad: 0 })
  const rooms = await system.house.db
    .selectFrom('places.room')
    .select(e => e.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow()
  assert.equal(Number(rooms.n), 1_500)
})
