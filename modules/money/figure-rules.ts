/** 专项资金的数：每年至少多少、按人口怎么算、最多融资多少。The figures of funds, each with its clause and from when it holds. */
import { limits } from '../../kernel/rules.ts'

export const limit = limits('money', {
  floor2008: {
    is: 200_000,
    label: '村级专项资金最低（2008 年起）',
    unit: '元',
    source: '篇1 二（二）1「最低标准」;CF-01',
    from: '2008-01-01',
    may: 'raise',
  },
  floor2011: {
    is: 250_000,
    label: '村级专项资金最低（2011 年起）',
    unit: '元',
    source: '篇1 二（二）1「最低标准」;CF-01',
    from: '2011-01-01',
    may: 'raise',
  },
  floor2015: {
    is: 400_000,
    label: '村级专项资金最低（2015 年起）',
    unit: '元',
    source: 'CF-01',
    from: '2015-01-01',
    may: 'raise',
  },
  urbanBase: { is: 100_000, label: '城市社区保障资金基数（2018 年起）', unit: '元', source: 'CF-02', may: 'set' },
  urbanEach: { is: 15, label: '城市社区保障资金每人', unit: '元', source: 'CF-02', may: 'set' },
  ruralBase: { is: 250_000, label: '农村社区保障资金基数（2018 年起）', unit: '元', source: 'CF-02', may: 'set' },
  ruralEach: { is: 40, label: '农村社区保障资金每人', unit: '元', source: 'CF-02', may: 'set' },
  leverage: {
    is: 7,
    label: '设施项目融资最多为年度资金的',
    unit: '倍',
    source: '篇1 二（二）1「融资」;CF-05',
    may: 'lower',
  },
  repayShare: { is: 50, label: '每年还款最多占年度资金', unit: '%', source: 'CF-06; assumption', may: 'lower' },
})
