/**
 * 老周 runs a meeting on his phone: he opens it, names are pressed as people come, the number that is missing stands in large
 * words until it is zero, the votes are counted and a resolution is there, which everyone reads; and a wish from the portal.
 */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { beyond, foreign, settled, small } from '../../../apps/look.ts'
import { desk, phone, picture, stage, type Stage } from '../../../apps/stage.ts'
import { here, village, type Village } from '../../../apps/village.ts'
import { signedIn } from '../../../apps/visit.ts'
import type { Page } from 'playwright-core'

let on: Stage
let v: Village
let chair: Page
before(async () => {
  on = await stage()
  v = await village(on.system)
  chair = await signedIn(on, 'laozhou', phone)
})
after(() => on?.close())

/** antd puts a space between two Chinese characters of a button. */
const spaced = (page: Page, name: string) =>
  page.getByRole('button', { name: new RegExp(`^${name.split('').join('\\s?')}$`) })

test('he opens it, presses the names, counts, and the law says what it came to', async () => {
  const m = v.council.meeting
  await chair.goto(`/desk/council/meetings/${m.community}/${m.id}`)
  await settled(chair)
  await spaced(chair, '开会').first().click()
  await spaced(chair, '确定开会').click()
  const status = chair.locator('.quorum')
  await status.getByText('到会 0 人，还差 14 人').waitFor()
  const names = chair.locator('.checkins button')
  assert.equal(await names.count(), 21)
  for (let n = 0; n < 13; n++) {
    await names.nth(n).click()
    await chair.locator(`.checkins button[aria-pressed=true]`).nth(n).waitFor()
  }
  await status.getByText('到会 13 人，还差 1 人').waitFor()
  await picture(chair, 'council-meeting-short')
  await names.nth(13).click()
  await status.getByText('到会 14 人，可以开会').waitFor()
  await chair.getByLabel('第1项谁发言').fill('钱邦一')
  await chair.getByLabel('第1项说了什么').fill('东门口最暗，先装两盏')
  await spaced(chair, '记下').first().click()
  await chair.getByText('东门口最暗，先装两盏').waitFor()
  await chair.getByLabel('第1项同意').fill('12')
  await chair.getByLabel('第1项不同意').fill('1')
  await chair.getByLabel('第1项弃权').fill('1')
  assert.deepEqual(await beyond(chair), [])
  await picture(chair, 'council-meeting-open', { whole: true })
  await spaced(chair, '计票').first().click()
  await chair.getByText('看决议').waitFor()
  await chair.getByLabel('第2项谁发言').fill('顾敏')
  await chair.getByLabel('第2项说了什么').fill('扶手已经比价，下周开工')
  await spaced(chair, '记下').first().click()
  await chair.getByText('已听取').waitFor()
  await spaced(chair, '散会').first().click()
  await spaced(chair, '确定散会').click()
  await spaced(chair, '写会议记录').first().click()
  await chair
    .locator('.ant-modal, .ant-drawer')
    .getByRole('button', { name: /写会议记录/ })
    .click()
  await chair.getByText('结果：通过').waitFor()
  await settled(chair)
  assert.deepEqual([await beyond(chair), await small(chair, 24), await foreign(chair)], [[], [], []])
  await picture(chair, 'council-meeting-minutes', { whole: true })
})

test('the pages of the desk show who decides, what is wished for and what was resolved', async () => {
  const head = await signedIn(on, 'shuji', desk)
  for (const [name, path] of [
    ['topics', '/desk/council/topics'],
    ['topic', `/desk/council/topics/${here}/${v.council.wished.id}`],
    ['body', `/desk/council/bodies/${here}/${v.council.councilBody.id}`],
    ['resolutions', '/desk/council/resolutions'],
    ['resolution', `/desk/council/resolutions/${here}/${v.council.resolution.id}`],
    ['meetings', '/desk/council/meetings'],
    ['meeting', `/desk/council/meetings/${here}/${v.council.meeting.id}`],
  ] as const) {
    await head.goto(path)
    await settled(head)
    assert.deepEqual([await beyond(head), await foreign(head)], [[], []], name)
    await picture(head, `council-desk-${name}`, { whole: true })
  }
  await head.goto(`/desk/council/topics/${here}/${v.council.wished.id}`)
  await spaced(head, '同意立题').click()
  const choose = async (label: string, name: string) => {
    await head.getByLabel(label).click()
    await head.locator('.ant-select-item-option', { hasText: name }).first().waitFor()
    await head
      .locator('.ant-select-item-option', { hasText: name })
      .first()
      .evaluate(e => (e as HTMLElement).click())
  }
  await choose('由哪个组织议', '花园浜居民议事会')
  await choose('属于哪类事项', '小型公益设施的建设和管护')
  await head
    .locator('.ant-modal, .ant-drawer')
    .getByRole('button', { name: /同意立题/ })
    .click()
  await head.getByText('已立题').first().waitFor()
})

test('a resident proposes without signing in and without a script, follows it, and reads what was decided', async () => {
  const page = await on.open(phone)
  await page.goto(`/c/${here}`)
  await page.click('a:has-text("去提议题"), a[href$="/council"]')
  await picture(page, 'council-portal', { whole: true })
  assert.deepEqual([await beyond(page), await small(page, 24)], [[], []])
  await page.click('a:has-text("我要提议题")')
  await page.click('button:has-text("提交")')
  await page.getByText('请填写').first().waitFor()
  await page.fill('[name=title]', '菜场门口划停车线')
  await page.fill('[name=said]', '早上堵得救护车进不来')
  await picture(page, 'council-portal-propose', { whole: true })
  await page.click('button:has-text("提交")')
  await page.getByText('收到了，谢谢您').waitFor()
  assert.ok(!(await page.innerText('main')).includes('菜场门口划停车线'))
  await picture(page, 'council-portal-topic', { whole: true })
  await page.goto(`/c/${here}/council/resolutions/${v.council.resolution.id}`)
  assert.ok(!(await page.innerText('main')).includes('王秀兰'))
  await picture(page, 'council-portal-resolution', { whole: true })
  const wide = await on.open(desk)
  await wide.goto(`/c/${here}/council`)
  assert.deepEqual(await beyond(wide), [])
  await picture(wide, 'council-portal-wide', { whole: true })
})
