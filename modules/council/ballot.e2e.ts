/**
 * A vote in a real browser: the resident's phone makes the number, has it signed unseen and casts the sheet; the clerk gives a
 * paper at the table and two of them enter the pile; the result is read, with the resident's own sheet by her receipt.
 */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Page } from 'playwright-core'
import { call } from '../../kernel/server.ts'
import { desk, phone, stage, type Stage } from '../../apps/stage.ts'
import { here, village, type Village } from '../../apps/village.ts'
import { looked, none, signedIn } from '../../apps/visit.ts'

let on: Stage
let v: Village
let wang: Page
let receipt = ''
before(async () => {
  on = await stage()
  v = await village(on.system)
})
after(() => on?.close())

const at = () => `/b/${here}/${v.ballots.open.id}`
const both = [phone, desk] as const
const wide = { least: 44 }
const later = (days: number) => new Date(Date.now() + days * 86_400_000)
const does = (op: string, input: object, who: 'clerk' | 'head', now = later(2)) =>
  call(on.system.house, { op: `council.${op}`, input: { ...v.ballots.open, ...input }, actor: v.staff[who], now })

test('a resident finds what is decided, votes on her phone, and gets a receipt; once', async () => {
  wang = await signedIn(on, 'wangshen', phone)
  await wang.goto(`/c/${here}`)
  await wang.getByRole('link', { name: /今年先办哪几件/ }).click()
  await looked(wang, 'ballot', both, wide)
  await wang.setViewportSize(phone)
  await wang.getByRole('link', { name: '去投票' }).click()
  await wang.waitForSelector('form[data-ballot]:not([hidden])')
  await wang.getByLabel('路灯更新').fill('5')
  await wang.getByLabel('花坛改造').fill('2')
  await wang.getByText('同意', { exact: true }).click()
  await looked(wang, 'ballot-vote', both, wide)
  await wang.setViewportSize(phone)
  await wang.getByRole('button', { name: '填好了，核对一下' }).click()
  await wang.waitForSelector('text=请核对，投出后不能改')
  await looked(wang, 'ballot-check', both, wide)
  await wang.setViewportSize(phone)
  const sent: string[] = []
  wang.on('request', request => {
    if (request.url().endsWith('/api/council.cast'))
      void request.allHeaders().then(h => sent.push(h['cookie'] ?? 'no cookie'))
  })
  await wang.getByRole('button', { name: '确定投票' }).click()
  await wang.waitForSelector('output:not(:empty)', { timeout: 60_000 })
  receipt = (await wang.textContent('output')) ?? ''
  assert.match(receipt, /^[0-9a-f]{4}( [0-9a-f]{4}){3}$/)
  assert.deepEqual(sent, ['no cookie'])
  await looked(wang, 'ballot-receipt', both, wide)
  assert.equal(await wang.evaluate(() => Object.keys(localStorage).filter(k => k.startsWith('linli-ballot')).length), 0)
  await wang.goto(at())
  await wang.waitForSelector('text=票已领过')
})

test('at the table a paper is given, and after the close two enter the pile', async () => {
  const clerk = await signedIn(on, 'shenli', desk)
  await clerk.goto(`/desk/ballots/roll/${here}/${v.ballots.open.id}`)
  await clerk.getByRole('button', { name: '给李福根发纸质票' }).click()
  await clerk.getByRole('button', { name: '发纸质票', exact: true }).last().click()
  await clerk.waitForSelector('text=已登记发出纸质票')
  await clerk.waitForSelector('text=已领：纸票')
  await looked(clerk, 'desk-roll', both, {})
  await clerk.setViewportSize(desk)
  await clerk.goto(`/desk/ballots/${here}/${v.ballots.open.id}`)
  await looked(clerk, 'desk-ballot', both, {})
  await does('closeVote', {}, 'head')
  await clerk.setViewportSize(desk)
  await clerk.goto(`/desk/ballots/papers/${here}/${v.ballots.open.id}`)
  await clerk.getByRole('spinbutton', { name: '健身器材' }).fill('4')
  await clerk.getByRole('checkbox', { name: '反对' }).check()
  await clerk.getByRole('button', { name: '录入这张' }).click()
  await clerk.waitForSelector('text=第 1 张　只录了一遍')
  await looked(clerk, 'desk-papers', both, {})
  const sheet = [
    [0, 4, 0],
    [0, 1, 0],
  ]
  const second = { ...v.staff.clerk, id: v.staff.head.id, name: '张岭' }
  const entered = { ...v.ballots.open, number: 1, sheet }
  await call(on.system.house, { op: 'council.enterPaper', input: entered, actor: second, now: later(2) })
})

test('the result says why a project lost, and shows her own sheet by the receipt', async () => {
  await does('countVote', {}, 'clerk')
  await does('publishVote', {}, 'head')
  await wang.goto(`${at()}/result`)
  await wang.fill('[name=receipt]', receipt)
  await wang.getByRole('button', { name: '查我的票' }).click()
  await wang.waitForSelector('text=路灯更新 5，花坛改造 2；2．同意')
  await wang.waitForSelector('text=为什么没有选上')
  await looked(wang, 'ballot-result', both, wide)
  none()
  assert.deepEqual(on.complaints, [])
})
