/** Payload as it answers its REST API, without the pages of its administration: what it does for a request and nothing else. Copied to the scratch folder, where Payload is. */
import { createServer } from 'node:http'
import { postgresAdapter } from '@payloadcms/db-postgres'
import { buildConfig, getPayload, handleEndpoints } from 'payload'

const scope = { grid: { greater_than_equal: '3205' } }
const signedIn = ({ req: { user } }) => Boolean(user)
const inScope = ({ req: { user } }) => (user ? scope : false)
const access = { read: inScope, create: signedIn, update: signedIn, delete: () => false }
const text = (name, more = {}) => ({ name, type: 'text', maxLength: 200, ...more })
const fields = JSON.parse(process.env.BENCH_FIELDS)
const matches = (pattern, say) => value => !value || pattern.test(value) || say

const config = await buildConfig({
  secret: 'bench',
  telemetry: false,
  db: postgresAdapter({ pool: { connectionString: process.env.DATABASE_URL, max: 10 }, push: true }),
  admin: { user: 'users' },
  collections: [
    { slug: 'users', auth: { tokenExpiration: 86400 }, fields: [] },
    { slug: 'residents', access, timestamps: false, fields: fields.residents.map(name => text(name)) },
    {
      slug: 'matters',
      access,
      timestamps: false,
      fields: fields.matters.map(name =>
        text(name, {
          required: ['title', 'grid', 'category'].includes(name),
          ...(name === 'phone' && { validate: matches(/^1\d{10}$/, 'phone') }),
          ...(name === 'grid' && { validate: matches(/^\d{15}$/, 'grid') }),
        }),
      ),
    },
  ],
})
const payload = await getPayload({ config })
const credentials = { email: 'bench@example.cn', password: 'bench' }
if (!(await payload.find({ collection: 'users', limit: 1 })).totalDocs)
  await payload.create({ collection: 'users', data: credentials })
const { token } = await payload.login({ collection: 'users', data: credentials })

createServer(async (request, reply) => {
  if (request.url === '/token') return reply.writeHead(200).end(token)
  const chunks = []
  for await (const chunk of request) chunks.push(chunk)
  const url = `http://127.0.0.1${request.url}`
  const body = chunks.length ? Buffer.concat(chunks) : undefined
  const response = await handleEndpoints({
    config,
    request: new Request(url, { method: request.method, headers: request.headers, body }),
  })
  const answer = Buffer.from(await response.arrayBuffer())
  reply.writeHead(response.status, { 'content-type': 'application/json', 'content-length': answer.length }).end(answer)
}).listen(Number(process.env.PORT), '127.0.0.1')
