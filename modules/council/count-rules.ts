/** 计票里会说的话：选举文件读不懂时，说清哪一行、什么不对。 */
import { problems } from '../../kernel/rules.ts'

export const problem = problems('council', {
  badFile: [400, '选举文件有误'],
  noSuchRule: [400, '没有这种计票规则'],
})
