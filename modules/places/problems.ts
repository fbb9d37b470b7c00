/** What may go wrong, in the words of whoever is refused: on the ground, when a map is redrawn, in bodies. */
import { problems } from '../../kernel/rules.ts'

export const problem = problems('places', {
  noParent: [422, '上一级区划还没有建立'],
  placeTaken: [409, '这个代码已经有了'],
  badPolygon: [422, '边界不是有效的多边形'],
  overlap: [422, '网格边界与相邻网格重叠'],
  noSuchPlace: [422, '没有这个地方，请先在区划里建立'],
  noSuchGrid: [422, '没有这个网格，请先建立网格'],
  buildingTaken: [409, '这栋楼已经登记'],
  noSuchBuilding: [422, '这个网格里没有这栋楼，请先登记楼栋'],
  roomTaken: [409, '这间房已经登记'],
  notInChina: [422, '坐标不在中国境内，请检查经度和纬度有没有写反'],
  noSuchKind: [422, '没有这个种类，请从列表中选择'],
  pointTaken: [409, '这个编号（名称）的点位已经登记'],
  contactTaken: [409, '这里已经有这一类服务联系，请更正原来的'],
})

export const redrawn = problems('places', {
  notOfThisPlace: [422, '网格代码应在本社区（村）之内'],
  codeUsed: [422, '这个代码的网格已经撤销，不能再用，请换一个号'],
  nothingDrawn: [422, '新图与现在的网格完全一样，没有要调整的'],
  noHeir: [422, '撤销的网格要说明由哪个网格接手'],
  tooLate: [422, '生效日不能早于今天'],
})

export const seated = problems('places', {
  bodyTaken: [409, '同名的组织已经登记'],
  noSuchBody: [422, '没有这个组织，或者它已经撤销'],
  selfLine: [422, '不能由自己领导或指导自己'],
  circle: [422, '这样会绕成一圈：上级又成了自己的下级'],
  lineTaken: [409, '这一层领导或指导关系已经有了'],
  noSuchSeat: [422, '没有这个职务，或者它已经撤销'],
  seatTaken: [409, '这个组织已经有这个职务'],
  seatHeld: [409, '还有人担任这个职务，请先办卸任'],
  noVacancy: [409, '这个职务没有空缺，请先办前任卸任，或增加名额'],
  alreadySits: [409, '此人已担任这个职务'],
  sameName: [409, '本地已有同名的人在任职。是同一人请从名单里选，不是请勾选「和名单里同名的不是同一人」'],
  noSuchMember: [422, '名单里没有这个人'],
  nameGap: [422, '名单里同名的人没有这么多，同名序号应从 1 依次填'],
  notSeated: [422, '此人不在这个组织任职，或者已经卸任'],
  termsOverlap: [409, '与另一届的任期重叠，请检查起止日期'],
  stillSeated: [409, '还有人在任职，请先办卸任，或勾选「一并卸任」'],
  backwards: [422, '结束日期应在开始日期之后'],
  noSuchAccount: [422, '没有这个账号，请从列表中选择'],
  hasAccount: [409, '这个账号已经连到名单里的另一个人'],
})
