/**
 * Our client against our own server over real HTTP: a matter goes out, is handled there and comes back closed, exactly
 * once, although answers get lost, the other side stumbles, and it repeats itself.
 */
import assert from 'node:assert/strict'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after as afterAll, test } from 'node:test'
import { sql } from 'kysely'
import { http } from '../../kernel/http.ts'
import { theClock } from '../../kernel/rules.ts'
import { call } from '../../kernel/server.ts'
import { createToken } from '../../kernel/token.ts'
import { problemOf, refused } from '../../kernel/testing.ts'
import { contact } from '../../modules/open311/contact.ts'
import type { Passing, System } from '../../modules/open311/contract.ts'
import '../../modules/open311/service.ts'
import type { Matter } from '../../modules/grid/shapes.ts'
import { actors, after, begin, here, key, next, one, open, report, street } from '../../modules/grid/stories.ts'
import { open311Routes } from './open311.ts'
import { whoIs } from './who.ts'

type Answer = { status: number; body: string }
/** `lost`: it is done, and the answer never arrives. */
type Fault = 'lost' | 'stumble' | 'garbled' | null

let now = begin
let faults: Fault[] = []
let rewrite: (url: string, answer: Answer) => Answer = (_, answer) => answer
let posted = 0
let close: (() => Promise<void>) | undefined
let endpoint = ''
let system: System

async function thereOpens() {
  const { db, house } = open()
  const { app, kit } = await http({
    house,
    now: () => now,
    origin: 'http://there',
    secure: false,
    whoIs: (t, at) => whoIs(db, t, at),
  })
  await open311Routes(app, { kit, origin: 'http://there', files: '', actorOf: (t, at) => whoIs(db, t, at) })
  const server = createServer(
    (request, reply) =>
      void pass(request).then(answer =>
        answer ? reply.writeHead(answer.status).end(answer.body) : request.socket.destroy(),
      ),
  )
  const pass = async (request: IncomingMessage): Promise<Answer | null> => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const fault = request.method === 'POST' ? (faults.shift() ?? null) : null
    if (fault === 'stumble') return { status: 500, body: '' }
    if (request.method === 'POST') posted++
    const got = await app.inject({
      method: request.method as 'GET',
      url: request.url!,
      headers: { 'content-type': request.headers['content-type'] },
      payload: Buffer.concat(chunks),
    } as never)
    if (fault === 'lost') return null
    return fault === 'garbled'
      ? { status: 200, body: got.body.slice(0, 9) }
      : rewrite(request.url!, { status: got.statusCode, body: got.body })
  }
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
  endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}/open311/v2`
  close = async () => {
    server.close()
    await app.close()
  }
}
afterAll(() => close?.())

const as = (who: string) => open().as(who)
const round = async (hours: number) => {
  now = after(hours)
  return contact(open().house, now, { inside: true, patience: 5_000 })
}
const keeper = {
  id: '00000000-0000-7000-8000-0000000000aa',
  name: '系统管理员',
  posts: [{ role: 'system-admin', place: street }],
}
actors['管理员'] = keeper
const slip = async (p: Passing) => as('小沈')<Passing>('open311.passing', { community: p.community, id: p.id }, now)
const there = () =>
  open()
    .db.selectFrom('grid.matter')
    .selectAll()
    .where('community', '=', next)
    .where('foreignSource', 'is not', null)
    .orderBy('id')
    .execute()
const notesOn = (id: string) =>
  open()
    .db.selectFrom('grid.entry')
    .select('text')
    .where('matter', '=', id)
    .where('move', '=', 'note')
    .orderBy('seq')
    .execute()
    .then(rows => rows.map(r => r.text!))

test('a system is registered by the system administrator alone; its key is sealed and never shown', async () => {
  await thereOpens()
  const { token } = await createToken(open().db, {
    account: actors['邻居受理员']!.id,
    name: '对接',
    scopes: ['grid.receive'],
    until: after(9999),
    now: begin,
  })
  const given = { place: street, name: '暨阳平台', endpoint: `${endpoint}/`, jurisdiction: next, apiKey: token }
  assert.equal(await refused(as('小沈')('open311.add', { ...given, place: here }, now)), 'common.forbidden')
  assert.equal(
    await refused(as('管理员')('open311.add', { ...given, endpoint: 'file:///etc/passwd' }, now)),
    'open311.badAddress',
  )
  assert.equal(
    await refused(as('管理员')('open311.add', { ...given, pullInto: '110101001001' }, now)),
    'open311.noReach',
  )
  system = await as('管理员')('open311.add', given, now)
  assert.equal(await refused(as('管理员')('open311.add', given, now)), 'open311.sameName')
  assert.deepEqual([system.keyed, JSON.stringify(system).includes(token)], [true, false])
  const { rows } = await open()
    .db.selectFrom('open311.system')
    .select('apiKey')
    .execute()
    .then(rows => ({ rows }))
  assert.ok(!rows[0]!.apiKey!.includes(token))
  assert.ok(!JSON.stringify(await open().db.selectFrom('kernel.trail').select('input').execute()).includes(token))
  await round(1)
  const [read] = await as('管理员')<System[]>('open311.systems', {}, now)
  assert.ok(read!.services.some(s => s.service === '020101' && s.category === null))
})

test('what is not mapped, private, ended or elsewhere is not passed on', async () => {
  const { number } = await report(open())
  const pass = (more: object = {}, who = '小沈') =>
    as(who)('open311.passOn', { place: here, number, system: system.id, ...more }, now)
  assert.equal(await refused(pass()), 'open311.notMapped')
  await as('管理员')('open311.map', { place: street, id: system.id, service: '020101', category: '0201' }, now)
  assert.equal(await refused(pass({}, '小郑')), 'common.forbidden')
  assert.equal(await refused(pass({ place: next }, '邻居受理员')), 'open311.noMatter')
  assert.equal(await refused(pass({ system: actors['小沈']!.id })), 'open311.noSystem')
  const { code } = await open()
    .db.selectFrom('grid.category')
    .select('code')
    .where('private', '=', true)
    .orderBy('code', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow()
  const quiet = await report(open(), { category: code })
  assert.equal(await refused(pass({ number: quiet.number, service: '020101' })), 'open311.isPrivate')
})

test('it goes out and comes back closed, once, through a stumble, a torn answer and a lost one', async () => {
  const matter = await report(open(), { title: '暨阳路口路灯不亮', contactName: '王秀英' })
  const sent = await as('小沈')<Passing>(
    'open311.passOn',
    { place: here, number: matter.number, system: system.id },
    now,
  )
  assert.equal(
    (await problemOf(as('小沈')('open311.passOn', { place: here, number: matter.number, system: system.id }, now)))
      .code,
    'open311.passedAlready',
  )
  faults = ['stumble', 'lost', 'garbled']
  for (const at of [2, 3, 4, 5, 6]) await round(at)
  assert.deepEqual([posted, (await there()).length], [3, 1])
  const [theirs] = await there()
  const got = await slip(sent)
  assert.deepEqual([got.state, got.external, got.said], ['sent', theirs!.number, null])
  assert.deepEqual([theirs!.foreignId, theirs!.contact, theirs!.phone], [matter.number, null, null])
  const kept = await open()
    .db.selectFrom('open311.passing')
    .select('content')
    .where('id', '=', sent.id)
    .executeTakeFirstOrThrow()
  assert.equal(kept.content, null)

  const work = { community: next, id: theirs!.id }
  await as('邻居受理员')('grid.accept', work, after(7))
  await round(8)
  await round(9)
  assert.equal((await slip(sent)).heard, '待派遣')
  await as('邻居受理员')('grid.dispatch', { ...work, holder: actors['邻居网格员']!.id }, after(10))
  await as('邻居网格员')('grid.sign', work, after(11))
  await as('邻居网格员')('grid.feedback', { ...work, text: '换了灯泡' }, after(12))
  await as('邻居受理员')('grid.verify', work, after(13))
  // Each is told twice, and the older state after the newer.
  rewrite = (url, answer) =>
    url.includes('service_request_id')
      ? {
          ...answer,
          body: JSON.stringify(
            (JSON.parse(answer.body) as object[]).flatMap(r => [
              r,
              r,
              { ...r, status: 'open', status_notes: '处置中', updated_datetime: '2026-11-20T10:00:00Z' },
            ]),
          ),
        }
      : answer
  for (const at of [14, 15, 16]) await round(at)
  rewrite = (_, answer) => answer
  const back = await slip(sent)
  assert.deepEqual([back.state, back.heard], ['closed', '已结案：换了灯泡'])
  const notes = await notesOn(matter.id)
  assert.deepEqual(notes, [
    '转给「暨阳平台」',
    `「暨阳平台」已收，对方编号 ${theirs!.number}`,
    '「暨阳平台」：待受理',
    '「暨阳平台」：待派遣',
  ])
  const told = await open()
    .db.selectFrom('kernel.message')
    .select('body')
    .where('to', '=', actors['小沈']!.id)
    .where('title', '=', '转出的事项')
    .execute()
  assert.equal(told.length, 1)
})

test('what they have done is seen on the matter, and the clerk decides: to the check with it, or on with the work', async () => {
  const line = async (id: string) => {
    const { items } = await as('小沈')<{ items: { id: string; elsewhere: string | null }[] }>(
      'grid.matters',
      { elsewhere: true },
      now,
    )
    return items.find(m => m.id === id)?.elsewhere
  }
  const matter = key(
    await open()
      .db.selectFrom('grid.matter')
      .selectAll()
      .where('title', '=', '暨阳路口路灯不亮')
      .where('community', '=', here)
      .executeTakeFirstOrThrow(),
  )
  assert.equal(await line(matter.id), '「暨阳平台」：已结案：换了灯泡')
  const take = { ...matter, text: '对方换了灯泡，到现场看过' }
  assert.equal(await refused(as('小沈')('grid.takeResult', take, now)), 'common.wrongState')
  await as('小沈')('grid.accept', matter, now)
  assert.equal(await refused(as('小郑')('grid.takeResult', take, now)), 'common.forbidden')
  const taken = await as('小沈')<Matter>('grid.takeResult', take, now)
  assert.deepEqual(
    [taken.state, taken.holder, taken.result, taken.elsewhere],
    ['checking', actors['小沈']!.id, take.text, null],
  )
  const again = key(await report(open(), {}, '王婶', now))
  assert.equal(await refused(as('小沈')('grid.notDone', { ...again, reason: '还是不亮' }, now)), 'common.notYet')
  await call(open().house, { op: 'grid.heardDone', input: { ...again, system: '暨阳平台' }, actor: theClock, now })
  await as('小沈')('grid.notDone', { ...again, reason: '还是不亮' }, now)
  assert.equal(await line(again.id), undefined)
})

test('no name that the system knows goes along, and no number: the reporter, the contact, who lives at the door', async () => {
  const { db } = open()
  const home = '花园新村12幢3单元502室'
  for (const name of ['周国平', '李芳', '王建国'])
    await sql`insert into people.resident (community, id, person, place, state, name, initials, document, sex, address, household, relation, residence, since)
      select ${here}, i, i, ${one}, 'living', ${name}, 'x', 'citizen', '女', ${name === '王建国' ? '花园新村1幢101室' : home}, i, 'other', 'registered', now()
      from (select gen_random_uuid() i) k`.execute(db)
  const { number } = await report(
    open(),
    {
      title: '周国平家楼下灯坏了，找李芳',
      description:
        '王婶说的，王建国也看见。联系人陈小姐 138 1234 5678，身份证３２０５８２１９５２０１０１００２Ｘ，座机0512-58881234',
      contactName: '陈小姐',
      address: home,
    },
    '王婶',
    now,
  )
  const p = await as('小沈')<Passing>(
    'open311.passOn',
    { place: here, number, system: system.id, text: '请告诉李芳' },
    now,
  )
  const row = await db.selectFrom('open311.passing').select('content').where('id', '=', p.id).executeTakeFirstOrThrow()
  const said = JSON.parse(open().house.sealer.open(row.content!, 'open311.passing.content')) as {
    description: string
    address_string: string
  }
  assert.equal(
    said.description,
    '某某家楼下灯坏了，找某某\n某某说的，某某也看见。联系人某某 （电话略），身份证（证件号略），座机（电话略）\n请告诉某某',
  )
  assert.equal(said.address_string, home)
})

test('the button says why a matter cannot go, and what was called back may go again', async () => {
  const { id, number } = await report(open(), {}, '王婶', now)
  const of = { community: here, id }
  const why = async () =>
    (await as('小沈')<{ ways: { because: string | null }[] }>('open311.ofMatter', of, now)).ways.map(w => w.because)
  assert.deepEqual(await why(), [null])
  const p = await as('小沈')<Passing>('open311.passOn', { place: here, number, system: system.id }, now)
  assert.deepEqual(await why(), ['这件事已经转给这个系统'])
  await as('小沈')('open311.recall', { community: here, id: p.id }, now)
  assert.deepEqual(await why(), [null])
  await as('小沈')('grid.reject', { ...of, reason: '不属于本系统受理范围' }, now)
  assert.deepEqual(await why(), ['这件事已经办结，不用再转出'])
})

test('theirs are brought in once, however often they are read; what we passed on does not come back as new', async () => {
  const given = { place: street, id: system.id, endpoint, jurisdiction: next, pullInto: here }
  await as('管理员')('open311.change', given, now)
  await report(open(), { place: `${next}001`, title: '垃圾没人收', category: '0101' }, null, after(17))
  await report(open(), { place: `${next}001`, title: '又一盏灯' }, null, after(17))
  const brought = () =>
    open()
      .db.selectFrom('grid.matter')
      .select(['title', 'category', 'source'])
      .where('community', '=', here)
      .where('foreignSource', '=', '暨阳平台')
      .execute()
  for (const at of [18, 19, 20]) await round(at)
  assert.deepEqual(await brought(), [{ title: '路灯不亮', category: '0201', source: 'open311' }])
  const [said] = await as('管理员')<System[]>('open311.systems', {}, now)
  assert.equal(said!.brought, 1)
  assert.match(said!.failures[0]!.said, /^服务「0101\d*」还没有对应的分类$/)
  await as('管理员')(
    'open311.map',
    { place: street, id: system.id, service: said!.failures[0]!.said.match(/\d+/)![0], category: '0101' },
    now,
  )
  await round(20.9)
  assert.equal((await brought()).length, 2)
  assert.deepEqual((await as('管理员')<System[]>('open311.systems', {}, now))[0]!.failures, [])
})

test('a system that stays silent is asked ever less, then not at all, until somebody presses; a slip that is refused says why', async () => {
  const silent = await as('管理员')<System>(
    'open311.add',
    { place: street, name: '关着的平台', endpoint: 'http://127.0.0.1:9/v2' },
    now,
  )
  const state = async () => (await as('管理员')<System[]>('open311.systems', {}, now)).find(s => s.id === silent.id)!
  const waits: number[] = []
  for (let i = 0; i < 8; i++) {
    const at = (await state()).nextAt ?? now
    await round((Math.max(at.getTime(), now.getTime()) - begin.getTime()) / 3_600_000)
    const { nextAt } = await state()
    if (nextAt) waits.push(Math.round((nextAt.getTime() - now.getTime()) / 60_000))
  }
  assert.deepEqual(waits, [1, 3, 9, 27, 81, 243, 729])
  const dead = await state()
  assert.deepEqual([dead.dead, dead.said], [true, '连不上对方（ECONNREFUSED）'])
  await as('管理员')('open311.retry', { place: street, id: silent.id }, now)
  assert.equal((await state()).dead, false)
  await as('管理员')(
    'open311.change',
    { place: street, id: silent.id, endpoint: 'http://127.0.0.1:9/v2', active: false },
    now,
  )
  const { number } = await report(open(), {}, '王婶', now)
  const p = await as('小沈')<Passing>(
    'open311.passOn',
    { place: here, number, system: system.id, service: 'no-such' },
    now,
  )
  await round((now.getTime() - begin.getTime()) / 3_600_000 + 2)
  const stuck = await slip(p)
  assert.equal(stuck.state, 'dead')
  assert.ok(stuck.offers.some(o => o.move === 'resend'))
  assert.equal(
    (await as('小沈')<Passing>('open311.resend', { community: p.community, id: p.id }, now)).state,
    'waiting',
  )
})
