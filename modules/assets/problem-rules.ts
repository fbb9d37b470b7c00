/** 三资会遇到的麻烦，各用一句话告诉人。What may go wrong; the database constraint of the same name raises it. */
import { problems } from '../../kernel/rules.ts'

export const problem = problems('assets', {
  noSuchBook: [422, '没有找到这个账套，请在本社区（村）在用的账套里选'],
  noSuchAsset: [422, '没有找到这项资产，请在本社区（村）没有核销的资产里选'],
  numberTaken: [409, '这个编号已经登记过，请换一个'],
  needsResolution: [422, '核销要有决议，请填决议文号和日期'],
  valuedThatDay: [409, '这一天已经登记过评估，请改日期'],
  leaseThere: [409, '这个合同编号已经登记过，请换一个'],
  tooLong: [422, '租期最长二十年，请把届满日改早（《民法典》第705条）'],
  ownApproval: [409, '起草、村（居）委会同意、监督委员会同意要三个人，请换个人'],
  occupied: [409, '这段日子里这项资产已经租给别人，请改日期，或先收回'],
  oneTenant: [409, '这项资产的上一份租约还没有收回，请先收回'],
  chargedAlready: [409, '这一期已经计过租'],
  overPaid: [409, '收的钱超过了已经计的租金；要预收，请先「计租」到后面的日期'],
  serialTaken: [409, '这份租约已经收过这个流水号的钱，请核对'],
  noPolicy: [409, '还没有定这时候的租金怎么分，请先凭决议「定分配办法」'],
  policyThere: [409, '从这一天起已经有分配办法，请改日期'],
  notWhole: [422, '五项比例合计要正好是 10000（万分之一为单位）'],
  endsBefore: [422, '收回的日子不能早于起租的日子'],
  notAfter: [422, '续租的届满日要晚于原来的届满日'],
  memberThere: [409, '这个股权证号已经登记过'],
  dividendThere: [409, '这一年已有同名的分红'],
  annulled: [409, '这份决议已经撤销，请凭有效的决议办'],
  noMembers: [422, '还没有持股人，请先登记股份'],
})
