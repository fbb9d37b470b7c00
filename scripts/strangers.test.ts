/**
 * The server as whoever means it harm meets it: other sites, broken requests, slow ones, guesses at every door. Nothing
 * here knows more than an address; what must not be seen is planted by the world of the matrix.
 */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { InjectOptions } from 'fastify'
import { sql } from 'kysely'
import { inside } from '../kernel/inside.ts'
import { headersOf } from '../kernel/strangers.ts'
import { origin, ours, password, post, raw, stage, type Stage } from './hostile/stage.ts'
import { at } from './matrix/world.ts'

let s: Stage
before(async () => (s = await stage({ patience: { head: 400, body: 400, whole: 5_000 } })))
after(() => s?.close())

const ask = (options: InjectOptions) => s.app.inject(options)
const page = (url: string, headers: Record<string, string> = {}) =>
  ask({ url, headers: { accept: 'text/html', ...headers } })
const signIn = (from?: string, username = '承办人', typed = password, headers = {}) =>
  ask(post('identity.signIn', { username, password: typed }, headers, from))
const cookieOf = (answer: { headers: Record<string, unknown> }) => String(answer.headers['set-cookie'] ?? '')
const isSaid = (text: string) => /[\u4e00-\u9fff]/.test(text)

// ── Pages ───────────────────────────────────────────────────────────────────

test('every page, found or not, carries the headers that keep a browser from harm', async () => {
  const wanted = [
    '/',
    '/signin',
    '/follow',
    '/mine',
    '/nowhere',
    '/%',
    `/c/${at.community}`,
    '/api/identity.me',
    '/api/x.y',
    '/healthz',
  ]
  for (const url of wanted) {
    const { headers } = await page(url)
    assert.match(
      String(headers['content-security-policy']),
      /script-src 'self';.*object-src 'none'.*frame-ancestors 'none'/,
      url,
    )
    assert.equal(headers['x-content-type-options'], 'nosniff', url)
    assert.equal(headers['x-frame-options'], 'DENY', url)
    assert.equal(headers['referrer-policy'], 'same-origin', url)
    assert.equal(headers['cross-origin-opener-policy'], 'same-origin', url)
    assert.match(String(headers['strict-transport-security']), /max-age=31536000/, url)
    assert.doesNotMatch(String(headers['server'] ?? headers['x-powered-by'] ?? ''), /./, url)
  }
})

test('only a server of map pictures is told which site asks, and never which page', () => {
  assert.equal(headersOf({ secure: true })['referrer-policy'], 'same-origin')
  const tiled = headersOf({ secure: true, pictures: 'https://*.tianditu.gov.cn' })
  assert.equal(tiled['referrer-policy'], 'strict-origin-when-cross-origin')
})

test('no page holds a script, a handler or an address that runs', async () => {
  const read = (name: string) => readFileSync(join(import.meta.dirname, `../apps/${name}/index.html`), 'utf8')
  const pages = [
    '/',
    '/signin',
    '/signin/phone',
    '/follow',
    '/privacy',
    '/nowhere',
    `/c/${at.community}`,
    `/c/${at.community}/report`,
  ]
  const bodies = [read('desk'), read('field'), ...(await Promise.all(pages.map(async url => (await page(url)).body)))]
  for (const body of bodies) {
    assert.doesNotMatch(body, /<script(?![^>]*\ssrc=)[^>]*>/i)
    assert.doesNotMatch(body, /\son\w+\s*=|javascript:/i)
  }
})

test('what goes wrong is said in Chinese and shows nothing of the inside, whatever was asked', async () => {
  const asked: InjectOptions[] = [
    { url: '/%' },
    { url: '/api/%ff' },
    { url: `/api/${'x'.repeat(300)}` },
    { url: '/api/..%2f..%2fpackage.json' },
    { url: '/files/%00/00000000-0000-0000-0000-000000000000' },
    { url: `/files/${at.community}/${'-'.repeat(36)}` },
    { url: '/api/identity.me/../../etc' },
    { url: `/api/exchange/${'-'.repeat(36)}/returned.csv` },
    { url: '/table/people.persons?columns=a&columns=b' },
    { url: '/print/grid.matter?paper=A4&paper=A3' },
    { url: '/open311/v2/requests/%00.json' },
    { url: '/api/identity.me', method: 'PUT' },
    { url: '/api/identity.me', method: 'DELETE' },
    { url: '/api/grid.report', method: 'OPTIONS' },
    ours({
      url: '/api/grid.report',
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      payload: '{"a":',
    }),
    ours({ url: '/api/grid.report', method: 'POST', headers: { 'content-type': 'application/json' }, payload: '' }),
    ours({
      url: '/api/grid.report',
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      payload: '{"__proto__":{"a":1}}',
    }),
    ours({ url: '/api/grid.report', method: 'POST', headers: { 'content-type': 'text/plain' }, payload: '{}' }),
    ours({ url: '/api/grid.report', method: 'POST', headers: { 'content-type': 'application/xml' }, payload: '<a/>' }),
    ours({
      url: '/api/grid.report',
      method: 'POST',
      headers: { 'content-type': 'multipart/form-data; boundary=x' },
      payload: '--x--',
    }),
    ours({
      url: '/api/grid.report',
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      payload: `"${'x'.repeat(1_100_000)}"`,
    }),
    ours({ url: '/api/files', method: 'POST', headers: { 'content-type': 'application/json' }, payload: '{}' }),
    post('grid.report', {}, { 'idempotency-key': 'k'.repeat(4_000) }),
    post('grid.report', {}, { 'linli-reason': '%00' }),
  ]
  for (const one of asked) {
    const { statusCode, body, headers } = await ask({ ...one, remoteAddress: '203.0.113.77' })
    const what = `${one.method ?? 'GET'} ${String(one.url)} → ${statusCode} ${body.slice(0, 200)}`
    assert.ok(statusCode >= 400 && statusCode < 500, what)
    assert.ok(isSaid(body), what)
    assert.match(String(headers['content-type']), /problem\+json|xml|json/, what)
    assert.doesNotMatch(body, /node_modules|\.ts:|kysely|Error:/, what)
  }
})

test('no folder is listed, no source is served, and no header changes the method', async () => {
  for (const url of [
    '/portal/',
    '/desk/assets/',
    '/desk/..%2f..%2fpackage.json',
    '/desk/%2e%2e/%2e%2e/package.json',
    '/.git/config',
    '/keys.json',
  ])
    assert.doesNotMatch((await page(url)).body, /"dependencies"|\[core\]|"sealed"|Index of/, url)
  const overridden = await ask(
    ours({ url: '/api/identity.me', headers: { 'x-http-method-override': 'POST', 'x-method-override': 'DELETE' } }),
  )
  assert.equal(overridden.statusCode, 200)
})

test('no other site may read an answer: there is no leave to, not even when it asks first', async () => {
  const asking = { origin: 'https://evil.example', 'access-control-request-method': 'POST' }
  for (const one of [
    { url: '/api/identity.me' },
    { url: '/api/grid.report', method: 'OPTIONS' as const },
    { url: '/' },
  ])
    assert.equal((await ask({ ...one, headers: asking })).headers['access-control-allow-origin'], undefined)
})

test('how busy the server is, is told to neighbours only', async () => {
  assert.equal((await ask({ url: '/metrics', remoteAddress: '203.0.113.5' })).statusCode, 404)
  assert.equal((await ask({ url: '/metrics', remoteAddress: '10.1.2.3' })).statusCode, 200)
})

// ── Other sites ─────────────────────────────────────────────────────────────

test('a form or a script of another site is refused, at the sign-in too, whichever way it shows where it comes from', async () => {
  const form = { 'content-type': 'application/x-www-form-urlencoded' }
  const foreign: Record<string, string>[] = [
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { referer: 'https://evil.example/linli.example.cn' },
    { origin: 'https://linli.example.cn.evil.example' },
    { origin: 'https://evil.example', host: 'evil.example', 'x-forwarded-host': 'evil.example' },
  ]
  for (const headers of foreign)
    for (const url of [
      '/api/identity.signIn',
      '/api/grid.report',
      '/signin',
      '/elder',
      '/api/files',
      '/open311/v2/requests.json',
    ]) {
      const { statusCode, body } = await ask({ method: 'POST', url, headers: { ...form, ...headers }, payload: 'a=b' })
      assert.equal(statusCode, 403, `${url} ${JSON.stringify(headers)} ${body}`)
    }
  const own = await ask({
    method: 'POST',
    url: '/elder',
    headers: { ...form, referer: `${origin}/` },
    payload: 'on=1&back=/',
  })
  assert.equal(own.statusCode, 303)
})

test('a way on leads nowhere but here', async () => {
  for (const evil of [
    '//evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    '/\n/evil.example',
    'https://evil.example',
    'javascript:alert(1)',
    '\\\\evil',
    '',
    '/..//evil.example',
    undefined,
    ['/a'],
    '/%09/evil.example',
  ]) {
    const to = inside(evil)
    if (to !== undefined) assert.equal(new URL(to, origin).origin, origin, String(evil))
  }
  assert.equal(inside('//evil.example'), undefined)
  assert.equal(inside('/c/1?a=甲#b'), '/c/1?a=%E7%94%B2#b')
  for (const back of ['//evil.example', '/\\evil.example', '/\t/evil.example', '/甲\r\nset-cookie: a=b']) {
    const answer = await ask(
      ours({
        method: 'POST',
        url: '/elder',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        payload: new URLSearchParams({ on: '1', back }).toString(),
      }),
    )
    assert.equal(new URL(String(answer.headers.location), origin).origin, origin)
    assert.doesNotMatch(cookieOf(answer), /a=b/)
  }
})

test('the name a request is sent to changes no link and opens no door', async () => {
  for (const headers of [{ host: 'evil.example' }, { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'http' }])
    for (const url of ['/', '/signin', `/c/${at.community}`, `/c/${at.community}/feed.xml`])
      assert.doesNotMatch((await page(url, headers)).body, /evil\.example/)
})

test('only our own proxy is believed about where a request came from', async () => {
  const tell = (from: string) => signIn(from, '来处', 'Wrong-2026', { 'x-forwarded-for': '198.51.100.1' })
  await tell('10.9.8.7')
  await tell('127.0.0.1')
  const { rows } = await sql<{ ip: string }>`select ip from identity.sign_in where tried = '来处'`.execute(s.house.db)
  assert.deepEqual(rows.map(r => r.ip).toSorted(), ['10.9.8.7', '198.51.100.1'])
})

// ── Broken and slow requests ────────────────────────────────────────────────

test('a request that could be read in two ways is read in none', async () => {
  const head = 'POST /api/grid.report HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n'
  const smuggled = 'GET /api/identity.me HTTP/1.1\r\nhost: x\r\n\r\n'
  for (const broken of [
    `${head}content-length: 2\r\ncontent-length: 60\r\n\r\n{}${smuggled}`,
    `${head}content-length: 2\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n${smuggled}`,
    `${head}transfer-encoding: chunked, identity\r\n\r\n0\r\n\r\n${smuggled}`,
    `${head}content-length: -1\r\n\r\n`,
    `${head}content-length : 2\r\n\r\n{}`,
    `${head}x: a\rset-cookie: b\r\ncontent-length: 2\r\n\r\n{}`,
    `GET / HTTP/1.1\r\nhost: x\r\nx: ${'a'.repeat(20_000)}\r\n\r\n`,
    'GET / HTTP/1.1\r\n\r\n',
    'not http at all\r\n\r\n',
  ]) {
    const said = await raw(s.port, broken)
    assert.match(said, /^HTTP\/1\.1 (400|431) /, broken.slice(0, 120))
    assert.equal(said.match(/HTTP\/1\.1 /g)?.length, 1, said)
  }
  assert.ok(isSaid(await raw(s.port, 'not http at all\r\n\r\n')))
})

test('a head or a body that never comes to its end is cut off, and the server goes on', async () => {
  const body = `POST /api/grid.report HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{"title":`
  const [head, rest] = await Promise.all([raw(s.port, 'GET / HTTP/1.1\r\nhost: x\r\nx-a: '), raw(s.port, body)])
  assert.match(head, /^HTTP\/1\.1 408 /)
  assert.doesNotMatch(rest, /^HTTP\/1\.1 200/)
  assert.equal((await ask({ url: '/healthz' })).statusCode, 200)
})

// ── Sessions ────────────────────────────────────────────────────────────────

test('the session is the server’s choice, hidden from scripts, and dead after signing out', async () => {
  const chosen = 'A'.repeat(43)
  const first = await signIn('203.0.113.10', undefined, undefined, { cookie: `__Host-linli=${chosen}` })
  assert.equal(first.statusCode, 200, first.body)
  const set = cookieOf(first)
  assert.match(set, /^__Host-linli=[\w-]{43}; /)
  for (const flag of ['HttpOnly', 'Secure', 'SameSite=Lax', 'Path=/']) assert.match(set, new RegExp(flag))
  assert.doesNotMatch(set, /Domain=/i)
  const token = set.slice(0, set.indexOf(';'))
  assert.ok(!token.includes(chosen))
  const me = async (cookie: string) =>
    (await ask({ url: '/api/identity.me', headers: { cookie } })).json<{ me: object | null }>().me
  assert.equal(await me(`__Host-linli=${chosen}`), null)
  assert.notEqual(await me(token), null)
  const second = await signIn('203.0.113.11', undefined, undefined, { cookie: token })
  assert.notEqual(cookieOf(second).slice(0, 55), token.slice(0, 55))
  assert.equal(await me(token), null)
  const renewed = cookieOf(second).split(';')[0]!
  const out = await ask(post('identity.signOut', {}, { cookie: renewed }))
  assert.equal(out.statusCode, 200)
  assert.equal(await me(renewed), null)
})

// ── Guessing ────────────────────────────────────────────────────────────────

test('who is known here is told by no door: the same words and the same count for what exists and what does not', async () => {
  const said = async (options: InjectOptions) => {
    const answer = await ask(options)
    return [answer.statusCode, answer.body]
  }
  const pairs: [string, (known: boolean, from: string) => InjectOptions][] = [
    [
      'sign in',
      (known, from) =>
        post('identity.signIn', { username: known ? '代办人' : '谁也不是', password: 'Wrong-2026' }, {}, from),
    ],
    [
      'follow',
      (known, from) => post('grid.follow', { number: known ? s.world.number : '261120000000', tail: '0000' }, {}, from),
    ],
    [
      'phone code',
      (known, from) => post('identity.sendCode', { phone: known ? '13812345678' : '13700000002' }, {}, from),
    ],
    [
      'code',
      (known, from) =>
        post('identity.signInByPhone', { phone: known ? '13812345678' : '13700000002', code: '000000' }, {}, from),
    ],
  ]
  for (const [i, [door, asked]] of pairs.entries())
    for (let n = 0; n < 7; n++) {
      const [there, not] = [await said(asked(true, `203.0.${i}.1`)), await said(asked(false, `203.0.${i}.2`))]
      assert.deepEqual(there, not, `${door}, try ${n + 1}`)
    }
})

test('a hundred guesses at a number in the same moment are five', async () => {
  const tail = (n: number) => String(n).padStart(4, '0')
  const guesses = Array.from({ length: 30 }, (_, n) =>
    ask(post('grid.follow', { number: '991231000001', tail: tail(n) }, {}, `198.51.100.${n}`)),
  )
  const codes = (await Promise.all(guesses)).map(a => a.json<{ type: string }>().type)
  assert.equal(codes.filter(code => code === 'grid.unknownNumber').length, 5)
  assert.equal(codes.filter(code => code === 'grid.tooManyTries').length, 25)
})

test('every door that asks for no name counts by address, and another address is not held up', async () => {
  const photo = ours({
    method: 'POST',
    url: '/api/files',
    headers: { 'content-type': 'multipart/form-data; boundary=x' },
    payload: '--x\r\ncontent-disposition: form-data; name="file"; filename="a.txt"\r\n\r\nx\r\n--x--\r\n',
  })
  const doors: [string, (n: number) => InjectOptions][] = [
    ['identity.signIn', n => post('identity.signIn', { username: `谁${n}`, password: 'x' })],
    ['identity.accept', n => post('identity.accept', { code: `ABCD-EFGH-${1000 + n}`, fresh: 'Fresh-2026-x' })],
    ['identity.sendCode', n => post('identity.sendCode', { phone: `1370000${String(1000 + n)}` })],
    ['grid.follow', n => post('grid.follow', { number: `2611${String(10_000_000 + n)}`, tail: '0000' })],
    [
      'grid.report',
      () => post('grid.report', { place: at.grid, category: '020101', title: '楼道灯坏了', phone: '13700000009' }),
    ],
    ['files', () => photo],
  ]
  for (const [i, [door, asked]] of doors.entries()) {
    const from = (n: number) => `192.0.2.${i * 2 + n}`
    let full = 0
    for (let n = 0; n < 80 && !full; n++)
      if ((await ask({ ...asked(n), remoteAddress: from(0) })).statusCode === 429) full = n
    assert.ok(full > 0, `${door} counts nothing`)
    assert.notEqual((await ask({ ...asked(99), remoteAddress: from(1) })).statusCode, 429, door)
  }
})

test('one person’s pace is one, from however many addresses, and holds nobody else up', async () => {
  const cookie = cookieOf(await signIn('192.0.2.200', '协办人')).split(';')[0]!
  const { book } = s.house
  s.house.book = { ...book, figure: (f, ...of) => (f.name === 'request.personMinute' ? 5 : book.figure(f, ...of)) }
  const me = (from: number) => ask({ url: '/api/identity.me', headers: { cookie }, remoteAddress: `192.0.2.${from}` })
  const codes = []
  // More than two minutes’ worth, so that it does not matter where a minute begins.
  for (let n = 0; n < 12; n++) codes.push((await me(200 + n)).statusCode)
  assert.ok(codes.includes(429), String(codes))
  assert.equal((await ask({ url: '/api/identity.me', remoteAddress: '192.0.2.200' })).statusCode, 200)
  assert.equal((await ask({ url: '/signin', remoteAddress: '192.0.2.200' })).statusCode, 200)
  s.house.book = book
})
