/**
 * Runs test files in the order they are given, which `node --test` would sort, and writes one JSON line for each finished
 * test to a file, for `scripts/test.ts` to count.
 */
import { createWriteStream } from 'node:fs'
import { finished } from 'node:stream/promises'
import { run } from 'node:test'

export type Run = {
  files: string[]
  /** Several at once, each in a process of its own; 'shared' is one process for all. */
  atOnce: number | 'shared'
  /** Where the lines go. */
  report: string
  /** Only the tests of this name. */
  only: string | undefined
}

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

const told = process.argv[2]
if (import.meta.main && told) process.exitCode = (await runFiles(JSON.parse(told) as Run)) ? 0 : 1

/** Whether all went well. */
async function runFiles({ files, atOnce, report, only }: Run): Promise<boolean> {
  const how = atOnce === 'shared' ? ({ isolation: 'none' } as const) : { concurrency: atOnce }
  const events = run({ files, timeout: 1_200_000, ...how, ...(only && { testNamePatterns: only }) })
  const lines = createWriteStream(report)
  let isWell = true
  for await (const { type, data } of events as AsyncIterable<{ type: string; data: unknown }>) {
    if (type === 'test:fail') isWell = false
    const line = lineOf(type, data as Data)
    if (line) lines.write(JSON.stringify(line) + '\n')
  }
  lines.end()
  await finished(lines)
  return isWell
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
