/**
 * Files as whoever means harm sends them: in disguise, cut short, packed to swell, named to climb out of their folder, and
 * lists that would run where they are opened. What comes out again is looked at too.
 */
import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { crc32, deflateSync, gzipSync } from 'node:zlib'
import { attachment, fileName } from '../kernel/file-name.ts'
import { openSheet } from '../kernel/sheets.ts'
import { refused, titles, workbook, c } from '../kernel/sheets/testing.ts'
import { writeSheet } from '../kernel/sheets/write.ts'
import { ours, post, stage, type Stage } from './hostile/stage.ts'
import { at } from './matrix/world.ts'

let s: Stage
before(async () => (s = await stage()))
after(() => s?.close())

let houses = 0
async function upload(bytes: Buffer, name = 'photo.jpg', type = 'image/jpeg') {
  const head = `--x\r\ncontent-disposition: form-data; name="community"\r\n\r\n${at.community}\r\n--x\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: ${type}\r\n\r\n`
  const answer = await s.app.inject(
    ours({
      method: 'POST',
      url: '/api/files',
      remoteAddress: `198.51.100.${++houses}`,
      headers: { 'content-type': 'multipart/form-data; boundary=x' },
      payload: Buffer.concat([Buffer.from(head), bytes, Buffer.from('\r\n--x--\r\n')]),
    }),
  )
  return { status: answer.statusCode, body: answer.json<{ id?: string; type?: string; title?: string }>() }
}

function chunk(name: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(name), data])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  sum.writeUInt32BE(crc32(named))
  return Buffer.concat([length, named, sum])
}
function png(width: number, height: number, ...more: Buffer[]): Buffer {
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head.set([8, 0], 8)
  const body = deflateSync(Buffer.alloc(Math.min(height * (width + 1), 2 ** 24)))
  const magic = Buffer.from('89504e470d0a1a0a', 'hex')
  return Buffer.concat([magic, chunk('IHDR', head), ...more, chunk('IDAT', body), chunk('IEND', Buffer.alloc(0))])
}
const jpeg = (tail = '') => Buffer.concat([Buffer.from('ffd8ffda0008010100003f00aabbffd9', 'hex'), Buffer.from(tail)])

// ── Photos and papers ───────────────────────────────────────────────────────

test('only a picture or a paper is kept, whatever it is called and says it is', async () => {
  const disguised: [string, Buffer | string][] = [
    ['GIF that is a script', 'GIF89a/*<script>*/=1;alert(1)//'],
    ['SVG with a script', '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'],
    ['web page', '<!doctype html><script>alert(1)</script>'],
    ['program', 'MZ\x90\0\x03'],
    ['archive', 'PK\x03\x04'],
    ['text before a paper', `\n${'x'.repeat(20)}%PDF-1.7`],
    ['icon', Buffer.from('00000100', 'hex')],
  ]
  for (const [what, bytes] of disguised) {
    const { status, body } = await upload(Buffer.from(bytes as string))
    assert.deepEqual([status, body.type], [422, 'files.kind'], what)
  }
  for (const broken of [
    Buffer.from('ffd8ff', 'hex'),
    Buffer.from('ffd8ffe0ffff00', 'hex'),
    png(4, 4).subarray(0, 40),
    Buffer.from('RIFF\xff\xff\xff\xffWEBPVP8 ', 'latin1'),
  ])
    assert.equal((await upload(broken)).body.type, 'files.broken')
  assert.equal((await upload(Buffer.alloc(0))).body.type, 'files.empty')
  assert.equal((await upload(Buffer.concat([Buffer.from('ffd8ff', 'hex'), Buffer.alloc(12 * 2 ** 20)]))).status, 413)
})

test('what is hung behind a picture stays behind, and so does what the camera wrote', async () => {
  const exif = Buffer.from('ffe1002045786966000049492a0008000000', 'hex')
  const place = Buffer.concat([
    Buffer.from('ffd8', 'hex'),
    exif,
    Buffer.from('GPS 31.86N 120.54E'.slice(0, 16)),
    jpeg('<script>alert(1)</script>PK\x03\x04').subarray(2),
  ])
  const before = new Set(kept())
  assert.equal((await upload(place)).status, 200)
  assert.equal(
    (await upload(png(4, 4, chunk('tEXt', Buffer.from('GPS\0there')), chunk('eXIf', Buffer.from('GPS 31.86N')))))
      .status,
    200,
  )
  const stored = kept().filter(path => !before.has(path))
  assert.equal(stored.length, 2)
  for (const path of stored) assert.doesNotMatch(readFileSync(path, 'latin1'), /GPS|script|PK/)
})
const kept = () =>
  existsSync(s.files)
    ? readdirSync(s.files, { recursive: true, withFileTypes: true }).flatMap(e =>
        e.isFile() ? [join(e.parentPath, e.name)] : [],
      )
    : []

test('a picture small to send and huge to draw is refused on the far side of the bound', async () => {
  assert.equal((await upload(png(10_000, 10_001))).body.type, 'files.tooManyPixels')
  assert.equal((await upload(png(10_000, 10_000))).status, 200)
  assert.equal((await upload(png(30_001, 1))).body.type, 'files.tooManyPixels')
  const huge = Buffer.from('ffd8ffc0000b08ffffffff0101110000', 'hex')
  assert.equal(
    (await upload(Buffer.concat([huge.subarray(0, 15), jpeg().subarray(2)]))).body.type,
    'files.tooManyPixels',
  )
  const vp8x = Buffer.alloc(30)
  vp8x.write('RIFF', 0).toString()
  vp8x.writeUInt32LE(22, 4)
  vp8x.write('WEBPVP8X', 8)
  vp8x.writeUInt32LE(10, 16)
  vp8x.writeUIntLE(40_000, 24, 3)
  assert.equal((await upload(vp8x)).body.type, 'files.tooManyPixels')
})

test('a name climbs nowhere, hides nothing and breaks no header', async () => {
  const names: [string, string][] = [
    ['../../etc/passwd', 'passwd'],
    ['..\\..\\con.txt', '_con.txt'],
    ['/', '文件'],
    ['a\0b.jpg', 'ab.jpg'],
    ['照片\u202Egpj.exe', '照片gpj.exe'],
    ['NUL', '_NUL'],
    ['com1.png', '_com1.png'],
    ['a"b\r\nset-cookie: x.png', 'a_bset-cookie_ x.png'],
    ['...', '文件'],
    ['\ud800.png', '.png'.slice(1)],
  ]
  for (const [sent, shown] of names) assert.equal(fileName(sent), shown, JSON.stringify(sent))
  assert.equal(fileName(`${'长'.repeat(500)}.jpeg`), `${'长'.repeat(100)}.jpeg`)
  for (const [sent] of names)
    assert.match(attachment(sent, 'a.pdf'), /^attachment; filename="a\.pdf"; filename\*=UTF-8''[\w.%~!-]+$/)
  for (const name of ['../../evil.jpg', 'a%00b.jpg', '\u202Egpj.exe', '张三住院证明.jpg'])
    assert.equal((await upload(jpeg(), name)).status, 200)
  const stored = await s.house.db.selectFrom('kernel.file').select('name').execute()
  for (const { name } of stored) assert.doesNotMatch(name, /[/\\\p{Cc}\p{Cf}]|\.\./u)
})

test('a file is served as what it is and nothing else, under its number and not its name', async () => {
  const { body } = await upload(jpeg(), '王秀英的病历.jpg')
  await s.house.db.updateTable('kernel.file').set({ public: true }).where('id', '=', body.id!).execute()
  const shown = await s.app.inject({ url: `/files/${at.community}/${body.id}` })
  assert.equal(shown.statusCode, 200)
  const { headers } = shown
  assert.deepEqual(
    [headers['content-type'], headers['x-content-type-options'], headers['content-security-policy']],
    ['image/jpeg', 'nosniff', "default-src 'none'; sandbox"],
  )
  assert.match(String(headers['content-disposition']), /^inline; filename="photo\.jpg"; /)
  assert.doesNotMatch(decodeURIComponent(String(headers['content-disposition'])), /王秀英/)
  const paper = await upload(Buffer.from('%PDF-1.7\nPK\x03\x04'), 'a.pdf', 'application/pdf')
  await s.house.db.updateTable('kernel.file').set({ public: true }).where('id', '=', paper.body.id!).execute()
  const opened = await s.app.inject({ url: `/files/${at.community}/${paper.body.id}` })
  assert.match(String(opened.headers['content-disposition']), /^attachment; /)
  const hidden = await upload(jpeg('x'))
  for (const address of [hidden.body.id!, `${hidden.body.id!}/..`, '%2e%2e%2fkeys.json', "' or 1=1"])
    assert.equal((await s.app.inject({ url: `/files/${at.community}/${address}` })).statusCode, 404, address)
})

// ── Lists ───────────────────────────────────────────────────────────────────

test('a workbook that swells, names its own words or is cut short is refused before it is read', async () => {
  const entities = `<!DOCTYPE x [<!ENTITY a "${'ha'.repeat(50)}"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>`
  await refused(
    workbook({
      text: `${entities}<worksheet><sheetData><row><c t="inlineStr"><is><t>&b;</t></is></c></row></sheetData></worksheet>`,
    }),
    'broken',
  )
  await refused(workbook({ text: `<!DOCTYPE x SYSTEM "file:///etc/passwd"><worksheet/>` }), 'broken')
  await refused(workbook({ text: Buffer.alloc(70 * 2 ** 20) }), 'tooLarge')
  await refused(gzipSync(Buffer.alloc(70 * 2 ** 20, 'a,b\n')), 'tooLarge')
  const whole = workbook(titles('姓名', '住处') + `<row>${c('A2', '甲')}${c('B2', '乙')}</row>`)
  for (const part of [0.3, 0.6, 0.95])
    await assert.rejects(openSheet(written(whole.subarray(0, whole.length * part))), { status: 422 })
})
let sheets = 0
function written(content: Buffer | string) {
  const path = join(tmpdir(), `linli-upload-${process.pid}-${++sheets}`)
  writeFileSync(path, content)
  return { name: '名单.xlsx', path }
}

/** What a spreadsheet program runs, or hides and runs later. */
const runs = [
  '=1+1',
  '+1+1',
  '-1+1',
  '@SUM(A1)',
  '\t=1+1',
  '\r=1+1',
  '\n=1+1',
  '＝1+1',
  '＋1',
  '＠x',
  "'=1+1",
  '=HYPERLINK("http://evil","x")',
  '=cmd|" /C calc"!A0',
]

test('no cell that goes out runs where it is opened, and it comes back as it was', async () => {
  for (const kind of ['csv', 'xlsx'] as const) {
    const path = join(tmpdir(), `linli-out-${process.pid}.${kind}`)
    const rows = runs.map((text, n) => [text, n])
    await writeSheet(path, { sheet: '=1+1', kind, columns: [{ title: '内容' }, { title: '=序号' }], rows })
    if (kind === 'csv')
      for (const line of readFileSync(path, 'utf8').slice(1).split('\r\n'))
        assert.doesNotMatch(line, /^"?[=+\-@\t\r\n＝＋－＠]|,"?[=@]/)
    const sheet = await openSheet({ name: path, path })
    const back: string[] = []
    for await (const row of sheet.rows()) back.push(row.cells[0]!)
    await sheet.close()
    assert.deepEqual(
      back,
      runs.map(text => text.trimEnd()),
    )
  }
})

test('markup in a list is text on every page that shows it', async () => {
  const title = '<img src=x onerror=alert(1)>灯坏了'
  const made = await s.app.inject(
    post('grid.report', { place: at.grid, category: '020101', title, phone: '13700000009' }),
  )
  assert.equal(made.statusCode, 200, made.body)
  const shown = await s.app.inject({ url: `/c/${at.community}`, headers: { accept: 'text/html' } })
  assert.doesNotMatch(shown.body, /<img src=x/)
  const feed = await s.app.inject({ url: `/c/${at.community}/feed.xml` })
  assert.doesNotMatch(feed.body, /<img src=x/)
})

test('no list comes in or goes out for whoever has not signed in, and nothing of it stays', async () => {
  const sent = await s.app.inject(
    ours({
      method: 'POST',
      url: '/api/exchange/upload',
      headers: { 'content-type': 'multipart/form-data; boundary=x' },
      payload: '--x\r\ncontent-disposition: form-data; name="file"; filename="../x.csv"\r\n\r\n姓名\n甲\n\r\n--x--\r\n',
    }),
  )
  assert.equal(sent.statusCode, 401)
  assert.ok(!existsSync(join(s.files, '../imports')))
  for (const path of ['template/people.residents.xlsx', `export/people.residents.csv?place=${at.grid}`])
    assert.equal((await s.app.inject({ url: `/api/exchange/${path}` })).statusCode, 401)
})
