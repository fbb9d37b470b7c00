/** 篇4 公益服务园：培育社会组织、政府购买服务、供需对接。 */
import type { Clause } from '../../clauses.ts'

export const essay04: Clause[] = [
  { id: '篇4 一', says: '政府、市场、社会三方合作办公共服务', owner: 'charity' },
  { id: '篇4 二「准入与遴选」', says: '政府规划、定准入标准、选社会组织，标准和结果公开', owner: 'charity' },
  { id: '篇4 二「委托管理」', says: '公共设施可以委托社会组织管理', owner: 'charity' },
  { id: '篇4 二「财政预算」', says: '购买服务的费用列入预算', owner: 'money' },
  { id: '篇4 二「契约管理」', says: '购买服务签合同，按合同验收付款', owner: 'charity' },
  { id: '篇4 二「第三方评估」', says: '服务质量由第三方专业评估', owner: 'charity' },
  { id: '篇4 二「补贴」', says: '运营补贴、房屋补贴的申请和发放', owner: 'charity' },
  { id: '篇4 二「公开招标」', says: '公开招标、项目发包、项目申请、委托管理四种方式', owner: 'charity' },
  { id: '篇4 二「公益创投」', says: '社会组织提出项目，参加招投标和创投比选', owner: 'charity' },
  { id: '篇4 二「入驻类型」', says: '入驻机构分四类：统筹行业、支持能力、专业社工、孵化组织', owner: 'charity' },
  { id: '篇4 三「孵化」', says: '新生组织从入壳到出壳的培育过程', owner: 'charity' },
  { id: '篇4 三「引领示范」', says: '成熟组织的做法公开，供其他组织学习', owner: 'charity' },
  { id: '篇4 三「共同事务」', says: '物业、保洁、公共空间、网络等共同事务由入驻组织自己协调', owner: 'services' },
  { id: '篇4 三「合作促进会」', says: '入驻组织推选自己的协调组织，代表大家与政府沟通', owner: 'charity' },
  { id: '篇4 三「合作交流」', says: '社会组织与政府、企业、社区、高校找到合作对象', owner: 'charity' },
  { id: '篇4 四「登记改革」', says: '社会组织的登记和管理合在一处办', owner: 'charity' },
  { id: '篇4 四「公益超市」', says: '需求和供给公开陈列，回应、匹配、定价有记录', owner: 'charity' },
  { id: '篇4 四「等级评估」', says: '社会组织评 3A 至 5A,等级有期限', owner: 'charity' },
  { id: '篇4 四「人才输送」', says: '公益人才的培养和流动', owner: 'team' },
  { id: '篇4 四「项目发展」', says: '优先接纳能面向社区做项目的组织', owner: 'charity' },
  { id: '篇4 四「资助型组织」', says: '枢纽型、支持型组织和基金会怎样资助别人', owner: 'charity' },
  { id: '篇4 四「政策试验」', says: '从需求里发现新政策，试行并看效果', owner: 'insight' },
  { id: '篇4 四「间接管理」', says: '政府由直接管理转为规则和监督，组织自我管理', owner: 'charity' },
]
