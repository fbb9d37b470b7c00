/**
 * 篇3 流动人口的登记与服务。Written in 2010: what it says of checking certificates of marriage and pregnancy has no law
 * behind it any more, so those clauses say `not`, and no field for them exists.
 */
import type { Clause } from '../../clauses.ts'

const repealed = '流动人口计划生育的规定已经废止，不再查验，也不设这类字段'

export const essay03: Clause[] = [
  { id: '篇3 一「移交衔接」', says: '从单位转到社区的人，档案移交不断线', owner: 'people' },
  { id: '篇3 一「逐人登记」', says: '人户分离、流动居住的人按现住地逐人登记', owner: 'people' },
  { id: '篇3 一「同管理同服务」', says: '流动居民与常住居民一样登记、一样服务', owner: 'people' },
  { id: '篇3 一「表册卡」', says: '各部门用的表、册、卡由社区统一提供', owner: 'forms' },
  { id: '篇3 一「信息通报」', says: '与流出地互通信息', owner: 'exchange' },
  { id: '篇3 一「查验证明」', says: '部门办证时附带查验婚育证明', owner: 'people', not: repealed },
  { id: '篇3 一「每季度」', says: '有关部门每季度核对一次登记', owner: 'people' },
  { id: '篇3 一「卡册与实际一致」', says: '登记的住户与实际相符：搬走、人户分离要及时变更', owner: 'people' },
  { id: '篇3 二「每周巡视」', says: '每周把楼院和沿街门点走一遍，新来、搬走当场登记', owner: 'people' },
  { id: '篇3 二「月例会」', says: '每月例会汇总变动，定出措施', owner: 'affairs' },
  { id: '篇3 二「须知与服务卡」', says: '新来的居民得到须知、联系卡和当面说明', owner: 'people' },
  { id: '篇3 二「经商信息」', says: '做生意的得到经商信息和办照指引', owner: 'services' },
  { id: '篇3 二「务工信息」', says: '找工作的免费得到务工信息', owner: 'welfare' },
  { id: '篇3 二「育儿保健」', says: '准备生育的家庭得到孕期保健和科学育儿资料', owner: 'health' },
  { id: '篇3 二「节育指导」', says: '对没有采取节育措施的人登记和指导', owner: 'health', not: repealed },
  { id: '篇3 二「代办」', says: '材料一时不齐的，网上核实情况后先代办、后补齐', owner: 'services' },
  { id: '篇3 二「入托入学」', says: '随来的子女就近入托入学，有人牵线', owner: 'services' },
  { id: '篇3 三「文艺团队」', says: '社区的文艺团队和活动可以登记、报名', owner: 'services' },
  { id: '篇3 三「走街宣传」', says: '政策知识用居民喜欢的形式宣传', owner: 'portal' },
  { id: '篇3 四', says: '关心流动居民，维护他们的权益，求助有回音', owner: 'services' },
]
