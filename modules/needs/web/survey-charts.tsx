/** The rate by grid and the wishes by class, drawn; what is drawn stands in a table beside it, too. */
import { t } from '../../../kernel/text.ts'
import type { Output } from '../../../kernel/contract.ts'
import { Chart } from '../../../ui/desk/chart.tsx'
import { useGo } from '../../../ui/desk/go.tsx'
import { nameIn, usePlaces } from '../../../ui/desk/place-names.tsx'
import { colours } from '../../../ui/desk/theme.ts'
import type { needs } from '../contract.ts'
import type { Survey } from '../survey-contract.ts'
import { kinds } from '../wish-rules.ts'

const bars = (names: string[], values: number[], unit: string) => ({
  grid: { left: 110, right: 48, top: 8, bottom: 8 },
  xAxis: { type: 'value' as const, show: false },
  yAxis: {
    type: 'category' as const,
    inverse: true,
    data: names,
    axisTick: { show: false },
    axisLine: { show: false },
    axisLabel: { color: '#46515f' },
  },
  series: [
    {
      type: 'bar' as const,
      data: values,
      barMaxWidth: 16,
      itemStyle: { color: colours.in, borderRadius: [0, 2, 2, 0] },
      label: { show: true, position: 'right' as const, formatter: `{c}${unit}`, color: '#46515f' },
    },
  ],
})
const tall = (rows: number) => 24 + rows * 28

type Rates = Output<typeof needs.ops.rates>['byGrid']
export function RateChart({ rows }: { rows: Rates }) {
  const known = usePlaces()
  const values = rows.map(r => Math.round((100 * r.answered) / Math.max(1, r.asked)))
  const called = rows.map(r => nameIn(known, r.place) ?? r.place)
  return (
    <Chart
      option={bars(called, values, '%')}
      height={tall(rows.length)}
      said={t('各网格答复率：{list}', { list: called.map((name, i) => `${name} ${values[i]}%`).join('，') })}
    />
  )
}

export function KindChart({ rows, to }: { rows: Survey['byKind']; to: (kind: string) => string }) {
  const go = useGo()
  const called = rows.map(r => kinds[r.kind].label)
  return (
    <Chart
      option={bars(
        called,
        rows.map(r => r.households),
        t(' 户'),
      )}
      height={tall(rows.length)}
      said={t('各类想办的户数：{list}', { list: rows.map((r, i) => `${called[i]} ${r.households}`).join('，') })}
      press={({ index }) => go(to(rows[index]!.kind))}
    />
  )
}
