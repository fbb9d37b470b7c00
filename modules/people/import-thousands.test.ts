/**
 * Ten thousand residents on one sheet with every fault that sheets have: each bad row comes back with its reason at its
 * cell, the good ones are in exactly once, also when the run is cut off in the middle and the sheet is sent again.
 */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import { badRows } from '../../kernel/exchange-batch.ts'
import { runImport } from '../../kernel/exchange.ts'
import { checkCharacter } from '../../kernel/numbers.ts'
import { c, titles, workbook } from '../../kernel/sheets/testing.ts'
import { openSheet } from '../../kernel/sheets.ts'
import { returnRows } from '../../kernel/sheets/write.ts'
import { world } from '../../kernel/testing.ts'
import '../places/import.ts'
import '../places/service.ts'
import './import.ts'
import './service.ts'

const [street, here] = ['320582100', '320582100004']
const grid = `${here}001`
const folder = mkdtempSync(join(tmpdir(), 'linli-thousands-'))
after(() => rmSync(folder, { recursive: true, force: true }))
const { open } = world({ 老沈: [{ role: 'clerk', place: street }] }, async ({ db, house, actors }) => {
  for (const code of ['32', '3205', '320582', street, here, grid])
    await db
      .insertInto('places.place')
      .values({ code, name: `地${code}` })
      .execute()
  const path = join(folder, 'rooms.csv')
  writeFileSync(path, `小区,楼栋,单元,房号,网格代码\n花园新村,12幢,3,502室,${grid}\n`)
  await runImport(house, { kind: 'places.rooms', path, place: here, actor: actors['老沈']! })
})

const total = 10_000
const headers = ['姓名', '身份证号', '手机号', '小区', '楼栋', '单元', '房号', '网格代码', '居住类型']
const idOf = (n: number) => {
  const born = new Date(Date.UTC(1960, 0, 1) + (n % 20_000) * 86_400_000).toISOString().slice(0, 10).replaceAll('-', '')
  const first17 = `320582${born}${String((n % 900) + 10).padStart(3, '0')}`
  return first17 + checkCharacter(first17)
}
const wide = (text: string) => text.replace(/\d/g, d => String.fromCharCode(d.charCodeAt(0) + 0xfee0))
const good = (n: number) => [`居民${n}`, idOf(n), '', '', '', '', '', grid, '外来常住']
const set = (row: string[], cells: Record<string, string>) => row.map((cell, at) => cells[headers[at]!] ?? cell)
const wrongCheck = (id: string) => id.slice(0, 17) + (id[17] === '0' ? '1' : '0')
/** 1990 was no leap year. */
const leap = (n: number) => {
  const first17 = `32058219900229${String(100 + Math.floor(n / 100)).padStart(3, '0')}`
  return first17 + checkCharacter(first17)
}

/** What each fault does to a row, and what is said of which cell; nothing where the row is good all the same. */
const faults: [says: RegExp | null, column: string | null, make: (n: number) => string[]][] = [
  [/校验码不对/, '身份证号', n => set(good(n), { 身份证号: wrongCheck(idOf(n)) })],
  [/应是18位，现在是19位/, '身份证号', n => set(good(n), { 身份证号: `${idOf(n)}0` })],
  [/日/, '身份证号', n => set(good(n), { 身份证号: leap(n) })],
  [/^与第 \d+ 行重复$/, null, n => set(good(n), { 身份证号: idOf(n - 1) })],
  [/没有「99幢」这一栋/, '楼栋', n => set(good(n), { 小区: '花园新村', 楼栋: '99幢', 单元: '1', 房号: '101' })],
  [/乱码|编码|认不出|读不出/, '姓名', n => set(good(n), { 姓名: `\u0001居民${n}` })],
  [/不能以/, '姓名', n => set(good(n), { 姓名: `=HYPERLINK("http://x/${n}")` })],
  [/请填写姓名/, '姓名', n => set(good(n), { 姓名: '' })],
  [
    null,
    null,
    n => set(good(n), { 姓名: ` 居民${n}　 `, 身份证号: `${wide(idOf(n))} `, 手机号: ` ${wide('13800000000')}` }),
  ],
]
const at = (n: number) => (n % 100 === 50 ? faults[Math.floor(n / 100) % faults.length] : undefined)
const bad = Array.from({ length: total }, (_, n) => at(n)).filter(fault => fault?.[0]).length

/** Comma-separated as a program saves it: empty lines between, a name in another encoding, and the end cut off. */
function sheet(make: (n: number) => string[], whole = false): string {
  const lines = [Buffer.from(`${headers.join(',')}\n`)]
  for (let n = 0; n < total; n++) {
    const text = make(n)
      .map(cell => (/[",]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell))
      .join(',')
    // 王 as GB18030 writes it, in a file that is UTF-8.
    const bytes = text.startsWith('\u0001')
      ? Buffer.concat([Buffer.from([0xcd, 0xf5]), Buffer.from(text.slice(1))])
      : Buffer.from(text)
    lines.push(bytes, Buffer.from(n % 500 === 7 ? '\n\n , ,\n' : '\n'))
  }
  if (!whole) lines.push(Buffer.from('断尾,"32058219'))
  const path = join(folder, `${Math.random()}.csv`)
  writeFileSync(path, Buffer.concat(lines))
  return path
}

test('ten thousand rows with every fault at once, cut off in the middle, gone on with, corrected and sent again', async () => {
  const { house, actors, db } = open()
  const order = { kind: 'people.residents', place: here, actor: actors['老沈']! }
  const path = sheet(n => at(n)?.[2](n) ?? good(n))
  await killedAfter(total / 2, { ...order, path })
  const half = await count(db)
  assert.ok(half > total / 3 && half < total - 1_000, `${half} are in`)
  const run = await runImport(house, { ...order, path })
  assert.deepEqual([run.state, run.read - run.bad, run.added], ['done', total - bad, total - bad])
  assert.equal(await count(db), total - bad)

  // ── Each one comes back on the same sheet, with the reason in front and the cell named ──
  const back = await badRows(house, run.id, { size: 1_000 })
  const returned = join(folder, 'back.xlsx')
  await returnRows(returned, {
    headers: run.headers,
    kind: 'xlsx',
    rows: back.map(row => ({ ...row, troubles: row.reasons })) as never,
  })
  const isCut = (row: (typeof back)[number]) => row.reasons.some(r => /引号/.test(r.say)) || row.cells[0] === '断尾'
  assert.ok(back.some(isCut), 'where the file was cut off')
  assert.equal(back.filter(row => !isCut(row)).length, bad)
  const seen = new Map<RegExp, number>()
  for (const row of back.filter(one => !isCut(one))) {
    const n = numberOf(row.cells)
    const [says, column] = at(n)!
    const reason = row.reasons.find(r => says!.test(r.say))
    assert.ok(reason, `${n}: ${JSON.stringify(row)}`)
    assert.match(reason.say, /\p{Script=Han}/u)
    assert.equal(reason.column ?? null, column, reason.say)
    seen.set(says!, (seen.get(says!) ?? 0) + 1)
  }
  assert.equal(seen.size, faults.length - 1, 'every fault was met')

  // ── Corrected, it comes in; and everything again is all the same ──
  const corrected = sheet(n => good(n), true)
  const again = await runImport(house, { ...order, path: corrected })
  const renamed = Array.from({ length: total }, (_, n) => at(n)).filter(fault => fault && !fault[0]).length
  assert.deepEqual(
    [again.added, again.changed, again.same, again.bad],
    [bad, 0, total - bad, 0],
    `${renamed} as they were`,
  )
  assert.equal(await count(db), total)
  const reread = await openSheet({ name: 'back.xlsx', path: returned })
  assert.deepEqual(reread.headers, headers, 'what came back is read as if the reasons were not there')
  await reread.close()
})

test('merged cells stand in the first row only: the rows below say what they lack', async () => {
  const { house, actors, db } = open()
  const before = await count(db)
  const row = (n: number, name: string, estate: string) =>
    `<row r="${n}">${[name, idOf(15_000 + n), '', estate, '12幢', '3', '502', '', '租住'].map((text, i) => (text ? c(`${'ABCDEFGHI'[i]}${n}`, text) : '')).join('')}</row>`
  const rows = titles(...headers) + row(2, '甲某', '花园新村') + row(3, '乙某', '') + row(4, '', '花园新村')
  const merged = '<mergeCells><mergeCell ref="D2:D3"/><mergeCell ref="A3:A4"/></mergeCells>'
  const path = join(folder, 'merged.xlsx')
  writeFileSync(
    path,
    workbook({ text: `<?xml version="1.0"?><worksheet><sheetData>${rows}</sheetData>${merged}</worksheet>` }),
  )
  const run = await runImport(house, { kind: 'people.residents', path, place: here, actor: actors['老沈']! })
  const back = await badRows(house, run.id, { size: 10 })
  assert.deepEqual(
    [run.added, back.map(b => [b.line, b.reasons[0]!.column])],
    [
      1,
      [
        [3, '楼栋'],
        [4, '姓名'],
      ],
    ],
  )
  assert.equal(await count(db), before + 1)
})

/** Another process does the work and is killed without a word, once this many rows were read. */
async function killedAfter(rows: number, order: object) {
  const { url, keys } = open()
  const child = spawn(process.execPath, [join(import.meta.dirname, 'testing.ts')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  child.stdin.end(JSON.stringify({ url, keys, order }))
  const gone = new Promise<NodeJS.Signals | null>(done => child.once('exit', (_, signal) => done(signal)))
  for await (const line of createInterface(child.stdout)) if (Number(line) >= rows) child.kill('SIGKILL')
  assert.equal(await gone, 'SIGKILL', 'it was over before it could be killed')
}

const count = async (db: ReturnType<typeof open>['db']) =>
  (await sql<{ n: number }>`select count(*)::int as n from people.resident`.execute(db)).rows[0]!.n
/** Which row it was: by its name, or by its number where the name is gone. */
function numberOf(cells: readonly string[]): number {
  const named = /(\d+)/.exec(cells[0]!)?.[1]
  if (named) return Number(named)
  return Array.from({ length: total }, (_, n) => n).find(n => idOf(n) === cells[1])!
}
