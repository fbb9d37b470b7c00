/** 摸底遇到的麻烦，各用一句话告诉人。What may go wrong; the database constraint of the same name raises it. */
import { problems } from '../../kernel/rules.ts'

export const problem = problems('needs', {
  badDays: [422, '截止日期应在开始日期之后'],
  tooShort: [422, '征集的天数太少，请把截止日期往后放'],
  badQuestions: [
    422,
    '选择题没写对：每行一题，题目和选项用冒号隔开，选项之间用顿号，如「活动室几点关门：八点、九点、十点」',
  ],
  notItsGrid: [422, '只能选本社区（村）的网格'],
  nobodyThere: [409, '这个范围里没有登记住户，请先登记人口再开始'],
  noSuchSurvey: [422, '没有这次摸底，请刷新后重新选择'],
  notOpen: [409, '这次摸底现在不收答复'],
  notAsked: [422, '这一户不在这次摸底的名单里'],
  notYourHome: [403, '只能替自己住的这一户填写；账号没有关联住处的，请先关联本人信息'],
  tooManyWishes: [422, '意愿写得太多了，请留下最要紧的几条'],
  badChoice: [422, '选择题的答案不在选项里'],
  emptySheet: [422, '请至少写一条意愿，或答一道选择题'],
  alreadySorted: [409, '这一户的意愿已经梳理过，不能再改答复；要改请先把那几条退回「待梳理」'],
  paperTaken: [409, '这张纸表已经录满两遍'],
  sameHand: [409, '两遍要由两个人各录一遍，请换一位同事'],
  thirdHand: [409, '这两遍是您录的其中一遍，请由第三个人核定'],
  noSuchWish: [422, '没有这条意愿，或者它已经并入别的'],
  notInForce: [422, '负面清单的这一条现在没有效力，请另选'],
  needsCategory: [422, '转为网格事项的要选分类；发函的要写明转给哪里和文号'],
})
