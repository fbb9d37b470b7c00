/** A list from its first page to its last, for whoever needs all of it: a paper, a workbook. */
import type { Row } from './rules.ts'

export type Page = { items: Row[]; total: number }

/** Up to `most` lines and the total. A list that grew or shrank while it was read is read again, so that no line is skipped. */
export async function everyPage(
  ask: (page: { page: number; size: number }) => Promise<Page>,
  most: number,
): Promise<Page> {
  const size = Math.min(200, most)
  const read = async () => {
    const items = new Map<unknown, Row>()
    const totals = new Set<number>()
    for (let page = 1, total = 1; (page - 1) * size < Math.min(total, most); page++) {
      const answer = await ask({ page, size })
      for (const item of answer.items) items.set(item['id'] ?? item['record'] ?? items.size, item)
      total = answer.total
      totals.add(total)
    }
    const total = Math.max(...totals)
    const steady = totals.size === 1 && items.size >= Math.min(total, most)
    return { items: [...items.values()].slice(0, most), total, steady }
  }
  let found = await read()
  for (let tried = 1; !found.steady && tried < 3; tried++) found = await read()
  return found
}
