/** What is written comes back as it was, in both formats; rows sent back for correction can be sent in again. */
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { after, describe, test } from 'node:test'
import fc from 'fast-check'
import { read as readBook } from 'hucre'
import { readXlsx } from 'hucre/xlsx'
import { readAll as read } from './testing.ts'
import { returnRows, type SheetValue, writeSheet } from './write.ts'

const folder = mkdtempSync(join(tmpdir(), 'sheets-'))
after(() => rmSync(folder, { recursive: true }))

let files = 0
const place = () => join(folder, `${++files}`)

const readAll = (path: string) => read({ name: '名单', path })

const columns = [{ title: '编号' }, { title: '身份证号', text: true, width: 22 }, { title: '备注' }]
const kinds = ['xlsx', 'csv'] as const

for (const kind of kinds)
  describe(`written as ${kind} and read again`, () => {
    test('any text is what it was, but for space at its end', async () => {
      const hostile = fc.constantFrom(
        '=1+1',
        "'=1+1",
        "''@x",
        '+86',
        '-',
        '-1.5',
        '@',
        '\t=',
        '\r',
        '=1',
        '_x0041_',
        '_x005F_',
        '"',
        '",',
        '\n\n',
        '\u{20164}',
        '👨‍👩‍👧',
        ' 首',
        '<a>&amp;',
        ']]>',
        '\uFFFE',
        '001',
        "'",
        ';|\t,',
      )
      const text = fc
        .array(fc.oneof(hostile, fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' })), { maxLength: 4 })
        .map(parts => parts.join('').replace(/[\0\uFFFD]/g, ''))
      await fc.assert(
        fc.asyncProperty(fc.array(fc.tuple(text, text), { minLength: 1, maxLength: 8 }), async pairs => {
          const path = place()
          await writeSheet(path, { sheet: '居民', kind, columns, rows: pairs.map(([a, b], n) => [n, a, b]) })
          const { cells, headers, rows } = await readAll(path)
          rmSync(path)
          assert.deepEqual(headers, ['编号', '身份证号', '备注'])
          assert.deepEqual(
            cells,
            pairs.map(([a, b], n) => [String(n), a.trimEnd(), b.trimEnd()]),
          )
          assert.ok(rows.every((row, n) => row.line === n + 2 && row.troubles.length === 0))
        }),
        { numRuns: 150 },
      )
    })

    test('numbers, yes and no and nothing are what a person would see', async () => {
      const path = place()
      const rows: SheetValue[][] = [
        [1, '320500194001010012', true],
        [-0.5, '', null],
        [2 ** 53, '×', false],
      ]
      assert.equal(await writeSheet(path, { sheet: '居民', kind, columns, rows }), 3)
      assert.deepEqual((await readAll(path)).cells, [
        ['1', '320500194001010012', '是'],
        ['-0.5', '', ''],
        ['9007199254740992', '×', '否'],
      ])
    })

    test('to a stream it is the same file; a text past what a cell can hold ends in …', async () => {
      const stream = new PassThrough()
      const [bytes] = await Promise.all([
        buffer(stream),
        writeSheet(stream, {
          sheet: 'a/b:[超过三十一个字的名字超过三十一个字的名字超过三十一个字的名字]',
          kind,
          columns,
          rows: [['1', '长'.repeat(40_000)]],
        }),
      ])
      const text = kind === 'xlsx' ? (await readBook(bytes)).sheets[0]?.rows[1]?.[1] : bytes.toString().split(',')[3]
      assert.match(String(text), /^长{32765}…\s*$/)
    })

    test('a source that fails half way leaves no file', async () => {
      const path = place()
      async function* rows() {
        yield ['1']
        throw new Error('disk')
      }
      await assert.rejects(writeSheet(path, { sheet: '居民', kind, columns, rows: rows() }), /disk/)
      assert.deepEqual([existsSync(path), existsSync(`${path}.part`)], [false, false])
    })

    test('failed rows go back with their reasons and come in again as they were', async () => {
      const path = place()
      const headers = ['姓名', '身份证号', '电话']
      const failed = [
        {
          cells: ['王婶', '32050019400101001X', '=1+1'],
          troubles: [
            { column: '身份证号', say: '校验码不对' },
            { column: '电话', say: '不是电话号码' },
          ],
        },
        { cells: ['老周', '', '', '多出'], troubles: [{ say: '这一行比表头多出 1 格' }] },
      ]
      assert.equal(await returnRows(path, { headers, rows: failed, kind }), 2)
      const again = await readAll(path)
      assert.deepEqual(again.headers, headers)
      assert.deepEqual(again.rows, [
        { line: 2, cells: ['王婶', '32050019400101001X', '=1+1'], troubles: [] },
        { line: 3, cells: ['老周', '', '', '多出'], troubles: [{ say: '这一行比表头多出 1 格' }] },
      ])
      const raw =
        kind === 'xlsx' ? (await readBook(readFileSync(path))).sheets[0]?.rows[1]?.[0] : readFileSync(path, 'utf8')
      assert.ok(String(raw).includes('身份证号：校验码不对\n电话：不是电话号码'))
    })

    test('a hundred thousand rows pass through a heap of 48 MB, read slowly', () => {
      const answer = execFileSync(process.execPath, [
        '--max-old-space-size=48',
        '--input-type=module',
        '-e',
        bigRun,
        place(),
        kind,
        import.meta.dirname,
      ])
      assert.equal(answer.toString(), '100000 居民99999 320500194001099999')
    })
  })

const bigRun = `
const [path, kind, here] = process.argv.slice(1)
const { writeSheet } = await import(here + '/write.ts')
const { openSheet } = await import(here + '/../sheets.ts')
const columns = ['姓名', '证号', '地址', '电话', '楼栋', '单元', '备注'].map(title => ({ title, text: true }))
function* people() {
  for (let n = 0; n < 100_000; n++) yield ['居民' + n, '3205001940010' + String(n).padStart(5, '0'), '某某社区' + n + '号', '138' + n, n % 90, '', '是']
}
await writeSheet(path, { sheet: '居民', kind, columns, rows: people() })
const sheet = await openSheet({ name: 'a', path })
let [count, last] = [0]
for await (const row of sheet.rows()) {
  if (++count % 1000 === 0) await new Promise(resolve => setTimeout(resolve, 2))
  last = row
}
await sheet.close()
process.stdout.write(count + ' ' + last.cells[0] + ' ' + last.cells[1])
`

test('in a .csv file nothing from outside can run, and plain numbers stay numbers', async () => {
  const path = place()
  const rows = ['=cmd', '+1-2', '-x', '@sum', '\t=1', '\r=1', '\uFF1D1', '-5', '+3.5'].map(text => [text])
  await writeSheet(path, { sheet: '居民', kind: 'csv', columns: [{ title: '=题' }], rows })
  const written = readFileSync(path, 'utf8')
  assert.equal(written.charCodeAt(0), 0xfeff)
  const guarded = ["'=题", "'=cmd", "'+1-2", "'-x", "'@sum", '"\'\t=1"', '"\'\r=1"', "'\uFF1D1", '-5', '+3.5', '']
  assert.deepEqual(written.slice(1).split('\r\n'), guarded)
})

test('in a workbook text columns are formatted as text, spare rows too; the header is frozen, bad cells are coloured', async () => {
  const path = place()
  await writeSheet(path, { sheet: '模板', kind: 'xlsx', columns, rows: [], spare: 3 })
  const template = await readXlsx(readFileSync(path), { readStyles: true })
  const sheet = template.sheets[0]
  assert.deepEqual(sheet?.freezePane?.rows, 1)
  assert.equal(sheet?.cells?.get('3,1')?.style?.numFmt, '@')
  assert.equal(sheet?.cells?.get('3,0')?.style?.numFmt, undefined)
  assert.equal((await readAll(path)).rows.length, 0)

  const risky = place()
  await writeSheet(risky, { sheet: '居民', kind: 'xlsx', columns, rows: [['=1+1', '', '-1']] })
  const written = (await readXlsx(readFileSync(risky), { readStyles: true })).sheets[0]
  assert.deepEqual([written?.rows[1]?.[0], written?.cells?.get('1,0')?.style?.numFmt], ['=1+1', '@'])
  assert.equal(written?.cells?.get('1,2')?.style?.numFmt, undefined)

  const back = place()
  const rows = [
    { cells: ['王婶', 'x'], troubles: [{ column: '证号', say: '不对' }] },
    { cells: ['老周', 'y'], troubles: [] },
  ]
  await returnRows(back, { headers: ['姓名', '证号'], rows, kind: 'xlsx' })
  const cells = (await readXlsx(readFileSync(back), { readStyles: true })).sheets[0]?.cells
  const filled = [...(cells ?? [])].filter(([, cell]) => cell.style?.fill).map(([at]) => at)
  assert.deepEqual(filled.toSorted(), ['0,0', '0,1', '0,2', '1,2'])
})
