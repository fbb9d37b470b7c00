/** The web server: operations, files, imports, the portal's pages, and the two built front ends, on one port. */
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { BlockList, isIP } from 'node:net'
import { join, resolve } from 'node:path'
import statics from '@fastify/static'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { exchangeRoutes } from '../../kernel/exchange.ts'
import { fileRoutes } from '../../kernel/file-routes.ts'
import { http } from '../../kernel/http.ts'
import { notLeaving } from '../../kernel/message-carriers.ts'
import { openApi } from '../../kernel/openapi.ts'
import { saveFile } from '../../kernel/files.ts'
import { printRoutes } from '../../kernel/print-routes.ts'
import { common } from '../../kernel/rules.ts'
import { places } from '../../modules/places/contract.ts'
import type { Upload } from '../portal/forms.ts'
import type { Patience } from '../../kernel/strangers.ts'
import { limitTokens } from '../../kernel/token.ts'
import { feedRoutes } from '../portal/feed.ts'
import { portalRoutes } from '../portal/shell.ts'
import { portalPages } from '../portal/pages.ts'
import { metricsOf } from './metrics.ts'
import { troubleOf } from './ready.ts'
import { open311Routes } from './open311.ts'
import { tableRoutes } from './table.ts'
import './services.ts'
import { whoIs } from './who.ts'
import type { System } from './system.ts'

const root = resolve(import.meta.dirname, '../..')

/** `screens`: where the built front ends are. */
type Besides = { screens?: string; patience?: Patience; log?: (line: Record<string, unknown>) => void }

export async function webServer({ settings, house, files, now }: System, besides: Besides = {}) {
  const { screens = join(root, 'build') } = besides
  const metrics = metricsOf()
  const quiet = settings.env === 'test'
  const { app, kit } = await http({
    house,
    now,
    origin: settings.origin,
    secure: settings.env === 'production',
    proxies: settings.proxies,
    ...(settings.tiles && { pictures: settings.tiles.from }),
    whoIs: (token, at, quiet) => whoIs(house.db, token, at, quiet),
    ...(besides.patience && { patience: besides.patience }),
    log: line => {
      metrics.count(line)
      if (besides.log) return besides.log(line)
      if (!quiet && (settings.env === 'production' || 'error' in line)) console.log(JSON.stringify(line))
    },
  })
  limitTokens(app, kit.whoIs, settings.env === 'production')
  app.get('/api/openapi.json', async () => openApi())
  app.get('/healthz', async () => ({ ok: true }))
  app.get('/readyz', async (_, reply) => {
    const trouble = await troubleOf(house.db)
    const warnings = notLeaving(settings)
    return reply
      .code(trouble ? 503 : 200)
      .send({ ok: !trouble, ...(trouble && { trouble }), ...(warnings.length && { warnings }) })
  })
  // How busy it is, is nobody's business outside.
  app.get('/metrics', async (request, reply) => {
    if (!isNear(request.ip)) throw common.notFound()
    return reply.type('text/plain; version=0.0.4').send(metrics.text())
  })
  // Whoever must still prove who they are, or do something first, is nobody yet for what is not an operation.
  const settled: typeof kit.whoIs = async request => {
    const actor = await kit.whoIs(request)
    return actor?.first ? null : actor
  }
  fileRoutes(app, { ...kit, whoIs: settled }, files)
  tableRoutes(app, { ...kit, whoIs: settled })
  await open311Routes(app, {
    kit,
    origin: settings.origin,
    files,
    actorOf: (token, at) => whoIs(house.db, token, at),
  })
  exchangeRoutes(app, { house, whoIs: settled, folder: join(settings.data, 'imports') })
  for (const name of ['desk', 'field'] as const)
    if (existsSync(join(screens, name))) await singlePage(app, name, join(screens, name))
  feedRoutes(app, kit, settings.origin)
  const { missing, trouble } = portalRoutes(app, { ...kit, saveFile: keepFile }, portalPages)
  printRoutes(app, {
    ...kit,
    files,
    origin: settings.origin,
    nameOf: async (code, { ask }) => (code ? (await ask(places.ops.place, { code })).name : '邻理'),
    trouble,
  })
  app.setNotFoundHandler((request, reply) => {
    if (request.headers.accept?.includes('text/html')) return missing(request, reply)
    throw common.notFound(`没有 ${request.url.split('?')[0]} 这个地址`)
  })
  return app

  async function keepFile(
    request: FastifyRequest,
    file: Upload,
    about: { community: string; place: string; id: string },
  ) {
    const actor = await settled(request)
    return (await saveFile(house.db, files, { ...file, ...about, actor, now: now() })).id
  }
}

/** A built front end: its files as they are, its page for every other address below. Rebuilt files are served at once. */
async function singlePage(app: FastifyInstance, name: 'desk' | 'field', folder: string) {
  await app.register(
    async scope => {
      await scope.register(statics, {
        root: folder,
        prefix: '/',
        index: false,
        decorateReply: false,
        cacheControl: false,
        setHeaders: keep,
      })
      const page = async (_: FastifyRequest, reply: FastifyReply) =>
        reply
          .code(200)
          .type('text/html; charset=utf-8')
          .header('cache-control', 'no-cache')
          .send(await readFile(join(folder, 'index.html'), 'utf8'))
      scope.get('/', { prefixTrailingSlash: 'slash' }, page)
      // A script of another build is not here; the page in its place would be kept on telephones as if it were the script.
      scope.setNotFoundHandler((request, reply) => {
        if (!request.url.startsWith(`/${name}/assets/`)) return page(request, reply)
        throw common.notFound('这个文件已换成新版本，请刷新页面')
      })
    },
    { prefix: `/${name}` },
  )
  app.get(`/${name}`, async (_, reply) => reply.redirect(`/${name}/`))
}

/** What bears a hash in its name never changes; everything else is asked for again. */
const keep = (reply: { header: (name: string, value: string) => unknown }, path: string) =>
  void reply.header('cache-control', /[\\/]assets[\\/]/.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache')

const near = new BlockList()
for (const [net, bits] of [
  ['127.0.0.0', 8],
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
] as const)
  near.addSubnet(net, bits, 'ipv4')
near.addSubnet('fc00::', 7, 'ipv6')
near.addAddress('::1', 'ipv6')
const isNear = (ip: string) => isIP(ip) > 0 && near.check(ip, isIP(ip) === 6 ? 'ipv6' : 'ipv4')
