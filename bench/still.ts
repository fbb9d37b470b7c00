/** Sections `start`, `memory` and `bytes`: how soon the first page comes, what the server holds under load, what a page weighs. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { communitiesFor, communityOf } from './ground.ts'
import { inTown, token, town } from './load.ts'
import { linli, load, memoryOf, program } from './programs.ts'
import { works } from './requests.ts'
import { scratch, type Section, type Server } from './scratch.ts'
import { linliTarget } from './targets.ts'

type Say = (line: string) => void
const root = join(import.meta.dirname, '..')

/** A folder in which the system has been started once; then the program alone without Node's compile cache, and what `npm start` runs with it. */
export async function startSection(say: Say): Promise<Section> {
  const data = mkdtempSync(join(scratch, 'start-'))
  const alone = ['apps/server/main.ts']
  const whole = ['scripts/launch.mjs', 'start']
  const once = async (name: string, args: string[], cache: string) => {
    const { ms, stop } = await program({
      name,
      args: [...args, '--empty'],
      path: '/',
      env: { LINLI_DATA: data, LINLI_ENV: 'development', HOST: '127.0.0.1', NODE_COMPILE_CACHE: cache },
    })
    await stop()
    say(`${name}: ${Math.round(ms)} ms`)
    return ms
  }
  try {
    await once('start-first', whole, '')
    const cold = await once('start-cold', alone, join(data, 'cold'))
    const warm = await once('start-warm', whole, '')
    const line = (what: string, ms: number) => ({
      what,
      ratio: `${(ms / 1000).toFixed(2)} s`,
      figure: 'process and bundled PostgreSQL started, page answered',
      target: '≤ 3 s',
      met: ms <= 3_000,
    })
    return {
      title: 'From start to the first page, on a prepared machine',
      at: new Date().toISOString(),
      lines: [line('the program alone, nothing of it compiled before', cold), line('npm start, the second time', warm)],
      notes: [],
    }
  } finally {
    rmSync(data, { recursive: true, force: true })
  }
}

export async function memorySection(server: Server, o: { rows: number; minutes: number; say: Say }): Promise<Section> {
  const owner = await town(server, o)
  const { draws, category } = await inTown(owner, o.rows)
  const { program: running, headers, requests } = await linliTarget(owner, token, draws, category)
  try {
    const all = works
      .flatMap(work => requests(work))
      .toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))
    const mixed = all.map((_, n) => all[(n * 7919) % all.length]!)
    const asked = { port: running.port, headers, requests: mixed, clients: 16 }
    o.say(`load of ${o.minutes} minutes`)
    const done = await load({ ...asked, ms: o.minutes * 60_000, most: 50_000_000 })
    const { now, peak } = memoryOf(running.child.pid!)
    return {
      title: `Memory of the server after ${o.minutes} minutes of all four pieces of work, 16 clients`,
      at: new Date().toISOString(),
      lines: [
        {
          what: 'resident memory',
          ratio: `${Math.round(now / 1e6)} MB`,
          figure: `at most ${Math.round(peak / 1e6)} MB; ${Math.round(done.rate)} requests/s, ${done.bad} refused`,
          target: '< 400 MB',
          met: now < 400e6,
        },
      ],
      notes: [],
    }
  } finally {
    await running.stop()
  }
}

/** `apps/transfer.e2e.ts` holds the same budgets in `npm test`, with a browser. */
export async function bytesSection(server: Server, o: { rows: number; say: Say }): Promise<Section> {
  const owner = await town(server, o)
  const running = await linli(owner, join(scratch, 'data'))
  try {
    const page = async (path: string) => {
      const seen = new Map<string, number>()
      const html = await transferred(running.port, path, seen)
      for (const [, asset] of html.matchAll(/(?:src|href)="(\/[^"]+\.(?:css|js)[^"]*)"/g))
        if (asset && !seen.has(asset)) await transferred(running.port, asset, seen)
      const blocking = [...html.matchAll(/<script(?![^>]*\b(?:defer|async|module)\b)[^>]*\bsrc=/g)].length
      const bytes = [...seen.values()].reduce((sum, n) => sum + n, 0)
      return {
        what: `portal ${path}`,
        ratio: `${(bytes / 1024).toFixed(1)} kB`,
        figure: `${seen.size} requests before pictures, ${blocking} blocking scripts`,
        target: '≤ 30 kB, 0 blocking',
        met: bytes <= 30 * 1024 && blocking === 0,
      }
    }
    const here = `/c/${communityOf(0, communitiesFor(o.rows))}`
    const lines = [await page(here), await page(`${here}/report`)]
    const desk = join(root, 'build/desk')
    if (existsSync(desk)) lines.push(deskLine(desk))
    return { title: 'What a first visit transfers', at: new Date().toISOString(), lines, notes: [] }
  } finally {
    await running.stop()
  }
}

async function transferred(port: number, path: string, seen: Map<string, number>): Promise<string> {
  const reply = await fetch(`http://127.0.0.1:${port}${path}`, {
    headers: { accept: 'text/html', 'accept-encoding': 'gzip' },
  })
  const body = Buffer.from(await reply.arrayBuffer())
  seen.set(path, Number(reply.headers.get('content-length') ?? body.length))
  return body.toString('utf8')
}

function deskLine(folder: string) {
  const page = readFileSync(join(folder, 'index.html'), 'utf8')
  const scripts = readdirSync(join(folder, 'assets')).filter(name => name.endsWith('.js') && page.includes(name))
  const bytes = scripts.reduce((sum, name) => sum + gzipSync(readFileSync(join(folder, 'assets', name))).length, 0)
  return {
    what: 'desk, first screen',
    ratio: `${Math.round(bytes / 1024)} kB`,
    figure: `${scripts.length} scripts, compressed`,
    target: '≤ 380 kB',
    met: bytes <= 380 * 1024,
  }
}
