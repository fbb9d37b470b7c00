/**
 * A shift without a network, in a real browser against the real server: everything is downloaded, the line is cut, the page
 * is killed, the work is done; when the line is back each piece has arrived once. Then the next one takes the tablet.
 */
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { dayOf } from '../kernel/clock.ts'
import type { Actor } from '../kernel/rules.ts'
import { call } from '../kernel/server.ts'
import { phone, picture, stage, type Stage } from './stage.ts'
import { grids, here, village, type Village } from './village.ts'
import { goes, signedIn } from './visit.ts'

let on: Stage
let town: Village
let page: Page
let round: { community: string; id: string }
let room = ''
let husband: Key
/** When the line came back. */
let back = 0
const screens = mkdtempSync(join(tmpdir(), 'linli-screens-'))

before(async () => {
  cpSync(join(import.meta.dirname, '../build'), screens, { recursive: true })
  on = await stage(screens)
  town = await village(on.system)
  const { clerk, head, worker } = town.staff
  const points = []
  for (const [i, name] of ['南门岗亭', '车棚'].entries())
    points.push((await does<Key>('grid.addPoint', { place: grids.first, name, code: `POINT-0${i}` }, clerk)).id)
  const days = ['1', '2', '3', '4', '5', '6', '7']
  const said = { place: grids.first, name: '早巡', days, starts: '00:00', minutes: 1440, points, holder: worker.id }
  const plan = await does<Key>('grid.planPatrol', said, head)
  round = await does<Key>('grid.makeRound', { place: grids.first, plan: plan.id, day: dayOf(new Date()) }, head)
  room = (await does<{ id: string }>('places.findRoom', { community: here, address: '花园新村12幢3单元101室' }, clerk))
    .id
  const home = await does<{ residents: (Key & { name: string })[] }>(
    'people.home',
    { community: here, id: room },
    clerk,
  )
  husband = { community: here, id: home.residents.find(r => r.name === '李福根')!.id }
})
after(async () => {
  await on?.close()
  rmSync(screens, { recursive: true, force: true })
})

/** Each step stands on the one before. */
let broken = false
const step = (title: string, walk: () => Promise<void>) =>
  void test(title, async told => {
    if (broken) return told.skip('an earlier step failed')
    broken = true
    await walk().catch(async (error: unknown) => {
      await on.failed()
      throw error
    })
    broken = false
  })

step('signed in once, the app downloads itself and what the shift needs', async () => {
  page = await signedIn(on, 'xiaozheng', phone)
  page.context().setDefaultTimeout(30_000)
  await page.goto('/field/')
  await page.waitForSelector('text=儿童滑梯松动')
  await page.evaluate(async () => void (await navigator.serviceWorker.ready))
  await page.click('.tab-me')
  await page.waitForSelector('text=下载好的', { timeout: 30_000 })
  await picture(page, 'field-prepared')
  // Only what this person may see is asked for.
  assert.deepEqual(on.complaints, [])
})

step('without a network it starts at any address, for the one who worked here, and says since when', async () => {
  await page.context().setOffline(true)
  await page.close()
  page = await page.context().newPage()
  await page.goto(`/field/task/${here}/${town.matters.given.id}`)
  for (const [to, words] of [
    ['/', '儿童滑梯松动'],
    [`/task/${here}/${town.matters.given.id}`, '签收'],
    [`/patrol/${round.community}/${round.id}`, '南门岗亭'],
    ['/grid', '12幢'],
    [`/block/${here}/${town.building.id}`, '101'],
    [`/home/${here}/${room}`, '王秀兰'],
    [`/building/${here}/${town.building.id}`, '101'],
    ['/patrol', '早巡'],
    ['/me', '郑晓东'],
  ] as const) {
    await goes(page, '/field', to)
    await page.waitForSelector(`main :text("${words}")`)
    assert.equal(await page.locator('main :text("提前下载")').count(), 0, to)
    await picture(page, `field-offline${to.split('/').slice(0, 2).join('-')}`)
  }
  await page.goto('/field/')
  await page.waitForSelector('text=/离线，今天 \\d/')
  assert.ok(!/320582\d{4}/.test((await page.textContent('main'))!))
})

step('a task is signed for, worked on and reported back with a photo, all in the stairwell', async () => {
  await page.goto(`/field/task/${here}/${town.matters.given.id}`)
  await page.click('.actions button:has-text("签收")')
  await page.waitForSelector('.marks :text("处置中")')
  await page.waitForSelector('text=待提交：签收')
  await page.click('.actions a:has-text("办结反馈")')
  await page.fill('textarea', '螺丝已拧紧，孩子可以玩了')
  await page.setInputFiles('input[type=file]', { name: '滑梯.png', mimeType: 'image/png', buffer: photo })
  await page.waitForSelector('main figure img')
  await page.click('button:has-text("提交「办结反馈」")')
  await page.waitForSelector('.marks :text("待核查")')
  await page.waitForSelector('text=2 件待提交')
  await picture(page, 'field-offline-done', { whole: true })
})

step('a report, a point of the round, and a visit at a door wait beside it', async () => {
  await page.goto('/field/report')
  await page.setInputFiles('input[type=file]', { name: '井盖.png', mimeType: 'image/png', buffer: photo })
  await page.waitForSelector('main figure img')
  await page.fill('input[type=text] >> nth=0', '井盖晃动，走路有响声')
  await chooseCategory()
  await page.click('.send button')
  await page.waitForSelector('.reports :text("井盖晃动")')

  await page.goto(`/field/patrol/${round.community}/${round.id}`)
  await page.click('main a.main:has-text("南门岗亭")')
  await page.fill('main form input[type=text] >> nth=0', 'POINT-00')
  await page.click('button:has-text("记下到访")')
  await page.waitForSelector('text=1/2 个点')

  await page.goto(`/field/home/${here}/${room}`)
  await page.locator('[role=group][aria-label="手机号"] input').first().fill('13900001111')
  await page.fill('#visit-note', '王阿姨说身体还好')
  await page.click('button:has-text("记下")')
  await page.waitForSelector('text=刚记下的走访')
  await page.click('text=5 件待提交')
  await page.waitForSelector('h2:has-text("等着交")')
  await picture(page, 'field-outbox', { whole: true })
})

step('killed and opened again it has everything, and what lies on the device cannot be read', async () => {
  await page.close()
  page = await page.context().newPage()
  await page.goto('/field/outbox')
  await page.waitForSelector('h2:has-text("等着交")')
  assert.equal(await page.locator('.entry').count(), 5)
  const lying = await everything(page)
  for (const secret of ['王秀兰', '井盖', '螺丝', '13900001111', '郑晓东', '13812345678', '儿童滑梯'])
    assert.ok(!lying.includes(secret), `${secret} lies on the device in clear`)
})

step('meanwhile the office changes the same card; then the server itself is away, and back', async () => {
  const { clerk } = town.staff
  const edited = { changes: { phone: { was: null, is: '13700002222' } }, source: '电话' }
  await does('people.edit', { ...keyOf(husband), ...edited }, clerk)
  back = Date.now()
  const again = await on.still()
  await page.context().setOffline(false)
  await page.click('button:has-text("现在就交"), button:has-text("再试一次")')
  await page.waitForSelector('button:has-text("再试一次"), button:has-text("现在就交")')
  assert.equal(await page.locator('h2:has-text("等着交")').count(), 1)
  await again()
  await page.click('button:has-text("再试一次"), button:has-text("现在就交")')
  await page.waitForSelector('h2:has-text("等着交")', { state: 'detached', timeout: 30_000 })
})

step('everything has arrived once, in its order, with its time and its photo', async () => {
  const { worker, clerk } = town.staff
  const matter = await does<{ state: string; timeline: Line[] }>('grid.matter', keyOf(town.matters.given), worker)
  const mine = matter.timeline.filter(e => e.by?.includes('郑晓东'))
  assert.deepEqual(
    mine.map(e => e.move).filter(m => m !== 'dispatch'),
    ['sign', 'feedback'],
  )
  assert.equal(matter.state, 'checking')
  const [feedback] = mine.slice(-1)
  assert.equal(feedback!.photos.length, 1)
  const stored = await page.request.get(`/files/${here}/${feedback!.photos[0]}`)
  const bytes = createHash('sha256')
    .update(await stored.body())
    .digest('hex')
  const { sha256 } = await on.system.house.db
    .selectFrom('kernel.file')
    .select('sha256')
    .where('id', '=', feedback!.photos[0]!)
    .executeTakeFirstOrThrow()
  assert.equal(bytes, sha256.toString('hex'))
  const { items } = await does<{ items: { title: string; reportedAt: Date }[] }>(
    'grid.matters',
    { search: '井盖晃动' },
    clerk,
  )
  assert.equal(items.length, 1)
  assert.ok(items[0]!.reportedAt.getTime() < back)
  const walked = await does<{ visits: { state: string; visitedAt: Date | null }[] }>('grid.round', round, worker)
  assert.deepEqual(walked.visits.map(v => v.state).toSorted(), ['awaited', 'visited'])
  assert.ok(walked.visits.some(v => v.visitedAt && v.visitedAt.getTime() < back))
})

step('where two people wrote the same field both values stand side by side, and one is chosen', async () => {
  await page.click('h2:has-text("要您看一下") + ul a')
  await page.waitForSelector('.sides >> nth=0')
  const shown = (await page.textContent('.conflict'))!
  assert.match(shown, /137\*{4}2222/)
  assert.match(shown, /139\*{4}1111/)
  await page.waitForSelector('.conflict :text("沈丽")')
  await picture(page, 'field-conflict')
  await page.click('.sides button:has-text("您写的")')
  await page.click('button:has-text("就这样定")')
  await page.waitForSelector('text=都交上了')
  const card = await does<{ phoneMasked: string }>('people.person', keyOf(husband), town.staff.clerk)
  assert.equal(card.phoneMasked, '139****1111')
  await picture(page, 'field-receipts', { whole: true })
})

step(
  'a task that went to somebody else comes back with the reason, and the words can still reach the clerk',
  async () => {
    const { clerk, repairer } = town.staff
    await page.goto(`/field/task/${here}/${town.matters.late.id}/feedback`)
    await page.fill('textarea', '裂缝已灌浆，等它干透')
    await page.context().setOffline(true)
    await does('grid.transfer', { ...keyOf(town.matters.late), holder: repairer.id, reason: '要泥瓦工' }, clerk)
    await page.click('button:has-text("提交「办结反馈」")')
    await page.waitForSelector('text=1 件待提交')
    await page.context().setOffline(false)
    await page.click('text=/1 件要您看一下/')
    await page.click('.entry:has(.badge-late)')
    await page.waitForSelector('header .refused')
    await picture(page, 'field-refused', { whole: true })
    await page.click('button:has-text("转成上报")')
    await page.waitForURL('**/field/report')
    assert.equal(await page.locator('textarea').last().inputValue(), '裂缝已灌浆，等它干透')
  },
)

step('a newer version waits until it is pressed, and nothing is lost by it', async () => {
  await page.goto('/field/me')
  const worker = join(screens, 'field/worker.js')
  const index = join(screens, 'field/index.html')
  writeFileSync(worker, readFileSync(worker, 'utf8').replace(/const version = "/, 'const version = "next-'))
  appendFileSync(index, '<!-- next -->')
  await page.evaluate(async () => (await navigator.serviceWorker.ready).update().then(() => {}))
  await page.waitForSelector('text=有新版本，手头的事做完再点更新')
  await picture(page, 'field-newer')
  await page.click('.newer button')
  await page.waitForSelector('.newer', { state: 'detached' })
  await page.waitForSelector('text=没写完')
  assert.match(await page.evaluate(async () => await fetch('/field/').then(r => r.text())), /next/)
})

step(
  'whoever leaves is asked once about what is not sent; the next one sees nothing; the owner gets it back',
  async () => {
    await page.goto('/field/me')
    await page.click('button:has-text("退出登录")')
    await page.waitForSelector('text=/还有 \\d+ 件没交/')
    await picture(page, 'field-leave', { whole: true })
    await page.click('button:has-text("留在这台设备，退出")')
    await page.waitForURL('**/signin**')
    await page.request.post('/api/identity.signIn', { data: { username: 'weixiu', password: 'Xinfu-2026' } })
    await page.goto('/field/me')
    await page.waitForSelector('h1:has-text("刘工")')
    const seen = (await page.textContent('body'))! + (await everything(page))
    for (const secret of ['郑晓东', '王秀兰', '裂缝已灌浆', '13900001111', '井盖'])
      assert.ok(!seen.includes(secret), secret)
    assert.equal(await page.locator('text=没写完').count(), 0)
    await page.request.post('/api/identity.signIn', { data: { username: 'xiaozheng', password: 'Xinfu-2026' } })
    await page.goto('/field/me')
    await page.waitForSelector('.head-said:has-text("郑晓东")')
    await page.waitForSelector('text=1 件待提交')
  },
)

step('an app open for one person gives way when another signs in beside it', async () => {
  const other = await page.context().newPage()
  await other.request.post('/api/identity.signIn', { data: { username: 'weixiu', password: 'Xinfu-2026' } })
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')))
  await page.waitForSelector('.head-said:has-text("刘工")')
  assert.ok(!(await page.textContent('body'))!.includes('郑晓东'))
  await other.close()
})

// ── Helpers ──

type Key = { community: string; id: string }
type Line = { move: string; by: string | null; photos: string[]; at: string }
const keyOf = ({ community, id }: Key): Key => ({ community, id })
const does = async <T>(op: string, input: object, actor: Actor): Promise<T> =>
  (await call(on.system.house, { op, input, actor, now: new Date() })).answer as T

async function chooseCategory() {
  await page.click('.chip.more:has-text("分类")')
  await page.fill('.sheet input[type=search]', '井盖')
  await page.locator('.sheet .row').first().click()
}

/** Everything that IndexedDB, the caches and the two storages hold, as text: what is sealed shows as bytes. */
const everything = (of: Page): Promise<string> =>
  of.evaluate(async () => {
    const found: unknown[] = [{ ...localStorage }, { ...sessionStorage }]
    for (const { name } of await indexedDB.databases()) {
      const base = await new Promise<IDBDatabase>(done => {
        const opening = indexedDB.open(name!)
        opening.onsuccess = () => done(opening.result)
      })
      for (const store of base.objectStoreNames) {
        const rows = await new Promise<unknown[]>(done => {
          const asked = base.transaction(store).objectStore(store).getAll()
          asked.onsuccess = () => done(asked.result as unknown[])
        })
        found.push([name, store, ...rows])
      }
      base.close()
    }
    for (const name of await caches.keys())
      for (const request of await (await caches.open(name)).keys()) found.push(request.url)
    const text = new TextDecoder()
    return JSON.stringify(found, (_, v: unknown) =>
      v instanceof ArrayBuffer || ArrayBuffer.isView(v) ? text.decode(v as ArrayBuffer) : v,
    )
  })

const photo = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8/5fhPwAHBQKA3l0d9QAAAABJRU5ErkJggg==',
  'base64',
)
