/** What is asked of every system: the four pieces of work, drawn over the whole town, as each of them wants to hear it. */
import { randomInt } from 'node:crypto'
import { communitiesFor, communityOf, surnames } from './ground.ts'

export const works = ['list', 'one', 'report', 'count'] as const
export type Work = (typeof works)[number]
export const labels: Record<Work, string> = {
  list: 'list 20 people of a grid by the beginning of the name',
  one: 'one person by id',
  report: 'file a report',
  count: 'count matters by state',
}

export type Draw = { grid: string; prefix: string; community: string; id: string }
export type Person = { community: string; id: string }

/** `people` are some that really are there. */
export function draws(all: number, people: readonly Person[], many: number): Draw[] {
  const communities = communitiesFor(all)
  return Array.from({ length: many }, (_, n) => {
    const grid = `${communityOf(randomInt(communities), communities)}${String(1 + randomInt(10)).padStart(3, '0')}`
    return { grid, prefix: surnames[randomInt(surnames.length)]!, ...people[n % people.length]! }
  })
}

export const report = ({ grid }: Draw, category: string) => ({
  place: grid,
  category,
  title: '楼道里堆着旧家具，过不去',
  description: '三楼到四楼之间，走路要侧身，晚上没有灯。',
  phone: '13812345678',
})
export const scope = '3205'
