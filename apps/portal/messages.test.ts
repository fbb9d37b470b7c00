/** The pages of messages as a browser without a script meets them, on a trial and where real people are served. */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, mock, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { openHouse, type OpenHouse } from '../../kernel/house.ts'
import { deliveryOf } from '../../kernel/message-carriers.ts'
import { deliver } from '../../kernel/message-delivery.ts'
import { send } from '../../kernel/messages.ts'
import { newKeys } from '../../kernel/sealed.ts'
import { settings } from '../../kernel/settings.ts'
import { freshDatabase } from '../../kernel/testing.ts'
import { webServer } from '../server/web.ts'

const data = mkdtempSync(join(tmpdir(), 'linli-messages-'))
const keys = newKeys()
const noon = new Date('2026-11-20T04:00:00Z')
let now = noon
let base: Awaited<ReturnType<typeof freshDatabase>>
const open: { house: OpenHouse; app: FastifyInstance }[] = []
let trial: (typeof open)[number]
let real: (typeof open)[number]

async function serverOf(env: Record<string, string>) {
  const chosen = settings({ LINLI_DATA: data, ...env })
  const house = await openHouse(base.url, keys, 3, { delivery: deliveryOf(chosen) })
  const system = { house, owner: base.owner, url: base.url, files: data, now: () => now, close: house.close }
  const app = await webServer({
    ...system,
    settings: { ...chosen, env: chosen.env === 'production' ? 'production' : 'test' },
  })
  open.push({ house, app })
  return open.at(-1)!
}
before(async () => {
  // In production each request is a line of the log.
  mock.method(console, 'log', () => {})
  base = await freshDatabase()
  trial = await serverOf({})
  real = await serverOf({ LINLI_ENV: 'production', LINLI_ORIGIN: 'http://localhost:8080' })
})
after(async () => {
  mock.restoreAll()
  for (const { app, house } of open) await app.close().then(house.close)
  await base?.drop()
  rmSync(data, { recursive: true })
})

const page = async ({ app }: typeof trial, url: string) => {
  const { statusCode, body, headers } = await app.inject({ url, headers: { accept: 'text/html' } })
  return { status: statusCode, body, to: headers.location }
}
const code = ({ house }: typeof trial, to: string, value: string) =>
  house.db
    .transaction()
    .execute(tx =>
      send({ ...house, db: tx, now }, { channel: 'sms', to, template: 'code', values: { code: value, minutes: 5 } }),
    )

test('on a trial the outbox stands for the phone; where real people are served there is no such page', async () => {
  await code(trial, '13800000001', '246810')
  await deliver(trial.house, noon)
  const shown = await page(trial, '/outbox')
  assert.equal(shown.status, 200)
  assert.ok(shown.body.includes('验证码 246810') && shown.body.includes('138****0001'))
  assert.ok(!shown.body.includes('13800000001'))

  const hidden = await page(real, '/outbox')
  assert.deepEqual([hidden.status, hidden.body.includes('246810')], [404, false])
  assert.equal((await real.app.inject('/api/message.local')).body, 'null')
})

test('production without a provider says at /readyz that nothing leaves', async () => {
  assert.deepEqual((await trial.app.inject('/readyz')).json(), { ok: true })
  const said = (await real.app.inject('/readyz')).json<{ ok: boolean; warnings: string[] }>()
  assert.deepEqual([said.ok, said.warnings.length], [true, 1])
  assert.match(said.warnings[0]!, /短信没有接通/)
})

test('whoever holds the phone chooses what not to get: the form, the code, a slip, the right one', async () => {
  now = new Date(noon.getTime() + 600_000)
  const first = await page(trial, '/messages/choices')
  const key = /name="_key" value="([^"]+)"/.exec(first.body)![1]!
  assert.ok(!first.body.includes('name="code"'))
  const post = (more: Record<string, string>) =>
    trial.app.inject({
      method: 'POST',
      url: '/messages/choices',
      headers: { accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams({
        _op: 'message.choose',
        _key: key,
        phone: '13800000002',
        declined: 'matter',
        ...more,
      }).toString(),
    })
  assert.match((await post({ phone: '12' })).body, /手机号/)
  const asked = await post({})
  assert.ok(asked.statusCode === 200 && asked.body.includes('name="code"'))
  const sent = /验证码 (\d{6})/.exec((await page(trial, '/outbox')).body)![1]!
  const slip = await post({ code: sent === '000000' ? '000001' : '000000' })
  assert.ok(slip.statusCode === 422 && slip.body.includes('还可以试 4 次'))
  const done = await post({ code: sent })
  assert.deepEqual([done.statusCode, done.headers.location], [303, '/messages/choices?done=1'])
  const [row] = await trial.house.db.selectFrom('kernel.declined').selectAll().execute()
  assert.equal(row!.purpose, 'matter')
})

test('the inbox is for who is signed in; a short address leads to where one follows', async () => {
  assert.equal((await page(trial, '/messages')).to, '/signin?to=/messages')
  assert.equal((await page(trial, `/s/${(261120123456).toString(36)}`)).to, '/follow?number=261120123456')
  assert.equal((await page(trial, '/s/nonsense-here')).to, '/follow')
})
