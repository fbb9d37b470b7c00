/**
 * Every pattern in the sources, matched against texts made to stall it: one that goes back over its text again and
 * again is a way to stop the server with one field.
 */
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { Worker } from 'node:worker_threads'

const root = join(import.meta.dirname, '..')
const sources = globSync('{kernel,modules,ui,apps}/**/*.{ts,tsx}', { cwd: root }).filter(
  file => !/\.(test|e2e)\.ts$|\.gen\.ts$|\/([\w-]+-)?(testing|stories)\.ts$|vite\.config/.test(file),
)

/** Literals, read where a pattern can begin: after an operator, a bracket or a comma. */
function patternsIn(file: string): { source: string; flags: string; where: string }[] {
  const text = readFileSync(join(root, file), 'utf8').replace(/^\s*(\/\/|\*|\/\*).*$/gm, '')
  const found = text.matchAll(
    /(?<=[(=:,[!&|?{}\s>])\/((?![*/])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\[\n])+)\/([dgimsuvy]*)(?=[\s.,;:)\]}])/g,
  )
  return [...found].flatMap(([, source = '', flags = '']) => {
    try {
      new RegExp(source, flags)
      return [{ source, flags, where: file }]
    } catch {
      return []
    }
  })
}

/** What a repeated part of a pattern would like best, again and again, and then what it does not. */
const runs = [
  'a',
  '0',
  ' ',
  '\t',
  '字',
  '-',
  '.',
  '/',
  '\\',
  '"',
  "'",
  '&',
  '<',
  '(',
  '[',
  '_',
  '=',
  'a.',
  '0,',
  'a ',
  ' \n',
  '<a',
  '=x ',
  '/a',
  '室号',
  '1-',
  'v1.',
  '\u0000',
]
const tails = ['', '!', '\u0001', '\n', 'x!']

/** Each pattern has so long for all its texts, on its own thread: one that stalls cannot be stopped otherwise. */
function stalls(patterns: { source: string; flags: string }[], length: number, patience: number) {
  const work = `
    const { parentPort, workerData: { patterns, runs, tails, length } } = require('node:worker_threads')
    for (const [at, { source, flags }] of patterns.entries()) {
      parentPort.postMessage(at)
      const pattern = new RegExp(source, flags.replace(/[gy]/g, ''))
      const lead = (/^\\^?((?:[\\w\\u4e00-\\u9fff])*)/.exec(source) ?? [])[1] ?? ''
      for (const run of runs) for (const tail of tails) for (const head of new Set(['', lead]))
        pattern.test(head + run.repeat(length / run.length) + tail)
    }
    parentPort.postMessage(-1)`
  return new Promise<number | null>(done => {
    const worker = new Worker(work, { eval: true, workerData: { patterns, runs, tails, length } })
    let at = 0
    let timer: NodeJS.Timeout
    const wait = () => {
      clearTimeout(timer)
      timer = setTimeout(() => void worker.terminate().then(() => done(at)), patience)
    }
    worker.on('message', (now: number) => {
      at = now
      if (now >= 0) return wait()
      clearTimeout(timer)
      void worker.terminate().then(() => done(null))
    })
    wait()
  })
}

test('no pattern in the sources stalls on a text made for it', async () => {
  const all = [...new Map(sources.flatMap(patternsIn).map(p => [`/${p.source}/${p.flags}`, p])).values()]
  assert.ok(all.length > 150, `found ${all.length}`)
  const bad: string[] = []
  for (let rest = all; rest.length;) {
    const at = await stalls(rest, 1_500, 30_000)
    if (at === null) break
    bad.push(`${rest[at]!.where}: /${rest[at]!.source}/`)
    rest = rest.slice(at + 1)
  }
  assert.deepEqual(bad, [])
})

test('a pattern that stalls is seen', async () => {
  assert.equal(
    await stalls(
      [
        { source: '^a$', flags: '' },
        { source: '^(a+)+$', flags: '' },
      ],
      1_500,
      2_000,
    ),
    1,
  )
})
