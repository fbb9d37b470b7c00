/**
 * Every operation as a URL: queries are GET with an ETag, commands and moves are POST. JSON for programs; an HTML form
 * may post to the same address and is sent on to `_then`. Nothing here knows a module; what a stranger may try is met in strangers.ts.
 */
import { createHash, randomUUID } from 'node:crypto'
import cookie from '@fastify/cookie'
import formbody from '@fastify/formbody'
import multipart from '@fastify/multipart'
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { unstorable } from './bounds.ts'
import { fromText, isPrivate, type Input, type Op, type Output } from './contract.ts'
import { databaseProblem } from './db-trouble.ts'
import { inside } from './inside.ts'
import type { Made } from './moment.ts'
import { pace, paceLimit } from './pace.ts'
import { common, Problem, type Actor } from './rules.ts'
import { call, opNamed, type Answer, type House } from './server.ts'
import { guarded, misaddressed, type Patience, usual, waiting } from './strangers.ts'

export type Who = Actor
export type HttpOptions = {
  house: House
  /** `quiet`: a page asks for news by itself, and nobody need be there. */
  whoIs: (token: string, now: Date, quiet: boolean) => Promise<Who | null>
  now: () => Date
  /** The address people type; a form from anywhere else is refused. */
  origin: string
  secure: boolean
  pictures?: string
  /** Whose word on where a request came from is taken: proxies of our own. */
  proxies?: string
  patience?: Patience
  log?: (line: Record<string, unknown>) => void
}

/** What pages use to talk to the operations for the person who asks. */
export type Kit = {
  call: <T extends Op>(
    op: T,
    input: unknown,
    request: FastifyRequest,
    reply?: FastifyReply,
    key?: string,
  ) => Promise<Output<T>>
  whoIs: (request: FastifyRequest) => Promise<Who | null>
  now: () => Date
  house: House
}
export type { Input }

/** The prefix keeps it to this very host over https; a neighbour under the same domain cannot set it. */
export const sessionCookie = (secure: boolean): string => (secure ? '__Host-linli' : 'linli')

export async function http(options: HttpOptions): Promise<{ app: FastifyInstance; kit: Kit }> {
  const { house, now, secure, patience = usual } = options
  const app = Fastify({
    ...waiting(patience),
    logger: false,
    trustProxy: options.proxies ?? 'loopback',
    frameworkErrors: misaddressed(options, sendProblem),
    bodyLimit: 1_048_576,
    genReqId: () => randomUUID(),
    routerOptions: { maxParamLength: 200 },
  })
  await app.register(cookie)
  await app.register(formbody)
  await app.register(multipart, { limits: { fileSize: 12 * 1_048_576, files: 6, fields: 60 } })

  const seen = new WeakMap<FastifyRequest, Promise<Who | null>>()
  const counted = new WeakSet<FastifyRequest>()
  const turn = pace()
  const whoIs = async (request: FastifyRequest) => {
    const token = request.headers.authorization?.replace(/^Bearer /, '') ?? request.cookies[sessionCookie(secure)]
    const quiet = request.headers['linli-quiet'] !== undefined
    if (!seen.has(request)) seen.set(request, token ? options.whoIs(token, now(), quiet) : Promise.resolve(null))
    const actor = await seen.get(request)!
    if (actor && !counted.has(request)) {
      counted.add(request)
      const tooFast = turn(actor.id, house.book.figure(paceLimit.personMinute, '', now()))
      if (tooFast) throw tooFast
    }
    // What one person left on a tablet must not go out under the name of the next.
    const meant = request.headers['linli-as']
    if (meant !== undefined && meant !== actor?.id) throw common.signIn()
    return actor
  }
  const kit: Kit = {
    house,
    now,
    whoIs,
    async call(op, input, request, reply, key) {
      const told = await call(house, {
        op: op.name!,
        input,
        actor: await whoIs(request),
        now: now(),
        ...(key && { key }),
        ...reasonOf(request),
        ...positionOf(request),
        ...deviceOf(request),
        keep: request.headers['linli-keep'] !== undefined,
        // Behind a name that anybody may put into a header only a trial runs; in earnest the setting decides.
        from: {
          ip: request.ip,
          agent: request.headers['user-agent'] ?? '',
          origin: secure ? options.origin : `${request.protocol}://${request.host}`,
        },
      })
      if (reply) keepSession(reply, told, secure)
      keepPosition(request, reply, told, secure)
      return told.answer as never
    },
  }

  guarded(app, options, patience)
  app.addHook('onResponse', async (request, reply) => {
    options.log?.({
      at: now().toISOString(),
      id: request.id,
      op: request.routeOptions.url,
      url: request.url.split('?')[0],
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime),
    })
  })
  app.addHook('onError', async (request, _, error) => {
    if (asAnswerable(error).status >= 500)
      options.log?.({ at: now().toISOString(), id: request.id, error: String((error as Error).stack ?? error) })
  })
  app.setErrorHandler((error, request, reply) => sendProblem(request, reply, error))

  app.get<{ Params: { op: string } }>('/api/:op', async (request, reply) => {
    const op = named(request.params.op, 'query')
    const answer = await kit.call(op, fromText(op.input, request.query), request, reply)
    return sendAnswer(request, reply, answer, isSecretAnswer(op, answer))
  })

  app.post<{ Params: { op: string } }>('/api/:op', async (request, reply) => {
    if (request.isMultipart()) throw unknownKind()
    const body = (request.body ?? {}) as Record<string, unknown>
    const flaws = unstorable(body)
    if (flaws.length) throw common.invalid(flaws)
    const form = !/^application\/json\b/i.test(String(request.headers['content-type']))
    // A search for a whole number is asked in the body: an address is written down on the way.
    const asks = opNamed(request.params.op)
    if (asks?.kind === 'query' && !form && isPrivate(asks.input, body))
      return sendAnswer(request, reply, await kit.call(asks, body, request, reply), true)
    const op = named(request.params.op, 'command', 'move')
    const key = form ? text(body['_key']) : text(request.headers['idempotency-key'])
    const answer = await kit.call(op, form ? fromText(op.input, body) : body, request, reply, key)
    const then = form ? inside(body['_then']) : undefined
    reply.header('cache-control', 'no-store')
    return then ? reply.redirect(then, 303) : reply.send(answer)
  })
  return { app, kit }
}

function named(name: string, ...kinds: Op['kind'][]): Op {
  const op = opNamed(name)
  if (!op) throw common.notFound(`没有「${name}」这项操作`)
  if (!kinds.includes(op.kind))
    throw new Problem('request.method', 405, `「${op.label}」应使用 ${op.kind === 'query' ? 'GET' : 'POST'}`)
  return op
}

/** No store on the way, and none in the browser, keeps what the trail must not, nor what is held of a person. */
function sendAnswer(request: FastifyRequest, reply: FastifyReply, answer: unknown, isSecret: boolean) {
  const body = JSON.stringify(answer)
  if (isSecret) return reply.header('cache-control', 'no-store').type('application/json; charset=utf-8').send(body)
  const etag = `"${createHash('sha1').update(body).digest('base64url')}"`
  reply.header('etag', etag).header('cache-control', 'private, no-cache').type('application/json; charset=utf-8')
  return request.headers['if-none-match'] === etag ? reply.code(304).send() : reply.send(body)
}

/** No store on the way, and none in the browser, keeps what the trail must not, nor what is held of a person. */
const isSecretAnswer = (op: Op, answer: unknown) => op.shows !== undefined || isPrivate(op.output, answer)

export function keepSession(reply: FastifyReply, { session }: Answer, secure: boolean) {
  if (session === undefined) return
  const options = { path: '/', httpOnly: true, sameSite: 'lax', secure } as const
  if (session) reply.setCookie(sessionCookie(secure), session.token, { ...options, expires: session.until })
  else {
    // On a computer that others use too, nothing is shown on the way back after signing out.
    reply.clearCookie(sessionCookie(secure), options).header('clear-site-data', '"cache"')
  }
}

const positionCookie = 'linli-position'
/** For as long as a standby may lag; after that the cookie would only cost bytes. */
const positionSeconds = 60

/** What was written while this same request is answered: a page that follows shows it. */
const written = new WeakMap<FastifyRequest, string>()

/** Browsers bring it back by themselves; programs send the header back. */
function keepPosition(request: FastifyRequest, reply: FastifyReply | undefined, { position }: Answer, secure: boolean) {
  if (position === undefined) return
  written.set(request, position)
  reply?.header(positionCookie, position)
  reply?.setCookie(positionCookie, position, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure,
    maxAge: positionSeconds,
  })
}

/** A program that sends no header may have written a moment ago: only of a browser is it known that it has not. */
function positionOf(request: FastifyRequest): { position?: string } {
  const told = written.get(request) ?? text(request.headers[positionCookie]) ?? request.cookies[positionCookie]
  if (told !== undefined) return { position: told }
  return request.headers.authorization === undefined ? { position: '0/0' } : {}
}

function reasonOf(request: FastifyRequest): { reason?: string } {
  const reason = decoded(text(request.headers['linli-reason']) ?? '')
  if (unstorable(reason).length) throw common.invalid([{ path: ['linli-reason'], message: '理由里有不能用的字符' }])
  // Cut between the halves of a character it would be another text than the one the trail's digest covers.
  return reason ? { reason: reason.slice(0, 200).toWellFormed() } : {}
}

function decoded(said: string): string {
  try {
    return decodeURIComponent(said)
  } catch {
    return ''
  }
}

/** The moment of entering and that of sending, both by the clock of the device. */
function deviceOf(request: FastifyRequest): { device?: Made } {
  const moment = (name: string) => new Date(text(request.headers[name]) ?? Number.NaN)
  const [made, clock] = [moment('linli-made'), moment('linli-clock')]
  return Number.isNaN(made.getTime() + clock.getTime()) ? {} : { device: { made, clock } }
}

function sendProblem(request: FastifyRequest, reply: FastifyReply, error: unknown) {
  const problem = asAnswerable(error)
  const { code: type, message: title, status, detail } = problem
  if (status === 503) reply.header('retry-after', '5')
  if (type === 'request.tooFast') reply.header('retry-after', '60')
  return reply
    .code(status)
    .header('cache-control', 'no-store')
    .type('application/problem+json; charset=utf-8')
    .send(
      JSON.stringify({
        type,
        title,
        status,
        ...(detail !== undefined && { detail }),
        ...(status >= 500 && { instance: request.id }),
      }),
    )
}

/** What Fastify itself refuses gets a Chinese sentence too; what nobody expected says no more than its number. */
export function asAnswerable(error: unknown): Problem {
  const known = error instanceof Problem ? error : databaseProblem(error)
  if (known) return known
  const { statusCode, code } = error as { statusCode?: number; code?: string }
  if (code === 'FST_REQ_FILE_TOO_LARGE' || statusCode === 413)
    return new Problem('request.tooLarge', 413, '内容或文件太大，请压缩后再传（每个文件不超过 12 MB）')
  if (statusCode === 415) return unknownKind()
  if (statusCode && statusCode < 500)
    return new Problem('request.unreadable', statusCode, '请求内容读不懂，请刷新页面后重试')
  return new Problem('common.failed', 500, '系统出了问题，已记录；请稍后再试，您填写的内容没有提交')
}

const unknownKind = () => new Problem('request.kind', 415, '不认识这种内容格式')

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined)
