/** Answers in the shapes that real servers send, careful and careless: read as meant, or not at all. */
import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import fc from 'fast-check'
import { carry, isInside } from './carry.ts'
import { plain, w3c, written } from './format.ts'
import { momentOf, receiptIn, requestsIn, servicesIn } from './hear.ts'

const one = (more: object) => requestsIn(JSON.stringify([{ service_request_id: '7', ...more }]))![0]!

test('numbers as strings and strings as numbers are the same request', () => {
  const said = one({ service_request_id: 638344, lat: '37.76', long: -122.46, status: 'OPEN', service_code: 6 })
  assert.deepEqual([said.id, said.lat, said.lon, said.status, said.service], ['638344', 37.76, -122.46, 'open', '6'])
})

test('what is null, missing or nowhere is not known', () => {
  const said = one({ address: null, lat: 0, long: 0, status_notes: null, updated_datetime: '', media_url: {} })
  assert.deepEqual(
    [said.address, said.lat, said.lon, said.notes, said.updated, said.media, said.status],
    ['', null, null, '', null, '', null],
  )
  assert.equal(one({ lat: 'N/A', long: '12' }).lat, null)
  assert.equal(one({ lat: 95, long: 12 }).lat, null)
  assert.deepEqual(requestsIn('[{"status":"open"}, null, 5]'), [])
})

test('a list may come bare, in a wrapper, in two, or be a single one', () => {
  const it = { service_request_id: 'a' }
  for (const shape of [[it], { service_requests: [it] }, { service_requests: { request: [it] } }, it, { request: it }])
    assert.deepEqual(
      requestsIn(JSON.stringify(shape))?.map(r => r.id),
      ['a'],
    )
  assert.deepEqual(requestsIn('[]'), [])
})

test('XML is read with its entities, its empty elements and its comments; a document type and a torn text are refused', () => {
  const xml = `<?xml version="1.0" encoding="utf-8"?><!-- x --><service_requests type="array"><request>
    <service_request_id>1</service_request_id><status_notes>a &lt;b&gt; &#28783;</status_notes><address/>
    <description><![CDATA[<p>]]></description><extra><deep>no</deep></extra></request></service_requests>`
  const [said] = requestsIn(xml)!
  assert.deepEqual([said!.id, said!.notes, said!.address, said!.description], ['1', 'a <b> 灯', '', '<p>'])
  assert.equal(requestsIn(`<!DOCTYPE a [<!ENTITY b "c">]>${xml}`), null)
  assert.equal(requestsIn(xml.slice(0, -30)), null)
  assert.equal(requestsIn('<html><body>502</html>'), null)
  assert.deepEqual(receiptIn('<service_requests><request><token>5</token></request></service_requests>'), {
    token: '5',
  })
})

test('times come in many ways, and one without a zone is Beijing’s', () => {
  const at = '2026-05-31T01:00:00.000Z'
  for (const text of [
    '2026-05-31T09:00:00+08:00',
    '2026-05-31T01:00:00Z',
    '2026-05-31T09:00:00+0800',
    '2026-05-31 09:00:00',
    '2026-05-31T09:00',
    '1780189200',
    '1780189200000',
  ])
    assert.equal(momentOf(text)?.toISOString(), at, text)
  assert.equal(momentOf('2026-05-31')?.toISOString(), '2026-05-30T16:00:00.000Z')
  for (const text of ['', 'yesterday', '2026-13-01T00:00:00Z', '31/05/2026']) assert.equal(momentOf(text), null, text)
})

test('what we write can be read again, whatever is in it, in both formats', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), text => {
      const value = [{ service_request_id: '1', status_notes: text }]
      for (const format of ['json', 'xml'] as const)
        assert.equal(requestsIn(written(format, 'service_requests', value))![0]!.notes, plain(text).trim())
    }),
  )
})

test('no control character leaves, escaped or not', () => {
  const all = String.fromCharCode(...Array.from({ length: 0xa0 }, (_, i) => i)) + '\ud800\ufffe'
  for (const format of ['json', 'xml'] as const)
    assert.doesNotMatch(written(format, 'a', { b: all }), /[^\P{Cc}\t\n]|\\u00|&#|\ud800|\ufffe/u)
  assert.equal(w3c(new Date('2026-11-20T09:30:00.123Z')), '2026-11-20T09:30:00Z')
})

test('addresses inside our own network are known in every spelling', async () => {
  for (const a of [
    '127.0.0.1',
    '10.1.2.3',
    '172.31.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '::1',
    'fd00::1',
    '::ffff:10.0.0.1',
    '0.0.0.0',
    'x',
  ])
    assert.ok(isInside(a), a)
  for (const a of ['8.8.8.8', '172.32.0.1', '2001:4860:4860::8888']) assert.ok(!isInside(a), a)
  for (const url of [
    'http://127.0.0.1:1/',
    'http://localhost:1/',
    'http://[::1]:1/',
    'http://2130706433:1/',
    'http://[::ffff:7f00:1]:1/',
  ]) {
    const told = await carry(new URL(url), { inside: false })
    assert.equal(told.ok === false && told.said, '这个地址在内部网络里，设置不允许连接', url)
  }
})

const mocks = join(import.meta.dirname, '../../../shared/data/requests/open311-mocks')
test(
  'answers captured from real servers are read',
  { skip: existsSync(mocks) ? false : 'the shared data is not on this machine' },
  () => {
    const read = (name: string) => readFileSync(join(mocks, name), 'utf8')
    assert.deepEqual(
      requestsIn(read('service-requests.xml'))!.map(r => [r.id, r.status, r.updated?.toISOString()]),
      [
        ['638344', 'closed', '2010-04-14T14:37:38.000Z'],
        ['638349', 'open', '2010-04-19T14:37:38.000Z'],
      ],
    )
    assert.deepEqual(receiptIn(read('boston-submitrequest-token.xml')), { token: '503fc045901932078800163c' })
    assert.deepEqual(receiptIn(read('token.xml')), { external: '638344' })
    assert.equal(receiptIn(read('boston-err-submitrequest-base_is_duplicate.xml')), null)
    assert.ok(servicesIn(read('dc-services.xml'))!.length > 5)
  },
)
