/** The catalogue as it is asked for: class by class, each item with who provides it and how it is paid. 篇1 二（二）4「分类目录、供给主体」 */
import { classes, classOf, items, providers, RECONSTRUCTED, type ItemCode } from './catalogue-rules.ts'

export const catalogue = async () => ({
  reconstructed: RECONSTRUCTED,
  classes: Object.entries(classes).map(([code, { label }]) => ({
    code,
    label,
    items: (Object.entries(items) as [ItemCode, (typeof items)[keyof typeof items]][])
      .filter(([item]) => String(classOf(item)) === code)
      .map(([item, { label: name, provider }]) => ({
        code: item,
        label: name,
        provider,
        funding: providers[provider].funding,
      })),
  })),
})
