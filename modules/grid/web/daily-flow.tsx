/** Bars of what came in, a line of what was closed, day by day. A day without anything is drawn too: a gap would look like missing data. */
import { useMemo } from 'react'
import { t } from '../../../kernel/text.ts'
import type { Output } from '../../../kernel/contract.ts'
import type { work } from '../../../kernel/work-contract.ts'
import { Chart } from '../../../ui/desk/chart.tsx'
import { useGo } from '../../../ui/desk/go.tsx'
import { colours } from '../../../ui/desk/theme.ts'
import { matter } from '../rules.ts'
import { finished, listOf, states } from './states.ts'

type Row = Output<typeof work.ops.flow>[number]

export function DailyFlow({
  rows,
  from,
  to,
  place,
}: {
  rows: readonly Row[]
  from: string
  to: string
  place: string
}) {
  const go = useGo()
  const days = useMemo(() => daysOf(from, to), [from, to])
  const [came, closed] = useMemo(
    () => [countedBy(rows, days, matter.initial), countedBy(rows, days, finished)],
    [rows, days],
  )
  const option = useMemo(
    () => ({
      grid: { left: 36, right: 12, top: 34, bottom: 24 },
      legend: { right: 0, top: 0, itemHeight: 9, itemWidth: 14, textStyle: { color: '#46515f' } },
      tooltip: { trigger: 'axis' as const, confine: true },
      xAxis: {
        type: 'category' as const,
        data: days,
        axisLabel: { formatter: (d: string) => d.slice(5), color: '#5b6675' },
        axisTick: { show: false },
        axisLine: { lineStyle: { color: '#c9d0d9' } },
      },
      yAxis: {
        type: 'value' as const,
        minInterval: 1,
        splitLine: { lineStyle: { color: '#eef1f4' } },
        axisLabel: { color: '#5b6675' },
      },
      series: [
        {
          name: t('上报'),
          type: 'bar' as const,
          data: came,
          itemStyle: { color: colours.in, borderRadius: [2, 2, 0, 0] },
          barMaxWidth: 18,
        },
        {
          name: t('结案'),
          type: 'line' as const,
          data: closed,
          symbolSize: 5,
          smooth: false,
          itemStyle: { color: colours.out },
          lineStyle: { width: 2 },
        },
      ],
    }),
    [days, came, closed],
  )
  const sum = (of: number[]) => of.reduce((a, b) => a + b, 0)
  return (
    <Chart
      option={option}
      height={264}
      said={t('{from} 至 {to}，上报 {came} 件，结案 {closed} 件', { from, to, came: sum(came), closed: sum(closed) })}
      press={({ name }) => go(listOf({ from: name, to: name, place, state: states.join(',') }))}
    />
  )
}

const countedBy = (rows: readonly Row[], days: readonly string[], state: string): number[] => {
  const found = new Map(rows.filter(r => r.state === state).map(r => [r.day, r.entered]))
  return days.map(d => found.get(d) ?? 0)
}

function daysOf(from: string, to: string): string[] {
  const days: string[] = []
  for (let at = Date.parse(from); at <= Date.parse(to); at += 86_400_000)
    days.push(new Date(at).toISOString().slice(0, 10))
  return days
}
