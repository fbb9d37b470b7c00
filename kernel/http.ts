/**
 * Every operation as a URL: queries are GET with an ETag, commands and moves are POST. JSON for programs; an HTML form
 * may post to the same address and is sent on to `_then`. Nothing here knows a module.
 */
import { createHash, randomUUID } from 'node:crypto'
import cookie from '@fastify/cookie'
import formbody from '@fastify/formbody'
import multipart from '@fastify/multipart'
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { fromText, redacted, type Input, type Op, type Output } from './contract.ts'
import type { Made } from './moment.ts'
import { common, Problem, type Actor } from './rules.ts'
import { call, opNamed, type Answer, type House } from './server.ts'

export type Who = Actor
export type HttpOptions = {
  house: House
  /** `quiet`: a page asks for news by itself, and nobody need be there. */
  whoIs: (token: string, now: Date, quiet: boolean) => Promise<Who | null>
  now: () => Date
  /** The address people type; a form from anywhere else is refused. */
  origin: string
  secure: boolean
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

export const sessionCookie = 'linli'

export async function http(options: HttpOptions): Promise<{ app: FastifyInstance; kit: Kit }> {
  const { house, now, secure } = options
  const app = Fastify({
    logger: false,
    trustProxy: 'loopback, uniquelocal',
    bodyLimit: 1_048_576,
    genReqId: () => randomUUID(),
    routerOptions: { maxParamLength: 200 },
  })
  await app.register(cookie)
  await app.register(formbody)
  await app.register(multipart, { limits: { fileSize: 12 * 1_048_576, files: 6, fields: 60 } })

  const seen = new WeakMap<FastifyRequest, Promise<Who | null>>()
  const whoIs = async (request: FastifyRequest) => {
    const token = request.headers.authorization?.replace(/^Bearer /, '') ?? request.cookies[sessionCookie]
    const quiet = request.headers['linli-quiet'] !== undefined
    if (!seen.has(request)) seen.set(request, token ? options.whoIs(token, now(), quiet) : Promise.resolve(null))
    const actor = await seen.get(request)!
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
      if (reply) keepPosition(reply, told, secure)
      return told.answer as never
    },
  }

  app.addHook('onRequest', async (request, reply) => {
    reply.headers({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'same-origin',
      'x-frame-options': 'DENY',
      'content-security-policy':
        "default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; frame-ancestors 'none'; form-action 'self'; base-uri 'none'",
      ...(secure && { 'strict-transport-security': 'max-age=31536000' }),
    })
    if (request.method === 'POST' && !sameOrigin(request, options.origin)) throw foreign
  })
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
    const op = named(request.params.op, 'command', 'move')
    const form = !String(request.headers['content-type']).startsWith('application/json')
    const body = (request.body ?? {}) as Record<string, unknown>
    const key = form ? text(body['_key']) : text(request.headers['idempotency-key'])
    const answer = await kit.call(op, form ? fromText(op.input, body) : body, request, reply, key)
    const then = text(body['_then'])
    if (form && then?.startsWith('/') && !then.startsWith('//')) return reply.redirect(then, 303)
    return reply.send(answer)
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

function sendAnswer(request: FastifyRequest, reply: FastifyReply, answer: unknown, isSecret: boolean) {
  const body = JSON.stringify(answer)
  if (isSecret) return reply.header('cache-control', 'no-store').type('application/json; charset=utf-8').send(body)
  const etag = `"${createHash('sha1').update(body).digest('base64url')}"`
  reply.header('etag', etag).header('cache-control', 'private, no-cache').type('application/json; charset=utf-8')
  return request.headers['if-none-match'] === etag ? reply.code(304).send() : reply.send(body)
}

/** No store on the way, and none in the browser, keeps what the trail must not. */
const isSecretAnswer = (op: Op, answer: unknown) =>
  JSON.stringify(redacted(op.output, answer)) !== JSON.stringify(answer)

/** A browser names the page a form came from; a program without cookies names none and brings its own token. */
function sameOrigin(request: FastifyRequest, origin: string): boolean {
  const from = request.headers.origin
  if (from === undefined || from === 'null') return from === undefined
  return from === origin || from === `${request.protocol}://${request.host}`
}
const foreign = new Problem('request.foreign', 403, '这个请求来自别的网站，已拒绝')

export function keepSession(reply: FastifyReply, { session }: Answer, secure: boolean) {
  if (session === undefined) return
  const options = { path: '/', httpOnly: true, sameSite: 'lax', secure } as const
  if (session) reply.setCookie(sessionCookie, session.token, { ...options, expires: session.until })
  else reply.clearCookie(sessionCookie, options)
}

const positionCookie = 'linli-position'
/** For as long as a standby may lag; after that the cookie would only cost bytes. */
const positionSeconds = 60

/** Browsers bring it back by themselves; programs that want to read what they wrote send the header back. */
function keepPosition(reply: FastifyReply, { position }: Answer, secure: boolean) {
  if (position === undefined) return
  reply.header(positionCookie, position)
  reply.setCookie(positionCookie, position, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure,
    maxAge: positionSeconds,
  })
}

function positionOf(request: FastifyRequest): { position?: string } {
  const position = text(request.headers[positionCookie]) ?? request.cookies[positionCookie]
  return position === undefined ? {} : { position }
}

function reasonOf(request: FastifyRequest): { reason?: string } {
  const said = text(request.headers['linli-reason'])
  try {
    return said ? { reason: decodeURIComponent(said).slice(0, 200) } : {}
  } catch {
    return {}
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
  return reply
    .code(status)
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
  if (error instanceof Problem) return error
  const { statusCode, code } = error as { statusCode?: number; code?: string }
  if (code === 'FST_REQ_FILE_TOO_LARGE' || statusCode === 413)
    return new Problem('request.tooLarge', 413, '内容或文件太大，请压缩后再传（每个文件不超过 12 MB）')
  if (statusCode === 415) return new Problem('request.kind', 415, '不认识这种内容格式')
  if (statusCode && statusCode < 500)
    return new Problem('request.unreadable', statusCode, '请求内容读不懂，请刷新页面后重试')
  return new Problem('common.failed', 500, '系统出了问题，已记录；请稍后再试，您填写的内容没有提交')
}

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined)
