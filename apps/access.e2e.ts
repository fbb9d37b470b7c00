/**
 * Everyone can use every page of the portal and of the field app: axe finds nothing, for each role, at each size, in
 * trouble and with mistakes; nothing is too small to press or read; at 200 % nothing lies beyond the edge.
 */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { settled, zoomed } from './look.ts'
import { routes, type Routes } from './routes.ts'
import { desk, phone, stage, type Stage } from './stage.ts'
import { here, village, type Village } from './village.ts'
import { goes, looked, none, shared, signedIn } from './visit.ts'

let on: Stage
let v: Village
let all: Routes

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
    const theirs = ['/m/:community/:id', '/v/:community/:id']
    const own = ['/mine', '/messages', '/signout', ...theirs]
    // The first page of an empty system has been looked at before the village was there.
    const pages = all.portal.filter(p => p.path !== '/setup')
    const visits = [
      ...pages.filter(p => !theirs.includes(p.path)).map(p => ({ ...p, isResident: false })),
      ...pages.filter(p => own.includes(p.path)).map(p => ({ ...p, isResident: true })),
    ]
    await shared(visits, async next => {
      const [guest, resident] = [await on.open(phone), await signedIn(on, 'wangshen', phone)]
      if (elder)
        for (const page of [guest, resident])
          await page.context().addCookies([{ name: 'elder', value: '1', url: on.origin }])
      for (let one = next(); one; one = next()) {
        const page = one.isResident ? resident : guest
        await page.setViewportSize(phone)
        await page.goto(one.path === '/' ? '/?all=1' : one.to)
        const named = `portal${elder ? ' elder' : ''}${one.isResident ? ' resident' : ''} ${one.path}`
        await looked(page, named, [phone, desk, zoomed], elder ? { least: 60, text: 18 } : { least: 44 })
      }
      for (const page of [guest, resident]) await page.context().close()
    })
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

test('every page of the field app, for a grid worker and for a repairer', async () => {
  await shared(all.field, async next => {
    const [worker, repairer] = [await signedIn(on, 'xiaozheng', phone), await signedIn(on, 'weixiu', phone)]
    for (let one = next(); one; one = next()) {
      await worker.setViewportSize(phone)
      await goes(worker, '/field', one.to)
      await looked(worker, `field xiaozheng ${one.path}`, [phone, desk, zoomed], { least: 44 })
      if (one.path.includes('$')) continue
      await goes(repairer, '/field', one.to)
      await looked(repairer, `field weixiu ${one.path}`, [phone], { least: 44 })
    }
    for (const page of [worker, repairer]) await page.context().close()
  })
  none()
})

test('no page complained on its console', () =>
  assert.deepEqual(
    // A page that is only for whoever is signed in says so with its status, too.
    on.complaints.filter(said => !/status of 401 \(Unauthorized\) \S+\/(mine|signin)\//.test(said)),
    [],
  ))

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
        const page = await signedIn(on, who, phone)
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
  const portal = async () => {
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
    await guest.context().close()
  }
  const atDesk = async () => {
    const staff = await signedIn(on, 'shenli', desk)
    for (const to of ['/grid/new', '/notices/new', '/people/new', '/password']) {
      await goes(staff, '/desk', to)
      await settled(staff)
      await staff.locator('main form button[type=submit]').last().click()
      await staff.waitForSelector('.ant-form-item-explain-error, [aria-invalid=true]')
      await looked(staff, `desk mistakes ${to}`, [desk, phone], {})
    }
    await staff.context().close()
  }
  const outside = async () => {
    const worker = await signedIn(on, 'xiaozheng', phone)
    for (const to of ['/report', all.field.find(p => p.path.startsWith('/task') && p.path.endsWith('$move'))!.to]) {
      await goes(worker, '/field', to)
      await settled(worker)
      await worker.locator('form button[type=submit]').last().click()
      await worker.waitForSelector('.mistake, .refused')
      await looked(worker, `field mistakes ${to.slice(0, 8)}`, [phone], { least: 44 })
    }
    await worker.context().close()
  }
  await shared([atDesk, portal, outside], async next => {
    for (let walk = next(); walk; walk = next()) await walk()
  })
  none()
})

test('sheets of the field app open over the page, keep the focus in and give it back', async () => {
  const page = await signedIn(on, 'xiaozheng', phone)
  await page.goto('/field/report')
  await settled(page)
  for (const words of ['选分类', '选楼栋']) {
    await page.click(`button:has-text("${words}")`)
    await page.waitForSelector('dialog[open]')
    await looked(page, `field sheet ${words}`, [phone], { least: 44 })
    await page.keyboard.press('Escape')
    await page.locator('dialog[open]').waitFor({ state: 'hidden' })
    assert.match(await page.evaluate(() => (document.activeElement as HTMLElement).innerText), new RegExp(words))
  }
  await page.context().close()
  none()
})
