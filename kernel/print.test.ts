/** What is on paper: read back from the PDF itself, because what a layout says and what is drawn are not the same thing. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { contract, query } from './contract.ts'
import { z } from 'zod'
import { stamp } from './clock.ts'
import { printed, type Content, type Paper } from './print.ts'
import { pdfOf } from './print-pdf.ts'
import { box, wordsOf } from './print-reading.ts'
import { refused } from './testing.ts'

const sheet = (content: Content, more: Partial<Paper> = {}): Paper => ({
  title: '事项台账',
  number: '261123-000001',
  community: '花园社区',
  printed: '沈丽 2026-11-23 15:20 打印',
  size: 'A4',
  landscape: false,
  scale: 1,
  content,
  ...more,
})
const read = async (content: Content) => (await pages(content)).join('')
const pages = async (content: Content) => wordsOf(await pdfOf(sheet(content)))

test('every page says whose it is, which it is, who printed it and when; the title from the second page on', async () => {
  const three = await pages(
    [1, 2, 3].map((n): Content => ({ text: `正文${n}`, ...(n > 1 && { pageBreak: 'before' }) })),
  )
  assert.equal(three.length, 3)
  for (const [i, page] of three.entries()) {
    for (const said of [
      '花园社区',
      `第${i + 1}页，共3页`,
      '沈丽2026-11-2315:20打印',
      '编号261123-000001',
      `正文${i + 1}`,
    ])
      assert.ok(page.includes(said), `${said} on page ${i + 1}: ${page}`)
    assert.equal(page.includes('事项台账'), i > 0)
  }
})

test('rare characters of names are drawn as they are, what the font lacks as a box, what has no shape not at all', async () => {
  assert.ok((await read('𬭊㐂𰻞䶮㛃犇𬭚𠅤堃')).includes('𬭊㐂𰻞䶮㛃犇𬭚𠅤堃'))
  assert.ok((await read('甲😀乙\u{e000}丙')).includes(`甲${box}乙${box}丙`))
  assert.ok((await read('甲\u0007\u200b\ufe0f\u200d\ud800\u202e乙')).includes('甲乙'))
  assert.ok((await read({ text: '甲\t乙', preserveLeadingSpaces: true })).includes('甲乙'))
})

test('whatever somebody wrote, the paper is made', async () => {
  const text = fc.string({ unit: 'binary', maxLength: 200 })
  await fc.assert(
    fc.asyncProperty(text, fc.boolean(), async (said, table) => {
      const words = await read([table ? { table: { body: [[said, said]] } } : said, '正文'])
      assert.ok(words.includes('正文'))
    }),
    { numRuns: 40 },
  )
})

test('a table of 2,000 rows has its head on every page, every row once, and takes seconds, in which others are answered', async () => {
  const body = Array.from({ length: 2000 }, (_, i) => [
    `第${i + 1}行。`,
    '花园新村12幢3单元楼道灯不亮，晚上看不清台阶',
    stamp(new Date()),
  ])
  const begun = performance.now()
  let ticks = 0
  const clock = setInterval(() => ticks++, 20)
  const table = { headerRows: 1, body: [['序号', '事由', '时间'], ...body] }
  const bytes = await pdfOf(sheet({ table, layout: 'dense', fontSize: 8 }, { landscape: true }))
  clearInterval(clock)
  const seconds = (performance.now() - begun) / 1000
  assert.ok(seconds < 30, `${seconds} s`)
  assert.ok(ticks > seconds * 10, `${ticks} ticks in ${seconds} s: the server stood still`)
  const read = wordsOf(bytes)
  assert.ok(read.every(page => page.includes('序号事由时间')))
  const all = read.join('')
  assert.deepEqual(
    body.filter(([first]) => all.split(first!).length !== 2),
    [],
  )
})

test('a photo that is broken inside costs the photo, not the paper; and no layout reads a file or an address', async () => {
  const broken = `data:image/png;base64,${Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.alloc(60, 7)]).toString('base64')}`
  for (const image of [broken, 'data:image/jpeg;base64,/9j/', '/etc/hostname', 'http://localhost/x.png']) {
    const said = await read([{ image, width: 50 }, '正文'])
    assert.ok(said.includes('照片打不出来') && said.includes('正文'), `${image}: ${said}`)
  }
  // The thread that fell over was replaced.
  assert.ok((await read('正文')).includes('正文'))
})

test('a line that is too long is refused instead of growing, and moves on', async () => {
  const asked = Array.from({ length: 25 }, () => pdfOf(sheet('正文')))
  const settled = await Promise.allSettled(asked)
  assert.equal(settled.filter(s => s.status === 'rejected').length, 5)
  assert.equal(await refused(asked.at(-1)!), 'common.busy')
  assert.ok((await read('正文')).includes('正文'))
})

test('a print that its contract does not promise is found out when the system starts', () => {
  const { ops } = contract('papers', '纸', { list: query('名单', z.object({}), z.array(z.string())) })
  assert.throws(() => printed(ops.list, { place: () => '', layout: () => '' }), /papers\.list promises no print/)
})
