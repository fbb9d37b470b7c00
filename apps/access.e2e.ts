/**
 * Everyone can use every page: axe finds nothing on any of them, for each role, at each size, empty, in trouble, with
 * mistakes and with a dialog open; nothing is too small to press or read; at 200 % nothing lies beyond the edge.
 */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { beyond, foreign, settled, small, tiny, violations, zoomed } from './look.ts'
import { open, routes, type Routes } from './routes.ts'
import { desk, phone, picture, stage, type Stage } from './stage.ts'
import { empty, here, password, village, type Village } from './village.ts'

let on: Stage
let v: Village
let all: Routes
/** What is wrong, by page; each test reads its own. */
let wrong: string[] = []

before(async () => {
  on = await stage()
  const page = await on.open(phone)
  for (const to of ['/setup', '/setup?in=320582100']) {
    await page.goto(to)
    await looked(page, `portal ${to}`, [phone, desk, zoomed], { least: 44 })
  }
  await page.context().close()
  v = await village(on.system)
  all = await routes(v)
})
after(() => on?.close())

test('the first page of an empty system is for everyone too', () => none())

for (const elder of [false, true])
  test(`every page of the portal, ${elder ? 'large and simple' : 'as usual'}, for a visitor and for a resident`, async () => {
    const visitors = [await on.open(phone), await signedIn('wangshen', phone)]
    await Promise.all(
      visitors.map(async (page, n) => {
        if (elder) await page.context().addCookies([{ name: 'elder', value: '1', url: on.origin }])
        const own = ['/mine', '/messages', '/signout', '/m/:community/:id']
        for (const { path, to } of all.portal) {
          // The first page of an empty system has been looked at before the village was there.
          if (path === '/setup' || (n === 0 ? path === '/m/:community/:id' : !own.includes(path))) continue
          await page.setViewportSize(phone)
          await page.goto(path === '/' ? '/?all=1' : to)
          const named = `portal${elder ? ' elder' : ''}${n ? ' resident' : ''} ${path}`
          await looked(page, named, [phone, desk, zoomed], elder ? { least: 60, text: 18 } : { least: 44 })
        }
        await page.context().close()
      }),
    )
    none()
  })

test('elder mode has one word on the first page, its main tasks are in letters of 30 px, and a telephone is on every page', async () => {
  const page = await on.open(phone)
  await page.goto(`/c/${here}`)
  await page.click('header button:has-text("长辈版")')
  await page.waitForSelector('html.elder')
  for (const size of await page.locator('.task b').evaluateAll(all => all.map(b => getComputedStyle(b).fontSize)))
    assert.ok(Number.parseFloat(size) >= 30, size)
  assert.ok(await page.locator('header a[href^="tel:"]').isVisible())
  await page.context().close()
})

test('every page of the desk, for whoever accepts and dispatches', async () => {
  const page = await signedIn('shenli', desk)
  for (const { path, to } of all.desk) {
    await page.setViewportSize(desk)
    await goes(page, '/desk', to)
    await looked(page, `desk ${path}`, [desk, phone, zoomed], {})
  }
  await page.context().close()
  none()
})

test('every page of the desk, for each other post that comes to it', async () => {
  const others = {
    fuzeren: v.staff.chief,
    shuji: v.staff.head,
    jiandu: v.staff.supervisor,
    weixiu: v.staff.repairer,
    system: v.staff.admin,
    security: v.staff.security,
  }
  const queue = Object.entries(others)
  await alongside(async () => {
    for (let one = queue.shift(); one; one = queue.shift()) {
      const page = await signedIn(one[0], desk)
      for (const { path, to } of open(all.desk, one[1])) {
        if (path.includes('$')) continue
        await goes(page, '/desk', to)
        await looked(page, `desk ${one[0]} ${path}`, [desk], {})
      }
      await page.context().close()
    }
  })
  none()
})

test('every page of the field app, for a grid worker and for a repairer', async () => {
  await Promise.all(
    ['xiaozheng', 'weixiu'].map(async who => {
      const page = await signedIn(who, phone)
      for (const { path, to } of all.field) {
        if (who === 'weixiu' && path.includes('$')) continue
        await page.setViewportSize(phone)
        await goes(page, '/field', to)
        await looked(page, `field ${who} ${path}`, who === 'weixiu' ? [phone] : [phone, desk, zoomed], { least: 44 })
      }
      await page.context().close()
    }),
  )
  none()
})

test('no page complained on its console', () => assert.deepEqual(on.complaints, []))

test('where nothing has happened yet', async () => {
  const page = await signedIn('xinlai', desk)
  for (const { path, to } of open(all.desk, v.staff.newcomer)) {
    if (path.includes('$')) continue
    await goes(page, '/desk', to)
    await looked(page, `desk empty ${path}`, [desk], {})
  }
  for (const to of ['', '/matters', '/notices', '/report']) {
    await page.goto(`/c/${empty}${to}`)
    await looked(page, `portal empty ${to}`, [phone], { least: 44 })
  }
  await page.context().close()
  none()
})

test('when the server fails, and when it cannot be reached', async () => {
  const some = [
    '/',
    '/grid',
    '/grid/$community/$id',
    '/board',
    '/rates',
    '/people',
    '/import/$id',
    '/task/$community/$id',
  ]
  await Promise.all(
    [false, true].map(async away => {
      for (const [who, base, of] of [
        ['shenli', '/desk', all.desk],
        ['xiaozheng', '/field', all.field],
      ] as const) {
        const page = await signedIn(who, phone)
        await page.goto(`${base}/messages`)
        await settled(page)
        await page.route(/\/api\/(?!identity\.me)/, route =>
          away ? route.abort() : route.fulfill({ status: 500, contentType: 'application/problem+json', body: '{}' }),
        )
        for (const { path, to } of of.filter(p => some.includes(p.path))) {
          await goes(page, base, to)
          await looked(page, `${base.slice(1)} ${away ? 'away' : 'error'} ${path}`, [phone], {})
        }
        await page.context().close()
      }
    }),
  )
  const page = await on.open(phone)
  for (const to of ['/nowhere', `/c/${here}/notices/${v.run}`, `/m/${here}/${v.run}`, '/c/999999999999']) {
    await page.goto(to)
    await looked(page, `portal error ${to.replaceAll(/\d+|-/g, '')}`, [phone], { least: 44 })
  }
  await page.context().close()
  none()
})

test('forms with mistakes say so where they are, to everyone', async () => {
  const guest = await on.open(phone)
  for (const to of [`/c/${here}/report`, '/follow', '/signin', '/messages/choices']) {
    await guest.goto(to)
    await guest
      .locator('main form')
      .first()
      .evaluate(f => (f as HTMLFormElement).submit())
    await guest.waitForSelector('[aria-invalid=true], .mistakes')
    await looked(guest, `portal mistakes ${to.replace(here, '')}`, [phone, desk], { least: 44 })
  }
  const staff = await signedIn('shenli', desk)
  for (const to of ['/grid/new', '/notices/new', '/people/new', '/password']) {
    await goes(staff, '/desk', to)
    await settled(staff)
    await staff.locator('main form button[type=submit]').last().click()
    await staff.waitForSelector('.ant-form-item-explain-error, [aria-invalid=true]')
    await looked(staff, `desk mistakes ${to}`, [desk, phone], {})
  }
  const worker = await signedIn('xiaozheng', phone)
  for (const to of ['/report', all.field.find(p => p.path.startsWith('/task') && p.path.endsWith('$move'))!.to]) {
    await goes(worker, '/field', to)
    await settled(worker)
    await worker.locator('form button[type=submit]').last().click()
    await worker.waitForSelector('.mistake, .refused')
    await looked(worker, `field mistakes ${to.slice(0, 8)}`, [phone], { least: 44 })
  }
  for (const page of [guest, staff, worker]) await page.context().close()
  none()
})

test('dialogs, menus and sheets', async () => {
  const staff = await signedIn('shenli', desk)
  await goes(staff, '/desk', all.desk.find(p => p.path === '/grid/$community/$id')!.to)
  await settled(staff)
  const moves = staff.locator('.moves > button')
  for (let n = 0; n < (await moves.count()); n++) {
    const label = await moves.nth(n).innerText()
    await moves.nth(n).click()
    await staff.waitForSelector('.ant-modal:visible, .ant-dropdown:visible')
    await looked(staff, `desk dialog ${n}`, [desk], {})
    await staff.keyboard.press('Escape')
    await staff
      .locator('.ant-modal:visible')
      .waitFor({ state: 'hidden' })
      .catch(() => wrong.push(`${label} does not close with Escape`))
  }
  await staff.setViewportSize(phone)
  await staff.click('button[aria-label=菜单]')
  await staff.waitForSelector('.ant-drawer-content:visible, .drawer-menu:visible')
  await looked(staff, 'desk menu', [phone], {})
  await staff.context().close()
  none()
})

// ── Helpers ──

type Size = { width: number; height: number }
type Asks = { least?: number; text?: number }

async function looked(page: Page, name: string, sizes: readonly Size[], { least, text }: Asks) {
  const add = (size: Size, found: readonly string[]) => wrong.push(...found.map(f => `${name} (${size.width}) ${f}`))
  try {
    for (const size of sizes) {
      await page.setViewportSize(size)
      await settled(page)
      if (size === zoomed) {
        add(size, await beyond(page))
        continue
      }
      add(size, await violations(page))
      if (size === phone) add(size, [...(await beyond(page)), ...(await foreign(page))])
      if (size === phone && least) add(size, await small(page, least))
      if (text) add(size, await tiny(page, text))
      await picture(page, `${name.replaceAll(/[^\w]+/g, '_')}-${size.width}`, { whole: true })
    }
  } catch (error) {
    wrong.push(`${name}: ${String(error).split('\n')[0]}`)
  }
}

function none() {
  const found = [...new Set(wrong)]
  wrong = []
  assert.deepEqual(found, [])
}

async function signedIn(username: string, size: Size): Promise<Page> {
  const page = await on.open(size)
  await page.emulateMedia({ reducedMotion: 'reduce' })
  const answer = await page.request.post('/api/identity.signIn', { data: { username, password } })
  assert.ok(answer.ok(), `${username}: ${await answer.text()}`)
  return page
}

/** Inside an application that is running already an address is changed and not loaded: the same page in a tenth of the time. */
async function goes(page: Page, base: string, to: string) {
  if (!new URL(page.url(), on.origin).pathname.startsWith(`${base}/`)) return void (await page.goto(base + to))
  await page.evaluate(to => {
    history.pushState({ depth: 1 }, '', to)
    dispatchEvent(new PopStateEvent('popstate', { state: history.state }))
  }, base + to)
}

/** Two at a time: there are two cores. */
const alongside = (work: () => Promise<void>) => Promise.all([work(), work()])
