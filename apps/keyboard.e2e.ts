/**
 * The main tasks by the keyboard alone: where one stands is always seen and never lost, the way past the menu works,
 * dialogs keep the focus in and give it back.
 */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { settled } from './look.ts'
import { desk, phone, stage, type Stage } from './stage.ts'
import { here, password, village, type Village } from './village.ts'

let on: Stage
let v: Village
let staff: Page
before(async () => {
  on = await stage()
  v = await village(on.system)
})
after(() => on?.close())

test('a resident reports, follows and rates', async () => {
  const page = await on.open(phone)
  await page.goto(`/c/${here}`)
  await page.keyboard.press('Tab')
  assert.equal(await standing(page), '跳到正文')
  await page.keyboard.press('Enter')
  assert.equal(await page.evaluate(() => document.activeElement?.id), 'main')
  await press(page, /^我要反映/)
  await page.waitForURL('**/report')
  await fill(page, 'title', '楼道灯不亮')
  await reach(page, 'where')
  await page.keyboard.press('ArrowDown')
  await fill(page, 'phone', '13812345678')
  await press(page, /^下一步/)
  await page.waitForSelector('[name=category]')
  await reach(page, 'category')
  await page.keyboard.press('Space')
  await press(page, /^(上报|下一步)/)
  if (!page.url().includes('/reported/')) await press(page, /上报|不是|照样/)
  await page.waitForURL('**/reported/**')

  await page.goto('/follow')
  await fill(page, 'number', v.matters.closed.number)
  await fill(page, 'tail', '5678')
  await page.keyboard.press('Enter')
  await page.waitForURL('**/m/**')
  await press(page, /^评价/)
  await reach(page, 'stars')
  await page.keyboard.press('Space')
  await press(page, /^评价$/, 'button')
  await page.waitForSelector('text=「评价」已收到')
  await page.context().close()
})

test('staff sign in, pass the menu, find a late matter, accept and dispatch another', async () => {
  staff = await on.open(desk)
  await staff.goto('/signin?to=/desk/')
  await fill(staff, 'username', 'shenli')
  await fill(staff, 'password', password)
  await staff.keyboard.press('Enter')
  await staff.waitForURL('**/desk/')
  await settled(staff)
  await press(staff, /^跳到正文/)
  assert.equal(await staff.evaluate(() => document.activeElement?.tagName), 'MAIN')
  await staff.goto('/desk/grid?late=true')
  await settled(staff)
  await press(staff, /围墙裂缝/)
  await staff.waitForSelector('h1:has-text("围墙裂缝")')
  await notLost(staff)

  await staff.goto('/desk/grid')
  await settled(staff)
  await press(staff, /广场舞音乐/)
  await staff.waitForSelector('.moves')
  await press(staff, /^受理$/)
  await trapped(staff)
  await staff.keyboard.press('Escape')
  await staff.locator('.ant-modal:visible').waitFor({ state: 'hidden' })
  assert.equal(await standing(staff), '受理', 'the dialog gives the focus back')
  await staff.keyboard.press('Enter')
  await staff.waitForSelector('.ant-modal:visible')
  await settled(staff)
  await press(staff, /受理$/, '.ant-modal button')
  await staff.locator('.ant-modal:visible').waitFor({ state: 'hidden' })
  await notLost(staff)
  await press(staff, /^派遣$/)
  await staff.waitForSelector('.ant-modal:visible')
  await settled(staff)
  await reach(staff, 'holder')
  await staff.keyboard.type('郑')
  await staff.waitForSelector('.ant-select-item-option:has-text("郑晓东")')
  await staff.keyboard.press('Enter')
  await press(staff, /派遣$/, '.ant-modal button')
  await staff.waitForSelector('text=待签收')
  await notLost(staff)
})

test('a grid worker signs for a matter and reports back', async () => {
  const page = await on.open(phone)
  await page.goto('/signin?to=/field/')
  await fill(page, 'username', 'xiaozheng')
  await fill(page, 'password', password)
  await page.keyboard.press('Enter')
  await page.waitForURL('**/field/')
  await settled(page)
  await press(page, /儿童滑梯松动/)
  await press(page, /^签收$/)
  await press(page, /^办结反馈$/)
  await page.waitForSelector('textarea')
  await fill(page, 'textarea', '螺丝已经拧紧')
  await press(page, /^提交/)
  await page.waitForSelector('text=待核查')
  await notLost(page)
  await page.context().close()
})

test('a clerk registers for a caller', async () => {
  await staff.goto('/desk/grid/new')
  await settled(staff)
  await fill(staff, 'phone', '13900001111')
  await fill(staff, 'title', '楼道灯不亮')
  await press(staff, /^楼道灯损坏$/, '.suggested button')
  await press(staff, /^登记$/, 'form button')
  await staff.waitForURL(/\/grid\/\d{12}\//).catch(async () => {
    assert.fail(
      `not registered: ${(await staff.locator('.ant-form-item-explain-error, .mistake').allInnerTexts()).join('；')}`,
    )
  })
  await notLost(staff)
})

test('a clerk comes to the imports and picks a kind', async () => {
  await staff.goto('/desk/')
  await settled(staff)
  await press(staff, /^导入导出/)
  await staff.waitForURL('**/desk/import')
  await settled(staff)
  await staff.locator('.door-line .ant-select').first().waitFor()
  await reach(staff, '.door-line .ant-select input')
  await staff.keyboard.press('ArrowDown')
  await staff.waitForSelector('.ant-select-item-option:visible')
  await staff.keyboard.press('Enter')
})

test('a clerk searches a resident and opens the household', async () => {
  await staff.goto('/desk/people')
  await settled(staff)
  await staff.keyboard.press('/')
  await staff.keyboard.type('王秀兰')
  await staff.keyboard.press('Enter')
  await press(staff, /^王秀兰/)
  await staff.waitForSelector('h1:has-text("王秀兰")')
  await press(staff, /李福根/)
  await staff.waitForSelector('h1:has-text("李福根")')
  await notLost(staff)
})

test('a clerk keeps two views, puts the second first, and moves three matters at once', async () => {
  await staff.goto('/desk/grid?state=reported')
  await settled(staff)
  await press(staff, /^存为常用/)
  await staff.waitForSelector('.view-name input')
  await staff.keyboard.type('待受理的')
  await staff.keyboard.press('Enter')
  await staff.waitForSelector('.views a:has-text("待受理的")')
  await notLost(staff)
  await staff.goto('/desk/grid?state=accepted')
  await settled(staff)
  await press(staff, /^存为常用/)
  await staff.waitForSelector('.view-name input')
  await staff.keyboard.type('待派遣的')
  await staff.keyboard.press('Enter')
  await staff.waitForSelector('.kept a:has-text("待派遣的")')
  await press(staff, /^待派遣的$/, '.kept a')
  await staff.keyboard.press('Alt+ArrowLeft')
  await staff.waitForSelector('.kept :first-child > a:has-text("待派遣的")')
  assert.equal(await standing(staff), '待派遣的', 'what was moved keeps the keyboard')
  await staff.goto('/desk/grid?state=reported')
  await settled(staff)
  assert.deepEqual(await staff.locator('.kept a').allInnerTexts(), ['待派遣的', '待受理的'])
  for (const title of ['12幢门口垃圾没人收', '车库门口总被挡住', '楼下路面有个坑']) {
    await reach(staff, `[aria-label="选择 ${title}"]`)
    await staff.keyboard.press('Space')
  }
  await press(staff, /^受理$/, '.bulk button')
  await staff.waitForSelector('.ant-modal:visible')
  await settled(staff)
  await press(staff, /受理 3 件$/, '.ant-modal button')
  await staff.waitForSelector('text=3 件，已完成')
  await notLost(staff)
})

test('whoever heads the community publishes a notice', async () => {
  await staff.context().close()
  const page = await on.open(desk)
  await page.goto('/signin?to=/desk/notices')
  await fill(page, 'username', 'shuji')
  await fill(page, 'password', password)
  await page.keyboard.press('Enter')
  await page.waitForURL('**/desk/notices')
  await settled(page)
  await press(page, /冬季燃气入户检查/)
  await press(page, /^公布$/)
  await page.waitForSelector('.ant-modal:visible')
  await settled(page)
  await press(page, /公布$/, '.ant-modal button')
  await page.waitForSelector('.head :text("公布中")')
  await notLost(page)
  await page.context().close()
})

// ── Helpers ──

/** Tabs until it stands on what `there` says, a selector and the words on it; at the end one must see where it stands. */
async function tab(page: Page, there: { selector: string; words?: string }) {
  for (let n = 0; n < 160; n++) {
    const found = await page.evaluate(({ selector, words }) => {
      const element = document.activeElement as HTMLElement | null
      if (!element?.matches(selector)) return false
      return (
        words === undefined || new RegExp(words).test((element.getAttribute('aria-label') ?? element.innerText).trim())
      )
    }, there)
    if (found) return seen(page)
    await page.keyboard.press('Tab')
  }
  assert.fail(`Tab does not reach ${there.words ?? there.selector} on ${page.url()}`)
}

/** A field by its name, or by a selector. */
const reach = (page: Page, field: string) =>
  tab(page, {
    selector:
      /^\w+$/.test(field) && field !== 'textarea' ? `[name="${field}"], [id="${field}"], [id$="_${field}"]` : field,
  })

async function fill(page: Page, field: string, text: string) {
  await reach(page, field)
  await page.keyboard.type(text)
}

/** A link or a button by its words; `within` narrows it. */
async function press(page: Page, words: RegExp, within = 'a, button, summary, label, [role=button]') {
  await page.locator(within).filter({ hasText: words }).first().waitFor()
  await tab(page, { selector: within, words: words.source })
  await page.keyboard.press('Enter')
}

const standing = (page: Page) => page.evaluate(() => (document.activeElement as HTMLElement).innerText.trim())

/** What has the focus looks otherwise than without it. */
async function seen(page: Page) {
  const said = await page.evaluate(async () => {
    const drawn = () => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))
    const element = document.activeElement as HTMLElement
    const around = [
      element,
      ...[
        'label',
        '.ant-select',
        '.ant-input-affix-wrapper',
        '.ant-checkbox-wrapper',
        '.ant-checkbox',
        '.ant-picker',
        '.choice',
      ].flatMap(s => element.closest<HTMLElement>(s) ?? []),
    ]
    const looks = () =>
      around.map(e => {
        const { outlineStyle, outlineWidth, outlineColor, borderColor, boxShadow, backgroundColor, top } =
          getComputedStyle(e)
        const { boxShadow: ring, outlineStyle: line } = getComputedStyle(e, '::after')
        return [
          outlineStyle,
          outlineWidth,
          outlineColor,
          borderColor,
          boxShadow,
          backgroundColor,
          top,
          ring,
          line,
        ].join()
      })
    const style = document.createElement('style')
    style.textContent = '* { transition: none !important }'
    document.head.append(style)
    const focused = looks()
    element.blur()
    await drawn()
    const left = looks()
    element.focus({ preventScroll: true })
    await drawn()
    style.remove()
    return focused.join() === left.join() ? element.outerHTML.slice(0, 200) : null
  })
  assert.equal(said, null, 'nothing shows where the focus is')
}

/** After an action the focus is on something, and not back at the beginning of the document. */
async function notLost(page: Page) {
  await settled(page)
  await page
    .waitForFunction(() => document.activeElement !== document.body, undefined, { timeout: 3000 })
    .catch(() => {
      assert.fail(`the focus is lost on ${page.url()}`)
    })
}

/** Tab stays inside the open dialog. */
async function trapped(page: Page) {
  await page.waitForSelector('.ant-modal:visible')
  await settled(page)
  for (let n = 0; n < 12; n++) {
    await page.keyboard.press('Tab')
    // Between the last and the first the browser's own bar has its turn, which is the document's body here.
    const outside = await page.evaluate(() => {
      const element = document.activeElement
      const kept =
        !element || element === document.body || element.closest('.ant-modal, .ant-modal-wrap, .ant-modal-root')
      return kept ? null : element.outerHTML.slice(0, 200)
    })
    assert.equal(outside, null, 'Tab leaves the dialog')
  }
}
