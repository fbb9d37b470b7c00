/**
 * 点位码: the labels of a plan's points, to be cut out and put up in the order of the way. Whoever walks has no codes: they are
 * to be read on the spot, so for them each label says only that.
 */
import type { Content, Facts as About, TableCell } from '../../../kernel/print.ts'
import { t } from '../../../kernel/text.ts'
import { Code, Heading } from '../../../ui/print.ts'
import { grid } from '../contract.ts'
import type { Plan } from '../patrol-shapes.ts'

export async function labels(plan: Plan, { ask, origin }: About<typeof grid.ops.plan>): Promise<Content> {
  const known = new Map((await ask(grid.ops.points, { place: plan.community })).map(p => [p.id, p]))
  const points = plan.points.flatMap(id => known.get(id) ?? [])
  const cells = points.map(({ name, code, community }, i): TableCell => ({
    stack: [
      { text: t('{n}　{name}', { n: i + 1, name }), bold: true, fontSize: 14, alignment: 'center', marginBottom: 4 },
      code
        ? {
            columns: [
              { text: '', width: '*' },
              Code(`${origin}/field/p/${community}/${code}`, code, 120),
              { text: '', width: '*' },
            ],
          }
        : { text: t('码只有定计划的人能打印'), alignment: 'center', color: '#444444' },
      { text: t('巡查到这里，请扫码'), fontSize: 9, alignment: 'center', color: '#444444' },
    ],
    margin: [6, 10, 6, 10],
  }))
  return [
    Heading(
      t('{name}：点位码', { name: plan.name }),
      t('沿线剪下，贴在现场。按走的顺序排，共 {n} 个', { n: cells.length }),
    ),
    {
      table: { widths: ['*', '*', '*'], dontBreakRows: true, body: inThrees(cells) },
      layout: 'thin',
    },
  ]
}

const inThrees = (cells: readonly TableCell[]): TableCell[][] =>
  Array.from({ length: Math.max(1, Math.ceil(cells.length / 3)) }, (_, row) =>
    [0, 1, 2].map(column => cells[row * 3 + column] ?? ''),
  )
