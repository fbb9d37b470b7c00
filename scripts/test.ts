/**
 * `npm test`: the checks that need no database, then every test on one PostgreSQL, then the browser. The last line is the
 * result: `N passed, N failed`. With paths after `npm test --`, only the test files under them.
 */
import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { dirname, join, relative, resolve } from 'node:path'
import { needChromium } from './chromium.ts'
import type { Line, Run } from './test-files.ts'
import { testDatabase } from './test-database.ts'

const root = join(import.meta.dirname, '..')
const wanted = process.argv.slice(2).filter(arg => !arg.startsWith('-'))
const only = process.argv.find(arg => arg.startsWith('--test-name-pattern='))?.replace(/^.*?=/, '')
const atOnce = Math.max(2, Math.min(4, availableParallelism() - 2))
const scratch = mkdtempSync(join(tmpdir(), 'linli-report-'))
const totals = { passed: 0, failed: 0, skipped: 0 }
const failures: string[] = []

const files = globSync('{kernel,modules,ui,apps,scripts,bench}/**/*.{test,e2e}.ts', { cwd: root })
  .map(file => file.replaceAll('\\', '/'))
  .filter(file => !wanted.length || wanted.some(path => isUnder(file, path)))
  .toSorted()
const browser = files.filter(file => file.endsWith('.e2e.ts'))
const alone = files.filter(file => !browser.includes(file) && needsItsOwnProcess(file))
const units = files.filter(file => !browser.includes(file) && !alone.includes(file))

let stopDatabase = async () => {}
const running = new Set<ChildProcess>()
let interrupted = false
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  // Ctrl-C arrives twice, from the terminal and from the launcher; the second must not cut off the cleaning up.
  process.on(signal, () => {
    if (interrupted) return
    interrupted = true
    console.log('测试中断，正在清理……')
    for (const child of running) child.kill()
    void finish().finally(() => process.exit(1))
  })

try {
  await all()
} catch (error) {
  fail('测试没有跑完', error instanceof Error ? (error.stack ?? error.message) : String(error))
}
await finish()
for (const failure of failures) console.log(`\n${failure}`)
if (failures.length) console.log()
console.log(`${totals.passed} passed, ${totals.failed} failed${totals.skipped ? `, ${totals.skipped} skipped` : ''}`)
process.exit(totals.failed ? 1 : 0)

async function all() {
  if (wanted.length && !files.length) return fail('没有找到测试文件', `这些路径下没有测试：${wanted.join(' ')}`)
  await Promise.all([wanted.length ? undefined : checks(), run('单元测试', units, 'shared')])
  if (alone.length + browser.length === 0) return
  const database = await testDatabase(console.log)
  stopDatabase = database.stop
  process.env.LINLI_TEST_DATABASE = database.url
  // One browser is busy enough; beside it the database has the rest of the machine.
  const walked = await readyToWalk()
  await Promise.all([run('数据库测试', alone.toSorted(longestFirst), atOnce), run('浏览器测试', walked, 1)])
}

/** What is read and not run. */
async function checks() {
  await check('类型检查', 'tsc', ['-p', '.'])
  await check('代码规则', 'oxlint', ['--type-aware', '--deny-warnings', '--quiet'])
  await check('代码格式', 'oxfmt', ['--check', '**/*.{ts,tsx,mjs}'])
}

/** The files that need the screens and a Chromium, once both are there. */
async function readyToWalk() {
  if (!browser.length) return []
  if (!(await check('生成网页', process.execPath, ['scripts/launch.mjs', 'build']))) return []
  try {
    process.env.CHROMIUM = needChromium(console.log)
    return browser
  } catch (error) {
    for (const file of browser) fail(file, (error as Error).message)
    return []
  }
}

/** What takes minutes begins first, so that the last minute is not one file running alone. */
function longestFirst(a: string, b: string) {
  return Number(takesMinutes(b)) - Number(takesMinutes(a))
}

function takesMinutes(file: string) {
  return /^scripts\/(faults|demo)\/|^apps\/cli\//.test(file)
}

/** One of the checks that are a program of their own; it counts as one test. */
async function check(label: string, command: string, args: string[]) {
  const { code, output, seconds } = await spawned(command, args)
  if (code === 0) totals.passed++
  else fail(`${label}：${[command, ...args].join(' ')}`, output)
  console.log(`${code === 0 ? '✔' : '✖'} ${label}  ${seconds} 秒`)
  return code === 0
}

async function run(label: string, those: string[], how: Run['atOnce'], isAgain = false): Promise<void> {
  if (!those.length) return
  const report = join(scratch, `${label}.jsonl`)
  const asked: Run = { files: those.map(file => join(root, file)), atOnce: how, report, only }
  const { code, output, seconds } = await spawned(process.execPath, ['scripts/test-files.ts', JSON.stringify(asked)])
  const all = readFileSync(report, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map(line => JSON.parse(line) as Line)
  const crashed = isAgain ? [] : those.filter(file => all.some(line => hasCrashed(line, file)))
  const lines = all.filter(line => !crashed.some(file => isOf(line, file)))
  // One file that breaks off takes a shared process with it; each alone shows which it was.
  if (how === 'shared' && code !== 0 && !lines.some(line => line.kind === 'failed')) return run(label, those, atOnce)
  const count = (kind: Line['kind']) => lines.filter(line => line.kind === kind).length
  totals.passed += count('passed')
  totals.skipped += count('skipped')
  for (const line of lines.filter(one => one.kind === 'failed')) fail(titleOf(line), messageOf(line, lines))
  if (code !== 0 && count('failed') === 0 && !crashed.length) fail(label, output)
  const bad = count('failed') || (code && !crashed.length)
  console.log(`${bad ? '✖' : '✔'} ${label}  ${those.length} 个文件，${count('passed')} 项  ${seconds} 秒`)
  const slowest = lines.filter(line => line.kind === 'took').toSorted((a, b) => Number(b.text) - Number(a.text))
  for (const { file, text } of slowest.slice(0, 5))
    console.log(`    ${relative(root, file).replaceAll('\\', '/')}  ${(Number(text) / 1000).toFixed(1)} 秒`)
  await run(`${label}，浏览器自己崩溃，再来一次`, crashed, how, true)
}

/** A browser that fell over says nothing about what it showed: the file is walked once more, and what it says then counts. */
function hasCrashed(line: Line, file: string) {
  return isOf(line, file) && line.kind === 'failed' && /\b(Page|Target) crashed\b/.test(line.text)
}

function isOf(line: Line, file: string) {
  return line.file === join(root, file)
}

function titleOf({ file, name }: Line) {
  const path = file && relative(root, file).replaceAll('\\', '/')
  return !path || name.endsWith(path) ? path || name : `${path} › ${name}`
}

/** A file that broke off says why on its error output only. */
function messageOf(line: Line, lines: Line[]) {
  if (line.text !== 'test failed') return line.text
  const said = lines.filter(one => one.kind === 'output' && resolve(root, one.file) === line.file)
  return said.map(one => one.text).join('') || '进程没有说明原因就退出了（process.exit？）。'
}

function fail(title: string, message: string) {
  totals.failed++
  const shown = message
    .trim()
    .split('\n')
    .filter(line => !/^\s+at .*\(?node:/.test(line))
  const tail = shown.length > 40 ? [...shown.slice(0, 20), '…', ...shown.slice(-20)] : shown
  failures.push([`✖ ${title}`, ...tail.map(line => `    ${line.replaceAll(root + '/', '')}`)].join('\n'))
}

function spawned(command: string, args: string[]) {
  const from = performance.now()
  return new Promise<{ code: number; output: string; seconds: string }>(done => {
    // Without a context of its own `node --test` inside a test would think itself a child and report to nobody.
    const { NODE_TEST_CONTEXT: _, ...env } = process.env
    const child = spawn(command, args, { cwd: root, env, shell: process.platform === 'win32' })
    running.add(child)
    let output = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', chunk => (output += chunk))
    const end = (code: number) =>
      (running.delete(child), interrupted) ||
      done({ code, output, seconds: ((performance.now() - from) / 1000).toFixed(1) })
    child.on('error', error => {
      output += error.message
      end(1)
    })
    child.on('close', code => end(code ?? 1))
  })
}

async function finish() {
  await stopDatabase().catch(error => fail('测试数据库没有停下来', String(error)))
  rmSync(scratch, { recursive: true, force: true })
}

/** What talks to a database, a child process or the environment, itself or by what it imports from other tests, gets a process of its own; the rest share one, which is 60 times faster. */
function needsItsOwnProcess(file: string) {
  const text = readFileSync(join(root, file), 'utf8')
  return (
    /from '.*\/(testing|postgres|migrate|server)\.ts'|from 'node:child_process'|process\.env|mock\./.test(text) ||
    reaches(join(root, file), join(root, 'kernel/testing.ts'))
  )
}

function reaches(from: string, to: string, seen = new Set<string>()): boolean {
  if (from === to) return true
  if (seen.has(from) || !existsSync(from)) return false
  seen.add(from)
  const imported = readFileSync(from, 'utf8').matchAll(/ from '(\..*?\.ts)'/g)
  return [...imported].some(([, path = '']) => reaches(join(dirname(from), path), to, seen))
}

function isUnder(file: string, path: string) {
  const from = relative(root, join(process.cwd(), path)).replaceAll('\\', '/')
  return file === from || file.startsWith(from ? `${from}/` : '') || file.includes(path)
}
