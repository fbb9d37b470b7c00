/** What is asked of every system: the four pieces of work, drawn over the whole town, as each of them wants to hear it. */
import { randomInt } from 'node:crypto'
import { communitiesFor, communityOf, surnames } from './ground.ts'

export const works = ['list', 'one', 'report', 'count'] as const
export type Work = (typeof works)[number]
export const labels: Record<Work, string> = {
  list: '按网格和姓氏列出 20 名居民',
  one: '打开一名居民',
  report: '上报一件事',
  count: '按状态计件数',
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
