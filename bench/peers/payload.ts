/** Payload 3: collections in code, access by a filter, a token from its own sign-in. */
import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { program } from '../programs.ts'
import { database, withClient } from '../scratch.ts'
import { fillPeer, matterFields, newMatter, residentFields } from './data.ts'
import type { Peer } from './peer.ts'

export const payload: Peer = {
  name: 'Payload',
  packages: ['payload@3.90.2', '@payloadcms/db-postgres@3.90.2'],
  remark: 'Payload counts one state a request, where the others count all.',
  async start({ server, rows, draws, folder }) {
    copyFileSync(join(import.meta.dirname, 'payload-server.mjs'), join(folder, 'server.mjs'))
    const run = (at: string) =>
      program({
        name: 'payload',
        args: ['server.mjs'],
        cwd: folder,
        path: '/token',
        env: {
          DATABASE_URL: at,
          BENCH_FIELDS: JSON.stringify({ residents: residentFields, matters: matterFields }),
          PAYLOAD_DISABLE_ADMIN: 'true',
        },
      })
    const url = await database(server, `payload_${rows}`, async at => {
      // It makes its tables when it starts.
      await (await run(at)).stop()
      await withClient(at, db => fillPeer(db, rows, { residents: 'residents', matters: 'matters' }))
    })
    const running = await run(url)
    const token = await (await fetch(`http://127.0.0.1:${running.port}/token`)).text()
    return {
      name: 'Payload',
      program: running,
      headers: { authorization: `JWT ${token}` },
      requests: work =>
        draws.map(({ grid, prefix }, n) => {
          switch (work) {
            case 'list':
              return {
                method: 'GET',
                path: `/api/residents?limit=20&depth=0&where[grid][equals]=${grid}&where[name][like]=${encodeURIComponent(prefix)}`,
              }
            case 'one':
              return { method: 'GET', path: `/api/residents/${1 + ((n * 7919) % rows)}?depth=0` }
            case 'report':
              return { method: 'POST', path: '/api/matters?depth=0', body: newMatter(grid) }
            case 'count':
              return { method: 'GET', path: '/api/matters/count?where[state][equals]=archived' }
          }
        }),
    }
  },
}
