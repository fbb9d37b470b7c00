/** Stories of households: splitting, joining, a new head; and what everyone is to the new one. */
import assert from 'node:assert/strict'
import { test as unit } from 'node:test'
import { refused, type Told } from '../../kernel/testing.ts'
import { relationAfter } from './household.ts'
import type { Resident } from './shapes.ts'
import { keyOf, now, register, room, stranger, test } from './stories.ts'

async function family(told: Told) {
  const home = await room(told)
  const someone = (name: string, relation: string) => register(told, { ...stranger, name, room: home, relation })
  const father = await someone('李父', 'householder')
  const mother = await someone('王母', 'spouse')
  const son = await someone('李子', 'child')
  const wife = await someone('张媳', 'other')
  return { father, mother, son, wife }
}
const card = ({ as }: Told, r: Resident) => as('小沈')<Resident>('people.person', keyOf(r), now)
const move = ({ as }: Told, r: Resident, name: string, more: object = {}, who = '小沈') =>
  as(who)<Resident>(`people.${name}`, { ...keyOf(r), ...more }, now)
const names = async (told: Told, r: Resident) => (await card(told, r)).members.map(m => m.name).toSorted()

test('a son and his wife become a household of their own', async told => {
  const { father, son, wife } = await family(told)
  await move(told, son, 'splitHousehold', { with: [wife.id] })
  assert.deepEqual([await names(told, son), await names(told, father)], [['张媳'], ['王母']])
})

test('when the head goes, those who stay are called by one of themselves', async told => {
  const { father, mother, son } = await family(told)
  await move(told, father, 'splitHousehold', { with: [mother.id] })
  assert.deepEqual([await names(told, father), await names(told, son)], [['王母'], ['张媳']])
  assert.notEqual((await card(told, son)).household, father.id)
})

test('they come together again; a head with a family behind them does not leave it', async told => {
  const { father, son, wife } = await family(told)
  await move(told, son, 'splitHousehold', { with: [wife.id] })
  await move(told, wife, 'joinHousehold', { of: father.id, relation: 'other' })
  await move(told, son, 'joinHousehold', { of: father.id, relation: 'child' })
  assert.deepEqual(await names(told, father), ['张媳', '李子', '王母'].toSorted())
  const neighbour = await register(told, { ...stranger, name: '邻居', relation: 'householder' })
  const leaving = move(told, father, 'joinHousehold', { of: neighbour.id, relation: 'other' })
  assert.equal(await refused(leaving), 'people.headFirst')
  const outside = move(told, son, 'splitHousehold', { with: [neighbour.id] })
  assert.equal(await refused(outside), 'people.notOneHousehold')
  assert.equal(await refused(move(told, son, 'joinHousehold', { of: son.id, relation: 'other' })), 'people.noSuchCard')
  assert.equal(await refused(move(told, son, 'splitHousehold', {}, '邻居乙')), 'common.forbidden')
})

test('a new head: everyone is what they are to the new one, and the change is in the history', async told => {
  const { father, mother, son } = await family(told)
  await move(told, mother, 'becomeHead')
  const of = async (r: Resident) => (await card(told, r)).relation
  assert.deepEqual([await of(mother), await of(father), await of(son)], ['householder', 'spouse', 'child'])
  assert.equal((await card(told, son)).household, mother.id)
  const { changes } = await told.as('小沈')('people.history', keyOf(father), now)
  assert.deepEqual(changes[0].lines, [{ label: '与户主关系', was: '户主', is: '配偶' }])
})

unit('what follows for the others from a new head is said, and what does not is 其他', () => {
  const after = (mine: string) =>
    ['householder', 'spouse', 'child', 'parent', 'grandchild'].map(r => relationAfter(mine, r))
  assert.deepEqual(after('spouse'), ['spouse', 'other', 'child', 'other', 'grandchild'])
  assert.deepEqual(after('child'), ['parent', 'parent', 'other', 'other', 'other'])
  assert.deepEqual(after('parent'), ['child', 'other', 'grandchild', 'spouse', 'other'])
  assert.deepEqual(after('other'), ['other', 'other', 'other', 'other', 'other'])
})
