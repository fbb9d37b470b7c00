/** The cast of this module's stories, and 王秀英 of 花园新村12幢, whom they put on a card. */
import { checkCharacter } from '../../kernel/numbers.ts'
import { world, type Told } from '../../kernel/testing.ts'
import '../identity/service.ts'
import '../places/service.ts'
import type { Resident } from './shapes.ts'
import './service.ts'

export const here = '320582100004'
export const next = '320582100013'
export const [one, two] = [`${here}001`, `${here}002`]
export const now = new Date('2026-06-01T01:00:00Z')
/** An invented number: a county that exists, a birthday, an order that is odd for men. */
export const idOf = (birth: string, order: number) => {
  const first17 = `320582${birth.replaceAll('-', '')}${String(order).padStart(3, '0')}`
  return first17 + checkCharacter(first17)
}
export const wangId = idOf('1958-03-12', 26)
export const accountOfWang = '00000000-0000-7000-8000-000000000006'

export const { test, open, meeting } = world(
  {
    系统: [{ role: 'system-admin', place: '320582' }],
    小沈: [{ role: 'clerk', place: here }],
    郑晓东: [{ role: 'grid-worker', place: one }],
    陈静: [{ role: 'doctor', place: here }],
    街道甲: [{ role: 'chief', place: '320582100' }],
    王秀英: [],
    邻居乙: [{ role: 'clerk', place: next }],
    街道: [{ role: 'clerk', place: '320582100' }],
  },
  async ({ as, db }) => {
    for (const [code, name] of [
      ['32', '江苏省'],
      ['3205', '苏州市'],
      ['320582', '张家港市'],
      ['320582100', '杨舍镇'],
    ] as const)
      await db.insertInto('places.place').values({ code, name }).execute()
    for (const place of [here, next, one, two, `${next}001`])
      await as('系统')('places.addPlace', { place, name: '某地' })
    const { id } = await as('小沈')('places.addBuilding', { place: one, estate: '花园新村', name: '12幢' })
    const rooms = ['502室', '1203室'].map(name => ({ unit: '3', floor: 5, name, use: 'home' }))
    await as('小沈')('places.addRooms', { place: one, building: id, rooms })
    const other = await as('邻居乙')('places.addBuilding', { place: `${next}001`, estate: '暨阳新村', name: '7幢' })
    const there = {
      place: `${next}001`,
      building: other.id,
      rooms: [{ unit: '1', floor: 1, name: '101室', use: 'home' }],
    }
    await as('邻居乙')('places.addRooms', there)
  },
)

export const room = async ({ as }: Told, door = '502') =>
  (await as('小沈')('places.findRoom', { community: here, address: `花园新村12幢3单元${door}` })).id
export const wang = {
  place: one,
  name: '王秀英',
  idNumber: wangId,
  phone: '13812345678',
  relation: 'householder',
  account: accountOfWang,
}
export const register = ({ as }: Told, more: object = {}, who = '小沈') =>
  as(who)<Resident>('people.register', { ...wang, ...more }, now)
export const roomThere = async ({ as }: Told) =>
  (await as('邻居乙')('places.findRoom', { community: next, address: '暨阳新村7幢1单元101' })).id
export const keyOf = ({ community, id }: { community: string; id: string }) => ({ community, id })
export const stranger = { idNumber: undefined, account: undefined, phone: undefined }
