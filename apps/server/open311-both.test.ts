/**
 * Two installations on two databases, each behind its own HTTP server, talking by the job queue alone: a matter goes out once
 * the other side is there, our additions reach it once although an answer is lost, and what they did comes back to our page.
 */
import assert from 'node:assert/strict'
import { mkdtempSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after as afterAll, before, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'kysely'
import type { FastifyInstance } from 'fastify'
import { openHouse, type OpenHouse } from '../../kernel/house.ts'
import { runJobs, wake } from '../../kernel/jobs.ts'
import type { Actor } from '../../kernel/rules.ts'
import { newKeys } from '../../kernel/sealed.ts'
import { call } from '../../kernel/server.ts'
import { settings } from '../../kernel/settings.ts'
import { freshDatabase } from '../../kernel/testing.ts'
import { createToken } from '../../kernel/token.ts'
import { loadCategories } from '../../modules/grid/category.ts'
import type { Passing, System as Peer } from '../../modules/open311/contract.ts'
import { JOB } from '../../modules/open311/systems.ts'
import { jobs } from './jobs.ts'
import { webServer } from './web.ts'

const street = '320582100'
const [ours, theirs] = [`${street}004`, `${street}013`]
const begin = new Date('2026-11-20T09:30:00Z')
let now = begin
const actor = (n: number, name: string, role?: string, place = ''): Actor => ({
  id: `00000000-0000-7000-8000-0000000000${n}`,
  name,
  posts: role ? [{ role, place }] : [],
})
const clerk = actor(11, '小沈', 'clerk', ours)
const keeper = actor(12, '系统管理员', 'system-admin', street)
const wang = actor(13, '王婶')
const there = actor(21, '邻居受理员', 'clerk', theirs)
const worker = actor(22, '邻居网格员', 'grid-worker', `${theirs}001`)

type Side = { house: OpenHouse; url: string; owner: string; web: FastifyInstance | null; close: () => Promise<void> }
let a: Side
let b: Side
let port = 0
/** How many answers of theirs to our updates never arrive. */
let lost = 0
let stop: () => Promise<unknown>

async function side(people: readonly Actor[]): Promise<Side> {
  const base = await freshDatabase(jobs)
  const house = await openHouse(base.url, newKeys(), 6)
  await loadCategories(house.db)
  const places = [
    ['32', '江苏省'],
    ['3205', '苏州市'],
    ['320582', '张家港市'],
    [street, '杨舍镇'],
    [ours, '花园浜社区'],
    [theirs, '暨阳社区'],
    [`${theirs}001`, '第一网格'],
  ]
  for (const [code = '', name = ''] of places)
    await house.db.insertInto('places.place').values({ code, name }).execute()
  for (const { id, name = '', posts } of people) {
    const account = { id, place: ours, username: name, name, password: 'none', mustChange: false }
    await house.db.insertInto('identity.account').values(account).execute()
    for (const { role, place } of posts)
      await sql`insert into identity.post (id, account, role, place, during) values (uuidv7(), ${id}, ${role}, ${place}, '[2020-01-01,)')`.execute(
        house.db,
      )
  }
  const made: Side = {
    house,
    url: base.url,
    owner: base.owner,
    web: null,
    close: async () => {
      await made.web?.close()
      await house.close()
      await base.drop()
    },
  }
  return made
}

async function opens(one: Side) {
  const data = mkdtempSync(join(tmpdir(), 'linli-both-'))
  const chosen = settings({ LINLI_ENV: 'test', LINLI_DATA: data })
  one.web = await webServer({
    settings: chosen,
    house: one.house,
    owner: one.owner,
    url: one.url,
    files: join(data, 'files'),
    now: () => now,
    close: async () => {},
  })
  one.web.addHook('onSend', async request => {
    if (request.method === 'POST' && request.url.includes('servicerequestupdates') && lost-- > 0)
      request.raw.socket.destroy()
  })
  await one.web.listen({ port, host: '127.0.0.1' })
  port = (one.web.server.address() as AddressInfo).port
}

before(async () => {
  a = await side([clerk, keeper, wang])
  b = await side([there, worker])
  await opens(b)
  stop = await runJobs(
    a.url,
    a.house,
    jobs,
    () => now,
    () => {},
  )
})
afterAll(async () => {
  await stop?.()
  await a?.close()
  await b?.close()
})

const on = async <T>(one: Side, who: Actor | null, op: string, input: object): Promise<T> =>
  (await call(one.house, { op, input, actor: who, now })).answer as T

/** Wakes the job until what is promised has come, each time as many minutes later. */
async function until<T>(minutes: number, look: () => Promise<T | undefined | false>): Promise<T> {
  for (let tries = 0; tries < 60; tries++) {
    const found = await look()
    if (found) return found
    now = new Date(now.getTime() + minutes * 60_000)
    await wake(a.house.db, JOB)
    for (let i = 0; i < 20; i++) {
      await pause(100)
      const come = await look()
      if (come) return come
    }
  }
  throw new Error('it never came')
}

type Key = { community: string; id: string }
let peer: Peer
let matter: Key & { number: string }
const slip = async () =>
  (await on<{ slips: Passing[] }>(a, clerk, 'open311.ofMatter', { community: ours, id: matter.id })).slips[0]!
const received = () => b.house.db.selectFrom('grid.matter').selectAll().where('foreignSource', 'is not', null).execute()
const notes = async () =>
  (await b.house.db.selectFrom('grid.entry').select('text').where('move', '=', 'note').orderBy('seq').execute()).map(
    e => e.text,
  )

test('while the other side is away the matter waits, and is sent once when it is back', async () => {
  const { token } = await createToken(b.house.db, {
    account: there.id,
    name: '花园浜',
    scopes: ['grid.receive', 'grid.note'],
    until: new Date('2027-11-20T00:00:00Z'),
    now,
  })
  const endpoint = `http://127.0.0.1:${port}/open311/v2`
  peer = await on<Peer>(a, keeper, 'open311.add', {
    place: street,
    name: '暨阳平台',
    endpoint,
    jurisdiction: theirs,
    apiKey: token,
  })
  await on(a, keeper, 'open311.map', { place: street, id: peer.id, service: '020101', category: '0201' })
  await until(1, async () => (await on<Peer[]>(a, keeper, 'open311.systems', {})).find(s => s.contacted))
  await b.web!.close()
  matter = await on<Key & { number: string }>(a, wang, 'grid.report', {
    place: ours,
    category: '020101',
    title: '路口路灯不亮',
    phone: '13812345678',
  })
  await on(a, clerk, 'open311.passOn', { place: ours, number: matter.number, system: peer.id })
  const waiting = await until(11, async () => (await on<Peer[]>(a, keeper, 'open311.systems', {})).find(s => s.said))
  assert.match(waiting.said!, /^连不上对方/)
  assert.equal((await slip()).state, 'waiting')
  await opens(b)
  const sent = await until(11, async () => ((await slip()).state === 'sent' ? slip() : undefined))
  const [one, ...others] = await received()
  assert.deepEqual([others.length, sent.external], [0, one!.number])
})

test('what our reporter adds reaches them once, without a number of hers, although the first answer is lost', async () => {
  const at = { community: ours, id: matter.id }
  now = new Date(now.getTime() + 60_000)
  await sql`insert into people.resident (community, id, person, place, state, name, initials, document, household, relation, residence, since)
    select ${ours}, i, i, ${ours}, 'living', '周国平', 'zgp', 'citizen', i, 'other', 'registered', now() from (select gen_random_uuid() i) k`.execute(
    a.house.db,
  )
  await on(a, clerk, 'grid.askMore', { ...at, text: '请说明是哪一盏' })
  await on(a, wang, 'grid.supplement', { ...at, text: '三楼周国平家门口，请打 13812345678 找我' })
  lost = 1
  await until(11, async () => (await slip()).toldSaid !== null && slip())
  const told = await until(11, async () =>
    (await slip()).toldAt && (await slip()).toldSaid === null ? slip() : undefined,
  )
  await until(11, async () => (await notes()).length >= 2)
  assert.deepEqual(await notes(), [
    '「邻居受理员」补充：退回补充',
    '「邻居受理员」补充：补充情况：三楼某某家门口，请打 （电话略） 找我',
  ])
  assert.equal(told.state, 'sent')
})

test('what they do comes back: their number, their state and words on the page of our matter', async () => {
  const [first] = await received()
  const { community, id } = first!
  const does = (who: Actor, move: string, more: object = {}) => {
    now = new Date(now.getTime() + 60_000)
    return on(b, who, `grid.${move}`, { community, id, ...more })
  }
  await does(there, 'accept')
  const heard = await until(11, async () => ((await slip()).heard === '待派遣' ? slip() : undefined))
  assert.equal(heard.state, 'sent')
  await does(there, 'dispatch', { holder: worker.id })
  await does(worker, 'sign')
  await does(worker, 'feedback', { text: '换了灯泡' })
  await does(there, 'verify')
  const closed = await until(11, async () => ((await slip()).state === 'closed' ? slip() : undefined))
  assert.deepEqual([closed.heard, closed.external], ['已结案：换了灯泡', (await received())[0]!.number])
  const { elsewhere } = await on<{ elsewhere: string }>(a, clerk, 'grid.matter', { community: ours, id: matter.id })
  assert.equal(elsewhere, '「暨阳平台」：已结案：换了灯泡')
  const before = (await notes()).length
  await on(a, wang, 'grid.urge', { community: ours, id: matter.id }).catch(() => null)
  now = new Date(now.getTime() + 11 * 60_000)
  await wake(a.house.db, JOB)
  await until(11, async () =>
    (await on<Peer[]>(a, keeper, 'open311.systems', {})).find(s => s.contacted! > new Date(now.getTime() - 60_000)),
  )
  assert.deepEqual([(await received()).length, (await notes()).length], [1, before])
})
