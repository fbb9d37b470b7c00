/** 预警的数：每一条从多少起问、问到哪一级。The figures of the warnings; rules.md gives them as defaults, an area may set its own. */
import { limits } from '../../kernel/rules.ts'

const D = 'assumption'
export const limit = limits('insight', {
  till: { is: 5_000, label: '库存现金超过', unit: '元', source: `F01; ${D}`, may: 'set' },
  cash: { is: 1_000, label: '单笔现金付款超过', unit: '元', source: `F02; ${D}`, may: 'lower' },
  lineShare: { is: 90, label: '预算项目签到', unit: '%', source: `F08; ${D}`, may: 'lower' },
  monthLate: { is: 10, label: '月末后没有结账（黄色）', unit: '天', source: `F10; ${D}`, may: 'lower' },
  monthVeryLate: { is: 20, label: '月末后没有结账（红色）', unit: '天', source: `F10; ${D}`, may: 'lower' },
  roundDays: { is: 30, label: '付出又收回，间隔不到', unit: '天', source: D, may: 'set' },
  roundShare: { is: 80, label: '付出又收回，收回占付出', unit: '%', source: D, may: 'set' },
  still: { is: 180, label: '预算生效后没有签合同', unit: '天', source: D, may: 'lower' },
  endSoon: { is: 90, label: '租约还有几天到期（蓝色）', unit: '天', source: `C01; ${D}`, may: 'set' },
  endSooner: { is: 60, label: '租约还有几天到期（黄色）', unit: '天', source: `C01; ${D}`, may: 'set' },
  endNow: { is: 30, label: '租约还有几天到期（红色）', unit: '天', source: `C01; ${D}`, may: 'set' },
  owedLate: { is: 7, label: '租金逾期（黄色）', unit: '天', source: `C03; ${D}`, may: 'lower' },
  owedLater: { is: 30, label: '租金逾期（橙色）', unit: '天', source: `C03; ${D}`, may: 'lower' },
  owedLong: { is: 60, label: '租金逾期（红色）', unit: '天', source: `C03; ${D}`, may: 'lower' },
  termLong: { is: 5, label: '租期超过（黄色）', unit: '年', source: `C04; ${D}`, may: 'lower' },
  termLonger: { is: 10, label: '租期超过（橙色）', unit: '年', source: `C04; ${D}`, may: 'lower' },
  termMost: { is: 20, label: '租期超过（红色）', unit: '年', source: 'C04; LSE-01' },
  cheap: { is: 90, label: '租金低于评估租金的', unit: '%', source: `C05; ${D}`, may: 'raise' },
  fall: { is: 20, label: '租金比上一份租约降了', unit: '%', source: `C05; ${D}`, may: 'lower' },
  many: { is: 3, label: '同一承租人的租约达到', unit: '份', source: `C09; ${D}`, may: 'lower' },
  idle: { is: 180, label: '资产闲置超过', unit: '天', source: `C10; ${D}`, may: 'lower' },
  tender: { is: 20_000, label: '要进平台交易的金额', unit: '元', source: 'E02; E03; assumption', may: 'lower' },
  splitMonths: { is: 12, label: '拆分合同看几个月', unit: '个月', source: `E03; ${D}`, may: 'raise' },
  winner: { is: 3, label: '同一供应商一年的合同达到', unit: '份', source: `E10; ${D}`, may: 'lower' },
  winnerShare: { is: 50, label: '同一供应商占一年合同金额超过', unit: '%', source: D, may: 'lower' },
})
