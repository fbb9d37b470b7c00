/** Stories of collecting once: what is asked at a door, how answers are merged by field, and what goes back to a person. */
import assert from 'node:assert/strict'
import { refused, type Told } from '../../kernel/testing.ts'
import type { Output } from '../../kernel/contract.ts'
import type { people } from './contract.ts'
import type { Resident } from './shapes.ts'
import { here, idOf, keyOf, now, one, register, room, stranger, test, two, wangId } from './stories.ts'

type Asked = Output<typeof people.ops.ask>
type Collected = Output<typeof people.ops.collect>
const later = (days: number) => new Date(now.getTime() + days * 86_400_000)
const edit = ({ as }: Told, r: Resident, changes: object, more: object = {}, at = now, who = '小沈') =>
  as(who)<Resident>('people.edit', { ...keyOf(r), changes, source: '本人', ...more }, at)
const card = ({ as }: Told, r: Resident) => as('小沈')<Resident>('people.person', keyOf(r), now)

// ── By field, with what it was ──────────────────────────────────────────────

test('two people who changed different fields of one card both keep theirs', async told => {
  const r = await register(told)
  await edit(told, r, { phone: { was: '138****5678', is: '13900000000' } }, {}, now, '郑晓东')
  const after = await edit(told, r, { name: { was: '王秀英', is: '王秀瑛' } })
  assert.deepEqual([after.name, after.phoneMasked, after.conflicts], ['王秀瑛', '139****0000', []])
})

test('both changed the telephone: nothing is overwritten, and both values come back for a person to decide', async told => {
  const r = await register(told)
  const was = '138****5678'
  await edit(told, r, { phone: { was, is: '13900000000' } })
  const after = await edit(told, r, { phone: { was, is: '13711112222' }, hometown: { was: null, is: '河南固始' } })
  assert.deepEqual(after.conflicts, [{ field: 'phone', label: '手机号', theirs: '139****0000', mine: '137****2222' }])
  assert.deepEqual([after.phoneMasked, after.hometown], ['139****0000', '河南固始'])
  const again = await edit(told, r, { phone: { was: '139****0000', is: '13711112222' } })
  assert.deepEqual([again.phoneMasked, again.conflicts], ['137****2222', []])
})

test('two telephones behind one mask are two telephones', async told => {
  const r = await register(told)
  const after = await edit(told, r, { phone: { was: '138****5678', is: '13899995678' } })
  assert.equal((await told.as('小沈')('people.persons', { search: '13899995678' }, now)).total, 1)
  assert.equal(after.conflicts?.length, 0)
})

test('a number brings its birth and sex, and says otherwise to whoever types them against it', async told => {
  const r = await register(told, { ...stranger, name: '李明', birth: '1990-01-02' })
  const number = idOf('1990-01-01', 11)
  const after = await edit(told, r, { idNumber: { was: null, is: number } })
  assert.deepEqual([after.birth, after.sex, after.document], ['1990-01-01', '男', 'citizen'])
  const against = edit(told, r, { birth: { was: '1990-01-01', is: '1990-01-02' } })
  assert.equal(await refused(against), 'people.idSaysOtherwise')
  assert.equal(await refused(edit(told, r, { idNumber: { was: null, is: `${number}0` } })), 'people.badId')
  assert.equal(await refused(edit(told, r, { phone: { was: null, is: '12345' } })), 'people.badPhone')
})

test('a number that is another card in this community is refused; elsewhere it makes them one person', async told => {
  const r = await register(told, { ...stranger, name: '王秀英' })
  const there = await register(told, { place: '320582100013001', account: undefined }, '邻居乙')
  const after = await edit(told, r, { idNumber: { was: null, is: wangId } })
  assert.equal(after.person, there.person)
  assert.deepEqual(after.formerly, [r.person])
  const second = await register(told, { ...stranger, name: '王秀英' })
  assert.equal(await refused(edit(told, second, { idNumber: { was: null, is: wangId } })), 'people.alreadyHere')
})

test('a wrong number that is put right is free for whoever it belongs to', async told => {
  const [wrong, right] = [idOf('1990-01-01', 11), idOf('1990-01-01', 13)]
  const r = await register(told, { ...stranger, name: '李明', idNumber: wrong })
  const fixed = await edit(told, r, { idNumber: { was: r.idMasked, is: right } })
  assert.equal(fixed.person, r.person)
  const owner = await register(told, { ...stranger, name: '李亮', idNumber: wrong })
  assert.notEqual(owner.person, r.person)
})

test('every change says who, when, on which form, and stands in the history with masks', async told => {
  const r = await register(told)
  const r2 = await edit(
    told,
    r,
    { phone: { was: '138****5678', is: '13900000000' } },
    { source: '本人说', via: '入户调查表' },
  )
  const fact = r2.facts.find(f => f.field === 'phone')!
  assert.deepEqual([fact.source, fact.via, fact.byName], ['本人说', '入户调查表', '小沈'])
  const { changes } = await told.as('小沈')('people.history', keyOf(r), now)
  assert.deepEqual(
    [changes[0].what, changes[0].lines],
    ['入户调查表', [{ label: '手机号', was: '138****5678', is: '139****0000' }]],
  )
})

// ── Only what is missing or stale ───────────────────────────────────────────

const ask = ({ as }: Told, home: string, at = now, who = '郑晓东') =>
  as(who)<Asked>('people.ask', { community: here, room: home }, at)
const asks = (a: Asked) => a.members.map(m => `${m.name}：${m.questions.map(q => q.label).join('、')}`)

test('only what nobody has said is asked, and the rest is counted as avoided', async told => {
  const home = await room(told)
  await register(told, { room: home })
  await register(told, { ...stranger, name: '赵租', room: home, residence: 'tenant', relation: 'other' })
  const a = await ask(told, home)
  assert.deepEqual(asks(a), ['赵租：手机号、户籍地、性别、出生日期'])
  assert.equal(a.avoided, 5 + 2)
  assert.equal(a.members[0]!.questions[0]!.because, '还没有登记')
  assert.doesNotMatch(JSON.stringify(a), /身份证|证件/)
})

test('what was said a year ago is asked again on the day after, and not on the day', async told => {
  const home = await room(told)
  await register(told, { room: home })
  assert.deepEqual(asks(await ask(told, home, later(365))), [])
  const stale = await ask(told, home, later(366))
  assert.deepEqual(asks(stale), ['王秀英：手机号、与户主关系、居住类型'])
  assert.deepEqual(stale.members[0]!.questions.map(q => q.because)[0], '上次登记是 2026-06-01，小沈记的')
  assert.equal(stale.members[0]!.questions[0]!.was, '138****5678')
})

test('a child has no telephone to be asked for, a fourteen-year-old has; 29 February has its birthday on 1 March', async told => {
  const home = await room(told)
  await register(told, { ...stranger, name: '小闰', sex: '男', birth: '2012-02-29', room: home, relation: 'child' })
  const at = (day: string) => new Date(`${day}T01:00:00Z`)
  assert.deepEqual(asks(await ask(told, home, at('2026-02-28'))), [])
  assert.deepEqual(asks(await ask(told, home, at('2026-03-01'))), ['小闰：手机号'])
})

const collect = ({ as }: Told, home: string, more: object, at = now, who = '郑晓东') =>
  as(who)<Collected>('people.collect', { place: one, room: home, outcome: 'met', ...more }, at)

test('a visit brings answers, confirmations, refusals to answer and newcomers, and then nothing is left to ask', async told => {
  const home = await room(told)
  const mother = await register(told, { room: home })
  const tenant = await register(told, { ...stranger, name: '赵租', room: home, residence: 'tenant', relation: 'other' })
  const answers = [
    {
      resident: tenant.id,
      changes: { hometown: { was: null, is: '河南固始' }, sex: { was: null, is: '男' } },
      declined: ['phone', 'birth'],
      checked: ['relation', 'residence'],
    },
    { resident: mother.id, checked: ['phone', 'relation', 'residence'] },
  ]
  const arrivals = [
    { name: '赵小', birth: '2018-05-01', sex: '女', relation: 'child', residence: 'tenant', hometown: '河南固始' },
  ]
  const told1 = await collect(told, home, { answers, arrivals, said: '赵租', note: '下周装修' }, later(400))
  assert.deepEqual([told1.changed, told1.conflicts, told1.arrived.map(a => a.name)], [2, [], ['赵小']])
  const facts = (await told.as('小沈')<Resident>('people.person', keyOf(tenant), later(400))).facts
  const of = (field: string) => facts.find(f => f.field === field)!
  assert.deepEqual(
    [of('hometown').source, of('hometown').via, of('hometown').byName],
    ['走访，赵租说', '走访采集', '郑晓东'],
  )
  assert.deepEqual([of('phone').declined, of('sex').declined], [true, false])
  const left = await ask(told, home, later(401))
  assert.deepEqual(asks(left), [])
  assert.deepEqual(left.visited, later(400))
})

test('what somebody in the office changed meanwhile is kept, and the answer from the door comes back as a conflict', async told => {
  const home = await room(told)
  const r = await register(told, { room: home })
  await edit(told, r, { phone: { was: '138****5678', is: '13900000000' } })
  const answers = [{ resident: r.id, changes: { phone: { was: '138****5678', is: '13711112222' } } }]
  const { conflicts } = await collect(told, home, { answers })
  assert.deepEqual(conflicts, [
    { resident: r.id, name: '王秀英', field: 'phone', label: '手机号', theirs: '139****0000', mine: '137****2222' },
  ])
  assert.equal((await card(told, r)).phoneMasked, '139****0000')
})

test('the same visit sent twice is one visit; a visit that is declined leaves no mark on anybody', async told => {
  const home = await room(told)
  const r = await register(told, { room: home })
  const before = await card(told, r)
  await collect(told, home, { outcome: 'declined' })
  assert.deepEqual(await card(told, r), before)
  const { visits } = await told.as('小沈')('people.home', { community: here, id: home }, now)
  assert.deepEqual(
    visits.map((v: { outcome: string; byName: string }) => [v.outcome, v.byName]),
    [['declined', '郑晓东']],
  )
})

test('a grid worker asks and collects in the own grid only; a doctor does neither; a wrong home is refused', async told => {
  const home = await room(told)
  await register(told, { room: home })
  assert.equal(await refused(ask(told, home, now, '陈静')), 'common.notFound')
  assert.equal(await refused(ask(told, home, now, '邻居乙')), 'common.notFound')
  assert.equal(await refused(collect(told, home, {}, now, '陈静')), 'common.forbidden')
  assert.equal(await refused(collect(told, home, { place: two }, now, '小沈')), 'people.noSuchHome')
  assert.equal(await refused(collect(told, '00000000-0000-7000-8000-00000000ffff', {})), 'people.noSuchHome')
})
