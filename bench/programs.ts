/** Starts the programs that are measured, waits until they answer, and ends them: only those that were started here. */
import { fork, spawn, type ChildProcess } from 'node:child_process'
import { createWriteStream, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from '../kernel/postgres-folder.ts'
import type { Load, Measured } from './generator.ts'
import { keysFile, scratch } from './scratch.ts'

export type Program = { name: string; port: number; child: ChildProcess; ms: number; stop: () => Promise<void> }
type Given = {
  name: string
  args: string[]
  cwd?: string
  env?: Record<string, string>
  path: string
  patience?: number
}

const root = join(import.meta.dirname, '..')
const running = new Set<ChildProcess>()
process.on('exit', () => running.forEach(child => child.kill('SIGKILL')))

/** `path` is asked until it answers with anything but a server's mistake; `ms` is how long that took. */
export async function program({ name, args, cwd = root, env = {}, path, patience = 120 }: Given): Promise<Program> {
  const port = await freePort()
  const log = createWriteStream(join(scratch, `${name}.log`))
  const begun = performance.now()
  const child = spawn(process.execPath, args, {
    cwd,
    env: { PATH: process.env['PATH'] ?? '', HOME: scratch, ...env, PORT: String(port) },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  for (const stream of [child.stdout, child.stderr]) stream.pipe(log, { end: false })
  running.add(child)
  const ended = new Promise<void>(done => child.once('exit', () => (running.delete(child), done())))
  const stop = async () => {
    child.kill('SIGTERM')
    const hard = setTimeout(() => child.kill('SIGKILL'), 10_000)
    await ended
    clearTimeout(hard)
  }
  while (!(await answers(port, path))) {
    if (child.exitCode !== null || performance.now() - begun > patience * 1000) {
      await stop()
      throw new Error(`${name} did not start: ${readFileSync(join(scratch, `${name}.log`), 'utf8').slice(-1500)}`)
    }
    await sleep(20)
  }
  return { name, port, child, ms: performance.now() - begun, stop }
}

const answers = (port: number, path: string) =>
  fetch(`http://127.0.0.1:${port}${path}`, { redirect: 'manual' }).then(
    async reply => (await reply.arrayBuffer(), reply.status < 500),
    () => false,
  )

/** The server as it runs in earnest. */
export const linli = (owner: string, data: string) =>
  program({
    name: 'linli',
    args: ['apps/server/main.ts', '--empty'],
    path: '/healthz',
    env: {
      DATABASE_URL: owner,
      LINLI_ENV: 'production',
      LINLI_ORIGIN: 'http://localhost',
      HOST: '127.0.0.1',
      LINLI_DATA: data,
      LINLI_KEYS: keysFile,
    },
  })

/** The bytes a process holds in memory now, and at most since it began. */
export function memoryOf(pid: number): { now: number; peak: number } {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  const kb = (field: string) => Number(new RegExp(`${field}:\\s+(\\d+)`).exec(status)?.[1] ?? 0)
  return { now: kb('VmRSS') * 1024, peak: kb('VmHWM') * 1024 }
}

export async function load(given: Load): Promise<Measured> {
  const child = fork(join(import.meta.dirname, 'generator.ts'), { stdio: 'inherit' })
  running.add(child)
  const measured = await new Promise<Measured>((done, failed) => {
    child.once('message', told => done(told as Measured))
    child.once('exit', code => failed(new Error(`the load generator ended with ${code}`)))
    child.send(given)
  })
  running.delete(child)
  child.kill()
  return measured
}
