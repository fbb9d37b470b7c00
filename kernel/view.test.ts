/** A kept view comes back to whoever kept it, and to nobody else. */
import assert from 'node:assert/strict'
import { refused, world, type Told } from './testing.ts'
import './view.ts'

const { test } = world({ 沈丽: [{ role: 'clerk', place: '320582100' }], 小沈: [] })
const keep = ({ as }: Told, name: string, search: string, who = '沈丽') =>
  as(who)('view.keep', { page: '/grid', name, search })

test('what was kept is listed in the order it was kept, and the same name takes its place', async told => {
  await keep(told, '超时的水电气', '?late=true')
  await keep(told, '待核查', '?state=checking')
  const all = await keep(told, '超时的水电气', '?late=true&urgency=utility')
  assert.deepEqual(all, [
    { name: '超时的水电气', search: '?late=true&urgency=utility' },
    { name: '待核查', search: '?state=checking' },
  ])
  assert.deepEqual(await told.as('沈丽')('view.mine', { page: '/people' }), [])
})

test('the order is what one makes of it; what is kept later stands at the end', async told => {
  for (const name of ['甲', '乙', '丙']) await keep(told, name, `?search=${name}`)
  const arrange = (names: string[], who = '沈丽') => told.as(who)('view.arrange', { page: '/grid', names })
  const said = (all: { name: string }[]) => all.map(v => v.name).join('')
  assert.equal(said(await arrange(['丙', '甲', '没有的'])), '丙甲乙')
  assert.equal(said(await keep(told, '丁', '?late=true')), '丙甲乙丁')
  await arrange(['乙'], '小沈')
  assert.equal(said(await told.as('沈丽')('view.mine', { page: '/grid' })), '丙甲乙丁')
})

test('nobody sees or drops what another keeps, and a guest of the page keeps nothing', async told => {
  await keep(told, '待核查', '?state=checking')
  assert.deepEqual(await told.as('小沈')('view.drop', { page: '/grid', name: '待核查' }), [])
  assert.equal((await told.as('沈丽')('view.mine', { page: '/grid' })).length, 1)
  assert.equal(await refused(told.as(null)('view.mine', { page: '/grid' })), 'common.signIn')
})

test('thirty are enough', async told => {
  for (let n = 0; n < 30; n++) await keep(told, `第${n}个`, '')
  assert.equal(await refused(keep(told, '又一个', '')), 'view.tooMany')
  assert.equal((await told.as('沈丽')('view.mine', { page: '/grid' })).length, 30)
})
