/** Spreadsheet files as people send them: every format, and what people do to them. */
import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { describe, test } from 'node:test'
import { gunzipSync, gzipSync } from 'node:zlib'
import { read, writeXlsxStream } from 'hucre'
import { file, readAll, refused, titles, workbook } from './sheets/testing.ts'
import { longNumber } from './sheets/values.ts'

// ── Workbooks ───────────────────────────────────────────────────────────────

describe('a workbook', () => {
  test('gives what a person sees: joined rich text without reading aids, 是 and 否, results of formulas', async () => {
    const texts =
      '<si><r><rPr><b/></rPr><t xml:space="preserve">王 </t></r><r><t>婶&amp;</t></r><rPh sb="0" eb="1"><t>wang</t></rPh></si><si><t>两行_x000D_&#10;_x005F_x0041_</t></si>'
    const row = `<row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2" t="b"><v>1</v></c><c r="C2" t="str"><f>A2&amp;"x"</f><v>王婶x </v></c><c r="D2"><f>1+2</f><v>3</v></c><c r="E2" t="s"><v>1</v></c></row>`
    const { kind, sheetNames, cells, troubles } = await readAll(
      file(workbook(titles('甲', '乙', '丙', '丁', '戊') + row, { texts })),
    )
    assert.deepEqual([kind, sheetNames, troubles], ['xlsx', ['居民'], []])
    assert.deepEqual(cells, [['王 婶&', '是', '王婶x', '3', '两行\r\n_x0041_']])
  })

  test('gives dates as 2026-11-23, also in the formats that Chinese programs do not spell out, and codes with their zeros', async () => {
    const formats =
      '<numFmts><numFmt numFmtId="170" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;;@"/><numFmt numFmtId="171" formatCode="000000"/><numFmt numFmtId="172" formatCode="[h]:mm:ss"/><numFmt numFmtId="173" formatCode="[Red]0.00&quot;元/d&quot;"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs>' +
      [0, 14, 31, 170, 22, 20, 171, 172, 173].map(id => `<xf numFmtId="${id}"/>`).join('') +
      '</cellXfs>'
    const values = [
      '46349',
      '46349',
      '46349',
      '46349',
      '46349.395833333336',
      '0.60416666666666663',
      '4567',
      '1.5',
      '12.5',
    ]
    const row = `<row r="2">${values.map((v, at) => `<c s="${at}"><v>${v}</v></c>`).join('')}</row>`
    const { cells } = await readAll(file(workbook(titles(...'甲乙丙丁戊己庚辛壬') + row, { formats })))
    const day = '2026-11-23'
    assert.deepEqual(cells, [['46349', day, day, day, `${day}T09:30:00`, '14:30', '004567', '36:00', '12.5']])
  })

  test('says which numbers lost digits and which formulas have no result, cell by cell', async () => {
    const row = `<row r="7"><c r="A7"><v>3.2050019400101E+17</v></c><c r="B7"><v>999999999999999</v></c><c r="C7"><v>0.30000000000000004</v></c><c r="D7" t="e"><f>VLOOKUP(1,A:B,2)</f><v>#N/A</v></c><c r="E7"><f>A1</f><v></v></c><c r="F7"><v>1E-7</v></c></row>`
    const { rows } = await readAll(file(workbook(titles('身份证号', '乙', '丙', '丁', '戊', '己') + row)))
    assert.deepEqual(rows, [
      {
        line: 7,
        cells: ['320500194001010000', '999999999999999', '0.3', '#N/A', '', '0.0000001'],
        troubles: [
          { column: '身份证号', say: longNumber },
          { column: '丁', say: '公式出错(#N/A)' },
          { column: '戊', say: '公式没有算出结果，请用表格软件打开并保存一次' },
        ],
      },
    ])
  })

  test('keeps row numbers, skips blank formatted rows, puts cells where they stand, and reads prefixed XML', async () => {
    const rows = `<x:row r="3"><x:c r="B3" t="inlineStr"><x:is><x:t>乙</x:t></x:is></x:c></x:row><x:row r="4"><x:c r="XFD4" s="1"/></x:row><x:row r="9"><x:c r="A9"><x:v>1</x:v></x:c></x:row>`
    const sheet = `<x:worksheet xmlns:x="a>b"><!-- > --><x:sheetData>${titles('甲', '乙').replaceAll(/<(\/?)/g, '<$1x:')}${rows}</x:sheetData></x:worksheet>`
    const { rows: found } = await readAll(file(workbook({ text: sheet })))
    assert.deepEqual(
      found.map(r => [r.line, ...r.cells]),
      [
        [3, '', '乙'],
        [9, '1', ''],
      ],
    )
  })

  test('may count its days from 1904, and may be written for sizes past 4 GiB', async () => {
    const book = workbook(titles('甲', '乙') + '<row><c s="1"><v>44887</v></c></row>', {
      formats: '<cellXfs><xf/><xf numFmtId="14"/></cellXfs>',
      parts: {
        'xl/workbook.xml':
          '<workbook><workbookPr date1904="1"/><sheets><sheet name="a" r:id="rId1"/></sheets></workbook>',
      },
    })
    assert.deepEqual((await readAll(file(book))).cells, [['2026-11-23', '']])
    const wide = await buffer(
      writeXlsxStream(
        [
          ['甲', '乙'],
          ['1', 2],
        ],
        { name: 'a', zip64: true },
      ),
    )
    assert.deepEqual((await readAll(file(wide))).cells, [['1', '2']])
  })

  test('opens another sheet by its name, a hidden one too, and says when there is none', async () => {
    const book = workbook(titles('甲', '乙'))
    assert.deepEqual((await readAll(file(book), { sheet: '字典' })).headers, ['说明'])
    await refused(book, 'noSuchSheet', { sheet: '户籍' })
  })
})

// ── Headers ─────────────────────────────────────────────────────────────────

describe('the header', () => {
  test('is the first row with two cells, below a merged title; two of a name are told apart', async () => {
    const text = '某某社区居民登记表,,,\n,,,\n姓名 ,电话,,"电\n话",电话,\n王婶,1,2,3,4,\n'
    const { headers, headerLine, rows } = await readAll(file(text))
    assert.deepEqual([headers, headerLine], [['姓名', '电话', '第3列', '电 话', '电话_2'], 3])
    assert.deepEqual(rows, [{ line: 4, cells: ['王婶', '1', '2', '3', '4'], troubles: [] }])
  })

  test('can be pointed at, and a sheet of one column has one too', async () => {
    const text = '填表人,老周\n姓名,电话\n王婶,1\n'
    assert.deepEqual((await readAll(file(text), { headerLine: 2 })).headers, ['姓名', '电话'])
    await refused(text, 'noHeader', { headerLine: 9 })
    assert.deepEqual((await readAll(file('电话\n1\n\n2\n'))).cells, [['1'], ['2']])
  })

  test('a row that is longer keeps what it has and says so', async () => {
    const { rows } = await readAll(file('甲,乙\n1,2,3,,\n1\n'))
    assert.deepEqual(rows, [
      { line: 2, cells: ['1', '2', '3'], troubles: [{ say: '这一行比表头多出 1 格' }] },
      { line: 3, cells: ['1', ''], troubles: [] },
    ])
  })
})

const gbCodes: Record<string, number[]> = {
  𠅤: [0x95, 0x32, 0xa6, 0x32],
  㐂: [0x81, 0x39, 0xef, 0x31],
  姓: [0xd0, 0xd5],
  名: [0xc3, 0xfb],
  备: [0xb1, 0xb8],
  注: [0xd7, 0xa2],
  逗: [0xb6, 0xba],
  号: [0xba, 0xc5],
  引: [0xd2, 0xfd],
  换: [0xbb, 0xbb],
  行: [0xd0, 0xd0],
}

// ── Text files ──────────────────────────────────────────────────────────────

describe('a text file', () => {
  const text = '姓名,备注\n𠅤,"逗号,引号"" 换\r\n行"\r㐂,2025-02-29\r\n001234,100\n'
  const cells = [
    ['𠅤', '逗号,引号" 换\r\n行'],
    ['㐂', '2025-02-29'],
    ['001234', '100'],
  ]
  // The four-byte codes of GB18030 for 𠅤 and 㐂, and two-byte ones.
  const gb = Buffer.concat(text.split(/([^ -~\r\n])/u).map(s => Buffer.from(gbCodes[s] ?? [...Buffer.from(s)])))
  const utf16 = Buffer.from(`\uFEFF${text}`, 'utf16le')
  for (const [name, bytes] of Object.entries({
    'UTF-8': Buffer.from(text),
    'UTF-8 with a mark': Buffer.from(`\uFEFF${text}`),
    'UTF-16LE': utf16,
    'UTF-16BE': Buffer.from(utf16).swap16(),
    GB18030: gb,
    'gzip over GB18030': gzipSync(gb),
  }))
    test(`in ${name} gives the same cells; a line break inside a cell does not count as a row`, async () => {
      const { kind, rows } = await readAll(file(bytes))
      assert.equal(kind, 'csv')
      assert.deepEqual(
        rows,
        cells.map((row, at) => ({ line: at + 2, cells: row, troubles: [] })),
      )
    })

  test('may be cut by tabs, semicolons or bars; text in the cells does not mislead', async () => {
    for (const separator of ['\t', ';', '|', ','])
      assert.deepEqual((await readAll(file(`说明,如下\n甲${separator}乙\n"1,2;3\t4|5"${separator}b\n`))).cells.at(-1), [
        '1,2;3\t4|5',
        'b',
      ])
  })

  test('cut anywhere between two bytes never crashes, and rows before the cut stay as they were', async () => {
    const bytes = Buffer.from(text)
    for (let end = 20; end < bytes.length; end++) {
      const { rows } = await readAll(file(bytes.subarray(0, end)))
      for (const [at, row] of rows.slice(0, -1).entries()) assert.deepEqual(row.cells, cells[at])
    }
  })

  test('with a quote that is never closed, a lost byte or a NUL says so on that line', async () => {
    const unclosed = await readAll(file('甲,乙\n1,2\n3,"4\n5,6\n'))
    assert.deepEqual(unclosed.rows[1], {
      line: 3,
      cells: ['3', '4\n5,6'],
      troubles: [{ column: '乙', say: '引号没有成对，从这一格起的内容可能被并到了一起' }],
    })
    const nul = await readAll(file('甲,乙\n1\0,2\n'))
    assert.deepEqual(nul.rows, [
      { line: 2, cells: ['1', '2'], troubles: [{ column: '甲', say: '有看不见的控制字符，请重新填写这一格' }] },
    ])
    const street = Buffer.from(`姓名,住址\n${'王婶,某某街道某某社区\n'.repeat(9)}`)
    const hole = Buffer.concat([street.subarray(0, 40), street.subarray(41)])
    assert.deepEqual((await readAll(file(hole))).troubles, [
      { column: '住址', say: '有认不出的文字，请重新填写这一格' },
    ])
    const lost = Buffer.from(`姓名,住址\n${'王婶,某某街道某某社区\n'.repeat(9)}李`)
    assert.deepEqual((await readAll(file(lost.subarray(0, -1)))).troubles, [
      { column: '姓名', say: '有认不出的文字，请重新填写这一格' },
    ])
  })

  test('of JSON lines takes its fields from the first hundred records and keeps every digit', async () => {
    const lines = '{"姓名":"王婶","证号":320500194001010012,"在册":true}\r\n\n{"姓名":null,"备注":{"a":1}}\n{坏}\n'
    const { kind, headers, rows } = await readAll(file(lines))
    assert.deepEqual([kind, headers], ['jsonl', ['姓名', '证号', '在册', '备注']])
    assert.deepEqual(rows, [
      { line: 1, cells: ['王婶', '320500194001010012', '是', ''], troubles: [] },
      { line: 3, cells: ['', '', '', '{"a":1}'], troubles: [] },
      { line: 4, cells: ['', '', '', ''], troubles: [{ say: '这一行不是完整的 JSON 记录' }] },
    ])
    const late = await readAll(file(`${'{"甲":1}\n'.repeat(100)}{"甲":1,"乙":2}\n`))
    assert.deepEqual(late.rows.at(-1)?.troubles, [{ say: '表头里没有“乙”这一列' }])
  })
})

// ── Outside files ───────────────────────────────────────────────────────────

const shared = join(import.meta.dirname, '../../shared/data')
describe('files from outside', { skip: existsSync(shared) ? false : 'the shared folder is not here' }, () => {
  const list = (where: string, end: string) => {
    const at = join(shared, where)
    return existsSync(at)
      ? readdirSync(at)
          .filter(name => name.endsWith(end))
          .map(name => ({ name, path: join(at, name) }))
      : []
  }

  for (const source of list('requests', '.csv.gz'))
    test(`${source.name} gives as many rows as it has lines outside quotes`, async () => {
      const text = gunzipSync(readFileSync(source.path)).toString()
      const lines = text
        .replaceAll(/"(?:[^"]|"")*"/g, 'q')
        .split(/\r?\n/)
        .filter(line => line.trim())
      const { rows, headers, troubles } = await readAll(source)
      assert.equal(rows.length, lines.length - 1)
      assert.ok(rows.every(row => row.cells.length === headers.length))
      assert.deepEqual(troubles, [])
    })

  for (const source of list('surveys/xlsforms', '.xlsx'))
    test(`${source.name} gives as many rows as another reader finds`, async () => {
      const { sheets } = await read(readFileSync(source.path))
      const filled = sheets[0]?.rows.filter(row => row.some(cell => String(cell ?? '').trim() !== '')) ?? []
      assert.equal((await readAll(source)).rows.length, filled.length - 1)
    })

  for (const source of list('surveys/xlsforms', '.xls'))
    test(`${source.name}, an old workbook, opens`, async () => {
      const { kind, headers, rows } = await readAll(source)
      assert.deepEqual([kind, rows.length > 0], ['xls', true])
      assert.ok(headers.some(header => header.toLowerCase() === 'type'))
    })
})
