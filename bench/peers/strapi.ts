/** Strapi 5: content types as files, the users-permissions plugin for the sign-in and for what its users may do. It filters no rows by itself. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { program } from '../programs.ts'
import { database, withClient } from '../scratch.ts'
import { fillPeer, matterFields, newMatter, residentFields } from './data.ts'
import type { Peer } from './peer.ts'

const version = '5.54.0'
const credentials = { username: 'bench', email: 'bench@example.cn', password: 'bench-bench' }

export const strapi: Peer = {
  name: 'Strapi',
  packages: [
    `@strapi/strapi@${version}`,
    `@strapi/plugin-users-permissions@${version}`,
    'pg@8.23.1',
    'react@18.3.1',
    'react-dom@18.3.1',
    'react-router-dom@6.30.4',
    'styled-components@6.1.19',
  ],
  remark: 'Strapi has no filter of rows by who asks, and counts one state a request.',
  async start({ server, rows, draws, folder }) {
    const run = (at: string) => {
      for (const [path, text] of Object.entries(project(at))) {
        mkdirSync(dirname(join(folder, path)), { recursive: true })
        writeFileSync(join(folder, path), text)
      }
      return program({
        name: 'strapi',
        args: ['node_modules/@strapi/strapi/bin/strapi.js', 'start'],
        cwd: folder,
        path: '/_health',
        env: { NODE_ENV: 'production', STRAPI_TELEMETRY_DISABLED: 'true' },
      })
    }
    const url = await database(server, `strapi_${rows}`, async at => {
      const first = await run(at)
      await post(first.port, '/api/auth/local/register', credentials).finally(first.stop)
      const extra = { document_id: `'d' || lpad(n::text, 12, '0')`, published_at: 'now()' }
      await withClient(at, db => fillPeer(db, rows, { residents: 'residents', matters: 'matters', extra }))
    })
    const running = await run(url)
    const told = await post(running.port, '/api/auth/local', {
      identifier: credentials.email,
      password: credentials.password,
    })
    const { jwt } = (await told.json()) as { jwt?: string }
    if (!jwt) throw new Error('strapi: nobody could sign in')
    return {
      name: 'Strapi',
      program: running,
      headers: { authorization: `Bearer ${jwt}` },
      requests: work =>
        draws.map(({ grid, prefix }, n) => {
          switch (work) {
            case 'list':
              return {
                method: 'GET',
                path: `/api/residents?pagination[pageSize]=20&filters[grid][$eq]=${grid}&filters[name][$startsWith]=${encodeURIComponent(prefix)}`,
              }
            case 'one':
              return { method: 'GET', path: `/api/residents/d${String(1 + ((n * 7919) % rows)).padStart(12, '0')}` }
            case 'report':
              return { method: 'POST', path: '/api/matters', body: { data: newMatter(grid) } }
            case 'count':
              return {
                method: 'GET',
                path: '/api/matters?filters[state][$eq]=archived&pagination[pageSize]=1&fields[0]=state',
              }
          }
        }),
    }
  },
}

const post = (port: number, path: string, body: unknown) =>
  fetch(`http://127.0.0.1:${port}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })

function project(url: string): Record<string, string> {
  const kinds = { resident: residentFields, matter: matterFields }
  const files: Record<string, string> = {
    'config/server.js': `module.exports = { host: '127.0.0.1', port: Number(process.env.PORT), app: { keys: ['a', 'b'] } }`,
    'config/admin.js': `module.exports = { serveAdminPanel: false, auth: { secret: 'bench' }, apiToken: { salt: 'bench' }, transfer: { token: { salt: 'bench' } } }`,
    'config/database.js': `module.exports = { connection: { client: 'postgres', connection: { connectionString: ${JSON.stringify(url)} }, pool: { min: 2, max: 10 } } }`,
    'config/plugins.js': `module.exports = { 'users-permissions': { config: { jwtSecret: 'bench', ratelimit: { enabled: false } } } }`,
    'config/middlewares.js': `module.exports = ['strapi::errors', 'strapi::favicon', 'strapi::security', 'strapi::cors', 'strapi::query', 'strapi::body', 'strapi::public']`,
    'public/robots.txt': '',
    'public/uploads/robots.txt': '',
    'src/index.js': `module.exports = { register() {}, async bootstrap({ strapi }) {
  const role = await strapi.db.query('plugin::users-permissions.role').findOne({ where: { type: 'authenticated' } })
  for (const action of ['resident.find', 'resident.findOne', 'matter.find', 'matter.create'].map(a => 'api::' + a.replace('.', '.' + a.split('.')[0] + '.')))
    if (!(await strapi.db.query('plugin::users-permissions.permission').findOne({ where: { action, role: role.id } })))
      await strapi.db.query('plugin::users-permissions.permission').create({ data: { action, role: role.id } })
} }`,
  }
  for (const [kind, fields] of Object.entries(kinds)) {
    const rules = (name: string) => ({
      type: 'string',
      maxLength: 200,
      ...(['title', 'category'].includes(name) && { required: true }),
      ...(kind === 'matter' && name === 'grid' && { regex: '^\\d{15}$' }),
      ...(kind === 'matter' && name === 'phone' && { regex: '^1\\d{10}$' }),
    })
    const schema = {
      kind: 'collectionType',
      collectionName: `${kind}s`,
      info: { singularName: kind, pluralName: `${kind}s`, displayName: kind },
      options: { draftAndPublish: false },
      attributes: Object.fromEntries(fields.map(name => [name, rules(name)])),
    }
    files[`src/api/${kind}/content-types/${kind}/schema.json`] = JSON.stringify(schema)
    for (const [folder, make] of [
      ['controllers', 'Controller'],
      ['routes', 'Router'],
      ['services', 'Service'],
    ] as const)
      files[`src/api/${kind}/${folder}/${kind}.js`] =
        `module.exports = require('@strapi/strapi').factories.createCore${make}('api::${kind}.${kind}')`
  }
  return files
}
