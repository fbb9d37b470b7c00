/**
 * Open311 GeoReport v2 at /open311/: our published matters and their kinds for other systems, and what these report.
 * Reading needs no key; whoever writes brings a token in `api_key` and does what that token's account may.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { saveFile } from '../../kernel/files.ts'
import { asAnswerable, type Kit } from '../../kernel/http.ts'
import type { Op } from '../../kernel/contract.ts'
import { Problem, type Actor } from '../../kernel/rules.ts'
import { call } from '../../kernel/server.ts'
import { allows, isToken, type Machine } from '../../kernel/token.ts'
import { grid } from '../../modules/grid/contract.ts'
import { isOpen, listingOf, reportOf, saidIn, stepsOf, type Said } from '../../modules/open311/asked.ts'
import { types, written, type Format, type Value } from '../../modules/open311/format.ts'
import { problem } from '../../modules/open311/rules.ts'
import {
  codeOf,
  definition,
  discovery,
  PLACE,
  request as asRequest,
  served,
  services,
  update,
} from '../../modules/open311/say.ts'
import { places } from '../../modules/places/contract.ts'

export type Options = {
  kit: Kit
  origin: string
  files: string
  actorOf: (token: string, now: Date) => Promise<Actor | null>
}
type Answer = { root: string; value: Value }

export async function open311Routes(app: FastifyInstance, options: Options) {
  await app.register(
    async scope => {
      scope.setErrorHandler((error, request, reply) => refuse(request, reply, error))
      scope.setNotFoundHandler((request, reply) => refuse(request, reply, problem.notFound()))
      scope.get<{ Params: { '*': string } }>('/*', async (request, reply) => {
        const { path, format } = addressed(request)
        return send(reply.header('access-control-allow-origin', '*'), format, await answer(options, request, path))
      })
      scope.post<{ Params: { '*': string } }>('/*', async (request, reply) => {
        const { path, format } = addressed(request)
        if (path === 'v2/requests') return send(reply.code(201), format, await take(options, request))
        if (path === 'v2/servicerequestupdates') return send(reply.code(201), format, await add(options, request))
        throw problem.notFound()
      })
    },
    { prefix: '/open311' },
  )
}

/** `requests.json`, or without an ending what the client says it likes best; XML is what every client reads. */
function addressed(request: FastifyRequest): { path: string; format: Format } {
  const [, ending] = /\.(json|xml)\/?$/.exec(request.url.split('?')[0]!) ?? []
  const { '*': path = '' } = (request.params ?? {}) as { '*'?: string }
  const liked = request.headers.accept?.includes('json') ? 'json' : 'xml'
  return { path: path.replace(/(\.(json|xml))?\/?$/, ''), format: (ending as Format | undefined) ?? liked }
}

const send = (reply: FastifyReply, format: Format, { root, value }: Answer) =>
  reply.type(types[format]).send(written(format, root, value))

async function answer(options: Options, request: FastifyRequest, path: string): Promise<Answer> {
  const { kit, origin } = options
  const said = saidIn(request.query)
  if (path === 'discovery') return { root: 'discovery', value: discovery(origin) }
  const [, what = '', id] = /^v2\/(services|requests|tokens|servicerequestupdates)(?:\/([^/]+))?$/.exec(path) ?? []
  const place = await jurisdiction(kit, request, said)
  if (what === 'services') {
    const all = await kit.call(grid.ops.categories, {}, request)
    if (!id) return { root: 'services', value: services(all) }
    const found = served(all).find(c => codeOf(c) === id)
    if (!found) throw problem.unknownService()
    return { root: 'service_definition', value: definition(found, await below(kit, request, place)) }
  }
  const list = (asked: Said) => kit.call(grid.ops.published, listingOf(asked, place), request)
  const one = async () => {
    const [found] = (await list({ service_request_id: id! })).items
    if (!found) throw problem.unknownRequest()
    return found
  }
  if (what === 'requests' && id) {
    const { community, id: record } = await one()
    const whole = await kit.call(grid.ops.publishedOne, { community, id: record }, request)
    return { root: 'service_requests', value: [asRequest(whole, origin)] }
  }
  if (what === 'requests')
    return { root: 'service_requests', value: (await list(said)).items.map(m => asRequest(m, origin)) }
  // Whatever is reported has its number at once; a client that asks for one all the same gets it.
  if (what === 'tokens' && id)
    return { root: 'service_requests', value: [{ service_request_id: (await one()).number, token: id }] }
  if (what === 'servicerequestupdates' && !id) {
    const { items } = await kit.call(grid.ops.publishedSteps, stepsOf(said, place), request)
    return { root: 'service_request_updates', value: items.map(update) }
  }
  throw problem.notFound()
}

/** Without one it is everything that this installation serves, as long as that lies in one province. */
async function jurisdiction(kit: Kit, request: FastifyRequest, { jurisdiction_id: code }: Said): Promise<string> {
  if (code === undefined) {
    const roots = await kit.call(places.ops.tree, { served: true }, request)
    if (roots.length !== 1) throw problem.noJurisdiction()
    return roots[0]!.code
  }
  if (!/^\d{2,15}$/.test(code)) throw problem.unknownJurisdiction()
  const found = await kit.call(places.ops.place, { code }, request).catch(() => null)
  if (!found) throw problem.unknownJurisdiction()
  return found.code
}

async function below(kit: Kit, request: FastifyRequest, place: string) {
  if (place.length >= 12) return kit.call(places.ops.grids, { place }, request)
  return place.length === 9 ? kit.call(places.ops.tree, { parent: place }, request) : []
}

// ── What others write ───────────────────────────────────────────────────────

async function take(options: Options, request: FastifyRequest): Promise<Answer> {
  const { kit, files } = options
  const { said, photos } = await sent(request)
  const actor = await keyed(options, said, grid.ops.receive)
  if (!said['service_code']) throw problem.noService()
  if (!said['description'] && !said['attribute[title]']) throw problem.noDescription()
  const all = await kit.call(grid.ops.categories, {}, request)
  if (!served(all).some(c => codeOf(c) === said['service_code'] || c.code === said['service_code']))
    throw problem.unknownService()
  const place = await spot(kit, request, said)
  const now = kit.now()
  const kept: string[] = []
  for (const photo of photos.slice(0, 6))
    kept.push((await saveFile(kit.house.db, files, { ...photo, community: place.slice(0, 12), place, actor, now })).id)
  const input = reportOf(said, { place, photos: kept, system: (actor.name ?? actor.id).slice(0, 40), now })
  const number = await perform(kit, actor, grid.ops.receive, input).catch((error: unknown) => {
    // Our answer did not reach them the first time: here it is again.
    if (error instanceof Problem && error.code === 'grid.repeatedForeign') return error.detail
    throw error
  })
  const { number: id } = number as { number: string }
  return {
    root: 'service_requests',
    value: [{ service_request_id: id, service_notice: '已收到，受理后可按编号查询进展', account_id: null }],
  }
}

/** A line for staff; it changes nothing by itself. The same `update_id` from the same key is taken once. */
async function add(options: Options, request: FastifyRequest): Promise<Answer> {
  const { kit } = options
  const { said } = await sent(request)
  const actor = await keyed(options, said, grid.ops.note)
  if (!said['service_request_id']) throw problem.unknownRequest()
  const place = await jurisdiction(kit, request, said)
  const listed = await kit.call(grid.ops.published, { place, numbers: [said['service_request_id']] }, request)
  const [found] = listed.items
  if (!found) throw problem.unknownRequest()
  if (!said['description']) throw problem.nothingSaid()
  if (!isOpen(found.state)) throw problem.closedAlready()
  const text = `「${actor.name ?? '对接系统'}」补充：${said['description']}${said['media_url'] ? ` ${said['media_url']}` : ''}`
  const input = { community: found.community, id: found.id, text: text.slice(0, 500) }
  await perform(kit, actor, grid.ops.note, input, said['update_id'] && `open311 ${found.number} ${said['update_id']}`)
  return { root: 'service_request_updates', value: [{ update_id: said['update_id'] ?? request.id }] }
}

const perform = async (kit: Kit, actor: Actor, op: Op, input: unknown, key?: string) =>
  (await call(kit.house, { op: op.name!, input, actor, now: kit.now(), ...(key && { key }) })).answer

/** A session is no key: a page elsewhere could send it along. */
async function keyed({ kit, actorOf }: Options, said: Said, op: Op): Promise<Machine> {
  const key = said['api_key'] ?? ''
  const actor = isToken(key) ? await actorOf(key, kit.now()) : null
  if (!actor) throw problem.noKey()
  if (!allows((actor as Machine).scopes, op.name!)) throw problem.keyOutOfScope()
  return actor as Machine
}

/** The community or grid: named by an attribute, found by the position, or the jurisdiction itself. */
async function spot(kit: Kit, request: FastifyRequest, said: Said): Promise<string> {
  const within = await jurisdiction(kit, request, said)
  const named = said[`attribute[${PLACE}]`]
  if (named?.startsWith(within) && /^\d{12}(\d{3})?$/.test(named)) return named
  const [lat, lon] = [Number(said['lat'] ?? NaN), Number(said['long'] ?? NaN)]
  if (Number.isFinite(lat) && Number.isFinite(lon)) {
    const { place } = await kit.call(places.ops.locate, { lat, lon }, request)
    if (place?.startsWith(within)) return place
  }
  if (within.length < 12) throw problem.noSpot()
  return within
}

type Photo = { bytes: Buffer; name: string }
async function sent(request: FastifyRequest): Promise<{ said: Said; photos: Photo[] }> {
  const query = saidIn(request.query)
  if (!request.isMultipart()) return { said: { ...query, ...saidIn(request.body) }, photos: [] }
  const fields: Record<string, unknown> = {}
  const photos: Photo[] = []
  for await (const part of request.parts())
    if (part.type === 'field') fields[part.fieldname] = part.value
    else photos.push({ bytes: await part.toBuffer(), name: part.filename })
  return { said: { ...query, ...saidIn(fields) }, photos: photos.filter(p => p.bytes.length) }
}

// ── What is refused ─────────────────────────────────────────────────────────

const statuses: Record<string, number> = {
  'grid.noSuchService': 404,
  'grid.noSuchCategory': 404,
  'grid.outsidePlace': 400,
}

function refuse(request: FastifyRequest, reply: FastifyReply, error: unknown) {
  const { code: name, message, status, detail } = asAnswerable(error)
  const code = statuses[name] ?? (status === 422 ? 400 : status)
  const fields = Array.isArray(detail) ? detail.flatMap(d => (d as { message?: string }).message ?? []) : []
  const description = [message, ...fields].join('；')
  return send(reply.code(code), addressed(request).format, { root: 'errors', value: [{ code, description }] })
}
