/** Directus: collections and their checks by its own API, a role with a policy, and a user with a token. */
import { spawnSync } from 'node:child_process'
import { program } from '../programs.ts'
import { database, withClient } from '../scratch.ts'
import { fillPeer, matterFields, newMatter, residentFields } from './data.ts'
import type { Peer } from './peer.ts'

const admin = 'bench-admin-token'
const user = 'bench-user-token'

export const directus: Peer = {
  name: 'Directus',
  packages: ['directus@12.4.0'],
  // Its programs that run in a sandbox of their own are not used here; the sandbox would have to be compiled.
  absent: ['isolated-vm'],
  remark: 'Directus keeps the filter of rows by who asks for those who have bought a licence: it filtered none.',
  async start({ server, rows, draws, folder }) {
    const environment = (url: string) => ({
      DB_CLIENT: 'pg',
      DB_CONNECTION_STRING: url,
      DB_POOL__MAX: '10',
      SECRET: 'bench',
      ADMIN_EMAIL: 'bench@example.cn',
      ADMIN_PASSWORD: 'bench',
      ADMIN_TOKEN: admin,
      HOST: '127.0.0.1',
      TELEMETRY: 'false',
      LOG_LEVEL: 'warn',
      SERVE_APP: 'false',
    })
    const run = (at: string) =>
      program({
        name: 'directus',
        args: ['node_modules/directus/cli.js', 'start'],
        cwd: folder,
        path: '/server/ping',
        env: environment(at),
      })
    const url = await database(server, `directus_${rows}`, async at => {
      const env = { ...process.env, ...environment(at) }
      const done = spawnSync(process.execPath, ['node_modules/directus/cli.js', 'bootstrap'], {
        cwd: folder,
        env,
        encoding: 'utf8',
      })
      if (done.status !== 0) throw new Error(`directus bootstrap: ${done.stderr || done.stdout}`.slice(0, 800))
      const first = await run(at)
      await shaped(first.port).finally(first.stop)
      await withClient(at, db => fillPeer(db, rows, { residents: 'residents', matters: 'matters' }))
    })
    return {
      name: 'Directus',
      program: await run(url),
      headers: { authorization: `Bearer ${user}` },
      requests: work =>
        draws.map(({ grid, prefix }, n) => {
          switch (work) {
            case 'list':
              return {
                method: 'GET',
                path: `/items/residents?limit=20&filter[grid][_eq]=${grid}&filter[name][_starts_with]=${encodeURIComponent(prefix)}`,
              }
            case 'one':
              return { method: 'GET', path: `/items/residents/${1 + ((n * 7919) % rows)}` }
            case 'report':
              return { method: 'POST', path: '/items/matters', body: newMatter(grid) }
            case 'count':
              return { method: 'GET', path: '/items/matters?aggregate[count]=*&groupBy[]=state' }
          }
        }),
    }
  },
}

async function shaped(port: number): Promise<void> {
  const post = async (path: string, body: unknown) => {
    const reply = await fetch(`http://127.0.0.1:${port}${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${admin}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    if (!reply.ok) throw new Error(`directus ${path}: ${(await reply.text()).slice(0, 400)}`)
    return reply.status === 204 ? {} : ((await reply.json()) as { data: { id: string } }).data
  }
  const id = { field: 'id', type: 'integer', schema: { is_primary_key: true, has_auto_increment: true } }
  const checks: Record<string, object> = {
    title: { _nnull: true },
    grid: { _regex: '^\\d{15}$' },
    phone: { _regex: '^1\\d{10}$' },
  }
  const text = (field: string) => ({
    field,
    type: 'string',
    schema: { max_length: 255 },
    meta: { ...(checks[field] && { validation: { [field]: checks[field] } }) },
  })
  for (const [collection, fields] of [
    ['residents', residentFields],
    ['matters', matterFields],
  ] as const)
    await post('/collections', { collection, schema: {}, meta: {}, fields: [id, ...fields.map(text)] })
  const { id: policy } = (await post('/policies', { name: 'clerk', app_access: false, admin_access: false })) as {
    id: string
  }
  const all = { policy, fields: ['*'], permissions: null, validation: null }
  await post('/permissions', [
    { ...all, collection: 'residents', action: 'read' },
    { ...all, collection: 'matters', action: 'read' },
    { ...all, collection: 'matters', action: 'create' },
  ])
  const { id: role } = (await post('/roles', { name: 'clerk', policies: [{ policy }] })) as { id: string }
  await post('/users', { email: 'clerk@example.cn', password: 'bench', role, token: user, status: 'active' })
}
