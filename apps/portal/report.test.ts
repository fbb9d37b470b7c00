/**
 * A browser without a script: it reads the form out of the page, fills in, presses a button, and reads the next page. Reporting
 * without a name or a phone, by list, door or map; and whatever is refused, what was typed is still there.
 */
import assert from 'node:assert/strict'
import { http } from '../../kernel/http.ts'
import { Problem, type Actor } from '../../kernel/rules.ts'
import type { Told } from '../../kernel/testing.ts'
import { begin, here, key, next, one, report, square, test } from '../../modules/grid/stories.ts'
import '../server/services.ts'
import { portalPages } from './pages.ts'
import { portalRoutes } from './shell.ts'

const building = '00000000-0000-7000-8000-00000000b001'

/** One block with four doors, in the middle of a grid that is drawn; the next community beside it. */
async function built({ db }: Told) {
  for (const [code, west] of [
    [one, 120.55],
    [`${next}001`, 120.56],
  ] as const)
    await db
      .updateTable('places.place')
      .set({ outline: JSON.stringify(square(west)), west, south: 31.5, east: west + 0.01, north: 31.51 })
      .where('code', '=', code)
      .execute()
  const block = { community: here, id: building, place: one, code: `${here}00001`, estate: '花园新村', name: '12幢' }
  await db
    .insertInto('places.building')
    .values({ ...block, nameKey: '花园新村12', state: 'standing', lon: 120.555, lat: 31.505 })
    .execute()
  for (const name of ['101', '102', '201', '502'])
    await db
      .insertInto('places.room')
      .values({
        community: here,
        id: `00000000-0000-7000-8000-000000000${name}`,
        building,
        unit: '3',
        floor: Number(name[0]),
        name,
        nameKey: `3-${name}`,
        use: 'home',
      })
      .execute()
}

async function browser({ house, actors }: Told, who: string | null = null, trouble: () => Problem | null = () => null) {
  const me: Actor | null = who ? actors[who]! : null
  const { app, kit } = await http({ house, now: () => begin, origin: 'http://x', secure: false, whoIs: async () => me })
  const call: typeof kit.call = (op, ...rest) => {
    const problem = op.name === 'grid.report' ? trouble() : null
    return problem ? Promise.reject(problem) : kit.call(op, ...rest)
  }
  portalRoutes(app, { ...kit, call, saveFile: async (_request, _file, { id }) => id }, portalPages)
  const cookies = new Map<string, { value: string; path: string }>(me ? [['linli', { value: 'me', path: '/' }]] : [])
  let at = ''
  let body = ''
  let headers: Record<string, unknown> = {}
  const go = async (url: string, payload?: unknown, type?: string): Promise<void> => {
    const path = url.split('?')[0]!
    const sent = [...cookies].filter(([, c]) => path.startsWith(c.path)).map(([name, c]) => `${name}=${c.value}`)
    const answer = await app.inject({
      method: payload === undefined ? 'GET' : 'POST',
      url,
      headers: { cookie: sent.join('; '), ...(type && { 'content-type': type }) },
      ...(payload !== undefined && { payload: payload as never }),
    })
    for (const { name, value, path = '/' } of answer.cookies) cookies.set(name, { value, path })
    const to = answer.headers['location']
    if (answer.statusCode === 303) return go(String(to))
    ;[at, body, headers] = [url, answer.body, answer.headers]
  }
  return {
    go,
    at: () => at,
    body: () => body,
    headers: () => headers,
    filled: () => formIn(body),
    /** Sends the form as it stands, with these changes; the last of the pressed button's names and values go along. */
    async press(more: Record<string, string> = {}) {
      const all = new URLSearchParams(formIn(body))
      for (const [name, value] of Object.entries(more)) all.set(name, value)
      await go(at.split('?')[0]!, all.toString(), 'application/x-www-form-urlencoded')
    },
    async upload(photo: Buffer) {
      const all = new FormData()
      for (const [name, value] of formIn(body)) if (name !== 'photos') all.append(name, value)
      all.append('photos', new Blob([new Uint8Array(photo)], { type: 'image/jpeg' }), '灯.jpg')
      await go(at.split('?')[0]!, all)
    },
  }
}

/** What a browser would send of the page's own form: hidden and typed fields, what is ticked, what is selected. */
function formIn(page: string): [string, string][] {
  const form = /<form method="post" novalidate[^]*?<\/form>/.exec(page)![0]
  const named = (tag: string) => /\bname="([^"]+)"/.exec(tag)?.[1]
  const valued = (tag: string) => plain(/\bvalue="([^"]*)"/.exec(tag)?.[1] ?? '')
  const inputs = [...form.matchAll(/<input\b[^>]*>/g)]
    .map(([tag]) => tag)
    .filter(tag => named(tag) && !/type="(file|image)"/.test(tag))
    .filter(tag => !/type="(radio|checkbox)"/.test(tag) || / checked/.test(tag))
    .map((tag): [string, string] => [named(tag)!, valued(tag)])
  const areas = [...form.matchAll(/(<textarea\b[^>]*>)([^<]*)</g)].map(([, tag, text]): [string, string] => [
    named(tag!)!,
    plain(text!),
  ])
  const selects = [...form.matchAll(/(<select\b[^>]*>)([^]*?)<\/select>/g)].map(
    ([, tag, options]): [string, string] => [
      named(tag!)!,
      valued(/<option[^>]* selected[^>]*>/.exec(options!)?.[0] ?? ''),
    ],
  )
  return [...inputs, ...areas, ...selects]
}
const plain = (text: string) =>
  text.replace(
    /&(lt|gt|quot|amp|#39|#96);/g,
    (_, e: string) => ({ lt: '<', gt: '>', quot: '"', amp: '&', '#39': "'", '#96': '`' })[e]!,
  )

const typed = {
  title: '12幢楼道灯不亮了',
  description: '三天了，老人 <摸黑> 上楼',
  where: `${one}/${building}`,
  contactName: '王婶',
}
const stands = (all: [string, string][], what: Record<string, string>) => {
  const said = new Map(all)
  for (const [name, value] of Object.entries(what)) assert.equal(said.get(name), value, name)
}
const address = `/c/${here}/report`

test('without a name, a phone or a script: what kind, is it the same, sent; then found again by number and code', async told => {
  await built(told)
  const earlier = key(await report(told, { title: '楼道灯不亮了', category: '020102', building }))
  await told.as('小沈')('grid.accept', earlier, begin)
  const b = await browser(told)
  await b.go(address)
  await b.press(typed)
  assert.match(b.body(), /是哪一类？[^]*楼道灯损坏/)
  stands(b.filled(), typed)
  await b.press({ category: '020102' })
  assert.match(b.body(), /附近有人报过，是同一件事吗？[^]*同一栋楼[^]*不是同一件，继续上报/)
  stands(b.filled(), { ...typed, category: '020102' })
  await b.press()
  assert.match(b.at(), /\/reported\/[0-9a-f-]+\?number=\d{12}&by=[^&]+&code=1$/)
  assert.equal(b.headers()['cache-control'], 'private, no-store')
  const [number, code] = [...b.body().matchAll(/<p class="number">([\d ]+)<\/p>/g)].map(m => m[1]!)
  assert.match(code!, /^\d{3} \d{3}$/)
  assert.ok(!b.at().includes(code!.replace(' ', '')))
  const made = await told.db
    .selectFrom('grid.matter')
    .selectAll()
    .where('number', '=', number!)
    .executeTakeFirstOrThrow()
  assert.deepEqual([made.phone, made.contact, made.address, made.category], [null, '王婶', '花园新村12幢', '020102'])
  // The same address on another device shows the number alone.
  const other = await browser(told)
  await other.go(b.at())
  assert.match(other.body(), /查询码只在报事的手机上显示一天/)
  await b.go(`/follow?number=${number}`)
  await b.press({ tail: code! })
  assert.equal(b.at(), `/m/${here}/${made.id}`)
})

test('pressed twice it is one matter with one code', async told => {
  await built(told)
  const b = await browser(told)
  await b.go(address)
  const whole = { ...typed, category: '020101', asked: '1', sure: '1' }
  const page = [b.at(), new URLSearchParams([...b.filled(), ...Object.entries(whole)]).toString()] as const
  for (let i = 0; i < 2; i++) await b.go(page[0], page[1], 'application/x-www-form-urlencoded')
  assert.match(b.body(), /查询码，和编号一起记下/)
  assert.equal((await told.db.selectFrom('grid.matter').select('id').execute()).length, 1)
})

test('where it is: from building to unit to door, by a touch on the map, by the phone; outside is said in a sentence', async told => {
  await built(told)
  const b = await browser(told)
  await b.go(address)
  await b.press({ go: 'door' })
  assert.match(b.body(), /请先选哪栋楼/)
  await b.press({ ...typed, go: 'door' })
  assert.match(b.body(), /<optgroup label="3单元">[^]*3单元的楼道、门口[^]*3单元 502 室/)
  stands(b.filled(), typed)
  await b.press({
    door: '00000000-0000-7000-8000-000000000502',
    address: '门口',
    category: '020101',
    asked: '1',
    sure: '1',
  })
  const last = () =>
    told.db
      .selectFrom('grid.entry as e')
      .innerJoin('grid.matter as m', join =>
        join.onRef('m.community', '=', 'e.community').onRef('m.id', '=', 'e.matter'),
      )
      .selectAll('m')
      .orderBy('e.seq', 'desc')
      .executeTakeFirstOrThrow()
  assert.deepEqual([(await last()).address, (await last()).lon], ['花园新村12幢3单元502室，门口', 120.555])

  await b.go(address)
  await b.press({ title: '路上有坑', 'spot.x': '160', 'spot.y': '160' })
  assert.match(b.body(), /第一网格，花园新村12幢附近/)
  const touched = new Map(b.filled()).get('where')!
  assert.match(touched, /^@120\.55\d+,31\.50\d+$/)
  await b.press({ 'spot.x': '0', 'spot.y': '0' })
  assert.match(b.body(), /没有点到图上/)
  stands(b.filled(), { where: touched })
  await b.press({ category: '020101', asked: '1', sure: '1' })
  assert.deepEqual(
    [(await last()).place, (await last()).building, (await last()).address],
    [one, null, '花园新村12幢附近'],
  )

  await b.go(address)
  await b.press({ title: '路上有坑', go: 'here', here: '120.551000,31.501000,480' })
  assert.match(b.body(), /手机的位置只准到 480 米左右/)
  for (const [lon, said] of [
    ['120.565', /这个位置在暨阳社区，不在本社区/],
    ['121.5', /这个位置不在本社区范围内/],
  ] as const) {
    await b.press({ go: 'here', here: `${lon}000,31.501000,20` })
    assert.match(b.body(), said)
    stands(b.filled(), { title: '路上有坑', where: '@120.551,31.501' })
  }
})

test('whoever is signed in finds everything as it was typed after every refusal, and sends it then', async told => {
  await built(told)
  let refusal: Problem | null = null
  const b = await browser(told, '王婶', () => refusal)
  await b.go(address)
  const whole = { ...typed, phone: '13812345678', address: '东门' }
  const sure = { category: '020101', asked: '1', sure: '1' }
  const refuse = async (more: Record<string, string>, say: RegExp) => {
    await b.press({ ...whole, ...sure, ...more })
    assert.match(b.body(), say)
    stands(b.filled(), { ...whole, ...more })
  }
  await refuse({ phone: '138' }, /手机号应为 11 位/)
  await refuse({ title: '灯' }, /至少写 2 个字/)
  await refuse({ where: '' }, /请选哪栋楼，或者哪一片/)
  for (const [code, status, say] of [
    ['request.tooMany', 429, '这个网络地址试得太多了'],
    ['request.keyReused', 422, '这个请求编号已用于另一项内容'],
    ['grid.noSuchCategory', 422, '没有这个分类'],
    ['common.forbidden', 403, '没有此项权限'],
    ['common.busy', 503, '现在办事的人太多'],
    ['files.full', 507, '服务器的磁盘满了'],
  ] as const) {
    refusal = new Problem(code, status, say)
    await refuse({}, new RegExp(say))
  }
  refusal = null
  await b.upload(Buffer.alloc(12 * 1_048_576 + 1, 1))
  assert.match(b.body(), /有一张照片超过 12 MB/)
  stands(b.filled(), whole)
  await b.press({ ...whole, ...sure })
  assert.match(b.body(), /收到了，谢谢您[^]*在「我的」里也能看到/)
})
