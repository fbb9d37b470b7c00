/** 篇5 示范社区卫生服务中心：高血压、糖尿病的健康管理。 */
import type { Clause } from '../../clauses.ts'

export const essay05: Clause[] = [
  { id: '篇5 引言', says: '示范中心的创建和评审：设施、管理、机制、功能、效果、满意度', owner: 'health' },
  { id: '篇5 1「服务项目」', says: '基本公共卫生服务按国家规范的项目向全体居民提供', owner: 'health' },
  { id: '篇5 1「规范版本」', says: '指标和要求随规范版本变化，按当时的版本计算', owner: 'health' },
  { id: '篇5 1.1', says: '管理率：在管人数与按患病率、常住人口推算的患者数之比，示范线三成', owner: 'health' },
  { id: '篇5 1.2', says: '规范管理率：每年至少四次面对面随访的占在管的比例，示范线八成', owner: 'health' },
  { id: '篇5 1.3', says: '控制率：最近一次血压、血糖达标的占在管的比例，示范线五成', owner: 'health' },
  { id: '篇5 2', says: '各社区的慢病指标可以比较，差在哪里看得出', owner: 'insight' },
]
