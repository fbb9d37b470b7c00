/** A list of divisions as large as the country: every code resolves, twice is once, a cut in the middle is made good, and memory stays what it is. */
import assert from 'node:assert/strict'
import { execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { connect, type Db } from '../../kernel/db.ts'
import { freshDatabase } from '../../kernel/testing.ts'
import { loadDivisions, loadList, type Counts, type Refused } from './load.ts'

let base: Awaited<ReturnType<typeof freshDatabase>>
let db: Db
const folder = mkdtempSync(join(tmpdir(), 'linli-list-'))
before(async () => {
  base = await freshDatabase()
  db = connect(base.url, 2)
  await loadDivisions(db)
})
after(async () => {
  await db?.destroy()
  await base?.drop()
  rmSync(folder, { recursive: true, force: true })
})

const file = (name: string, content: string | Uint8Array) => {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}
const told = ({ read, added, other, same, bad }: Counts) => [read, added, other, same, bad]
const list = async (path: string, options: Parameters<typeof loadList>[2] = {}) => {
  const back: string[] = []
  const refuse = ({ cells, reason }: Refused) => void back.push(`${cells[0]} ${reason}`)
  return { counts: told(await loadList(base.url, path, { ...options, refuse })), back }
}

test('a list comes in with or without header, quotes, mark and packing; twice is once', async () => {
  const text =
    '\uFEFFcode,name,streetCode\r\n320582100004,"花园浜社区居委会",320582100\r\n510115001001,和平社区居委会,510115001'
  const plain = file('a.csv', text)
  assert.deepEqual((await list(plain, { under: '5101' })).counts, [1, 1, 0, 0, 0])
  assert.deepEqual((await list(plain)).counts, [2, 1, 0, 1, 0])
  assert.deepEqual((await list(file('a.csv.gz', gzipSync(text)))).counts, [2, 0, 0, 2, 0])
  assert.deepEqual((await list(file('bare.csv', text.split('\r\n').slice(1).join('\n')))).counts, [2, 0, 0, 2, 0])
})

test('what is wrong comes back with the reason, and costs only itself', async () => {
  const rows = [
    '代码,名称',
    '110101001001,多福巷社区',
    '11010100100,少一位',
    'X10101001002,有字母',
    '110101001003,',
    '990101001001,没有这个街道',
    '110101001001,又一个多福巷',
    '110101001004,好的社区',
  ]
  const { counts, back } = await list(file('bad.csv', rows.join('\n')))
  assert.deepEqual(counts, [7, 2, 0, 0, 5])
  assert.deepEqual(back.toSorted(), [
    '11010100100 区划代码应是 2、4、6、9 或 12 位数字',
    '110101001001 与前面一行的代码相同',
    '110101001003 没有名称',
    '990101001001 990101001 这个上级不在系统里，请先装入上一级',
    'X10101001002 区划代码应是 2、4、6、9 或 12 位数字',
  ])
})

test('a new street brings its villages in the same file, in any order', async () => {
  const { counts } = await list(file('street.csv', '代码,名称\n110101099001,新村\n110101099,新街道\n'))
  assert.deepEqual(counts, [2, 2, 0, 0, 0])
})

test('another name stays as it stands here, unless it is asked for', async () => {
  const path = file('names.csv', '代码,名称\n110101099001,改名新村\n')
  const name = async () =>
    (await db.selectFrom('places.place').select('name').where('code', '=', '110101099001').executeTakeFirstOrThrow())
      .name
  assert.deepEqual((await list(path)).counts, [1, 0, 1, 0, 0])
  assert.equal(await name(), '新村')
  assert.deepEqual((await list(path, { rename: true })).counts, [1, 0, 1, 0, 0])
  assert.equal(await name(), '改名新村')
})

test('two terminals with the same list at once leave each place once', async () => {
  const rows = Array.from({ length: 900 }, (_, i) => `120101001${String(i + 1).padStart(3, '0')},第${i}社区`)
  const path = file('twice.csv', `代码,名称\n${rows.join('\n')}`)
  const both = await Promise.all([list(path, { batch: 100 }), list(path, { batch: 70 })])
  assert.equal(
    both.reduce((sum, { counts }) => sum + counts[1]!, 0),
    900,
  )
})

test('a run that was killed in the middle is simply run again', async () => {
  const rows = Array.from({ length: 999 }, (_, i) => `130102001${String(i + 1).padStart(3, '0')},第${i}社区`)
  const path = file('killed.csv', `代码,名称\n${rows.join('\n')}`)
  const script = `
    const { loadList } = await import(${JSON.stringify(new URL('load.ts', import.meta.url).href)})
    await loadList(${JSON.stringify(base.url)}, ${JSON.stringify(path)}, { batch: 100, heard: c => { if (c.added >= 300) process.kill(process.pid, 'SIGKILL') } })`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: 'ignore' })
  assert.equal(await new Promise(ended => child.on('exit', (_, signal) => ended(signal))), 'SIGKILL')
  const there = await db.selectFrom('places.place').select('code').where('parent', '=', '130102001').execute()
  assert.equal(there.length, 300)
  assert.deepEqual((await list(path)).counts, [999, 699, 0, 300, 0])
})

// ── The whole country ───────────────────────────────────────────────────────

const source = new URL('../../../shared/data/divisions/villages.csv.xz', import.meta.url)

test('620,573 villages and communities of the whole country go through 64 MB', { skip: absent() }, async () => {
  const path = join(folder, 'villages.csv')
  writeFileSync(path, execFileSync('xz', ['-dc', source.pathname], { maxBuffer: 1e9 }))
  const standing = () =>
    db
      .selectFrom('places.place')
      .select(eb => eb.fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow()
  const before = await standing()
  const from = performance.now()
  const first = inSmallHeap(path)
  console.log(`  ${first.read} places in ${((performance.now() - from) / 1000).toFixed(1)} s`)
  assert.deepEqual([first.read, first.bad], [620_573, 0])
  assert.equal((await standing()).n, before.n + first.added)
  const orphans = await db
    .selectFrom('places.place as p')
    .leftJoin('places.place as up', 'up.code', 'p.parent')
    .select('p.code')
    .where('p.level', '>', 2)
    .where('up.code', 'is', null)
    .execute()
  assert.deepEqual(orphans, [])
  const again = inSmallHeap(path)
  assert.deepEqual([again.read, again.added, again.bad], [620_573, 0, 0])
})

/** The file is 37 MB: whoever holds it as a whole, with its lines, does not get through. */
function inSmallHeap(path: string): Counts {
  const script = `
    const { loadList } = await import(${JSON.stringify(new URL('load.ts', import.meta.url).href)})
    console.log(JSON.stringify(await loadList(${JSON.stringify(base.url)}, ${JSON.stringify(path)})))`
  const args = ['--max-old-space-size=64', '--input-type=module', '-e', script]
  return JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' })) as Counts
}

function absent(): string | false {
  if (!existsSync(source)) return 'no shared data beside the checkout'
  try {
    execFileSync('xz', ['--version'])
    return false
  } catch {
    return 'xz is not installed'
  }
}
