/**
 * The whole system on one screen: a module may use the contracts of the modules above it, and nothing else of them.
 * Migrations run in this order; the boundary test reads this list; a cycle cannot be written.
 */
export const modules = {
  identity: '账号与岗位：谁在用，担任什么，能到哪里',
  places: '区划—街道（镇）—社区（村）—网格—楼栋—房屋',
  people: '人口与家庭：住在哪里，怎么联系，谁看过',
  grid: '网格事项：上报、受理、派遣、处置、核查、结案、评价',
  open311: '对接系统：与别的工单系统按 Open311 互通',
  portal: '社区门户：人人能看、能报、能查',
  council: '议事与表决：提出、议定、投票、计票，合不合法定人数',
  needs: '需求摸底：一户一表，问谁、怎么答，每一条意愿的去处',
  money: '资金与账：专项资金、预算、合同、付款、记账、对账，每一笔查得到依据',
  assets: '资产与资源：登记在册，评估有据，出租、收租、分红，租金按决议分给五项用途',
  works: '工程：凭决议立项，概算、公示、定承包人、施工、验收、三评、整改，抽查人人算得出',
  insight: '预警：规则先在过去试一遍再启用，问到的岗位在期限里说明，过期报街道',
} as const
