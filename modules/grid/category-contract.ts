/** What keeping the classification promises: three levels, added, renamed and retired with dates; nothing is deleted. */
import { z } from 'zod'
import { command, Place, query } from '../../kernel/contract.ts'
import { urgencies, type Urgency } from './figure-rules.ts'

const UrgencyName = z.enum(Object.keys(urgencies) as Urgency[]).meta({ choices: urgencies })
const code = z.string().min(2).max(12).describe('分类代码')
const place = Place.describe('范围')
const Day = z.iso.date('请写成 2026-12-01 的样子')

const said = {
  name: z.string().trim().min(2, '至少 2 个字').max(30, '最多 30 个字').describe('名称'),
  urgency: UrgencyName.describe('缓急'),
  keywords: z.string().trim().max(200).default('').describe('关键词'),
  advice: z.string().trim().max(200).default('').describe('上报时提醒'),
  private: z.boolean().default(false).describe('涉及家庭隐私，一律不公开'),
}

export const CategoryRow = z.object({
  code,
  name: z.string().describe('分类'),
  parent: z.string().nullable(),
  urgency: UrgencyName.describe('缓急'),
  keywords: z.array(z.string()).describe('关键词'),
  advice: z.string().nullable().describe('上报时提醒'),
  private: z.boolean().describe('不公开'),
  from: Day.nullable().describe('起用'),
  until: Day.nullable().describe('停用'),
  own: z.boolean().describe('本地'),
  active: z.boolean().describe('在用'),
})
export type CategoryRow = z.infer<typeof CategoryRow>

// The classification has no community and so no key {community, id} that a move needs: like a figure it is kept by commands.
export const categoryOps = {
  categoryList: query('分类表', z.object({}), z.array(CategoryRow)),
  categoryAdd: command(
    '增加分类',
    z.object({
      place,
      parent: z.string().max(12).optional().describe('上一级'),
      ...said,
      from: Day.optional().describe('自哪天起用'),
    }),
    CategoryRow,
  ),
  categoryChange: command('修改分类', z.object({ place, code, ...said }), CategoryRow),
  categoryRetire: command(
    '停用或恢复分类',
    z.object({
      place,
      code,
      /** Not given: in use again. */
      until: Day.optional().describe('自哪天起停用'),
      reason: z.string().trim().min(2, '请写明理由').max(200).describe('理由'),
    }),
    CategoryRow,
  ),
}
