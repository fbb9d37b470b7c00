/** Views that people keep: a list's filters, order and columns under a name of their own. Everyone sees and keeps only theirs. */
import { z } from 'zod'
import { command, contract, query } from './contract.ts'

const page = z.string().max(60).describe('页面')
const name = z.string().trim().min(1, '请起个名字').max(20, '最多 20 个字').describe('名称')
const View = z.object({ name, search: z.string().describe('筛选') })
export type View = z.infer<typeof View>

export const view = contract('view', '常用筛选', {
  mine: query('我存的筛选', z.object({ page }), z.array(View)),
  /** Under the name of one already kept, it takes its place. */
  keep: command(
    '存为常用',
    z.object({ page, name, search: z.string().max(2000, '筛选条件太多，存不下').describe('筛选') }),
    z.array(View),
  ),
  /** The names in the order in which they shall stand; those not named follow as they were. */
  arrange: command('排列常用', z.object({ page, names: z.array(name).max(30).describe('先后') }), z.array(View)),
  drop: command('删除常用', z.object({ page, name }), z.array(View)),
})
