/**
 * The life of one installation, told through `npx linli` itself: it is set up, filled, looked after while it runs, backed
 * up, restored beside itself, and given new keys. The chapters follow one another on one embedded database.
 */
import assert from 'node:assert/strict'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { http } from '../../kernel/http.ts'
import { runningPostgres } from '../../kernel/postgres.ts'
import { settings } from '../../kernel/settings.ts'
import { readKeys, sealer } from '../../kernel/sealed.ts'
import { call } from '../../kernel/server.ts'
import { openSheet } from '../../kernel/sheets.ts'
import { writeSheet } from '../../kernel/sheets/write.ts'
import { limitTokens } from '../../kernel/token.ts'
import { linkTrail } from '../../kernel/trail.ts'
import { accountNamed } from '../server/account.ts'
import { openSystem, type System } from '../server/system.ts'
import { whoIs } from '../server/who.ts'
import { contents, folder, linli, sealedTexts } from './testing.ts'

const data = folder()
const other = folder()
const work = folder()
const keyFile = join(data, 'keys.json')
const path = (name: string) => join(work, name)
const run = (...args: string[]) => linli(data, args)
const open = (dir: string) => openSystem(settings({ LINLI_DATA: dir, LINLI_ENV: 'test' }))
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
const grid = '320582100001001'
let system: System | undefined

before(() => assert.equal(runningPostgres(data), null))
after(async () => {
  await system?.close()
  for (const dir of [data, other, work]) rmSync(dir, { recursive: true, force: true })
})

// ── Words ───────────────────────────────────────────────────────────────────

test('help is shown for the whole and for every command, and costs no database', async () => {
  const all = await run('--help')
  assert.equal(all.code, 0)
  const names = [...all.out.matchAll(/^ {2}([a-z-]+(?: [a-z]+)?) {2,}/gm)].map(([, name = '']) => name)
  assert.equal(names.length, 13)
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
})

test('with --json a refusal is data on standard output and a sentence on standard error', async () => {
  const { code, out, said } = await run('restore', path('nowhere'), '--json')
  assert.equal(code, 1)
  assert.deepEqual(JSON.parse(out), { error: said.trim() })
  assert.match(said, /不是一份完整的备份/)
})

// ── Setting up ──────────────────────────────────────────────────────────────

test('keys are made once, on purpose, and are never overwritten', async () => {
  const missing = await linli(data, ['migrate'], {
    env: { LINLI_ENV: 'production', LINLI_ORIGIN: 'https://linli.example.cn' },
  })
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
  const first = await run('migrate', '--json')
  assert.equal(first.code, 0, first.said)
  assert.ok((first.data['applied'] as string[]).includes('kernel/migrations/0003_token.sql'))
  assert.equal(runningPostgres(data), null)
  assert.deepEqual((await run('migrate', '--json')).data, { applied: [] })
})

test('keys are not made anew for a system that holds data', async () => {
  const file = path('new-keys.json')
  const { code, said } = await linli(data, ['keys', 'create'], { env: { LINLI_KEYS: file } })
  assert.equal(code, 1)
  assert.match(said, /新的密钥读不出旧的资料/)
  assert.equal(existsSync(file), false)
})

test('the demonstration stays out of production', async () => {
  const env = { LINLI_ENV: 'production', LINLI_ORIGIN: 'https://linli.example.cn' }
  const { code, said } = await linli(data, ['demo'], { env })
  assert.equal(code, 1)
  assert.match(said, /正式运行的系统不能装演示数据/)
})

test('the first three administrators are founded once, and a weak password founds nobody', async () => {
  const weak = await linli(data, ['create-admin', ...three], { input: 'short\nAnquan-2026\nShenji-2026\n' })
  assert.equal(weak.code, 1)
  assert.match(weak.said, /密码至少 10 位/)
  const done = await linli(data, ['create-admin', ...three], { input: passwords })
  assert.equal(done.code, 0, done.said)
  const again = await linli(data, ['create-admin', ...three], { input: passwords })
  assert.equal(again.code, 1)
  assert.match(again.said, /已经有账号了/)
  const demo = await run('demo')
  assert.equal(demo.code, 1)
  assert.match(demo.said, /不能再装演示数据/)
})

// ── On a running system ─────────────────────────────────────────────────────

test('communities come from a list, and a village of an unknown street costs only itself', async () => {
  system = await open(data)
  writeFileSync(
    path('villages.csv'),
    'code,name\n320582100001,东街社区\n320582100002,西街社区\n999999999001,无处村\n110101001001,外地社区\n',
  )
  const { code, data: counts } = await run('import', 'divisions', path('villages.csv'), '--prefix', '320582', '--json')
  assert.deepEqual([code, counts], [0, { found: 2, added: 2, orphans: 0 }])
  const all = await run('import', 'divisions', path('villages.csv'), '--json')
  assert.deepEqual([all.code, all.data], [3, { found: 4, added: 1, orphans: 1 }])
  const none = await run('import', 'divisions', path('villages.csv'), '--prefix', '44')
  assert.equal(none.code, 1)
})

const roomTitles = ['小区', '楼栋', '单元', '楼层', '房号', '网格代码', '用途']
const personTitles = [
  '姓名',
  '身份证号',
  '手机号',
  '小区',
  '楼栋',
  '单元',
  '房号',
  '网格代码',
  '与户主关系',
  '居住类型',
]
const sheet = (name: string, titles: string[], rows: string[][]) =>
  writeSheet(path(name), { sheet: '表', kind: 'xlsx', columns: titles.map(title => ({ title, text: true })), rows })
const here = ['--place', '320582100']

test('a sheet with a bad row: the good rows are in, the bad one lies beside the file with its reason', async () => {
  await system!.house.db.insertInto('places.place').values({ code: grid, name: '第一网格' }).execute()
  await sheet('rooms.xlsx', roomTitles, [
    ['花园新村', '1幢', '1', '1', '101室', grid, '住宅'],
    ['花园新村', '1幢', '1', '1', '102室', grid, '住宅'],
  ])
  const rooms = await run('import', 'rooms', path('rooms.xlsx'), ...here, '--json')
  assert.equal(rooms.code, 0, rooms.said)
  assert.equal(rooms.data['added'], 2)

  const people = [
    [
      '王秀英',
      idNumber('32058219400101001'),
      '13800000001',
      '花园新村',
      '1幢',
      '1',
      '101室',
      grid,
      '户主',
      '户籍在此居住',
    ],
    ['李国强', '320582194001010010', '13800000002', '花园新村', '1幢', '1', '102室', grid, '户主', '户籍在此居住'],
  ]
  await sheet('people.xlsx', personTitles, people)
  const first = await run('import', 'people.residents', path('people.xlsx'), ...here, '--json')
  assert.equal(first.code, 3, first.said)
  assert.deepEqual([first.data['added'], first.data['bad']], [1, 1])
  const returned = await openSheet({ name: '退回', path: `${path('people.xlsx')}.退回.xlsx` })
  const names: (string | undefined)[] = []
  for await (const { cells } of returned.rows()) names.push(cells[0])
  await returned.close()
  assert.deepEqual(names, ['李国强'])

  people[1]![1] = idNumber('32058219400101003')
  await sheet('people.xlsx', personTitles, people)
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
  assert.equal((await run('token', 'list')).code, 0)
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
  await house.db
    .updateTable('identity.account')
    .set({ disabledAt: at(0) })
    .where('username', '=', 'sj')
    .execute()
  assert.equal(await whoIs(house.db, token, at(1)), null)
  await house.db.updateTable('identity.account').set({ disabledAt: null }).where('username', '=', 'sj').execute()
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
  while ((await linkTrail(house.db)) > 0);
  const good = await run('verify-trail', '--json')
  assert.equal(good.code, 0, good.said)
  assert.deepEqual(good.data['faults'], [])
  assert.ok(Number(good.data['linked']) > 5)
  await tampered(owner, async () => {
    const bad = await run('verify-trail')
    assert.equal(bad.code, 3)
    assert.match(bad.out, /发现 1 处不符/)
    assert.match(bad.out, /内容与摘要不符/)
  })
  assert.equal((await run('verify-trail')).code, 0)
})

// ── Backup and restore ──────────────────────────────────────────────────────

const backup = path('backup')

test('a running system is backed up into a new folder, once, without its keys', async () => {
  const { house, now } = system!
  const account = (await accountNamed(house.db, 'lao-zhou', now()))!
  const input = {
    place: '320582100',
    username: 'worker',
    name: '钱多多',
    password: 'Wangge-2026',
    phone: '13900000001',
  }
  await call(house, { op: 'identity.enrol', input, actor: account, now: now() })
  await photographed(system!)
  await house.db
    .transaction()
    .execute(tx => house.later(tx, 'exchange.check', { id: 'later' }, { after: new Date('2099-01-01') }))
  const done = await run('backup', backup, '--json')
  assert.equal(done.code, 0, done.said)
  assert.deepEqual([done.data['jobs'], done.data['keys']], [1, false])
  assert.equal((done.data['files'] as { count: number }).count, 1)
  assert.equal(existsSync(join(backup, 'keys.json')), false)
  assert.equal(existsSync(`${backup}.partial`), false)
  const again = await run('backup', backup)
  assert.equal(again.code, 1)
  assert.match(again.said, /不是空的/)
})

test('a restore needs the right keys and an empty system', async () => {
  const without = await linli(other, ['restore', backup])
  assert.equal(without.code, 1)
  assert.match(without.said, /备份里没有密钥文件/)
  assert.equal((await linli(other, ['keys', 'create'])).code, 0)
  const wrong = await linli(other, ['restore', backup])
  assert.equal(wrong.code, 1)
  assert.match(wrong.said, /不是做这份备份时用的密钥文件/)
  rmSync(join(other, 'keys.json'))
  const full = await run('restore', backup)
  assert.equal(full.code, 1)
  assert.match(full.said, /还有别的程序连着这个数据库/)
})

test('a damaged backup restores nothing, and what an attempt left behind is no hindrance', async () => {
  writeFileSync(join(other, 'keys.json'), readFileSync(keyFile), { mode: 0o600 })
  const file = join(backup, 'tables/people.resident.copy.gz')
  const sound = readFileSync(file)
  const spoiled = Buffer.from(sound)
  spoiled[spoiled.length >> 1]! ^= 0xff
  writeFileSync(file, spoiled)
  const { code, said } = await linli(other, ['restore', backup])
  writeFileSync(file, sound)
  assert.equal(code, 1)
  assert.match(said, /缺失或损坏，没有恢复任何数据/)
  writeFileSync(file, sound.subarray(1))
  assert.match((await linli(other, ['restore', backup])).said, /缺失或损坏/)
  writeFileSync(file, sound)
})

test('a restored system is the same row for row, and goes on from there', async () => {
  const { house, owner } = system!
  const before = await contents(owner)
  const done = await linli(other, ['restore', backup, '--json'])
  assert.equal(done.code, 0, done.said)
  const restored = await open(other)
  try {
    assert.deepEqual(await contents(restored.owner), before)
    assert.equal(Number(before['people.resident']!.split(' ')[0]), 2)
    const session = await call(restored.house, {
      op: 'identity.signIn',
      input: { username: 'Lao-Zhou', password: 'Xitong-2026' },
      actor: null,
    })
    assert.ok(session.session)
    const photo = await restored.house.db.selectFrom('kernel.file').selectAll().executeTakeFirstOrThrow()
    const hex = photo.sha256.toString('hex')
    assert.deepEqual(readFileSync(join(restored.files, hex.slice(0, 2), hex)), bytes)
    const jobs = await sql<{
      id: string
    }>`select data ->> 'id' as id from pgboss.job where name = 'exchange.check'`.execute(restored.house.db)
    assert.deepEqual(jobs.rows, [{ id: 'later' }])

    // Numbers go on where they were, and the chain takes what is new although this database counts from the beginning.
    const newest = await sql<{ id: number }>`select max(id) as id from kernel.trail`.execute(house.db)
    assert.ok(
      (await sql<{ id: number }>`select max(id) as id from kernel.trail`.execute(restored.house.db)).rows[0]!.id >
        newest.rows[0]!.id,
    )
    assert.ok((await linkTrail(restored.house.db)) > 0)
    const loose = await sql<{
      n: number
    }>`select count(*)::int as n from kernel.trail t where not exists (select from kernel.link l where l.community = t.community and l.trail = t.id)`.execute(
      restored.house.db,
    )
    assert.equal(loose.rows[0]!.n, 0)
    assert.equal((await linli(other, ['verify-trail'])).code, 0)
  } finally {
    await restored.close()
  }
})

test('a system that somebody lives in is not restored over', async () => {
  const { code, said } = await linli(other, ['restore', backup])
  assert.equal(code, 1)
  assert.match(said, /恢复只能进空的系统/)
})

test('with its keys a backup needs nothing else', async () => {
  const whole = path('whole')
  const fresh = folder()
  assert.equal((await run('backup', whole, '--with-keys')).code, 0)
  const { code, said } = await linli(fresh, ['restore', whole])
  rmSync(fresh, { recursive: true })
  assert.equal(code, 0, said)
})

// ── Keys ────────────────────────────────────────────────────────────────────

test('the key is not changed under a running system', async () => {
  const { code, said } = await run('keys', 'rotate')
  assert.equal(code, 1)
  assert.match(said, /邻理还在运行/)
  assert.equal((await readKeys(keyFile, { create: false })).current, '1')
})

test('a new key seals everything again, whatever table it is in, and all of it can be read', async () => {
  const { house, owner } = system!
  const matter = {
    place: grid,
    category: (await house.db.selectFrom('grid.category').select('code').executeTakeFirstOrThrow()).code,
    title: '路灯不亮',
    description: '三天了',
    phone: '13700000001',
  }
  await call(house, { op: 'grid.report', input: matter, actor: null })
  // A run with a row that came back keeps that row, sealed.
  await sheet('bad.xlsx', personTitles, [['赵某', '1', '', '花园新村', '1幢', '1', '101室', grid, '', '']])
  assert.equal((await run('import', 'people.residents', path('bad.xlsx'), ...here)).code, 3)
  const old = await sealedTexts(owner)
  assert.deepEqual(
    [...old.keys()].toSorted(),
    sealedColumns.map(column => `${column} v1`),
  )
  await system!.close()
  system = undefined

  const done = await run('keys', 'rotate', '--json')
  assert.equal(done.code, 0, done.said)
  assert.deepEqual([done.data['version'], done.data['left']], ['2', 0])
  system = await open(data)
  const fresh = await sealedTexts(system.owner)
  assert.deepEqual(
    [...fresh],
    [...old].map(([column, n]) => [column.replace(/v1$/, 'v2'), n]),
  )

  const keys = await readKeys(keyFile, { create: false })
  assert.deepEqual(Object.keys(keys.sealed), ['1', '2'])
  const phones = await system.house.db.selectFrom('people.resident').select(['phone', 'idNumber']).execute()
  const { open: opened } = sealer(keys)
  assert.deepEqual(phones.map(row => opened(row.phone!, 'people.resident.phone')).toSorted(), [
    '13800000001',
    '13800000002',
  ])
  assert.ok(phones.every(row => opened(row.idNumber!, 'people.resident.idNumber').startsWith('320582')))
  // Looking somebody up by phone still works: the key of the index is another one.
  const session = await call(system.house, {
    op: 'identity.signIn',
    input: { username: '13900000001', password: 'Wangge-2026' },
    actor: null,
  })
  assert.ok(session.session)
})

test('sealing again that was broken off is taken up where it was left', async () => {
  const one = sealer({ ...(await readKeys(keyFile, { create: false })), current: '1' })
  const { house } = system!
  const { id, phone } = await house.db
    .selectFrom('people.resident')
    .select(['id', 'phone'])
    .limit(1)
    .executeTakeFirstOrThrow()
  await house.db
    .updateTable('people.resident')
    .set({ phone: one.reseal(phone!, 'people.resident.phone') })
    .where('id', '=', id)
    .execute()
  const { code, data: told } = await run('keys', 'rotate', '--resume', '--json')
  assert.deepEqual([code, told['resealed'], told['left']], [0, 1, 0])
  assert.equal((await readKeys(keyFile, { create: false })).current, '2')
})

const sealedColumns = [
  'grid.matter.phone',
  'identity.account.phone',
  'kernel.import_bad.cells',
  'people.resident.id_number',
  'people.resident.phone',
]

// ── Helpers ─────────────────────────────────────────────────────────────────

/** Seventeen digits and the letter or digit that checks them. */
function idNumber(digits: string): string {
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
  const sum = weights.reduce((total, weight, i) => total + weight * Number(digits[i]), 0)
  return digits + '10X98765432'[sum % 11]
}

const bytes = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3])

async function photographed({ house, files }: System) {
  const { saveFile } = await import('../../kernel/files.ts')
  const about = { community: '320582100001', place: grid, name: '照片.jpg', actor: null, now: new Date() }
  await saveFile(house.db, files, { ...about, bytes })
}

/** One row is changed as only the owner of the database can, and put back. */
async function tampered(owner: string, meanwhile: () => Promise<void>) {
  const { connect } = await import('../../kernel/db.ts')
  const db = connect(owner, 1)
  const { id, name } = await db
    .selectFrom('kernel.trail')
    .select(['id', 'name'])
    .where('op', '=', 'places.divisions')
    .executeTakeFirstOrThrow()
  await db.updateTable('kernel.trail').set({ name: '别人' }).where('id', '=', id).execute()
  await meanwhile()
  await db.updateTable('kernel.trail').set({ name }).where('id', '=', id).execute()
  await db.destroy()
}
