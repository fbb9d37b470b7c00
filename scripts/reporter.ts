/** A reporter for node:test that writes one JSON line for each finished test, for `scripts/test.ts` to count. */
export type Line = {
  kind: 'passed' | 'failed' | 'skipped' | 'output' | 'took'
  /** The titles from the outermost to this one are not known here, only its own. */
  name: string
  file: string
  /** What it said; of a file that ended, the milliseconds it took. */
  text: string
}

type Data = {
  name?: string
  file?: string
  /** A test made by a helper is defined in the helper's file; this is the test file it ran for. */
  entryFile?: string
  message?: string
  duration_ms?: number
  skip?: string | boolean
  todo?: string | boolean
  details?: { type?: string; error?: { failureType?: string; cause?: unknown; message?: string } }
}

export default async function* lines(events: AsyncIterable<{ type: string; data: unknown }>) {
  for await (const { type, data } of events) {
    const line = lineOf(type, data as Data)
    if (line) yield JSON.stringify(line) + '\n'
  }
}

function lineOf(type: string, data: Data): Line | null {
  const common = { name: data.name ?? '', file: data.entryFile ?? data.file ?? '', text: data.message ?? '' }
  if (type === 'test:summary' && common.file) return { ...common, kind: 'took', text: String(data.duration_ms) }
  const isTrouble = type === 'test:diagnostic' && data.message?.startsWith('Error:')
  if (type === 'test:stderr' || isTrouble) return { ...common, kind: 'output' }
  if ((type !== 'test:pass' && type !== 'test:fail') || data.details?.type === 'suite') return null
  if (data.skip !== undefined || data.todo !== undefined) return { ...common, kind: 'skipped' }
  if (type === 'test:pass') return { ...common, kind: 'passed' }
  const error = data.details?.error
  // The test that only contains a failed one says nothing new.
  if (error?.failureType === 'subtestsFailed') return null
  const cause = error?.cause
  const text =
    cause instanceof Error ? (cause.stack ?? cause.message) : typeof cause === 'string' ? cause : error?.message
  return { ...common, kind: 'failed', text: text ?? '' }
}
