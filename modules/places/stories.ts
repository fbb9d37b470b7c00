/** The cast and the ground of this module's stories: a street, two of its communities, and grids a hundredth of a degree wide. */
import '../identity/service.ts'
import '../../kernel/work.ts'
import type { Told } from '../../kernel/testing.ts'
import type { Polygon } from './contract.ts'
import './service.ts'

export const street = '320582100'
export const here = '320582100004'
export const next = '320582100013'
export const grid = (n: number, community = here) => community + String(n).padStart(3, '0')
export const begin = new Date('2026-11-20T02:00:00Z')
export const tomorrow = new Date('2026-11-20T16:05:00Z')

export const at = (x: number, y: number): [number, number] => [120.55 + x / 100, 31.87 + y / 100]
export const square = (x: number, y: number, w = 1, h = w): Polygon => ({
  type: 'Polygon',
  coordinates: [[at(x, y), at(x + w, y), at(x + w, y + h), at(x, y + h), at(x, y)]],
})

export async function addPlaces({ db }: Told) {
  for (const [code, name] of [
    ['32', '江苏省'],
    ['3205', '苏州市'],
    ['320582', '张家港市'],
    [street, '杨舍镇'],
    [here, '花园浜社区'],
    [next, '暨阳社区'],
  ] as const)
    await db.insertInto('places.place').values({ code, name }).execute()
}

/** Two grids side by side. */
export async function addGrids(told: Told) {
  await addPlaces(told)
  for (const n of [1, 2])
    await told.as('小沈')('places.addGrid', { place: grid(n), name: `第${n}网格`, outline: square(n - 1, 0) })
}
