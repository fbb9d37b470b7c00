/**
 * The works on three screens: 王婶 answers for her home on the portal and reads the count, 小郑 reports from the site while he
 * has no network, and the desk shows one project with everything that hangs on it.
 */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { beyond, foreign, settled } from '../../../apps/look.ts'
import { desk, phone, picture, stage, type Stage } from '../../../apps/stage.ts'
import { here, village, type Village } from '../../../apps/village.ts'
import { signedIn } from '../../../apps/visit.ts'

let on: Stage
let v: Village
before(async () => {
  on = await stage()
  v = await village(on.system)
})
after(() => on?.close())

test('a home is asked once, and everyone reads the count and nobody’s name', async () => {
  const page = await signedIn(on, 'wangshen', phone)
  const to = `/c/${here}/works/${v.works.project.id}`
  await page.goto(to)
  await page.getByText('有的没做到', { exact: true }).click()
  await page.getByText('基本满意', { exact: true }).click()
  await page.getByLabel('怎样改进').fill('灯再低一点')
  await page.getByRole('button', { name: '交评价' }).click()
  await page.getByText('收到您家的评价').waitFor()
  assert.equal(await page.getByRole('button', { name: '交评价' }).count(), 0)
  const anyone = await on.open(phone)
  await anyone.goto(to)
  await anyone.getByText('应评 1 户，已收到 1 户').waitFor()
  // What was said is not shown before everybody was asked.
  assert.equal(await anyone.getByText(/灯再低一点|有的没做到/).count(), 0)
  assert.equal(await anyone.getByText('王秀兰').count(), 0)
  assert.deepEqual([await beyond(anyone), await foreign(anyone)], [[], []])
  await picture(anyone, 'works-portal-project', { whole: true })
})

test('what is reported from the site without a network lies on the telephone and goes out when there is one', async () => {
  const page = await signedIn(on, 'xiaozheng', phone)
  const { community, id } = v.works.going
  await page.goto('/field/works')
  await page.getByText('东门装灯').click()
  await page.getByRole('link', { name: '现场报告' }).click()
  await page.getByLabel('现场情况').waitFor()
  await page.context().setOffline(true)
  await page.getByLabel('现场情况').fill('灯杆已经立好两根')
  await page.getByRole('button', { name: '提交「现场报告」' }).click()
  await page.locator('.pending').getByText('灯杆已经立好两根').waitFor()
  await picture(page, 'works-field-pending', { whole: true })
  assert.deepEqual(await beyond(page), [])
  await page.context().setOffline(false)
  await page.locator('.pending').waitFor({ state: 'detached' })
  const line = on.system.house.db
    .selectFrom('works.entry')
    .select('byName')
    .where('community', '=', community)
    .where('record', '=', id)
    .where('text', '=', '灯杆已经立好两根')
  assert.deepEqual(await line.execute(), [{ byName: '郑晓东' }])
})

test('the desk shows a project with its quotes, milestones, contracts and answers, and the draw with its list', async () => {
  const page = await signedIn(on, 'shuji', desk)
  const { community, id } = v.works.project
  await page.goto(`/desk/works/projects/${community}/${id}`)
  for (const said of ['报价', '节点', '变更', '合同和付款', '问题和整改'])
    await page.getByRole('heading', { name: said, exact: true }).waitFor()
  await settled(page)
  assert.deepEqual([await beyond(page), await foreign(page)], [[], []])
  await picture(page, 'works-desk-project', { whole: true })
  await page.goto('/desk/works/projects')
  await page.getByText('换四盏路灯').waitFor()
  await picture(page, 'works-desk-list')
  await page.goto('/desk/works/projects/new')
  await page.getByText('凭交付执行的决议立项').waitFor()
  await settled(page)
  await picture(page, 'works-desk-new', { whole: true })
  await page.goto(`/desk/works/draws/${v.works.draw.community}/${v.works.draw.id}`)
  await page.getByRole('link', { name: '东门装灯' }).waitFor()
  await picture(page, 'works-desk-draw')
  assert.deepEqual(
    on.complaints.filter(said => !said.includes('ERR_INTERNET_DISCONNECTED')),
    [],
  )
})
