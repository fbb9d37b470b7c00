/** The bundled PostgreSQL with real clusters: what it keeps, whom it refuses, and what it says when it cannot start. */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  chmodSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import pg from 'pg'
import { runningPostgres, startPostgres } from './postgres.ts'
import { programs } from './postgres-binaries.ts'
import { trouble } from './postgres-trouble.ts'

const folder = () => {
  const dir = mkdtempSync(join(tmpdir(), `linli-test-${process.pid}-`))
  chmodSync(dir, 0o755)
  return dir
}

async function ask(url: string, sql: string): Promise<unknown> {
  const db = new pg.Client({ connectionString: url })
  await db.connect()
  const { rows } = await db.query<{ value: unknown }>(sql)
  await db.end()
  return rows[0]?.value
}

/** A Node process of its own that starts the cluster and then waits to be killed. */
async function otherProcess(dir: string) {
  const script = `import { runningPostgres, startPostgres } from ${JSON.stringify(join(import.meta.dirname, 'postgres.ts'))}
    const { url } = await startPostgres({ dir: ${JSON.stringify(dir)}, durable: false })
    console.log(url)
    setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] })
  const died = once(child, 'exit').then(() => assert.fail('it ended before it had started'))
  const [url] = (await Promise.race([once(child.stdout, 'data'), died])) as [Buffer]
  return { child, url: url.toString().trim() }
}

test('a second start finds the data, the password and the port of the first', async t => {
  const dir = folder()
  t.after(() => rmSync(dir, { recursive: true }))
  const first = await startPostgres({ dir })
  await ask(first.url, 'create table kept as select 7 as value')
  assert.equal(
    await ask(first.url, `select datlocale as value from pg_database where datname = 'postgres'`),
    'zh-Hans-CN',
  )
  assert.equal(await ask(first.url, `select current_setting('fsync') as value`), 'on')
  assert.equal(
    await ask(first.url, `select string_agg(x, '' order by x) as value from unnest(array['赵','安','李']) x`),
    '安李赵',
  )
  assert.equal(statSync(join(dir, 'postgres/linli.json')).mode & 0o777, 0o600)
  await first.stop()
  await first.stop()

  const second = await startPostgres({ dir })
  assert.equal(second.url, first.url)
  assert.equal(second.adopted, false)
  assert.equal(await ask(second.url, 'select value from kept'), 7)
  await second.stop()
  assert.equal(existsSync(join(dir, 'postgres/postmaster.pid')), false)
})

test('the server answers on this machine only, and not without its password', async t => {
  const dir = folder()
  t.after(() => rmSync(dir, { recursive: true }))
  const { url, stop } = await startPostgres({ dir, durable: false })
  assert.equal(await ask(url, `select current_setting('listen_addresses') as value`), '127.0.0.1')
  const wrong = new URL(url)
  wrong.password = 'postgres'
  await assert.rejects(ask(wrong.href, 'select 1 as value'), { code: '28P01' })
  await stop()
})

test('a server left running by a killed process is taken over with what it had acknowledged', async t => {
  const dir = folder()
  t.after(() => rmSync(dir, { recursive: true }))
  const { child, url } = await otherProcess(dir)
  await ask(url, 'create table kept as select 8 as value')
  child.kill('SIGKILL')
  await once(child, 'exit')
  const again = await startPostgres({ dir, durable: false })
  assert.equal(again.adopted, true)
  assert.equal(await ask(again.url, 'select value from kept'), 8)
  await again.stop()
})

test('a server that was killed itself comes back by itself at the same address, though it left its lock behind', async t => {
  const dir = folder()
  t.after(() => rmSync(dir, { recursive: true }))
  const said: string[] = []
  const kept = await startPostgres({ dir, log: line => said.push(line) })
  await ask(kept.url, 'create table kept as select 9 as value')
  for (let times = 1; times <= 2; times++) {
    const pid = Number(readFileSync(join(dir, 'postgres/postmaster.pid'), 'utf8').split('\n')[0])
    process.kill(pid, 'SIGKILL')
    while (said.filter(line => line.includes('已重新启动')).length < times)
      await new Promise(done => setTimeout(done, 50))
    assert.equal(await ask(kept.url, 'select value from kept'), 9)
  }
  await assert.rejects(startPostgres({ dir }), /已经有一个邻理正在使用/)
  await kept.stop()
  assert.equal(runningPostgres(dir), null)
})

test(
  'a lock that names a process which is not PostgreSQL does not stop the start',
  { skip: process.platform !== 'linux' },
  async t => {
    const dir = folder()
    t.after(() => rmSync(dir, { recursive: true }))
    const first = await startPostgres({ dir, durable: false })
    await first.stop()
    // PostgreSQL believes a lock only of its own user's processes, and never one of its own ancestors.
    const { user } = await programs()
    const other = spawn('sleep', ['60'], { ...user, stdio: 'ignore' })
    t.after(() => other.kill())
    writeFileSync(
      join(dir, 'postgres/postmaster.pid'),
      `${other.pid}\n${join(dir, 'postgres')}\n1\n1\n\n127.0.0.1\n\nready\n`,
    )
    const again = await startPostgres({ dir, durable: false })
    await again.stop()
  },
)

test('a second process on the same folder is refused, and the first goes on', async t => {
  const dir = folder()
  t.after(() => rmSync(dir, { recursive: true }))
  const { url, stop } = await startPostgres({ dir, durable: false })
  assert.equal(runningPostgres(dir), url)
  await assert.rejects(startPostgres({ dir, durable: false }), /已经有一个邻理正在使用数据文件夹/)
  assert.equal(await ask(url, 'select 1 as value'), 1)
  await stop()
  assert.equal(runningPostgres(dir), null)
})

test('two first starts at the same moment make one cluster and one server', async t => {
  const dir = folder()
  t.after(() => rmSync(dir, { recursive: true }))
  const both = await Promise.allSettled([
    startPostgres({ dir, durable: false }),
    startPostgres({ dir, durable: false }),
  ])
  const started = both.filter(one => one.status === 'fulfilled')
  const refused = both.filter(one => one.status === 'rejected')
  assert.equal(started.length, 1, String(refused.map(r => r.reason)))
  assert.match(String(refused[0]?.reason), /已经有一个邻理正在使用/)
  await started[0]?.value.stop()
})

test('clusters in different folders start side by side', async t => {
  const dirs = [folder(), folder(), folder()]
  t.after(() => dirs.forEach(dir => rmSync(dir, { recursive: true })))
  const all = await Promise.all(dirs.map(dir => startPostgres({ dir, durable: false })))
  assert.equal(new Set(all.map(one => one.url)).size, 3)
  await Promise.all(all.map(one => one.stop()))
})

test('a damaged folder is named and left exactly as it was', async t => {
  const dir = folder()
  t.after(() => rmSync(dir, { recursive: true }))
  const { stop } = await startPostgres({ dir, durable: false })
  await stop()
  const control = join(dir, 'postgres/global/pg_control')
  truncateSync(control, 10)
  await assert.rejects(startPostgres({ dir, durable: false }), /损坏了，程序没有改动它。请不要删除/)
  assert.equal(statSync(control).size, 10)
})

test("somebody else's files in the place of the cluster are not touched", async t => {
  const dir = folder()
  t.after(() => rmSync(dir, { recursive: true }))
  mkdirSync(join(dir, 'postgres'))
  writeFileSync(join(dir, 'postgres/台账.txt'), '重要')
  await assert.rejects(startPostgres({ dir, durable: false }), /损坏了，程序没有改动它/)
  assert.equal(readFileSync(join(dir, 'postgres/台账.txt'), 'utf8'), '重要')
})

test('a place that cannot be a folder is refused with what to set instead', async t => {
  const dir = folder()
  t.after(() => rmSync(dir, { recursive: true }))
  writeFileSync(join(dir, 'file'), '')
  await assert.rejects(startPostgres({ dir: join(dir, 'file/data') }), /的位置上是一个文件.*LINLI_DATA/)
})

test(
  "root's closed folders get a link to a place that the server's own user can reach",
  { skip: process.getuid?.() !== 0 },
  async t => {
    const closed = mkdtempSync(join(tmpdir(), `linli-test-${process.pid}-`))
    const dir = join(closed, 'data')
    const first = await startPostgres({ dir, durable: false })
    const place = readlinkSync(join(dir, 'postgres'))
    t.after(() => [closed, place].forEach(path => rmSync(path, { recursive: true })))
    await ask(first.url, 'create table kept as select 6 as value')
    await first.stop()
    const second = await startPostgres({ dir, durable: false })
    assert.equal(await ask(second.url, 'select value from kept'), 6)
    await second.stop()
  },
)

test('a port given by hand and taken by another program is named', async t => {
  const [dir, other] = [folder(), folder()]
  t.after(() => [dir, other].forEach(d => rmSync(d, { recursive: true })))
  const first = await startPostgres({ dir, durable: false })
  const port = Number(new URL(first.url).port)
  await assert.rejects(startPostgres({ dir: other, durable: false, port }), new RegExp(`端口 ${port} 已被别的程序占用`))
  await first.stop()
})

test('what the server says decides what the person is told to do', () => {
  const told = (log: string) => trouble('/srv/linli/postgres', log).message
  assert.match(
    told('FATAL:  could not write to file "pg_wal/xlogtemp.1": No space left on device'),
    /磁盘满了.*不要删除/,
  )
  assert.match(told('FATAL:  could not open file "postmaster.pid": Permission denied'), /没有权限读写/)
  assert.match(told('PANIC:  could not locate a valid checkpoint record at 0/1'), /损坏了/)
  assert.match(told('DETAIL:  The data directory was initialized by PostgreSQL version 17'), /另一个版本/)
  assert.match(told('FATAL:  something new'), /交给技术支持.*something new/)
})
