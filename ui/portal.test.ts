/** The pages of the portal, drawn from real contracts: labels, kinds, mistakes and kept answers are the contract's, not the page's. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { grid } from '../modules/grid/contract.ts'
import { Matter } from '../modules/grid/shapes.ts'
import { identity } from '../modules/identity/contract.ts'
import { people } from '../modules/people/contract.ts'
import { html } from './html.ts'
import { freshForm, type Form } from './portal-fields.ts'
import { inputOf, mistakesIn } from './portal-page.ts'
import { FormPage, ListPage, Moves, RecordPage } from './portal.ts'
import { Filter } from './portal-parts.ts'

const now = new Date('2026-11-23T15:20:00+08:00')
const key = '0199aaaa-0000-7000-8000-000000000001'
const visit = (form: Partial<Form> = {}, query: Record<string, string> = {}) => ({
  form: { ...freshForm(key), ...form },
  query,
  now,
})
const { report, follow, rate, reopen } = grid.ops

test('a form asks what the operation needs: labels, kinds and lengths from the contract, and its key for sending once', () => {
  const page = String(FormPage(visit(), { op: report, fields: ['title', 'description', 'phone', 'photos'] }))
  assert.match(page, /<label for="grid-report-title">什么事<\/label>/)
  assert.match(
    page,
    /<input id="grid-report-title" name="title" aria-required="true" type="text" maxlength="60" value="">/,
  )
  assert.match(
    page,
    /<label for="grid-report-description">详细情况 <span class="optional">选填<\/span><\/label>\s*<textarea [^>]*maxlength="2000"/,
  )
  assert.match(page, /name="phone"[^>]* type="tel" inputmode="numeric"/)
  assert.match(page, /type="file" accept="image\/\*" multiple/)
  assert.match(page, /<form method="post" novalidate [^>]*enctype="multipart\/form-data">/)
  assert.match(page, new RegExp(`name="_op" value="grid.report"><input type="hidden" name="_key" value="${key}"`))
})

test('few choices of an enum are radio cards in words', () => {
  const page = String(FormPage(visit(), { op: people.ops.register, fields: ['sex'] }))
  assert.match(page, /<legend>性别/)
  assert.equal(page.match(/type="radio" name="sex"/g)?.length, 2)
})

test('after a refusal each mistake stands on top with a link, and beside its question; what was filled in is kept', () => {
  const values = { title: '<灯>', phone: '138', photos: ['0199aaaa-0000-7000-8000-00000000000a'] }
  const mistakes = mistakesIn(report, inputOf(report, values, { place: '131026001003' }))
  assert.deepEqual(mistakes, { category: '请填写', phone: '手机号应为 11 位' })
  const page = String(
    FormPage(visit({ op: 'grid.report', values, mistakes }), {
      op: report,
      fields: ['title', 'category', 'phone', 'photos'],
    }),
  )
  assert.match(page, /role="alert"[^>]*autofocus>\s*<h2>还有 2 处要改/)
  assert.match(
    page,
    /<a href="#grid-report-category">分类：请填写<\/a>.*<a href="#grid-report-phone">手机号：手机号应为 11 位<\/a>/,
  )
  assert.match(
    page,
    /<p class="mistake" id="grid-report-phone-mistake">手机号应为 11 位<\/p>\s*<input [^>]*aria-invalid="true" aria-describedby="grid-report-phone-mistake"[^>]*value="138"/,
  )
  assert.match(page, /value="&lt;灯&gt;"/)
  assert.match(page, /type="checkbox" name="photos" value="0199aaaa-0000-7000-8000-00000000000a" checked/)
})

test('a refusal that belongs to no field is said on top; the password is the one answer that is not kept', () => {
  const form = {
    op: 'identity.signIn',
    values: { username: 'zhaomin', password: 'Geheim-123' },
    problem: '账号或密码不对',
  }
  const page = String(FormPage(visit(form), { op: identity.ops.signIn }))
  assert.match(page, /<h2>账号或密码不对<\/h2>/)
  assert.match(page, /value="zhaomin"/)
  assert.ok(!page.includes('Geheim-123'))
})

test('what was sent to one form of a page does not appear in another', () => {
  const page = String(
    FormPage(visit({ op: 'identity.signIn', values: { number: 'X1' }, mistakes: { number: '不对' } }), { op: follow }),
  )
  assert.ok(!page.includes('X1') && !page.includes('不对'))
})

test('a link may fill in what the person sees, and nothing they do not see', () => {
  const query = { number: 'HY1', building: '0199aaaa-0000-7000-8000-00000000000b' }
  assert.match(String(FormPage(visit({}, query), { op: follow })), /name="number"[^>]*value="HY1"/)
  const page = String(FormPage(visit({}, query), { op: report, fields: ['title', 'building'] }))
  assert.match(page, /type="hidden" name="building" value=""/)
})

test('the parser’s own words about types never reach a person', () => {
  const mistakes = mistakesIn(rate, inputOf(rate, { stars: 'many' }, { community: '131026001003', id: key }))
  assert.deepEqual(mistakes, { stars: '填得不对' })
})

test('the address decides which record is meant, not the form', () => {
  const input = inputOf(reopen, { id: 'someone else’s', reason: '还漏' }, { community: '131026001003', id: key })
  assert.deepEqual(input, { community: '131026001003', id: key, reason: '还漏', photos: [] })
})

test('moves come from the offers: one that cannot be made now is greyed, with the reason to read', () => {
  const offers = [
    { move: 'urge', label: '催办', because: '24 小时内已催办过' },
    { move: 'confirm', label: '已解决', to: 'confirmed' },
    { move: 'rate', label: '评价' },
  ]
  const page = String(Moves(visit(), { offers, ops: grid.ops, order: ['confirm', 'rate', 'urge'] }))
  assert.match(page, /<button class="button quiet" disabled>催办<\/button><p class="because">24 小时内已催办过<\/p>/)
  assert.ok(page.indexOf('grid.confirm') < page.indexOf('grid.rate'))
  assert.match(page, /<details class="move"><summary class="button quiet">评价<\/summary>/)
  const again = String(
    Moves(visit({ op: 'grid.rate', mistakes: { stars: '请填写' } }), { offers, ops: grid.ops, order: ['rate'] }),
  )
  assert.match(again, /<details class="move" open>/)
  assert.equal(Moves(visit(), { offers: [], ops: grid.ops, order: ['rate'] }), false)
})

test('a record shows the fields it was asked for, under the contract’s labels, and leaves out what is not there', () => {
  const record = { address: '3 号楼', result: null, reportedAt: new Date('2026-11-22T01:20:00Z'), late: true }
  const page = String(
    RecordPage(visit(), { record, schema: Matter, title: '灯', show: ['address', 'result', 'reportedAt', 'late'] }),
  )
  assert.match(page, /<dt>地点<\/dt><dd>3 号楼<\/dd>/)
  assert.match(page, /<dt>上报时间<\/dt><dd><time datetime="2026-11-22T01:20:00.000Z">昨天 9:20<\/time><\/dd>/)
  assert.match(page, /<dt>超时<\/dt><dd>是<\/dd>/)
  assert.ok(!page.includes('办理结果'))
})

test('an empty list says so and names a next step; a long one has pages that keep the filter', () => {
  const options = {
    op: grid.ops.published,
    line: (m: { title: string }) => html`${m.title}`,
    empty: html`<p>还没有</p><a href="/x">我要反映</a>`,
  }
  assert.match(String(ListPage(visit(), { ...options, answer: { items: [], total: 0 } })), /还没有.*我要反映/)
  const page = String(
    ListPage(visit({}, { state: 'open', page: '2' }), {
      ...options,
      answer: { items: [{ title: '甲' } as never], total: 45 },
    }),
  )
  assert.match(page, /rel="prev" href="\?state=open&amp;page=1"/)
  assert.match(page, /第 2 页，共 3 页/)
  assert.match(page, /rel="next" href="\?state=open&amp;page=3"/)
})

test('a filter says which one is chosen, keeps the others, and begins at the first page again', () => {
  const filter = String(
    Filter({ state: 'open', grid: '1', page: '3' }, 'state', '进展', [
      { value: '', label: '全部' },
      { value: 'open', label: '正在办' },
    ]),
  )
  assert.match(filter, /<a href="\?grid=1">全部<\/a><a href="\?state=open&amp;grid=1" aria-current="true">正在办<\/a>/)
})
