/** 篇9 物业企业的社区电子商务：网站与电话下单、供应商、佣金、租赁和收费。 */
import type { Clause } from '../../clauses.ts'

export const essay09: Clause[] = [
  { id: '篇9 引言', says: '整合周边商品和供应商，为个人、家庭和单位服务', owner: 'shop' },
  { id: '篇9 一（一）', says: '商家直接对居民，就近送到，价格更低', owner: 'shop' },
  { id: '篇9 一（二）', says: '网上下单和电话下单都行，步骤简单', owner: 'shop' },
  { id: '篇9 二（一）', says: '对商家的商品质量和服务作评价', owner: 'shop' },
  { id: '篇9 二（二）', says: '商品出了问题有人负责，退换有结果', owner: 'shop' },
  { id: '篇9 二（三）', says: '公告栏、电梯广告、随费用单送达的宣传', owner: 'portal' },
  { id: '篇9 二（四）', says: '了解居民需要什么服务，只看总体，不给个人打标签', owner: 'shop' },
  { id: '篇9 三「呼叫中心」', says: '电话客服受理下单、咨询和投诉', owner: 'shop' },
  { id: '篇9 三「供应商管理」', says: '供应商的引入、合同、考核', owner: 'shop' },
  { id: '篇9 三「佣金」', says: '平台按成交计收佣金，定期结算', owner: 'shop' },
  { id: '篇9 三「租赁管理」', says: '房屋和场地的租赁合同、租金', owner: 'property' },
  { id: '篇9 三「收费管理」', says: '物业费的应收、实收、欠费', owner: 'property' },
  { id: '篇9 三「资产管理」', says: '社区资产的台账、使用和收益', owner: 'property' },
]
