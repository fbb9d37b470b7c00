/** The whole server on a world of the matrix, asked as a stranger would: by injection, and byte by byte over a real socket. */
import { mkdtempSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance, InjectOptions } from 'fastify'
import { jobs } from '../../apps/server/jobs.ts'
import { webServer } from '../../apps/server/web.ts'
import { openHouse, type OpenHouse } from '../../kernel/house.ts'
import type { Patience } from '../../kernel/strangers.ts'
import { newKeys } from '../../kernel/sealed.ts'
import { settings } from '../../kernel/settings.ts'
import { freshDatabase } from '../../kernel/testing.ts'
import { furnish, now, type World } from '../matrix/world.ts'

export const origin = 'https://linli.example.cn'
export const password = 'Working-2026'

export type Stage = {
  app: FastifyInstance
  house: OpenHouse
  owner: string
  world: World
  files: string
  port: number
  close: () => Promise<void>
}

/** `earnest`: as it runs for real people; the key file is not looked for. */
export async function stage({
  earnest = true,
  patience,
}: { earnest?: boolean; patience?: Patience } = {}): Promise<Stage> {
  const data = mkdtempSync(join(tmpdir(), 'linli-hostile-'))
  const base = await freshDatabase(jobs)
  const house = await openHouse(base.url, newKeys(), 4)
  const world = await furnish(house, data)
  const chosen = settings({ LINLI_ENV: earnest ? 'production' : 'test', LINLI_DATA: data, LINLI_ORIGIN: origin })
  const files = join(data, 'files')
  const close = async () => {
    await house.close()
    await base.drop()
    rmSync(data, { recursive: true })
  }
  const system = { settings: chosen, house, owner: base.owner, url: base.url, files, now: () => now, close }
  const app = await webServer(system, { ...(patience && { patience }), log: () => {} })
  await app.listen({ port: 0, host: '127.0.0.1' })
  const { port } = app.server.address() as { port: number }
  return {
    app,
    house,
    owner: base.owner,
    world,
    files,
    port,
    close: async () => {
      await app.close()
      await close()
    },
  }
}

/** One request as a browser on our own page would send it, from an address of its own. */
export const ours = (more: InjectOptions): InjectOptions => ({
  ...more,
  headers: { origin, 'sec-fetch-site': 'same-origin', ...more.headers },
})

export const post = (
  op: string,
  input: unknown,
  headers: Record<string, string> = {},
  from = '203.0.113.1',
): InjectOptions =>
  ours({
    method: 'POST',
    url: `/api/${op}`,
    remoteAddress: from,
    headers: { 'content-type': 'application/json', ...headers },
    payload: JSON.stringify(input),
  })

/** Sends bytes as they are, a piece at a time, and gives everything that came back until the other side hung up. */
export function raw(port: number, ...pieces: string[]): Promise<string> {
  return new Promise(done => {
    const socket = connect(port, '127.0.0.1')
    let said = ''
    socket.setTimeout(20_000, () => socket.destroy())
    socket.on('data', chunk => (said += chunk.toString()))
    socket.on('error', () => {})
    socket.on('close', () => done(said))
    for (const piece of pieces) socket.write(piece)
  })
}
