/** The settings as an operator meets them: defaults that work, and one sentence for each mistake. */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { test } from 'node:test'
import { environment, productionRefusals, settings, settingsDoc } from './settings.ts'

const production = { LINLI_ENV: 'production', LINLI_ORIGIN: 'https://linli.example.cn' }

const said = (env: Record<string, string>) => {
  try {
    settings(env)
    return ''
  } catch (error) {
    return (error as Error).message
  }
}

test('nothing set is a trial on this machine only', () => {
  assert.deepEqual(settings({}), {
    env: 'development',
    origin: 'http://localhost:8080',
    port: 8080,
    host: '127.0.0.1',
    proxies: 'loopback',
    data: join(import.meta.dirname, '../data'),
    keys: join(import.meta.dirname, '../data/keys.json'),
    databaseUrl: null,
    standbyUrl: null,
    tiles: null,
    map: { link: null, system: 'wgs84' },
    archive: null,
    clock: null,
    sms: null,
    sign: '邻理',
    peersInside: true,
  })
})

test('a link to a map program must be one, in a system that is known', () => {
  const link = 'https://uri.amap.com/marker?position={lon},{lat}'
  assert.deepEqual(settings({ LINLI_MAP_LINK: link, LINLI_MAP_SYSTEM: 'gcj02' }).map, { link, system: 'gcj02' })
  assert.match(said({ LINLI_MAP_LINK: 'javascript:alert({lon}{lat})' }), /地图软件链接.*https/)
  assert.match(said({ LINLI_MAP_SYSTEM: 'beijing54' }), /地图软件的坐标系.*wgs84、gcj02、bd09/)
})

test('only proxies that are named by address are believed', () => {
  assert.equal(settings({ LINLI_PROXY: 'loopback, 10.0.0.5,172.16.0.0/12' }).proxies, 'loopback,10.0.0.5,172.16.0.0/12')
  for (const wrong of ['true', '10.0.0.0/33', 'proxy.example', 'fc00::/7/1'])
    assert.match(said({ LINLI_PROXY: wrong }), /反向代理地址/)
})

test('a variable handed over empty counts as not set', () =>
  assert.deepEqual(settings({ PORT: '', DATABASE_URL: ' ', LINLI_CLOCK: '' }), settings({})))

test('in production the neighbours can reach it, and the keys follow the data folder', () => {
  const set = settings({ ...production, LINLI_DATA: '/srv/linli', PORT: '80' })
  assert.equal(set.host, '0.0.0.0')
  assert.equal(set.keys, resolve('/srv/linli/keys.json'))
  assert.equal(set.origin, 'https://linli.example.cn')
  assert.equal(settings({ ...production, HOST: '127.0.0.1' }).host, '127.0.0.1')
})

test('the origin loses the slash that people copy with it', () =>
  assert.equal(settings({ LINLI_ORIGIN: 'https://linli.example.cn/' }).origin, 'https://linli.example.cn'))

test('the simulated time is the moment its zone says', () =>
  assert.equal(settings({ LINLI_CLOCK: '2026-06-01T09:00:00+08:00' }).clock?.toISOString(), '2026-06-01T01:00:00.000Z'))

test('each mistake is told, all at once, by the name of its variable', () => {
  const lines = said({ LINLI_ENV: 'prod', PORT: '70000', LINLI_CLOCK: 'tomorrow', DATABASE_URL: 'mysql://x/y' }).split(
    '\n',
  )
  assert.deepEqual(
    lines.map(line => /^环境变量 (\w+)/.exec(line)?.[1]),
    ['LINLI_ENV', 'PORT', 'DATABASE_URL', 'LINLI_CLOCK'],
  )
})

for (const [what, env] of [
  ['port 0', { PORT: '0' }],
  ['port 65536', { PORT: '65536' }],
  ['a port with letters', { PORT: '80a' }],
  ['an origin without scheme', { LINLI_ORIGIN: 'linli.example.cn' }],
  ['an origin with a path', { LINLI_ORIGIN: 'https://linli.example.cn/portal' }],
  ['a time without a zone', { LINLI_CLOCK: '2026-06-01T09:00:00' }],
  ['a day that does not exist', { LINLI_CLOCK: '2026-13-01T09:00:00+08:00' }],
  ['production without an origin', { LINLI_ENV: 'production' }],
  ['an SMS gateway without its secret', { LINLI_SMS_URL: 'https://sms.example.cn/send' }],
  ['a secret without its SMS gateway', { LINLI_SMS_SECRET: '0123456789abcdef' }],
  ['a secret of 15 characters', { LINLI_SMS_URL: 'https://sms.example.cn', LINLI_SMS_SECRET: '0123456789abcde' }],
  [
    'an SMS gateway with a password in it',
    { LINLI_SMS_URL: 'https://a:b@sms.cn', LINLI_SMS_SECRET: '0123456789abcdef' },
  ],
  ['a signature of one character', { LINLI_SMS_SIGN: '邻' }],
] as const)
  test(`${what} is refused`, () => assert.match(said(env), /^[^\n]+。$/))

for (const env of [{ PORT: '1' }, { PORT: '65535' }, { DATABASE_URL: 'postgresql://a:b@db/linli' }])
  test(`${JSON.stringify(env)} is taken`, () => assert.equal(said(env), ''))

test('a secret never stands in a refusal', () =>
  assert.doesNotMatch(said({ DATABASE_URL: 'postgre://linli:hunter2@db/linli' }), /hunter2/))

test('production refuses plain http, a simulated time and missing keys; a trial does not', t => {
  const data = mkdtempSync(join(tmpdir(), 'linli-settings-'))
  t.after(() => rmSync(data, { recursive: true }))
  const bad = { LINLI_ORIGIN: 'http://10.0.0.5:8080', LINLI_CLOCK: '2026-06-01T09:00:00+08:00', LINLI_DATA: data }
  assert.deepEqual(productionRefusals(settings(bad)), [])
  const refusals = productionRefusals(settings({ ...bad, LINLI_ENV: 'production' }))
  assert.equal(refusals.length, 3)
  assert.match(refusals.join('\n'), /不是 https[^]*LINLI_CLOCK[^]*密钥文件/)

  writeFileSync(join(data, 'keys.json'), '{}')
  assert.deepEqual(productionRefusals(settings({ ...production, LINLI_DATA: data })), [])
  const behindProxy = { ...production, LINLI_DATA: data, LINLI_ORIGIN: 'http://localhost:8080' }
  assert.deepEqual(productionRefusals(settings(behindProxy)), [])
  assert.equal(productionRefusals(settings({ ...behindProxy, LINLI_ORIGIN: 'http://localhost.example.cn' })).length, 1)
})

test('an SMS gateway in the clear is refused in production, and its secret is not repeated', () => {
  const sms = { LINLI_SMS_URL: 'http://sms.example.cn/send', LINLI_SMS_SECRET: '0123456789abcdef' }
  assert.deepEqual(settings(sms).sms, { url: sms.LINLI_SMS_URL, secret: sms.LINLI_SMS_SECRET })
  const refusals = productionRefusals(settings({ ...production, ...sms })).join('\n')
  assert.match(refusals, /短信网关地址 http:\/\/sms\.example\.cn 不是 https/)
  assert.ok(!refusals.includes(sms.LINLI_SMS_SECRET))
  assert.doesNotMatch(said({ ...sms, LINLI_SMS_URL: 'sms.example.cn' }), /0123456789/)
})

test('the base map is none, a 天地图 key or tiles of our own, one of them; where pictures come from follows', () => {
  assert.equal(settings({}).tiles, null)
  const key = '0123456789abcdef0123456789abcdef'
  const tianditu = settings({ LINLI_TIANDITU_KEY: key }).tiles!
  assert.deepEqual([tianditu.layers.length, tianditu.from], [2, 'https://*.tianditu.gov.cn'])
  assert.ok(
    tianditu.layers.every(layer => layer.startsWith('https://t{s}.tianditu.gov.cn/') && layer.endsWith(`tk=${key}`)),
  )
  const own = { LINLI_TILES: 'https://tiles.example.cn:8443/a/{z}/{x}/{y}.png' }
  assert.deepEqual(settings(own).tiles, {
    layers: [own.LINLI_TILES],
    credit: '底图：tiles.example.cn:8443',
    from: 'https://tiles.example.cn:8443',
  })
  assert.equal(settings({ ...own, LINLI_TILES_CREDIT: '某市测绘院' }).tiles?.credit, '某市测绘院')
  assert.match(said({ ...own, LINLI_TIANDITU_KEY: key }), /只能填一个/)
  for (const url of [
    'http://tiles.example.cn/{z}/{x}/{y}',
    'https://{s}.example.cn/{z}/{x}/{y}',
    'https://a.cn/{z}/{x}',
    "https://a.cn/{z}/{x}/{y}'; script-src *",
    '/{z}/{x}/{y}',
  ])
    assert.match(said({ LINLI_TILES: url }), /LINLI_TILES（自己的底图）应以/, url)
  assert.doesNotMatch(said({ LINLI_TIANDITU_KEY: 'hunter2' }), /hunter2/)
})

test('the printed page has a row for every setting', () => {
  const rows = settingsDoc().match(/^\| `\w+` /gm)
  assert.equal(rows?.length, Object.keys(environment).length)
})
