/** Counts of requests by operation and status, and how long they took, in the text form that Prometheus reads. */
export function metricsOf() {
  const counts = new Map<string, { n: number; ms: number }>()
  return {
    count(line: Record<string, unknown>) {
      if (!('ms' in line)) return
      const key = `route="${String(line['op'] ?? '')}",status="${String(line['status'])}"`
      const { n, ms } = counts.get(key) ?? { n: 0, ms: 0 }
      counts.set(key, { n: n + 1, ms: ms + Number(line['ms']) })
    },
    text: () =>
      [
        '# TYPE linli_requests_total counter',
        ...[...counts].map(([key, { n }]) => `linli_requests_total{${key}} ${n}`),
        '# TYPE linli_request_milliseconds_total counter',
        ...[...counts].map(([key, { ms }]) => `linli_request_milliseconds_total{${key}} ${ms}`),
        '# TYPE linli_memory_bytes gauge',
        `linli_memory_bytes ${process.memoryUsage().rss}`,
        '',
      ].join('\n'),
  }
}
