/** A chart, drawn by ECharts with only the parts we use; fetched when the first one is shown. `said` tells the same to those who cannot see it. */
import { lazy, Suspense } from 'react'
import type { ChartOption } from './chart-drawing.tsx'

const Drawing = lazy(() => import('./chart-drawing.tsx'))

export type ChartProps = {
  option: ChartOption
  height?: number
  said: string
  press?: (at: { name: string; series: string; index: number }) => void
}

export const Chart = (props: ChartProps) => (
  <Suspense fallback={<div style={{ height: props.height ?? 260 }} />}>
    <Drawing {...props} />
  </Suspense>
)
