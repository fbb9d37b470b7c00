/**
 * Everyone can use every page of the desk: axe finds nothing for each post that comes to it, at each size, where nothing
 * has happened yet, and with a dialog open; at 200 % nothing lies beyond the edge.
 */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { settled, zoomed } from './look.ts'
import { couldEver } from '../ui/desk/page.ts'
import { open, routes, type Routes } from './routes.ts'
import { desk, phone, stage, type Stage } from './stage.ts'
import { empty, village, type Village } from './village.ts'
import { becomes, blame, goes, looked, none, shared, signedIn } from './visit.ts'

let on: Stage
let v: Village
let all: Routes

before(async () => {
  on = await stage()
  v = await village(on.system)
  all = await routes(v)
})
after(() => on?.close())

test('every page of the desk, for whoever accepts and dispatches', async () => {
  await shared(all.desk, async next => {
    const page = await signedIn(on, 'shenli', desk)
    for (let one = next(); one; one = next()) {
      await page.setViewportSize(desk)
      await goes(page, '/desk', one.to)
      await looked(page, `desk ${one.path}`, [desk, phone, zoomed], {})
    }
    await page.context().close()
  })
  none()
})

test('every page of the desk, for each other post that comes to it', async () => {
  const others = {
    fuzeren: v.staff.chief,
    shuji: v.staff.head,
    jiandu: v.staff.supervisor,
    weixiu: v.staff.repairer,
    kuaiji: v.staff.accountant,
    chuna: v.staff.cashier,
    system: v.staff.admin,
    security: v.staff.security,
  }
  await shared(Object.entries(others), async next => {
    const page = await signedIn(on, 'fuzeren', desk)
    for (let one = next(); one; one = next()) {
      await becomes(page, one[0])
      await page.goto('/desk/messages')
      for (const { path, to, may } of open(all.desk, one[1])) {
        // A record is looked at once, by whoever may: for most of them that is the clerk.
        if (path.includes('$') && couldEver(may, v.staff.clerk)) continue
        await goes(page, '/desk', to)
        await looked(page, `desk ${one[0]} ${path}`, [desk], {})
      }
    }
    await page.context().close()
  })
  none()
})

test('no page complained on its console', () => assert.deepEqual(on.complaints, []))

test('where nothing has happened yet', async () => {
  const lists = open(all.desk, v.staff.newcomer).filter(p => !p.path.includes('$'))
  await shared(lists, async next => {
    const page = await signedIn(on, 'xinlai', desk)
    for (let one = next(); one; one = next()) {
      await goes(page, '/desk', one.to)
      await looked(page, `desk empty ${one.path}`, [desk], {})
    }
    await page.context().close()
  })
  await shared(['', '/matters', '/notices', '/report'], async next => {
    const page = await on.open(phone)
    for (let to = next(); to !== undefined; to = next()) {
      await page.goto(`/c/${empty}${to}`)
      await looked(page, `portal empty ${to}`, [phone], { least: 44 })
    }
    await page.context().close()
  })
  none()
})

test('dialogs, menus and sheets', async () => {
  const staff = await signedIn(on, 'shenli', desk)
  await goes(staff, '/desk', all.desk.find(p => p.path === '/grid/$community/$id')!.to)
  await settled(staff)
  const moves = staff.locator('.moves > button')
  for (let n = 0; n < (await moves.count()); n++) {
    const label = await moves.nth(n).innerText()
    await moves.nth(n).click()
    await staff.waitForSelector('.ant-modal:visible, .ant-dropdown:visible')
    if (await staff.locator('.ant-modal form').isVisible())
      await staff
        .waitForFunction(() => document.activeElement?.closest('.ant-modal form'))
        .catch(() => blame(`${label} opens with the keyboard outside of its form`))
    await looked(staff, `desk dialog ${n}`, [desk], {})
    await staff.keyboard.press('Escape')
    await staff
      .locator('.ant-modal:visible')
      .waitFor({ state: 'hidden' })
      .catch(() => blame(`${label} does not close with Escape`))
  }
  await staff.setViewportSize(phone)
  await staff.click('button[aria-label=菜单]')
  await staff.waitForSelector('.ant-drawer-content:visible, .drawer-menu:visible')
  await looked(staff, 'desk menu', [phone], {})
  await staff.context().close()
  none()
})
