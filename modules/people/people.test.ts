/** Stories of finding people, of who sees how much of a card, who sees that they looked, and of coming and going. */
import assert from 'node:assert/strict'
import { refused } from '../../kernel/testing.ts'
import type { Resident, ResidentLine } from './shapes.ts'
import { initials } from './columns.ts'
import { accountOfWang, here, keyOf, now, register, room, stranger, test, two, wangId } from './stories.ts'

// ── Finding and counting ────────────────────────────────────────────────────

test('people are found by name, initials, door, phone tail and whole numbers', async told => {
  await register(told, { room: await room(told) })
  await register(told, { ...stranger, name: '单小明', room: await room(told, '1203'), relation: 'householder' })
  await register(told, { ...stranger, name: '欧阳娜娜', phone: '13700001203' })
  const find = async (search: string) =>
    (await told.as('小沈')('people.persons', { search }, now)).items.map((i: ResidentLine) => i.name)
  assert.deepEqual(await find('秀英'), ['王秀英'])
  assert.deepEqual(await find('wx'), ['王秀英'])
  assert.deepEqual(await find('SXM'), ['单小明'])
  assert.deepEqual(await find('5678'), ['王秀英'])
  assert.deepEqual((await find('1203')).toSorted(), ['单小明', '欧阳娜娜'].toSorted())
  assert.deepEqual(await find('502室'), ['王秀英'])
  assert.deepEqual(await find('138 1234 5678'), ['王秀英'])
  assert.deepEqual(await find(wangId), ['王秀英'])
  assert.deepEqual(await find('1381234567'), [])
  assert.deepEqual(await find('%'), [])
})

test('initials read a surname its own way and leave out what has none', async () => {
  assert.deepEqual(['王秀英', '单小明', '欧阳娜娜', '区志强', 'Anna 李'].map(initials), [
    'wxy',
    'sxm',
    'oynn',
    'ozq',
    'annal',
  ])
})

test('a list is as wide as the post: grid, community, nothing next door, nothing for residents', async told => {
  await register(told)
  await register(told, { ...stranger, name: '李明', place: two })
  const total = async (who: string | null, more: object = {}) => (await told.as(who)('people.persons', more, now)).total
  assert.deepEqual(
    await Promise.all(['小沈', '陈静', '郑晓东', '邻居乙', '街道甲', '王秀英', null].map(who => total(who))),
    [2, 2, 1, 0, 0, 0, 0],
  )
  assert.equal(await total('小沈', { place: two }), 1)
})

test('a list is narrowed by age and kind, and leaves out who has gone unless asked', async told => {
  const r = await register(told)
  await register(told, { ...stranger, name: '李明', birth: '2011-06-01', residence: 'tenant' })
  const names = async (more: object) =>
    (await told.as('小沈')('people.persons', more, now)).items.map((i: ResidentLine) => i.name)
  assert.deepEqual(await names({ from: 68, to: 68 }), ['王秀英'])
  assert.deepEqual(await names({ from: 69 }), [])
  assert.deepEqual(await names({ from: 15, to: 15 }), ['李明'])
  assert.deepEqual(await names({ to: 14 }), [])
  assert.deepEqual(await names({ residence: 'tenant' }), ['李明'])
  await told.as('小沈')('people.moveOut', keyOf(r), now)
  assert.deepEqual(await names({ residence: 'registered' }), [])
  assert.deepEqual(await names({ state: 'left' }), ['王秀英'])
})

test('heads are counted for those who live here now, on each side of 60 and 15', async told => {
  const home = await room(told)
  await register(told, { room: home })
  await register(told, { ...stranger, name: '李六十', birth: '1966-06-01', room: home, relation: 'spouse' })
  await register(told, { ...stranger, name: '李近六', birth: '1966-06-02' })
  await register(told, { ...stranger, name: '小十五', birth: '2011-06-01', residence: 'tenant' })
  await register(told, { ...stranger, name: '小十四', birth: '2011-06-02' })
  const away = await register(told, { ...stranger, name: '外出者', birth: '1990-01-01' })
  await told.as('小沈')('people.leaveHome', keyOf(away), now)
  const counts = (who: string) => told.as(who)('people.counts', { place: here }, now)
  const expected = { people: 5, households: 4, over60: 2, under15: 1, tenants: 1 }
  assert.deepEqual(await counts('小沈'), expected)
  assert.deepEqual(await counts('街道甲'), expected)
  assert.equal((await counts('邻居乙')).people, 0)
})

test('everyone may read what is collected and why', async ({ as }) => {
  const list = await as(null)('people.purposes', {})
  assert.deepEqual(list[2], { label: '手机号', purpose: '联系本人', basis: '本人同意', keep: '在住期间' })
})

// ── Who sees, and who sees that ─────────────────────────────────────────────

test('staff see the card inside their scope; the person sees the own; others find nothing', async told => {
  const key = keyOf(await register(told))
  for (const who of ['小沈', '郑晓东', '陈静', '王秀英'])
    assert.equal((await told.as(who)('people.person', key, now)).name, '王秀英')
  for (const who of ['邻居乙', '街道甲', null])
    assert.equal(await refused(told.as(who)('people.person', key, now)), 'common.notFound')
})

test('a whole number is shown once, for a reason; the reason is kept and the number is not', async told => {
  const key = keyOf(await register(told))
  const reveal = (field: string, reason: string, who = '陈静') =>
    told.as(who)<Resident>('people.reveal', { ...key, field, reason }, now)
  assert.equal((await reveal('phone', '通知复诊时间')).revealed, '13812345678')
  assert.equal((await reveal('idNumber', '核对医保信息')).revealed, wangId)
  assert.equal((await told.as('陈静')('people.person', key, now)).revealed, undefined)
  assert.equal(await refused(reveal('phone', '看看')), 'common.invalid')
  assert.equal(await refused(reveal('phone', '打听一下消息', '邻居乙')), 'common.forbidden')
  const bare = keyOf(await register(told, { ...stranger, name: '李明' }))
  assert.equal(
    await refused(told.as('陈静')('people.reveal', { ...bare, field: 'phone', reason: '通知复诊时间' }, now)),
    'people.notGiven',
  )
})

test('whoever looks is in the trail, and the person reads it: list, card, household and number', async told => {
  const home = await room(told)
  const r = await register(told, { room: home })
  const account = {
    id: accountOfWang,
    place: here,
    username: 'wang',
    name: '王秀英',
    password: '-',
    mustChange: false,
    person: r.person,
  }
  await told.db.insertInto('identity.account').values(account).execute()
  const at = (minutes: number) => new Date(now.getTime() + minutes * 60_000)
  await told.as('小沈')('people.persons', { place: here }, at(1))
  await told.as('陈静')('people.person', keyOf(r), at(2), '随访')
  await told.as('小沈')('people.household', { community: here, room: home }, at(3))
  await told.as('陈静')('people.reveal', { ...keyOf(r), field: 'phone', reason: '通知复诊时间' }, at(4))
  await told.as('邻居乙')('people.persons', { place: here }, at(5))
  const { items } = await told.as('王秀英')('identity.looks', {}, now)
  assert.deepEqual(
    items.map((l: { label: string; name: string; reason: string | null }) => [l.label, l.name, l.reason]),
    [
      ['查看完整号码', '陈静', '通知复诊时间'],
      ['一户', '小沈', null],
      ['居民', '陈静', '随访'],
      ['居民列表', '小沈', null],
      ['登记居民', '小沈', null],
    ],
  )
})

// ── Moves ───────────────────────────────────────────────────────────────────

test('the person corrects the own phone; a neighbour does not', async told => {
  const key = keyOf(await register(told))
  const correct = (who: string) =>
    told.as(who)<Resident>('people.correct', { ...key, phone: '13987654321', source: '本人' }, now)
  assert.equal((await correct('王秀英')).phoneMasked, '139****4321')
  assert.equal(await refused(correct('邻居乙')), 'common.forbidden')
})

test('a new name is found under its own initials', async told => {
  const key = keyOf(await register(told))
  await told.as('小沈')('people.correct', { ...key, name: '黄秀英', source: '户口簿' }, now)
  assert.equal((await told.as('小沈')('people.persons', { search: 'hx' }, now)).total, 1)
})

test('people leave home, come back, move out and come back again', async told => {
  const key = keyOf(await register(told))
  const move = async (name: string, more: object = {}) =>
    (await told.as('郑晓东')<Resident>(`people.${name}`, { ...key, ...more }, now)).state
  const until = async () =>
    (await told.db.selectFrom('people.resident').select('until').where('id', '=', key.id).executeTakeFirstOrThrow())
      .until
  assert.equal(await move('leaveHome'), 'away')
  assert.equal(await move('returnHome'), 'living')
  assert.equal(await move('moveOut', { reason: '搬到市区' }), 'left')
  assert.equal(await until(), '2026-06-01')
  assert.equal(await refused(move('leaveHome')), 'common.wrongState')
  assert.equal(await move('returnHome'), 'living')
  assert.equal(await until(), null)
})

test('a death is registered with its day, not one to come, and a mistake is put right', async told => {
  const key = keyOf(await register(told))
  const pass = (date: string) => told.as('小沈')<Resident>('people.passAway', { ...key, date }, now)
  assert.equal(await refused(pass('2026-06-02')), 'people.notYetDied')
  const dead = await pass('2026-06-01')
  assert.deepEqual([dead.state, dead.offers.map(o => o.move)], ['died', ['restore']])
  assert.equal(
    await refused(told.as('陈静')('people.restore', { ...key, reason: '登记错了人' }, now)),
    'common.forbidden',
  )
  assert.equal(
    (await told.as('小沈')<Resident>('people.restore', { ...key, reason: '登记错了人' }, now)).state,
    'living',
  )
})

test('the buttons offered are those of the post', async told => {
  const key = keyOf(await register(told))
  const buttons = async (who: string) =>
    (await told.as(who)<Resident>('people.person', key, now)).offers.map(o => o.move)
  assert.deepEqual(
    await buttons('小沈'),
    'reveal correct edit addContact endContact tag untag moveHome splitHousehold joinHousehold becomeHead leaveHome handOver moveOut passAway absorb match'.split(
      ' ',
    ),
  )
  assert.deepEqual(await buttons('陈静'), ['reveal'])
  assert.deepEqual(await buttons('王秀英'), ['correct', 'addContact', 'endContact', 'untag'])
})
