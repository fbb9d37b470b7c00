/** The grid's papers, read back from the PDF: what is on them, what is masked, and who gets none. */
import assert from 'node:assert/strict'
import { deflateSync } from 'node:zlib'
import { sql } from 'kysely'
import { printing, origin } from '../../apps/server/testing.ts'
import { saveFile } from '../../kernel/files.ts'
import { printNamed, type Facts } from '../../kernel/print.ts'
import { wordsOf } from '../../kernel/print-reading.ts'
import type { Told } from '../../kernel/testing.ts'
import { actors, after, begin, day, guestOf, here, key, next, one, read, report, test, upTo } from './stories.ts'
import './web/print.ts'

const pdf = (answer: { statusCode: number; rawPayload: Buffer; body: string }) => {
  assert.equal(answer.statusCode, 200, answer.body)
  return wordsOf(answer.rawPayload)
}
const fileName = (answer: { headers: Record<string, unknown> }) =>
  decodeURIComponent(/filename\*=UTF-8''(\S+)$/.exec(String(answer.headers['content-disposition']))![1]!)
const bare = (text: string) => text.replace(/\s/g, '')

const told1 = {
  title: '12幢楼道灯坏了',
  description: '三楼的灯一闪一闪，𬭊阿婆摔了一跤。\n请快些',
  address: '12幢3单元',
  contactName: '王秀英',
  category: '020101',
}

test('the form of a matter has every field the clerk sees, masked as on the screen, and no note that is for staff', async told => {
  const matter = key(await report(told, told1))
  await told.as('小沈')('grid.accept', matter, begin)
  await told.as('小沈')('grid.dispatch', { ...matter, holder: actors['小郑']!.id, text: '带梯子' }, begin)
  await told.as('小郑')('grid.sign', matter, begin)
  await told.as('小郑')('grid.note', { ...matter, text: '业主说是租客弄坏的' }, begin)
  await told.as('小郑')('grid.contact', { ...matter, reason: '约上门时间' }, begin)
  await told.as('小郑')('grid.feedback', { ...matter, text: '已更换灯泡' }, begin)
  await told.as('小沈')('grid.verify', { ...matter, text: '夜里去看过' }, begin)
  await told.as('王婶')('grid.rate', { ...matter, stars: 4, text: '修得快' }, begin)
  const seen = await read(told, matter)
  const { get } = await printing(told, begin)
  const answer = await get('grid.matter', matter, '小沈')
  const said = pdf(answer).join('')
  const expected = [
    ['事项办理单', `编号${seen.number}`, '花园浜社区', '小沈2026-11-2017:30打印', '第1页，共1页'],
    [seen.title, seen.description, seen.address, seen.result, seen.ratingText, '带梯子', '夜里去看过'],
    ['状态已结案', '缓急一般', '分类', '来源门户', '网格花园浜社区第一网格', '承办人小郑', '评价4分'],
    ['上报时间2026-11-2017:30', '受理时限2026-11-2019:30', '派遣时限2026-11-2117:30', '办结时限2026-11-2717:30'],
    ['联系人', '联系电话138****5678', '结案时间2026-11-2017:30', '承办人（签字）', '核查人（签字）', '居民（签字）'],
    ...seen.timeline.filter(e => !e.internal).map(e => e.label + (e.by ?? '')),
    seen.contactName!,
  ].flat()
  for (const text of expected) assert.ok(said.includes(bare(text!)), `${text} is not in ${said}`)
  for (const hidden of ['13812345678', '王秀英', '租客', '约上门', '记一笔', '查看联系电话'])
    assert.ok(!said.includes(hidden), hidden)
  assert.equal(fileName(answer), `事项办理单-${seen.number}.pdf`)
  assert.match(String(answer.headers['content-disposition']), /^inline; filename="print\.pdf"; /)
  assert.equal(answer.headers['cache-control'], 'no-store')
})

test('whoever reported prints their own, as they see it; what is not finished has room to be written on', async told => {
  const matter = await report(told, told1)
  const { get } = await printing(told, begin, { 反映人: await guestOf(told, matter) })
  const answer = await get('grid.matter', key(matter), '反映人')
  const said = pdf(answer).join('')
  assert.ok(said.includes('联系人王秀英') && said.includes('办理结果') && said.includes('反映人2026-11-2017:30打印'))
  assert.ok(!said.includes('13812345678'))
  assert.ok(!fileName(answer).includes('王'))
})

test('who may not see a matter gets the sentence and no paper: a program as a problem, a browser as a page', async told => {
  const matter = await upTo(told, 'handling')
  const { get } = await printing(told, begin)
  for (const [who, status] of [
    ['邻居受理员', 404],
    ['邻居网格员', 404],
    [null, 401],
  ] as const) {
    const { statusCode, headers, json } = await get('grid.matter', matter, who)
    assert.deepEqual([statusCode, headers['content-type']], [status, 'application/problem+json; charset=utf-8'])
    assert.match(json<{ title: string }>().title, /没有找到|请先登录/)
  }
  const page = await get('grid.matter', matter, null, 'text/html')
  assert.deepEqual([page.statusCode, page.headers['content-type']], [401, 'text/html; charset=utf-8'])
  assert.match(page.body, /href="\/signin\?to=%2Fprint%2Fgrid\.matter%3F/)
  assert.equal((await get('grid.matter', { ...matter, id: 'x' }, '小沈')).statusCode, 400)
  assert.equal((await get('grid.figures', { place: here }, '小沈')).json<{ type: string }>().type, 'print.noSuch')
})

test('its code leads to the public page; that of a matter which is not public leads to where the number is asked for', async told => {
  const to = async (more: object) => {
    const matter = key(await report(told, more))
    const answer = await read(told, matter)
    const facts = {
      input: matter,
      me: actors['小沈']!,
      now: begin,
      origin,
      scale: 1,
      photo: async () => null,
      ask: (op: { name?: string }, input: unknown) => told.as('小沈')(op.name!, input, begin),
    } as unknown as Facts
    return { answer, said: JSON.stringify(await printNamed('grid.matter')!.layout(answer as never, facts)) }
  }
  const open = await to({})
  assert.ok(open.said.includes(`"qr":"${origin}/c/${here}/matters/${open.answer.id}"`))
  const closed = await to({ category: '040501' })
  assert.ok(closed.said.includes(`"qr":"${origin}/follow?number=${closed.answer.number}"`))
})

test('only photos that are for everyone are on it', async told => {
  const matter = await upTo(told, 'handling')
  const { get, files } = await printing(told, begin)
  const taken = async () => {
    const about = {
      bytes: picture(),
      name: '亮了.png',
      community: here,
      place: one,
      actor: actors['小郑']!,
      now: begin,
    }
    return (await saveFile(told.db, files, about)).id
  }
  await told.as('小郑')('grid.feedback', { ...matter, text: '已更换灯泡', photos: [await taken()] }, begin)
  const images = async () => {
    const answer = await get('grid.matter', matter, '小沈')
    pdf(answer)
    return answer.rawPayload.toString('latin1').split('/Subtype /Image').length - 1
  }
  assert.equal(await images(), 0)
  await told.as('小沈')('grid.verify', { ...matter, showPhotos: true }, begin)
  assert.equal(await images(), 1)
})

test('the ledger holds what the list holds under the same filters, and says by what it was narrowed', async told => {
  const lamp = await report(told, { title: '灯不亮' })
  const water = await report(told, { title: '水管漏了', category: '0301' })
  await told.as('邻居受理员')(
    'grid.register',
    { ...told1, place: `${next}001`, title: '隔壁的事', source: 'phone' },
    begin,
  )
  const { get } = await printing(told, after(9 * day))
  const [all] = pdf(await get('grid.matters', { sort: 'oldest' }, '小沈'))
  assert.ok(all!.includes('共2件；其中已超时限2件') && all!.includes('超2026-11-2019:30'))
  assert.ok(all!.includes(bare(lamp.number)) && all!.includes(water.number) && !all!.includes('隔壁的事'))
  const answer = await get('grid.matters', { search: '水管', state: 'reported', late: 'true', place: one }, '小沈')
  const [some] = pdf(answer)
  for (const said of [
    '共1件',
    '水管漏了',
    '范围：第一网格',
    '状态：待受理',
    '只看超时：是',
    '编号或字词：水管',
    '排序：最新上报',
  ])
    assert.ok(some!.replace('网格：', '范围：').includes(said), `${said} is not in ${some}`)
  assert.ok(!some!.includes('灯不亮'))
  assert.match(fileName(answer), /^事项台账-261129-\d{6}\.pdf$/)
  const [street] = pdf(await get('grid.matters', {}, '沈丽'))
  assert.ok(street!.includes('共3件') && street!.includes('暨阳社区第一网格') && street!.includes('杨舍镇'))
})

test('a list in which there is nothing for this person is a sentence', async told => {
  await report(told)
  const { get } = await printing(told, begin)
  for (const who of ['王婶', '水务班', '邻居网格员'])
    assert.equal((await get('grid.matters', {}, who)).json<{ type: string }>().type, 'print.nothing')
  assert.equal((await get('grid.matters', {}, null)).statusCode, 401)
  const page = await get('grid.matters', {}, '王婶', 'text/html')
  assert.match(page.body, /没有可以打印的记录/)
})

test('2,000 rows are printed, each once; of more, the paper says plainly that the rest is not on it', async told => {
  await many(told, 2000)
  const { get } = await printing(told, begin)
  const begun = performance.now()
  const answer = await get('grid.matters', { sort: 'oldest' }, '小沈')
  const seconds = (performance.now() - begun) / 1000
  assert.ok(seconds < 60, `${seconds} s`)
  const pages = pdf(answer)
  const all = pages.join('')
  assert.ok(pages.every(page => page.includes('序号编号事由')))
  for (let n = 1; n <= 2000; n++) assert.equal(all.split(numberOf(n)).length, 2, `row ${n}`)
  assert.ok(all.includes('共2000件') && !all.includes('其余没有印出'))
  await report(told, {}, '王婶', after(1))
  const more = pdf(await get('grid.matters', { sort: 'newest' }, '小沈')).join('')
  assert.ok(more.includes('共2001件，一份只印前2000件，其余没有印出'))
  assert.ok(more.includes(numberOf(2)) && !more.includes(numberOf(1)))
})

test('that paper left the building is in the trail under its number; what is for everyone leaves no line', async told => {
  const matter = await report(told)
  const { get } = await printing(told, begin)
  const answer = await get('grid.matters', { place: one, search: '灯' }, '小沈')
  await get('grid.matter', key(matter), '小沈')
  await get('grid.receipt', { ...key(matter), number: matter.number }, '小沈')
  const lines = await told.db.selectFrom('kernel.trail').selectAll().where('kind', '=', 'note').orderBy('id').execute()
  const number = /-(\d{6}-\d{6})\.pdf$/.exec(fileName(answer))![1]!
  assert.deepEqual(
    lines.map(l => [l.op, l.name, l.community, l.record, (l.input as { number: string }).number]),
    [
      ['grid.matters', '小沈', here, null, number],
      ['grid.matter', '小沈', here, matter.id, matter.number],
    ],
  )
  assert.ok(pdf(answer).join('').includes(`编号${number}`))
})

test('the receipt needs no sign-in but the number that belongs to it; it says until when, and nothing of what was written', async told => {
  const matter = await report(told, told1)
  const { get } = await printing(told, begin)
  const asked = { ...key(matter), number: matter.number }
  const answer = await get('grid.receipt', asked, null)
  const said = pdf(answer).join('')
  for (const text of [
    '收件回执',
    matter.number,
    '第一网格',
    '11月20日19:30前',
    '最晚11月27日17:30',
    '手机后四位',
    '12345',
  ])
    assert.ok(said.includes(text), `${text} is not in ${said}`)
  for (const hidden of ['楼道灯', '摔了', '王', '5678', '12幢']) assert.ok(!said.includes(hidden), hidden)
  assert.equal(fileName(answer), `收件回执-${matter.number}.pdf`)
  assert.equal((await get('grid.receipt', { ...asked, number: '261120000000' }, null)).statusCode, 404)
  assert.equal((await get('grid.receipt', { ...asked, id: crypto.randomUUID() }, null)).statusCode, 404)
  await told.as('小沈')('grid.accept', key(matter), begin)
  assert.ok(pdf(await get('grid.receipt', asked, null))[0]!.startsWith('受理回执'))
  const late = await printing(told, after(8 * day))
  assert.ok(pdf(await late.get('grid.receipt', asked, null))[0]!.includes('已经过了时限'))
})

const numberOf = (n: number) => `990101${String(n).padStart(6, '0')}`

/** A list as long as a year of one community, written at once. */
async function many({ db }: Told, n: number) {
  await sql`insert into grid.matter (community, id, place, desk, number, state, category, urgency, source, title, ticket, reported_at, updated_at, respond_by, accept_by, dispatch_by, result_by)
    select ${here}, uuidv7(), ${one}, ${here}, '990101' || lpad(i::text, 6, '0'), 'reported', '020101', 'ordinary', 'patrol', '第' || i || '盏灯不亮', uuidv7(), ${begin}::timestamptz - (${n} - i) * interval '1 minute', ${begin}, ${begin}, ${begin}, ${begin}, ${begin}
    from generate_series(1, ${n}) i`.execute(db)
  // How many stand where is kept with each move: these were never moved.
  await sql`insert into kernel.standing (community, place, machine, state, n) values (${here}, ${one}, 'grid.matter', 'reported', ${n})
    on conflict (community, machine, place, state) do update set n = kernel.standing.n + excluded.n`.execute(db)
}

/** A red dot, as PNG. */
function picture(): Buffer {
  const crc = (bytes: Buffer) => {
    let sum = ~0
    for (const byte of bytes) {
      sum ^= byte
      for (let k = 0; k < 8; k++) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0)
    }
    return ~sum >>> 0
  }
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type), data])
    const [size, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
    size.writeUInt32BE(data.length)
    sum.writeUInt32BE(crc(body))
    return Buffer.concat([size, body, sum])
  }
  const head = Buffer.from([0, 0, 0, 1, 0, 0, 0, 1, 8, 2, 0, 0, 0])
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(Buffer.from([0, 200, 0, 0]))),
    chunk('IEND', Buffer.alloc(0)),
  ])
}
