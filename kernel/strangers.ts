/**
 * What everybody meets before anything is known of them: headers that keep a browser from harm, forms of other sites
 * refused, and an end to requests that never get to theirs. What cannot be read at all is answered in words too.
 */
import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Problem } from './rules.ts'

/** Milliseconds: for the head of a request, for the body of one that is no upload, for all of it. */
export type Patience = { head: number; body: number; whole: number }
/** A list of two hundred megabytes over a village's line takes minutes; what people type does not. */
export const usual: Patience = { head: 15_000, body: 30_000, whole: 600_000 }

export const waiting = ({ head, whole }: Patience) => ({
  requestTimeout: whole,
  keepAliveTimeout: 10_000,
  http: { headersTimeout: head, connectionsCheckingInterval: Math.min(head, 5_000), insecureHTTPParser: false },
  clientErrorHandler: unread,
})

/** `pictures`: where else a browser may fetch pictures, as the settings name it. */
type Own = { origin: string; secure: boolean; pictures?: string }

export function guarded(app: FastifyInstance, own: Own, patience: Patience) {
  const headers = headersOf(own)
  app.removeContentTypeParser('text/plain')
  app.addHook('onRequest', async (request, reply) => {
    reply.headers(headers)
    if (!['GET', 'HEAD', 'OPTIONS'].includes(request.method) && isForeign(request, own)) throw foreign
  })
  const timers = new WeakMap<FastifyRequest, NodeJS.Timeout>()
  app.addHook('preParsing', async request => {
    if (String(request.headers['content-type']).startsWith('multipart/')) return
    timers.set(request, setTimeout(() => request.raw.socket?.destroy(), patience.body).unref())
  })
  app.addHook('preValidation', async request => clearTimeout(timers.get(request)))
  app.addHook('onResponse', async request => clearTimeout(timers.get(request)))
}

/** Scripts come from files of our own alone; nothing is framed, guessed, or handed to another site. */
export const headersOf = ({ secure, pictures }: Pick<Own, 'secure' | 'pictures'>) => ({
  'x-content-type-options': 'nosniff',
  // A server of map pictures may ask which site its key is used on; it learns the site and no address in it.
  'referrer-policy': pictures ? 'strict-origin-when-cross-origin' : 'same-origin',
  'x-frame-options': 'DENY',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(self), geolocation=(self), microphone=(), payment=(), usb=()',
  'content-security-policy': `default-src 'self'; script-src 'self'; img-src 'self' data: blob:${pictures ? ` ${pictures}` : ''}; style-src 'self' 'unsafe-inline'; object-src 'none'; frame-ancestors 'none'; form-action 'self'; base-uri 'none'`,
  ...(secure && { 'strict-transport-security': 'max-age=31536000; includeSubDomains' }),
})

/** A browser says where a request began; an old one names the page it came from; a program with its own token says nothing. */
function isForeign({ headers, protocol, host }: FastifyRequest, { origin, secure }: Own): boolean {
  const site = headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return true
  const ours = [origin, ...(secure ? [] : [`${protocol}://${host}`])]
  if (headers.origin !== undefined) return !ours.includes(headers.origin)
  return headers.referer !== undefined && !ours.includes(URL.parse(headers.referer)?.origin ?? '')
}
const foreign = new Problem('request.foreign', 403, '这个请求来自别的网站，已拒绝')

/** So little of it could be read that there is no request to answer. */
function unread(error: NodeJS.ErrnoException, socket: Socket) {
  if (error.code === 'ECONNRESET' || socket.destroyed) return
  if (socket.writable) {
    const [status, title] = sayings[error.code ?? ''] ?? [400, '请求内容读不懂，请刷新页面后重试']
    const body = JSON.stringify({ type: 'request.unreadable', title, status })
    const head = [
      `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
      'connection: close',
      'content-type: application/problem+json; charset=utf-8',
      `content-length: ${Buffer.byteLength(body)}`,
    ]
    socket.write(`${head.join('\r\n')}\r\n\r\n${body}`)
  }
  socket.destroy(error)
}
const sayings: Record<string, [status: number, say: string]> = {
  ERR_HTTP_REQUEST_TIMEOUT: [408, '等了太久，请求没有传完；请检查网络后重试'],
  HPE_HEADER_OVERFLOW: [431, '请求的头部太大，请清除浏览器缓存后重试'],
}

/** The router gives up before any hook has run: the same headers, the same words. */
export const misaddressed =
  (own: Own, send: (request: FastifyRequest, reply: FastifyReply, error: unknown) => unknown) =>
  (error: Error, request: FastifyRequest, reply: FastifyReply) =>
    void send(request, reply.headers(headersOf(own)), error)
