/**
 * The first days of an installation, told through `npx linli` itself: it is set up, filled, and looked after while it
 * runs. The chapters follow one another on one embedded database.
 */
import assert from 'node:assert/strict'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { connect } from '../../kernel/db.ts'
import { http } from '../../kernel/http.ts'
import { runningPostgres } from '../../kernel/postgres.ts'
import { openSheet } from '../../kernel/sheets.ts'
import { limitTokens } from '../../kernel/token.ts'
import { linkSettled } from '../../kernel/testing.ts'
import type { System } from '../server/system.ts'
import { whoIs } from '../server/who.ts'
import { folder, installed, opened } from '../server/testing-installation.ts'
import { grid, idNumber, linli, peopleSheet, roomsSheet, typed } from './testing.ts'

const data = folder()
const work = folder()
const keyFile = join(data, 'keys.json')
const path = (name: string) => join(work, name)
const run = (...args: string[]) => typed(data, args)
const passwords = 'Xitong-2026\nAnquan-2026\nShenji-2026\n'
const three = [
  '--place',
  '320582100',
  '--system',
  '  Lao-Zhou:周建国',
  '--security',
  'aq:李安全',
  '--audit',
  'sj:张审计',
]
let system: System | undefined

before(() => assert.equal(runningPostgres(data), null))
after(async () => {
  await system?.close()
  for (const dir of [data, work]) rmSync(dir, { recursive: true, force: true })
})

// ── Words ───────────────────────────────────────────────────────────────────

test('help is shown for the whole and for every command, and costs no database', async () => {
  const all = await linli(data, ['--help'])
  assert.equal(all.code, 0)
  const names = [...all.out.matchAll(/^ {2}([a-z-]+(?: [a-z]+)?) {2,}/gm)].map(([, name = '']) => name)
  assert.equal(names.length, 16)
  const helps = await Promise.all(names.map(name => run(...name.split(' '), '--help')))
  for (const [i, { code, out, said }] of helps.entries()) {
    assert.deepEqual([code, said], [0, ''], names[i])
    assert.match(out, new RegExp(`^npx linli ${names[i]}`))
    assert.match(out, /--json/)
  }
  assert.equal(existsSync(join(data, 'postgres')), false)
})

test('what is typed wrongly ends with 2 and says how it is written', async () => {
  for (const [args, say] of [
    [[], /用法/],
    [['bakcup'], /没有「bakcup」这条命令/],
    [['backup', '--wiht-keys'], /没有 --wiht-keys 这个选项/],
    [['backup', 'a', 'b'], /用法：npx linli backup/],
    [['import', 'people.residents'], /用法：npx linli import/],
    [['import', 'nothing', 'a.xlsx'], /没有「nothing」这一种导入/],
    [['token', 'create', '--as', 'x'], /请写明 --as、--scopes 和 --days/],
    [['create-admin', '--place', '320582100'], /都写上/],
    [['demo', '--now', 'tomorrow'], /应是日期/],
  ] as const) {
    const { code, said } = await run(...args)
    assert.equal(code, 2, args.join(' '))
    assert.match(said, say)
  }
  const { code, out, said } = await linli(data, ['bakcup'])
  assert.deepEqual([code, out], [2, ''])
  assert.match(said, /没有「bakcup」这条命令/)
})

test('with --json a refusal is data on standard output and a sentence on standard error', async () => {
  const { code, out, said } = await linli(data, ['restore', path('nowhere'), '--json'])
  assert.equal(code, 1)
  assert.deepEqual(JSON.parse(out), { error: said.trim() })
  assert.match(said, /不是一份完整的备份/)
})

// ── Setting up ──────────────────────────────────────────────────────────────

test('keys are made once, on purpose, and are never overwritten', async () => {
  const missing = await typed(data, ['migrate'], { LINLI_ENV: 'production', LINLI_ORIGIN: 'https://linli.example.cn' })
  assert.equal(missing.code, 1)
  assert.match(missing.said, /没有找到密钥文件/)
  assert.equal((await run('keys', 'create')).code, 0)
  const made = readFileSync(keyFile, 'utf8')
  const again = await run('keys', 'create')
  assert.equal(again.code, 1)
  assert.match(again.said, /已经有了/)
  assert.equal(readFileSync(keyFile, 'utf8'), made)
})

test('a stopped system is brought up to date, and is stopped again afterwards', async () => {
  await installed('bare', data)
  const first = await linli(data, ['migrate', '--json'])
  assert.equal(first.code, 0, first.said)
  assert.ok((first.data['applied'] as string[]).includes('kernel/migrations/0003_token.sql'))
  assert.equal(runningPostgres(data), null)
  assert.deepEqual((await run('migrate', '--json')).data, { applied: [] })
})

test('keys are not made anew for a system that holds data', async () => {
  const file = path('new-keys.json')
  const { code, said } = await typed(data, ['keys', 'create'], { LINLI_KEYS: file })
  assert.equal(code, 1)
  assert.match(said, /新的密钥读不出旧的资料/)
  assert.equal(existsSync(file), false)
})

test('the demonstration stays out of production', async () => {
  const env = { LINLI_ENV: 'production', LINLI_ORIGIN: 'https://linli.example.cn' }
  const { code, said } = await typed(data, ['demo'], env)
  assert.equal(code, 1)
  assert.match(said, /正式运行的系统不能装演示数据/)
})

test('the first three administrators are founded once, and a weak password founds nobody', async () => {
  const weak = await linli(data, ['create-admin', ...three], { input: 'short\nAnquan-2026\nShenji-2026\n' })
  assert.equal(weak.code, 1)
  assert.match(weak.said, /密码至少 10 位/)
  const done = await linli(data, ['create-admin', ...three], { input: passwords })
  assert.equal(done.code, 0, done.said)
  const again = await run('create-admin', ...three)
  assert.equal(again.code, 1)
  assert.match(again.said, /已经有账号了/)
  const demo = await run('demo')
  assert.equal(demo.code, 1)
  assert.match(demo.said, /不能再装演示数据/)
})

// ── On a running system ─────────────────────────────────────────────────────

test('communities come from a list, and a village of an unknown street costs only itself', async () => {
  system = await opened(data)
  writeFileSync(
    path('villages.csv'),
    'code,name\n320582100001,东街社区\n320582100002,西街社区\n999999999001,无处村\n110101001001,外地社区\n',
  )
  const { code, data: counts } = await run('import', 'divisions', path('villages.csv'), '--under', '320582', '--json')
  const told = ({ read, added, same, bad }: Record<string, unknown>) => [read, added, same, bad]
  assert.deepEqual([code, told(counts)], [0, [2, 2, 0, 0]])
  const all = await run('import', 'divisions', path('villages.csv'), '--json')
  assert.deepEqual([all.code, told(all.data)], [3, [4, 1, 2, 1]])
  assert.equal(
    readFileSync(`${path('villages.csv')}.退回.csv`, 'utf8'),
    '\uFEFF原因,代码,名称\n999999999 这个上级不在系统里，请先装入上一级,999999999001,无处村\n',
  )
  const none = await run('import', 'divisions', path('villages.csv'), '--under', '44')
  assert.equal(none.code, 1)
})

const here = ['--place', '320582100']

test('a sheet with a bad row: the good rows are in, the bad one lies beside the file with its reason', async () => {
  await system!.house.db.insertInto('places.place').values({ code: grid, name: '第一网格' }).execute()
  await roomsSheet(path('rooms.xlsx'), ['101室', '102室'])
  const rooms = await run('import', 'rooms', path('rooms.xlsx'), ...here, '--json')
  assert.equal(rooms.code, 0, rooms.said)
  assert.equal(rooms.data['added'], 2)

  const wang = ['王秀英', idNumber('32058219400101001'), '13800000001', '101室'] as const
  await peopleSheet(path('people.xlsx'), [wang, ['李国强', '320582194001010010', '13800000002', '102室']])
  const first = await linli(data, ['import', 'people.residents', path('people.xlsx'), ...here, '--json'])
  assert.equal(first.code, 3, first.said)
  assert.deepEqual([first.data['added'], first.data['bad']], [1, 1])
  const returned = await openSheet({ name: '退回', path: `${path('people.xlsx')}.退回.xlsx` })
  const names: (string | undefined)[] = []
  for await (const { cells } of returned.rows()) names.push(cells[0])
  await returned.close()
  assert.deepEqual(names, ['李国强'])

  await peopleSheet(path('people.xlsx'), [wang, ['李国强', idNumber('32058219400101003'), '13800000002', '102室']])
  const second = await run('import', 'people.residents', path('people.xlsx'), ...here, '--json')
  assert.deepEqual([second.code, second.data['added'], second.data['same']], [0, 1, 1])
})

test('an import acts with the posts of the account it is given, and no others', async () => {
  const { code, said } = await run('import', 'rooms', path('rooms.xlsx'), '--as', 'sj')
  assert.equal(code, 1)
  assert.match(said, /您没有此项权限/)
  const nobody = await run('import', 'rooms', path('rooms.xlsx'), '--as', '无此人')
  assert.match(nobody.said, /没有账号「无此人」/)
})

test('what was exported comes in again without changing anything', async () => {
  const out = await run('export', 'places.rooms', ...here, '--out', path('out.xlsx'), '--json')
  assert.deepEqual([out.code, out.data['rows']], [0, 2], out.said)
  const back = await run('import', 'places.rooms', path('out.xlsx'), ...here, '--json')
  assert.equal(back.code, 0, back.said)
  assert.deepEqual([back.data['read'], back.data['same']], [2, 2])
})

test('a command joins a running system and leaves it running', async () => {
  assert.equal((await linli(data, ['token', 'list'])).code, 0)
  const { rows } = await sql<{ up: number }>`select 1 as up`.execute(system!.house.db)
  assert.equal(rows[0]!.up, 1)
})

test('the trail tells who did it at the terminal', async () => {
  const rows = await system!.house.db
    .selectFrom('kernel.trail')
    .select(['op', 'name'])
    .where('op', '=', 'places.divisions')
    .execute()
  assert.equal(rows.length, 2)
  assert.match(rows[0]!.name ?? '', /^服务器终端（.+）$/)
})

// ── Tokens ──────────────────────────────────────────────────────────────────

test('a token opens what it was given and nothing else, and nothing once it is revoked', async () => {
  const { house } = system!
  const made = await run(
    'token',
    'create',
    '--as',
    'LAO-ZHOU',
    '--scopes',
    'identity.accounts,places.*',
    '--days',
    '30',
    '--json',
  )
  assert.equal(made.code, 0, made.said)
  const { token, id } = made.data as { token: string; id: string }
  const now = () => new Date()
  const { app, kit } = await http({
    house,
    now,
    origin: 'http://localhost',
    secure: false,
    whoIs: (sent, at) => whoIs(house.db, sent, at),
  })
  limitTokens(app, kit.whoIs)
  app.get('/files/:community/:id', async () => 'a photo')
  const get = async (url: string, headers: Record<string, string> = { authorization: `Bearer ${token}` }) => {
    const { statusCode, body } = await app.inject({ url, headers })
    return { status: statusCode, body: JSON.parse(body) as { items?: unknown[]; title?: string } }
  }
  const accounts = await get('/api/identity.accounts')
  assert.equal(accounts.status, 200)
  assert.equal(accounts.body.items?.length, 3)
  assert.equal((await get('/api/places.tree?parent=320582100')).status, 200)

  const refused = await get('/api/people.persons')
  assert.equal(refused.status, 403)
  assert.match(refused.body.title ?? '', /没有「居民列表」（people.persons）的权限/)
  assert.equal((await get('/files/320582100001/x')).status, 403)
  assert.equal((await get('/api/people.persons', { cookie: `linli=${token}` })).status, 403)
  assert.equal((await get('/api/places.tree?parent=', { authorization: `Bearer ${token}x` })).status, 401)

  const listed = (await run('token', 'list', '--json')).data['tokens'] as { id: string; used: string | null }[]
  assert.ok(listed.find(one => one.id === id)?.used)
  const stored = await sql<{ text: string }>`select t::text as text from kernel.token t`.execute(house.db)
  assert.ok(stored.rows.every(row => !row.text.includes(token)))

  assert.equal((await run('token', 'revoke', id)).code, 0)
  assert.equal((await get('/api/identity.accounts')).status, 401)
  assert.equal((await run('token', 'revoke', id)).code, 1)
  await app.close()
})

test('a token ends with its days, and with its account', async () => {
  const { house } = system!
  const made = await run('token', 'create', '--as', 'sj', '--scopes', '*', '--days', '2', '--json')
  const token = String(made.data['token'])
  const at = (days: number) => new Date(Date.now() + days * 86_400_000)
  assert.equal((await whoIs(house.db, token, at(1.9)))?.name, '张审计')
  assert.equal(await whoIs(house.db, token, at(2.1)), null)
  await house.db.updateTable('identity.account').set({ state: 'closed' }).where('username', '=', 'sj').execute()
  assert.equal(await whoIs(house.db, token, at(1)), null)
  await house.db.updateTable('identity.account').set({ state: 'active' }).where('username', '=', 'sj').execute()
})

test('a token for an operation that does not exist, or for ever, is not given', async () => {
  const strange = await run('token', 'create', '--as', 'sj', '--scopes', 'gird.*', '--days', '30')
  assert.equal(strange.code, 2)
  assert.match(strange.said, /没有这样的操作：gird\.\*/)
  assert.equal((await run('token', 'create', '--as', 'sj', '--scopes', '*', '--days', '731')).code, 2)
})

// ── The trail ───────────────────────────────────────────────────────────────

test('the trail agrees with itself until somebody changes a row', async () => {
  const { house, owner } = system!
  await linkSettled(house.db)
  const good = await run('verify-trail', '--json')
  assert.equal(good.code, 0, good.said)
  assert.deepEqual(good.data['faults'], [])
  assert.ok(Number(good.data['linked']) > 5)
  await tampered(owner, async () => {
    const bad = await linli(data, ['verify-trail'])
    assert.equal(bad.code, 3)
    assert.match(bad.out, /发现 1 处不符/)
    assert.match(bad.out, /内容与摘要不符/)
  })
  assert.equal((await run('verify-trail')).code, 0)
})

/** One row is changed as only the owner of the database can, and put back. */
async function tampered(owner: string, meanwhile: () => Promise<void>) {
  const db = connect(owner, 1)
  const divisions = db.selectFrom('kernel.trail').select(['id', 'name']).where('op', '=', 'places.divisions')
  const { id, name } = await divisions.executeTakeFirstOrThrow()
  await db.updateTable('kernel.trail').set({ name: '别人' }).where('id', '=', id).execute()
  await meanwhile()
  await db.updateTable('kernel.trail').set({ name }).where('id', '=', id).execute()
  await db.destroy()
}
