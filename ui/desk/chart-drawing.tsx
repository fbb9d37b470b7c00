/** The drawing itself. It follows the size of its panel and is thrown away with it. */
import { BarChart, LineChart, type BarSeriesOption, type LineSeriesOption } from 'echarts/charts'
import {
  GridComponent,
  LegendComponent,
  TooltipComponent,
  type GridComponentOption,
  type LegendComponentOption,
  type TooltipComponentOption,
} from 'echarts/components'
import { init, use as register, type ComposeOption } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import { useEffect, useRef } from 'react'
import type { ChartProps } from './chart.tsx'

register([BarChart, LineChart, GridComponent, LegendComponent, TooltipComponent, SVGRenderer])

export type ChartOption = ComposeOption<
  BarSeriesOption | LineSeriesOption | GridComponentOption | LegendComponentOption | TooltipComponentOption
>

const font = { fontFamily: 'inherit', color: '#46515f', fontSize: 12 }

export default function Drawing({ option, height = 260, said, press }: ChartProps) {
  const box = useRef<HTMLDivElement>(null)
  const pressed = useRef(press)
  pressed.current = press
  useEffect(() => {
    const chart = init(box.current)
    chart.setOption({ animationDuration: 300, textStyle: font, ...option })
    chart.on('click', e =>
      pressed.current?.({ name: String(e.name), series: String(e.seriesName), index: e.dataIndex ?? 0 }),
    )
    const watch = new ResizeObserver(() => chart.resize())
    watch.observe(box.current!)
    return () => {
      watch.disconnect()
      chart.dispose()
    }
  }, [option])
  return <div ref={box} style={{ height }} role="img" aria-label={said} />
}
