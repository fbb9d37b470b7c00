/** How the server starts, stops and refuses, seen from outside: a process, its words and its exit code. */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { copyFileSync, mkdtempSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import pg from 'pg'
import { freshDatabase, keysInto } from '../../kernel/testing.ts'

const data = mkdtempSync(join(tmpdir(), 'linli-server-'))
let base: Awaited<ReturnType<typeof freshDatabase>>
before(async () => {
  base = await freshDatabase()
  keysInto(data)
})
after(() => base?.drop())

/** A port that was free a moment ago. */
const freePort = () =>
  new Promise<number>(done => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number }
      probe.close(() => done(port))
    })
  })

function started(env: Record<string, string>) {
  const own = { ...process.env, DATABASE_URL: base.owner, LINLI_DATA: data, LINLI_ENV: 'development', ...env }
  const child = spawn(process.execPath, [join(import.meta.dirname, 'main.ts'), '--empty'], { env: own })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', chunk => (said += chunk))
  const ended = new Promise<{ code: number | null; said: string }>(done =>
    child.on('exit', code => done({ code, said })),
  )
  const ready = async () => {
    while (!said.includes('按 Ctrl-C 停止') && child.exitCode === null) await new Promise(done => setTimeout(done, 50))
    return said
  }
  return { child, ended, ready }
}

test('it starts, answers, stops at a signal with nothing but a goodbye, and finds everything again', async () => {
  const port = await freePort()
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    const { child, ready, ended } = started({ PORT: String(port) })
    assert.match(await ready(), /邻理已启动/)
    assert.deepEqual(await (await fetch(`http://127.0.0.1:${port}/readyz`)).json(), { ok: true })
    assert.match(await (await fetch(`http://127.0.0.1:${port}/`)).text(), /建立您的邻理/)
    const gone = await fetch(`http://127.0.0.1:${port}/nowhere`, { headers: { accept: 'text/html' } })
    assert.deepEqual([gone.status, (await gone.text()).includes('没有找到')], [404, true])
    child.kill(signal)
    const { code, said } = await ended
    assert.deepEqual([code, /\n\s+at /.test(said)], [0, false])
  }
})

test('a busy port is one sentence that says what to do', async () => {
  const port = await freePort()
  const other = createServer().listen(port, '127.0.0.1')
  const { code, said } = await started({ PORT: String(port), HOST: '127.0.0.1' }).ended
  other.close()
  assert.equal(code, 1)
  assert.match(said, new RegExp(`端口 ${port} 已被别的程序占用.*PORT=`))
  assert.doesNotMatch(said, /\n\s+at /)
})

test('production refuses plain http, a missing key file, a simulated clock and a demonstration town', async () => {
  const refuses = async (env: Record<string, string>) => {
    const { code, said } = await started({ LINLI_ENV: 'production', PORT: String(await freePort()), ...env }).ended
    assert.equal(code, 1, said)
    assert.doesNotMatch(said, /\n\s+at /)
    return said
  }
  assert.match(await refuses({ LINLI_ORIGIN: 'http://linli.example.cn', LINLI_KEYS: join(data, 'none.json') }), /https/)
  assert.match(await refuses({ LINLI_ORIGIN: 'https://linli.example.cn', LINLI_KEYS: join(data, 'none.json') }), /密钥/)
  const keys = join(data, 'production.json')
  copyFileSync(join(data, 'keys.json'), keys)
  const right = { LINLI_ORIGIN: 'https://linli.example.cn', LINLI_KEYS: keys }
  assert.match(await refuses({ ...right, LINLI_CLOCK: '2026-06-01T09:00:00+08:00' }), /LINLI_CLOCK|模拟时间/)
  const db = new pg.Client({ connectionString: base.owner })
  await db.connect()
  await db.query(`insert into kernel.installation values ('demo', '{}', now())`)
  await db.end()
  assert.match(await refuses(right), /演示街道.*不能正式运行/)
  // Its phones are made up, and may well belong to somebody.
  const sms = { LINLI_SMS_URL: 'http://127.0.0.1:9/sms', LINLI_SMS_SECRET: '0123456789abcdef' }
  assert.match(await refuses({ LINLI_ENV: 'development', ...sms }), /演示街道.*不能真的发短信/)
})
