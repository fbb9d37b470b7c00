/** Open311 as others meet it: every answer has what GeoReport v2 requires, nothing private is told, twice is once. */
import assert from 'node:assert/strict'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { http } from '../../kernel/http.ts'
import type { Told } from '../../kernel/testing.ts'
import { createToken } from '../../kernel/token.ts'
import { requestsIn, servicesIn } from '../../modules/open311/hear.ts'
import { actors, after, begin, here, key, next, one, report, street, test, upTo } from '../../modules/grid/stories.ts'
import { open311Routes } from './open311.ts'
import { whoIs } from './who.ts'

// ── What the specification requires ─────────────────────────────────────────

const moment = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)$/)
const or = <T extends z.ZodType>(schema: T) => schema.nullable()
const Request = z.strictObject({
  service_request_id: z.string().min(1),
  status: z.enum(['open', 'closed']),
  status_notes: or(z.string()),
  service_name: or(z.string()),
  service_code: z.string().min(1),
  description: or(z.string().max(4000)),
  agency_responsible: or(z.string()),
  service_notice: or(z.string()),
  requested_datetime: moment,
  updated_datetime: or(moment),
  expected_datetime: or(moment),
  address: z.string(),
  address_id: or(z.string()),
  zipcode: or(z.string()),
  lat: or(z.number()),
  long: or(z.number()),
  media_url: or(z.url()),
})
const Service = z.strictObject({
  service_code: z.string().min(1),
  service_name: z.string().min(1),
  description: z.string(),
  metadata: z.boolean(),
  type: z.enum(['realtime', 'batch', 'blackbox']),
  keywords: z.string(),
  group: z.string(),
})
const Definition = z.strictObject({
  service_code: z.string().min(1),
  attributes: z.array(
    z.strictObject({
      variable: z.boolean(),
      code: z.string().min(1),
      datatype: z.enum(['string', 'number', 'datetime', 'text', 'singlevaluelist', 'multivaluelist']),
      required: z.boolean(),
      datatype_description: or(z.string()),
      order: z.int(),
      description: z.string(),
      values: z.array(z.strictObject({ key: z.string().min(1), name: z.string().min(1) })),
    }),
  ),
})
const Update = z.strictObject({
  update_id: z.string().min(1),
  service_request_id: z.string().min(1),
  status: z.enum(['open', 'closed']),
  updated_datetime: moment,
  description: z.string(),
  media_url: or(z.url()),
})
const Discovery = z.strictObject({
  changeset: moment,
  contact: z.string().min(1),
  key_service: z.string().min(1),
  endpoints: z
    .array(
      z.strictObject({
        specification: z.url(),
        url: z.url(),
        changeset: moment,
        type: z.enum(['production', 'test', 'acceptance']),
        formats: z.tuple([z.literal('text/xml'), z.literal('application/json')]),
      }),
    )
    .min(2),
})
const Errors = z.array(z.strictObject({ code: z.int(), description: z.string().regex(/[\u4e00-\u9fff]/) })).length(1)

// ── Asking ──────────────────────────────────────────────────────────────────

const origin = 'https://linli.example.cn'
async function asking({ house, db }: Told, now = begin) {
  const { app, kit } = await http({ house, now: () => now, origin, secure: true, whoIs: (t, at) => whoIs(db, t, at) })
  const files = mkdtempSync(join(tmpdir(), 'linli-311-'))
  await open311Routes(app, { kit, origin, files, actorOf: (t, at) => whoIs(db, t, at) })
  const get = async (path: string) => app.inject({ url: `/open311/${path}` })
  const json = async <T extends z.ZodType>(path: string, schema: T): Promise<z.output<T>> => {
    const got = await get(path)
    assert.equal(got.headers['content-type'], 'application/json; charset=utf-8')
    return schema.parse(got.json())
  }
  const post = (path: string, form: Record<string, string>) =>
    app.inject({
      method: 'POST',
      url: `/open311/${path}`,
      headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
      payload: new URLSearchParams(form).toString(),
    })
  const keyFor = async (who: string, ...scopes: string[]) =>
    (await createToken(db, { account: actors[who]!.id, name: 'fms', scopes, until: after(999), now: begin })).token
  const ids = async (query: string) =>
    (await json(`v2/requests.json?${query}`, z.array(Request))).map(r => r.service_request_id)
  return { app, get, json, post, keyFor, ids }
}
const count = (xml: string, tag: string) => xml.split(`<${tag}>`).length - 1

test('discovery names the endpoint and its formats, with and without an ending', async told => {
  const { json, get } = await asking(told)
  assert.equal((await json('discovery.json', Discovery)).endpoints[0]!.url, `${origin}/open311/v2`)
  for (const path of ['discovery.xml', 'discovery']) {
    const got = await get(path)
    assert.equal(got.headers['content-type'], 'text/xml; charset=utf-8')
    assert.match(
      got.body,
      /^<\?xml version="1.0" encoding="utf-8"\?>\n<discovery>.*<formats><format>text\/xml<\/format>/,
    )
  }
})

test('services and their definitions have what is required, in both formats the same ones, and nothing private', async told => {
  const { json, get } = await asking(told)
  const all = await json('v2/services.json', z.array(Service).min(50))
  const { body } = await get('v2/services.xml')
  assert.deepEqual(
    servicesIn(body)!.map(s => s.code),
    all.map(s => s.service_code),
  )
  const hidden = await told.db.selectFrom('grid.category').select('code').where('private', '=', true).execute()
  assert.ok(hidden.length > 0)
  for (const { code } of hidden) {
    assert.ok(!all.some(s => s.service_code.startsWith(code)))
    assert.equal((await get(`v2/services/${code}.json`)).statusCode, 404)
  }
  for (const { service_code: code } of all) {
    const said = await json(`v2/services/${code}.json?jurisdiction_id=${street}`, Definition)
    assert.deepEqual(
      said.attributes[0]!.values.map(v => v.key),
      [here, next],
    )
  }
  assert.match(
    (await get(`v2/services/020101.xml?jurisdiction_id=${here}`)).body,
    /<values><value><key>\d{15}<\/key><name>/,
  )
})

test('a request is told in every required field, closed when it is, and with no word of who said it', async told => {
  const { json, get } = await asking(told, after(1))
  await report(told, { lon: 120.54321, lat: 31.87654, title: '王秀兰家门口灯坏了', contactName: '王秀兰' })
  const done = await upTo(told, 'closed')
  const all = await json('v2/requests.json', z.array(Request).length(2))
  assert.deepEqual(all.map(r => r.status).toSorted(), ['closed', 'open'])
  const [open] = all.filter(r => r.status === 'open')
  assert.deepEqual([open!.lat, open!.long, open!.status_notes], [31.877, 120.543, '待受理'])
  // A number of a matter may hold any three digits; a phone is eleven.
  assert.doesNotMatch(JSON.stringify(all), /王秀兰|13812345678|电话/)
  const xml = (await get('v2/requests.xml')).body
  assert.deepEqual(
    requestsIn(xml)!.map(r => r.id),
    all.map(r => r.service_request_id),
  )
  assert.equal(count(xml, 'requested_datetime'), 2)
  const [closed] = all.filter(r => r.status === 'closed')
  assert.match(closed!.status_notes!, /^已结案：已更换灯泡/)
  assert.deepEqual(await json(`v2/requests/${closed!.service_request_id}.json`, z.array(Request)), [closed])
  assert.deepEqual((await get(`v2/tokens/${closed!.service_request_id}.json`)).json(), [
    { service_request_id: closed!.service_request_id, token: closed!.service_request_id },
  ])
  assert.ok(done.id)
})

test('every filter keeps what it should and nothing else', async told => {
  const { ids } = await asking(told, after(48))
  const near = (await report(told, { lon: 120.5, lat: 31.87, place: here })).number
  const far = (await report(told, { category: '0301', place: `${next}001`, lon: 120.52, lat: 31.87 }, null, after(24)))
    .number
  const closed = await upTo(told, 'closed', after(2))
  const { number: done } = await told.db
    .selectFrom('grid.matter')
    .select('number')
    .where('id', '=', closed.id)
    .executeTakeFirstOrThrow()
  const all = [far, done, near]
  const cases: [string, string[]][] = [
    ['', all],
    ['service_request_id=', all],
    [`service_request_id=${near},${far}&status=closed`, [far, near]],
    ['status=open', [far, near]],
    ['status=closed', [done]],
    ['status=open,closed', all],
    ['service_code=0301', [far]],
    ['service_code=0301,020101', all],
    [`start_date=${after(1).toISOString()}&end_date=${after(3).toISOString()}`, [done]],
    [`start_date=${encodeURIComponent('2026-11-21T12:00:00+08:00')}`, [far]],
    ['start_date=2026-11-21T12:00:00+08:00', [far]],
    [`updated_after=${after(20).toISOString()}`, [far]],
    [`jurisdiction_id=${next}`, [far]],
    [`jurisdiction_id=${here}`, [done, near]],
    ['lat=31.87&long=120.5&radius=500', [near]],
    ['lat=31.87&long=120.5&radius=3000', [far, near]],
    ['page_size=1&page=2', [done]],
  ]
  for (const [query, expected] of cases) assert.deepEqual(await ids(query), expected, query)
})

test('what is asked wrongly is refused with the right status and a sentence, in the format that was asked', async told => {
  const { get, json } = await asking(told)
  const cases: [string, number][] = [
    ['v2/requests.json?jurisdiction_id=sfgov.org', 404],
    ['v2/requests.json?jurisdiction_id=110101001', 404],
    ['v2/requests.json?status=fixed', 400],
    ['v2/requests.json?start_date=yesterday', 400],
    ['v2/requests.json?start_date=2026-01-01T00:00:00', 400],
    ['v2/requests.json?lat=1', 400],
    ['v2/requests.json?page=0', 400],
    ['v2/requests/000000000000.json', 404],
    ['v2/services/nothing.json', 404],
    ['v2/nothing.json', 404],
    ['v1/services.json', 404],
  ]
  for (const [path, status] of cases) {
    assert.equal((await get(path)).statusCode, status, path)
    assert.equal((await json(path, Errors))[0]!.code, status)
  }
  assert.match((await get('v2/nothing.xml')).body, /<errors><error><code>404<\/code><description>/)
})

test('a private matter is in no list, has no address and no updates', async told => {
  const { get, ids } = await asking(told)
  const { code } = await told.db
    .selectFrom('grid.category')
    .select('code')
    .where('private', '=', true)
    .orderBy('code', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow()
  const { number } = await report(told, { category: code })
  assert.deepEqual(await ids(''), [])
  assert.equal((await get(`v2/requests/${number}.json`)).statusCode, 404)
  assert.deepEqual((await get(`v2/servicerequestupdates.json?service_request_id=${number}`)).json(), [])
})

const lamp = { service_code: '020101', description: '路口的灯不亮了\n已经三天', jurisdiction_id: here }

test('who has a key reports; the same report twice is one; without a key, or with a lesser one, nothing', async told => {
  const { post, keyFor, ids } = await asking(told)
  const api_key = await keyFor('小沈', 'grid.receive')
  const sent = await post('v2/requests.json', {
    ...lamp,
    api_key,
    phone: '+86 138-1234-5678',
    last_name: '王',
    first_name: '秀英',
    'attribute[where]': '东门',
    address_string: '人民路',
  })
  assert.equal(sent.statusCode, 201)
  const [{ service_request_id: number }] = sent.json()
  assert.deepEqual(await ids(''), [number])
  const m = await told.db.selectFrom('grid.matter').selectAll().where('number', '=', number).executeTakeFirstOrThrow()
  assert.deepEqual(
    [m.title, m.source, m.foreignSource, m.phoneTail, m.contact, m.address],
    ['路口的灯不亮了', 'open311', '小沈', '5678', '王秀英', '人民路'],
  )
  assert.equal(m.description, '路口的灯不亮了\n已经三天\nwhere：东门')
  const first = await post('v2/requests.xml', { ...lamp, api_key, external_id: 'A1' })
  const again = await post('v2/requests.xml', { ...lamp, api_key, external_id: 'A1', description: '改了说法' })
  assert.equal(first.body, again.body)
  assert.equal((await ids('')).length, 2)
  const statusOf = async (form: Record<string, string>) => (await post('v2/requests.json', form)).statusCode
  assert.equal(await statusOf(lamp), 401)
  assert.equal(await statusOf({ ...lamp, api_key: 'linli_wrong' }), 401)
  assert.equal(await statusOf({ ...lamp, api_key: await keyFor('小沈', 'grid.note') }), 403)
  assert.equal(await statusOf({ ...lamp, api_key: await keyFor('小郑', 'grid.receive') }), 403)
  assert.equal(await statusOf({ ...lamp, api_key, jurisdiction_id: next }), 403)
  assert.equal(await statusOf({ ...lamp, api_key, service_code: '' }), 400)
  assert.equal(await statusOf({ ...lamp, api_key, service_code: 'none' }), 404)
  assert.equal(await statusOf({ ...lamp, api_key, description: '' }), 400)
  assert.equal(await statusOf({ ...lamp, api_key, jurisdiction_id: street }), 400)
  assert.equal((await ids('')).length, 2)
})

test('a photo may come with it, and an attribute says which grid', async told => {
  const { app, keyFor } = await asking(told)
  const form = new FormData()
  for (const [name, value] of Object.entries({
    ...lamp,
    jurisdiction_id: street,
    'attribute[place]': one,
    api_key: await keyFor('沈丽', 'grid.*'),
  }))
    form.set(name, value)
  const pixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII='
  form.set('media', new Blob([Buffer.from(pixel, 'base64')], { type: 'image/png' }), 'lamp.png')
  const packed = new Response(form)
  const sent = await app.inject({
    method: 'POST',
    url: '/open311/v2/requests.json',
    headers: { 'content-type': packed.headers.get('content-type')! },
    payload: Buffer.from(await packed.arrayBuffer()),
  })
  assert.equal(sent.statusCode, 201, sent.body)
  const m = await told.db
    .selectFrom('grid.matter')
    .selectAll()
    .where('number', '=', sent.json()[0].service_request_id)
    .executeTakeFirstOrThrow()
  assert.equal(m.place, one)
  const photo = await told.db.selectFrom('kernel.file').select('public').where('record', '=', m.id).execute()
  assert.deepEqual(photo, [{ public: false }])
})

test('updates tell each step with the state it led to; one that is sent in is a line for staff, once', async told => {
  const { json, get, post, keyFor, ids } = await asking(told, after(1))
  await upTo(told, 'closed')
  const steps = await json('v2/servicerequestupdates.json', z.array(Update))
  assert.deepEqual(
    steps.map(s => [s.description, s.status]),
    [
      ['上报', 'open'],
      ['受理', 'open'],
      ['派遣', 'open'],
      ['签收', 'open'],
      ['办结反馈', 'open'],
      ['核查通过，结案', 'closed'],
    ],
  )
  assert.deepEqual(
    await json(`v2/servicerequestupdates.json?start_date=${after(1).toISOString()}`, z.array(Update)),
    [],
  )
  assert.equal(count((await get('v2/servicerequestupdates.xml')).body, 'request_update'), 6)
  const [number] = await ids('status=closed')
  const api_key = await keyFor('小沈', 'grid.note')
  const update = { api_key, update_id: 'U-1', service_request_id: number!, description: '又有人问' }
  assert.equal((await post('v2/servicerequestupdates.json', update)).statusCode, 409)
  const matter = await report(told)
  const open = { ...update, service_request_id: matter.number }
  for (const _ of [1, 2])
    assert.deepEqual((await post('v2/servicerequestupdates.json', open)).json(), [{ update_id: 'U-1' }])
  const notes = await told.db
    .selectFrom('grid.entry')
    .select(['text', 'internal'])
    .where('matter', '=', key(matter).id)
    .where('move', '=', 'note')
    .execute()
  assert.deepEqual(notes, [{ text: '「小沈」补充：又有人问', internal: true }])
  assert.equal((await post('v2/servicerequestupdates.json', { ...open, api_key: 'x' })).statusCode, 401)
})
