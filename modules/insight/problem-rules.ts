/** 预警会遇到的麻烦，各用一句话告诉人。What may go wrong; the database constraint of the same name raises it. */
import { problems } from '../../kernel/rules.ts'

export const problem = problems('insight', {
  watchedAlready: [409, '这条规则已经在用，要停用请打开它'],
  askedAlready: [409, '这件事已经问过'],
  tooLong: [422, '一次最多回看三年，请把日期改近'],
})
