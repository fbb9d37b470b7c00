/** What a device may keep: the figures of the area in which its owner has a post, lower than the built-in and never higher. */
import assert from 'node:assert/strict'
import '../../kernel/book-service.ts'
import { readBook } from '../../kernel/book.ts'
import { keepLimit } from '../../kernel/keep-rules.ts'
import { call } from '../../kernel/server.ts'
import { problemOf, refused, type Told } from '../../kernel/testing.ts'
import { here, next, now, one, register, stranger, test as story } from './stories.ts'

const set = ({ as }: Told, name: string, is: number, place = here, who = '街道甲') =>
  as(who)(
    'book.set',
    { name: `keep.${name}`, place, from: '2026-06-01', is, document: '杨政发〔2026〕3号', reason: '少留一些' },
    now,
  )
const asks = async (told: Told, who: string, op: string, input: object, more: object = {}) => {
  const house = { ...told.house, book: await readBook(told.db) }
  return (await call(house, { op, input, actor: told.actors[who]!, now, ...more })).answer as never
}
const persons = (told: Told, who: string, place: string): Promise<{ total: number }> =>
  asks(told, who, 'people.persons', { place }, { keep: true })

story('an area lowers what its devices keep; it may not raise it, nor lower it for others', async told => {
  const built = keepLimit.keepPeople.is
  const { detail } = await problemOf(set(told, 'keepPeople', built + 1))
  assert.match(String(detail), /各地只能调低，不能高于它/)
  assert.equal(await refused(set(told, 'keepHours', keepLimit.keepHours.is + 1)), 'book.direction')
  await set(told, 'keepPeople', built - 1)
  assert.equal(await refused(set(told, 'keepPeople', 5, '320582101')), 'common.forbidden')
})

story('two people fit a device of the area that keeps two, and not of the one that keeps one', async told => {
  for (const name of ['甲某', '乙某']) {
    await register(told, { ...stranger, name })
    await register(told, { ...stranger, name, place: `${next}001` }, '邻居乙')
  }
  await set(told, 'keepPeople', 2)
  assert.equal((await persons(told, '郑晓东', one)).total, 2)
  await set(told, 'keepPeople', 1)
  await assert.rejects(persons(told, '郑晓东', one), { code: 'keep.tooMany' })
  assert.equal((await persons(told, '邻居乙', `${next}001`)).total, 2, 'the neighbours have their own')
})

story('the device is told the hours and the people of its owner; the least, where they hold two posts', async told => {
  await set(told, 'keepHours', 8)
  await set(told, 'keepPeople', 300)
  const of = async (who: string) => {
    const { hours, people } = await asks(told, who, 'identity.deviceKey', {})
    return [hours, people]
  }
  const built = [keepLimit.keepHours.is, keepLimit.keepPeople.is]
  assert.deepEqual([await of('郑晓东'), await of('小沈'), await of('邻居乙')], [[8, 300], [8, 300], built])
  const both = {
    ...told.actors['邻居乙']!,
    posts: [...told.actors['邻居乙']!.posts, { role: 'grid-worker', place: one }],
  }
  const told2 = { ...told, actors: { ...told.actors, 两岗: both } }
  const { hours: least } = await asks(told2, '两岗', 'identity.deviceKey', {})
  assert.equal(least, 8)
})
