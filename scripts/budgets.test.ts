/** The budgets of STYLE 14 and what never belongs in the repository, measured on the files Git knows or would add. */
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

const root = join(import.meta.dirname, '..')
const files = known().filter(file => existsSync(join(root, file)))
const text = (file: string) => readFileSync(join(root, file), 'utf8')
const lines = (file: string) => text(file).trimEnd().split('\n').length

const code = files.filter(file => /\.(ts|tsx|mjs|css|sql)$/.test(file) && !isExempt(file))
const modules = code.filter(file => file.startsWith('modules/') && /\.tsx?$/.test(file))

/** Files that are printed or that are a table of facts are as long as their content. */
function isExempt(file: string) {
  return /\.gen\.|\.snap$|\/(data|fixtures)\/|^(docs|data|build)\//.test(file)
}

/** An unpacked archive has no Git; then it is every file that is not installed or built. */
function known(): string[] {
  try {
    const args = ['ls-files', '--cached', '--others', '--exclude-standard', '-z']
    const listed = execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
    return listed.split('\0').filter(Boolean)
  } catch {
    const exclude = (name: string) => ['node_modules', 'build', 'data', '.git'].includes(name)
    return globSync('**/*.*', { cwd: root, exclude }).map(file => file.replaceAll('\\', '/'))
  }
}

const quantile = (sorted: number[], q: number) =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? 0

/** Lines that do something: a file is no worse for saying why, for naming what it uses, or for a blank line. See decision 6. */
const linesOfCode = (file: string) =>
  text(file)
    .replace(/\/\*[^]*?\*\//g, '')
    .replace(/^import [^]*?from .*$|^import .*$/gm, '')
    .split('\n')
    .filter(line => line.trim() && !/^\s*(\/\/|--)/.test(line)).length

/** file:line of every match, so that a failure can be clicked. */
const places = (among: string[], pattern: RegExp) =>
  among.flatMap(file =>
    text(file)
      .split('\n')
      .flatMap((line, i) => (pattern.test(line) ? [`${file}:${i + 1} ${line.trim().slice(0, 80)}`] : [])),
  )

test('no file is longer than 400 lines', () =>
  assert.deepEqual(
    code.map(file => [file, lines(file)] as const).filter(([, n]) => n > 400),
    [],
  ))

test('half of the files have at most 65 lines, and 95 of 100 at most 200; a test may tell longer stories', () => {
  const lengths = code
    .filter(file => !/\.(test|e2e)\.tsx?$/.test(file))
    .map(linesOfCode)
    .toSorted((a, b) => a - b)
  assert.ok(quantile(lengths, 0.5) <= 65, `median ${quantile(lengths, 0.5)}`)
  assert.ok(quantile(lengths, 0.95) <= 200, `p95 ${quantile(lengths, 0.95)}`)
})

test('the law of a module fits on 150 lines', () =>
  assert.deepEqual(
    modules.filter(file => /[/-]rules\.ts$/.test(file) && lines(file) > 150),
    [],
  ))

test('no module says any, and nothing is left to do', () => {
  assert.deepEqual(places(modules, /(:|<|\bas|,|=>)\s*any\b(\[\])?(?!\()/), [])
  // Spelled apart, so that this line is not one itself.
  assert.deepEqual(places(code, new RegExp(`\\b(${['TO' + 'DO', 'FIX' + 'ME', 'XX' + 'X'].join('|')})\\b`)), [])
})

test('every source file begins by saying what it is', () => {
  const silent = code
    .filter(file => /\.(ts|tsx|mjs)$/.test(file))
    .filter(file => !/^(#!.*\n)?\s*(\/\*\*|\/\/)/.test(text(file)))
  assert.deepEqual(silent, [])
})

test('no path of one machine and no registry address is in the repository', () => {
  const written = files.filter(file => !/\.(png|jpg|ttf|woff2|xlsx|pdf|ico|gz|zip)$/.test(file))
  assert.deepEqual(places(written, /(^|[\s"'`(=])\/(home|Users)\/[a-z][\w-]*\//), [])
  assert.deepEqual(
    places(
      written.filter(f => f !== 'scripts/budgets.test.ts'),
      /registry\.(npmjs|npmmirror|yarnpkg)|"resolved":/,
    ),
    [],
  )
})

test('what is private on a machine is not in the repository', () =>
  assert.deepEqual(
    files.filter(file => /(^|\/)(\.env|keys\.json|linli\.json)$|\.(pem|key|p12)$/.test(file)),
    [],
  ))
