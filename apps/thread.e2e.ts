/**
 * The whole thread in a real browser: a community is set up from a map and spreadsheets, a resident reports a lamp on the
 * portal, the clerk dispatches it, the grid worker mends it, the clerk checks it, the resident confirms, everyone sees it.
 */
import assert from 'node:assert/strict'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { newId } from '../kernel/id.ts'
import { checkCharacter } from '../kernel/numbers.ts'
import { writeSheet } from '../kernel/sheets/write.ts'
import { administrators, factor } from '../modules/identity/rules.ts'
import { desk, phone, picture, stage, type Stage } from './stage.ts'

const here = '320582100004'
const one = `${here}001`
const password = 'Xinfu-2026'
const folder = mkdtempSync(join(tmpdir(), 'linli-thread-'))
const at = (name: string) => join(folder, name)

let on: Stage
let admin: Page
let clerk: Page
let resident: Page
let worker: Page
let number = ''
before(async () => {
  on = await stage()
  const { db, refresh } = on.system.house
  // The second factor has a walk of its own (modules/identity/door.e2e.ts).
  const off = administrators.map(role => ({ name: factor[role].name, place: '320582100', from: '2026-01-01', is: 0 }))
  await db
    .insertInto('kernel.figure')
    .values(off.map(figure => ({ ...figure, reason: '试验', document: '', by: newId(), at: new Date() })))
    .execute()
  await refresh()
})
after(() => on?.close())

/** Each step stands on the one before; after the first that fails the others would only repeat it. */
let broken = false
const step = (title: string, walk: () => Promise<void> | void) =>
  void test(title, async told => {
    if (broken) return told.skip('an earlier step failed')
    broken = true
    await Promise.resolve(walk()).catch(async (error: unknown) => {
      await on.failed()
      throw error
    })
    broken = false
  })

step('an empty system is founded on its first page, by three people', async () => {
  admin = await on.open(desk)
  await admin.goto('/')
  for (const name of ['江苏省', '苏州市', '张家港市', '杨舍镇']) await admin.click(`main a:has-text("${name}")`)
  for (const [prefix, who] of [
    ['', 'jia'],
    ['security', 'yi'],
    ['audit', 'bing'],
  ] as const) {
    const field = (name: string) => `[name=${prefix ? prefix + name[0]!.toUpperCase() + name.slice(1) : name}]`
    await admin.fill(field('name'), `管理${who}`)
    await admin.fill(field('username'), `guan-${who}`)
    await admin.fill(field('password'), password)
  }
  await admin.click('main form button')
  await admin.waitForURL('**/desk/places')
  await post(admin, 'places.addPlace', { place: here, name: '花园浜社区' })
})

step('staff come from a sheet: one administrator opens the accounts, another gives the posts', async () => {
  const rows = [
    ['沈丽', 'shenli', '受理员', here],
    ['郑晓东', 'xiaozheng', '网格员', one],
  ].map(([name, account, post, place]) => [name!, account!, '', post!, place!, password])
  await writeSheet(at('工作人员.xlsx'), {
    sheet: '人员',
    kind: 'xlsx',
    columns: columns('姓名', '账号', '手机号', '岗位', '范围代码', '初始密码'),
    rows,
  })
  await bring(admin, '工作人员', '工作人员.xlsx')
  const security = await signIn('guan-yi', desk)
  await bring(security, '工作人员', '工作人员.xlsx')
  await security.context().close()
})

step('grids come from a map, homes and people from sheets; a wrong row comes back with its reason', async () => {
  clerk = await signIn('shenli', desk)
  writeFileSync(
    at('网格.geojson'),
    JSON.stringify({
      type: 'FeatureCollection',
      features: [square(one, '第一网格', 120.55), square(`${here}002`, '第二网格', 120.56)],
    }),
  )
  await bring(clerk, '网格（地图）', '网格.geojson')
  const homes = ['101', '102', '201', '202'].map(door => ['花园新村', '12幢', '3', door[0]!, `${door}室`, one])
  await writeSheet(at('房屋.xlsx'), {
    sheet: '房屋',
    kind: 'xlsx',
    columns: columns('小区', '楼栋', '单元', '楼层', '房号', '网格代码'),
    rows: homes,
  })
  await bring(clerk, '房屋', '房屋.xlsx')
  const people = [
    ['王秀兰', idOf('19580312', 926), '13812345678', '花园新村12幢3单元101室', '户主'],
    ['李福根', idOf('19550101', 911), '', '花园新村12幢3单元101室', '配偶'],
    ['错一位', idOf('19900101', 901).replace(/.$/, c => (c === '0' ? '1' : '0')), '', '花园新村12幢3单元102室', '户主'],
  ]
  await writeSheet(at('居民.xlsx'), {
    sheet: '居民',
    kind: 'xlsx',
    columns: columns('姓名', '身份证号', '手机号', '住址', '与户主关系'),
    rows: people,
  })
  const said = await bring(clerk, '居民', '居民.xlsx', 1)
  assert.match(said, /校验码/)
  await picture(clerk, 'import')
})

step('a resident reports a broken lamp on a phone, without an account', async () => {
  resident = await on.open(phone)
  await resident.goto(`/c/${here}`)
  await picture(resident, 'portal-home')
  await resident.click('main a:has-text("我要反映")')
  await resident.fill('[name=title]', '12幢楼道灯不亮')
  await resident.fill('[name=description]', '三楼的灯坏了两天，晚上看不见台阶')
  await resident.selectOption('[name=where]', { label: '花园新村 12幢' })
  await resident.setInputFiles('[name=photos]', { name: '灯.png', mimeType: 'image/png', buffer: lampPhoto })
  await resident.fill('[name=contactName]', '王婶')
  await resident.fill('[name=phone]', '13812345678')
  await picture(resident, 'portal-report')
  await resident.click('main form button:has-text("上报"), main form p.send button')
  await resident.click('main label:has-text("楼道灯")')
  await resident.click('main form p.send button')
  await resident.waitForURL('**/reported/**')
  number =
    (await resident.textContent('main'))!
      .replace(/\D/g, ' ')
      .split(' ')
      .find(n => n.length === 12) ?? ''
  number ||= /number=(\d+)/.exec(resident.url())?.[1] ?? ''
  assert.match(number, /^\d{12}$/)
  await picture(resident, 'portal-reported')
})

step('the clerk accepts it and gives it to the grid worker under a deadline', async () => {
  await clerk.goto('/desk/')
  await clerk.waitForSelector('text=12幢楼道灯不亮')
  await picture(clerk, 'desk-today')
  await clerk.click('text=12幢楼道灯不亮')
  await press(clerk, '受理')
  await press(clerk, '派遣', async box => {
    await box.locator('.ant-select').first().click()
    await clerk.click('.ant-select-item-option:has-text("郑晓东")')
  })
  await clerk.waitForSelector('text=待签收')
  await picture(clerk, 'desk-matter')
})

step('the grid worker signs for it on a phone and reports back with a photo', async () => {
  worker = await signIn('xiaozheng', phone)
  await worker.goto('/field/')
  await worker.waitForSelector('text=12幢楼道灯不亮')
  await picture(worker, 'field-tasks')
  await worker.click('text=12幢楼道灯不亮')
  await worker.click('main :is(button, a):has-text("签收")')
  await worker.click('main :is(button, a):has-text("办结反馈")')
  await worker.fill('textarea', '已更换灯泡，三楼、四楼都亮了')
  await worker.setInputFiles('input[type=file] >> nth=0', {
    name: '亮了.png',
    mimeType: 'image/png',
    buffer: lampPhoto,
  })
  await worker.waitForSelector('main img')
  await picture(worker, 'field-feedback')
  await worker.click('button:has-text("提交「办结反馈」")')
  await worker.waitForSelector('text=待核查')
})

step('the clerk checks it and closes it, and lets everyone see the photo', async () => {
  await clerk.reload()
  await press(clerk, '核查通过，结案', async box => {
    await box.locator('input[type=checkbox]').check()
  })
  await clerk.waitForSelector('text=已结案')
})

step('the resident finds it by number and phone, says that it is solved, and rates it', async () => {
  await resident.goto('/follow')
  await resident.fill('[name=number]', number)
  await resident.fill('[name=tail]', '5678')
  await resident.click('main form p.send button')
  await resident.waitForURL('**/m/**')
  await picture(resident, 'portal-matter')
  await resident.click('main button:has-text("已解决")')
  await resident.waitForSelector('text=您确认解决了')
  await resident.click('main summary:has-text("评价")')
  await resident.click('main label:has([name=stars][value="5"])')
  await resident.click('main details[open] form p.send button')
  await resident.waitForSelector('text=「评价」已收到')
})

step('everyone sees what was said and done, and nothing of who said it', async () => {
  const anyone = await on.open(desk)
  await anyone.goto(`/c/${here}/matters`)
  await picture(anyone, 'portal-public')
  await anyone.click('main a:has-text("楼道灯不亮")')
  const shown = (await anyone.textContent('main'))!
  assert.match(shown, /已更换灯泡/)
  for (const secret of ['王婶', '13812345678', '5678', '看不见台阶']) assert.ok(!shown.includes(secret), secret)
  assert.equal(await anyone.locator('main img').count(), 1)
})

step('no page complained on its console', () => assert.deepEqual(on.complaints, []))

// ── Helpers ──

const columns = (...titles: string[]) => titles.map(title => ({ title, text: true }))
const idOf = (birth: string, order: number) => `320582${birth}${order}` + checkCharacter(`320582${birth}${order}`)
const square = (code: string, name: string, west: number) => ({
  type: 'Feature',
  properties: { code, name },
  geometry: {
    type: 'Polygon',
    coordinates: [
      [
        [west, 31.87],
        [west + 0.01, 31.87],
        [west + 0.01, 31.88],
        [west, 31.88],
        [west, 31.87],
      ],
    ],
  },
})
/** One yellow pixel is a picture of a lamp. */
const lampPhoto = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8/5fhPwAHBQKA3l0d9QAAAABJRU5ErkJggg==',
  'base64',
)

async function signIn(username: string, size: { width: number; height: number }): Promise<Page> {
  const page = await on.open(size)
  await page.goto('/signin')
  await page.fill('[name=username]', username)
  await page.fill('[name=password]', password)
  await page.click('main form button')
  await page.waitForURL(url => url.pathname !== '/signin')
  // Somebody else chose the first password: nothing opens before it is changed, and at a desk that is done there.
  if (new URL(page.url()).pathname === '/signin/password') {
    await page.fill('[name=old]', password)
    await page.fill('[name=fresh]', `${password}-Zi-Ji`)
    await page.click('main form button')
    await page.waitForURL(url => !url.pathname.startsWith('/signin'))
  }
  return page
}

/** What a screen sends, sent by its page: for steps that have no place in the picture. */
async function post(page: Page, op: string, input: object) {
  const status = await page.evaluate(
    async ([op, body]) =>
      (await fetch(`/api/${op}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: body! }))
        .status,
    [op, JSON.stringify(input)],
  )
  assert.equal(status, 200, op)
}

/** The import wizard from the file to the result; gives what the page says of the rows that came back. */
async function bring(page: Page, kind: string, file: string, bad = 0): Promise<string> {
  await page.goto('/desk/import')
  await page.click('.door-line .ant-select >> nth=0')
  await page.click(`.ant-select-item-option:has-text("${kind}") >> nth=0`)
  await page.setInputFiles('.door-line input[type=file]', at(file))
  await page.click('button:has-text("上传并核对列")')
  await page.waitForURL('**/desk/import/*')
  await page.click('button:has-text("检查")')
  await page.click('button:has-text("导入"):not([disabled]):not([aria-selected])', { timeout: 30_000 })
  await page.waitForSelector('h2:has-text("已导入"), h3:has-text("已导入"), :text-is("已导入")')
  if (bad) await page.waitForSelector('text=/校验码/')
  const said = (await page.textContent('main'))!
  if (!bad) assert.ok(!said.includes('退回的'), said.slice(0, 300))
  return said
}

/** A move's button, its small form filled, and sent. */
async function press(page: Page, label: string, fill?: (box: ReturnType<Page['locator']>) => Promise<void>) {
  await page.click(`.moves button:has-text("${label}") >> nth=0`)
  const box = page.locator('.ant-modal:visible')
  await box.waitFor()
  await fill?.(box)
  await box.locator('button[type=submit], button.ant-btn-primary').last().click()
  await box.waitFor({ state: 'hidden' })
}
