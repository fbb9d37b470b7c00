/** 网格事项会遇到的麻烦，各用一句话告诉人。What may go wrong; the database constraint of the same name raises it. */
import { problems } from '../../kernel/rules.ts'

export const problem = problems('grid', {
  unknownNumber: [404, '没有找到这件事项，请核对编号和手机后四位（没留手机的，核对查询码）'],
  tooManyTries: [429, '查询次数过多，请 15 分钟后再试'],
  noSuchCategory: [422, '没有这个分类，请重新选择'],
  noSuchHandler: [422, '承办人不在本社区任职，请重新选择'],
  sameHandler: [422, '这件事已经在此人手里，请选另一个人'],
  helpersOpen: [409, '还有协办没有完成：请等协办完成，或写明为什么先办结'],
  alreadyHelping: [409, '此人已在协办这件事'],
  alreadyAsked: [409, '已有一项申请在等审批'],
  alreadyOrdered: [409, '这件事已在督办中，请等答复'],
  noPhone: [404, '这件事没有留下联系电话'],
  outsidePlace: [422, '这个位置不在本系统服务的范围内，请选择楼栋或网格'],
  outsideCommunity: [422, '这个位置不在这个社区的范围内：请再点一次，或选楼栋、网格'],
  noSuchLead: [422, '没有找到要并入的那件事，请在同一社区没办结的事项里选'],
  repeatedForeign: [409, '这条外部工单已经收到过'],
  noSuchService: [422, '没有这个服务代码对应的分类'],
})
