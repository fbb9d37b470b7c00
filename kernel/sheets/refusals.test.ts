/** What is no readable sheet is refused in a sentence; every bound has a file on each side of it. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { c, file, readAll, refused, titles, workbook, zip } from './testing.ts'

describe('refused in a sentence, whatever the name says:', () => {
  const compound = (...streams: string[]) =>
    Buffer.concat([
      Buffer.from('d0cf11e0a1b11ae1', 'hex'),
      Buffer.alloc(504),
      ...streams.map(s => Buffer.from(s, 'utf16le')),
    ])
  const lockedXls = Buffer.concat([
    compound(),
    Buffer.from('0908100000060500'.padEnd(40, '0') + '2f003600', 'hex'),
    Buffer.alloc(64),
    Buffer.from('Workbook', 'utf16le'),
  ])
  const book = workbook(titles('甲', '乙') + '<row><c><v>1</v></c></row>'.repeat(99))
  const zeros = Buffer.alloc(70 * 2 ** 20)
  const cases: [what: string, content: string | Buffer, name: string][] = [
    ['an empty file', '', 'empty'],
    ['a file of blank lines', '\uFEFF\r\n  \n', 'empty'],
    ['a workbook without a filled cell', workbook('<row r="1"><c r="A1"/></row>'), 'empty'],
    ['a picture', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), 'picture'],
    ['a web page saved as .xls', '\uFEFF<html><table><tr><td>姓名</td></tr></table></html>', 'webPage'],
    ['a document', '%PDF-1.7 ', 'notASheet'],
    ['a zip of other things', zip({ 'a.txt': 'a' }), 'notASheet'],
    ['a text document in a zip', zip({ '[Content_Types].xml': '<Types/>', 'word/document.xml': '<a/>' }), 'notASheet'],
    ['an OpenDocument sheet', zip({ 'content.xml': '<a/>' }), 'otherWorkbook'],
    ['one JSON record over many lines', '{\n"a": 1,\n"b": 2}', 'otherWorkbook'],
    ['a JSON list', '[{"a": 1}, {"a": 2}]', 'otherWorkbook'],
    ['any other compound file', compound('WordDocument'), 'notASheet'],
    ['a new workbook with a password', compound('EncryptedPackage'), 'locked'],
    ['an old workbook with a password', lockedXls, 'locked'],
    ['an old workbook that is cut', compound('Workbook'), 'broken'],
    [
      'a zip with a password',
      zip({ '[Content_Types].xml': '', '_rels/.rels': { text: 'x', locked: true }, 'xl/a': '' }),
      'locked',
    ],
    [
      'a part with a wrong checksum',
      workbook({ text: '<worksheet><sheetData/></worksheet>', wrongSum: true }),
      'broken',
    ],
    ['a sheet that ends too early', workbook({ text: `<worksheet><sheetData>${titles('甲', '乙')}<row>` }), 'broken'],
    ['XML that declares entities', workbook({ text: '<!DOCTYPE a [<!ENTITY b "c">]><worksheet/>' }), 'broken'],
    ['a bomb that says so', workbook({ text: zeros }), 'tooLarge'],
    ['a bomb that lies about its size', workbook({ text: zeros, claims: 1000 }), 'tooLarge'],
    ['a bomb of gzip', gzipSync('1,2\n'.repeat(2 ** 24 + 2 ** 22)), 'tooLarge'],
    ['a cut gzip', gzipSync('甲,乙\n1,2\n').subarray(0, -12), 'broken'],
    ['bytes that are no text', Buffer.from(Array.from({ length: 4000 }, (_, i) => (i * 89) % 256)), 'notASheet'],
    ['bytes that no encoding explains', Buffer.alloc(4000, 0xff), 'encoding'],
    ['too many columns', `${'甲,'.repeat(500)}乙\n`, 'tooManyColumns'],
    ['too many columns in a workbook', workbook(titles('甲', '乙') + `<row>${c('SG2', '1')}</row>`), 'tooManyColumns'],
    ['too many rows', `甲,乙\n${'\n'.repeat(1_048_576)}1,2\n`, 'tooManyRows'],
    [
      'too many rows in a workbook',
      workbook(titles('甲', '乙') + '<row r="1048577"><c><v>1</v></c></row>'),
      'tooManyRows',
    ],
    ['too long a cell', `甲,乙\n1,${'长'.repeat(32_768)}\n`, 'cellTooLong'],
    [
      'too long a cell in a workbook',
      workbook(titles('甲', '长'.repeat(32_768)) + `<row>${c('A2', '长'.repeat(32_768))}</row>`),
      'cellTooLong',
    ],
  ]
  for (const [what, content, name] of cases) test(what, () => refused(content, name))

  test('a workbook cut at any place', async () => {
    for (let end = 30; end < book.length; end += 31) await refused(book.subarray(0, end), 'broken')
  })

  test('what is just within the bounds passes, and text that only begins like another format', async () => {
    for (const start of ['PK', 'BM', 'Rar!', 'GIF8', 'MZ'])
      assert.equal((await readAll(file(`${start},乙\n1,2\n`))).kind, 'csv')
    assert.equal((await readAll(file(`${'甲,'.repeat(499)}乙\n1${','.repeat(600)}\n`))).headers.length, 500)
    assert.equal((await readAll(file(`甲,乙\n1,${'长'.repeat(32_767)}\n`))).cells[0]?.[1]?.length, 32_767)
    assert.equal((await readAll(file(`甲,乙\n${'\n'.repeat(1_048_574)}1,2\n`))).rows[0]?.line, 1_048_576)
  })
})
