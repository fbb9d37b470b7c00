/**
 * 摸底的数：答复多少才算数，几天梳理，多像才提示，少于几户不分开说。
 * The figures of this module, each with its clause. Pure, like the rest of the law.
 */
import { limits } from '../../kernel/rules.ts'

export const limit = limits('needs', {
  response: { is: 60, label: '答复的户数至少占应答户数', unit: '%', source: 'CF-07; assumption', may: 'raise' },
  openDays: { is: 7, label: '征集至少', unit: '天', source: 'assumption', may: 'raise' },
  sortDays: { is: 15, label: '截止后梳理', unit: '天', source: 'assumption', may: 'lower' },
  handDays: { is: 7, label: '梳理完毕后移交议事会', unit: '天', source: 'assumption', may: 'lower' },
  wishes: { is: 3, label: '一张表最多写', unit: '条意愿', source: 'assumption' },
  likeness: { is: 40, label: '意愿相像从几分起提示', unit: '分', source: 'assumption', may: 'set' },
  smallCell: { is: 3, label: '公开时少于几户不分开说', unit: '户', source: 'PI-01; assumption', may: 'raise' },
})
