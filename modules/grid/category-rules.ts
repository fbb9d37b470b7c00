/**
 * 事项分类的规矩：谁可以增改停用；三级为止；用过的只停用、不删去。
 * The law of the classification. It holds for the whole system, so it is kept by those who hold all of it.
 */
import { any, post, problems, signedIn } from '../../kernel/rules.ts'

const keeper = any(post('clerk').over('place'), post('system-admin').over('place'))
export const mayCategory = {
  categoryList: signedIn,
  categoryAdd: keeper,
  categoryChange: keeper,
  categoryRetire: keeper,
}
export const LEVELS = 3

export const categoryProblem = problems('grid', {
  categoryNotWhole: [403, '分类表管整个系统，须由管辖全部地方的受理员或系统管理员修改'],
  categoryTaken: [409, '同一级里已有这个名称；如已停用，请恢复使用'],
  categoryTooDeep: [422, '分类只到三级，请在上一级里增加'],
  categoryHasBelow: [409, '下面还有在用的分类，请先停用它们'],
  categoryBelowRetired: [409, '上一级已停用，请先恢复上一级'],
  categoryPast: [422, '日期不能早于今天，已经上报的事项不受影响'],
})
