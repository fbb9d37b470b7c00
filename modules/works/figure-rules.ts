/**
 * 工程的数：公示几天，多少钱要比价、要进场交易、要招标，变更不超过多少，三评要多少户。
 * The figures of this module. What binds by law says so; the rest is assumed, and an area may set it, mostly stricter only.
 */
import { limits } from '../../kernel/rules.ts'

const stricter = { unit: '元', may: 'lower' } as const

export const limit = limits('works', {
  noticeDays: { is: 7, label: '项目和概算公示至少', unit: '天', source: 'V-22; assumption', may: 'raise' },
  quotesFrom: { is: 5_000, label: '达到多少元要比价', source: 'assumption', ...stricter },
  townshipFrom: { is: 20_000, label: '达到多少元进镇（街道）交易平台', source: 'E02; assumption', ...stricter },
  countyFrom: { is: 500_000, label: '达到多少元进县（区）交易中心', source: 'E02; assumption', ...stricter },
  tenderConstruction: { is: 4_000_000, label: '工程施工公开招标', source: 'E01; assumption', ...stricter },
  tenderGoods: { is: 2_000_000, label: '货物采购公开招标', source: 'E01; assumption', ...stricter },
  tenderServices: { is: 1_000_000, label: '服务采购公开招标', source: 'E01; assumption', ...stricter },
  leastQuotes: { is: 3, label: '比价至少', unit: '家', source: 'assumption', may: 'raise' },
  splitMonths: { is: 12, label: '几个月内同一承包人的合同合计', unit: '个月', source: 'E03; assumption', may: 'raise' },
  changeShare: { is: 10, label: '变更合计不超过合同价', unit: '%', source: 'E05; assumption', may: 'lower' },
  heldBack: { is: 10, label: '三评和整改之前留着不付', unit: '%', source: 'E08; assumption', may: 'raise' },
  acceptDays: { is: 10, label: '报完工后几天内验收', unit: '天', source: 'assumption', may: 'lower' },
  reviewDays: { is: 30, label: '验收后几天内三评', unit: '天', source: 'assumption', may: 'lower' },
  mendDays: { is: 15, label: '问题几天内整改', unit: '天', source: 'assumption', may: 'lower' },
  reviewLeast: { is: 30, label: '三评收到多少户算够', unit: '户', source: 'assumption', may: 'raise' },
  reviewShare: { is: 10, label: '或收到应评户数的', unit: '%', source: 'assumption', may: 'raise' },
  contentShare: { is: 60, label: '满意的户至少', unit: '%', source: 'assumption', may: 'raise' },
  sampleShare: { is: 20, label: '抽查在建项目的', unit: '%', source: 'assumption', may: 'raise' },
  visitDays: { is: 10, label: '抽中后几天内到场', unit: '天', source: 'assumption', may: 'lower' },
  answerDays: { is: 7, label: '监督问题几天内答复', unit: '天', source: 'assumption', may: 'lower' },
})
