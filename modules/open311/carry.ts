/**
 * HTTP to systems that others named: short patience, a bounded answer, no redirects, and, unless the settings allow it,
 * no address inside our own network. The address is judged where it is connected to, so a name cannot change in between.
 */
import { lookup } from 'node:dns'
import { request as http, type RequestOptions } from 'node:http'
import { request as https } from 'node:https'
import { BlockList, isIP, type LookupFunction } from 'node:net'

export type Reach = { inside: boolean; patience?: number }
/** `again`: it may work later. `said`: one sentence for the desk, without anything of the answer's own. */
export type Carried =
  | { ok: true; status: number; body: string }
  | { ok: false; again: boolean; said: string; status?: number }

const longest = 8 * 1_048_576
const inside = new BlockList()
for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
] as const)
  inside.addSubnet(net, bits, 'ipv4')
for (const [net, bits] of [
  ['::', 127],
  ['64:ff9b::', 96],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const)
  inside.addSubnet(net, bits, 'ipv6')

export function isInside(address: string): boolean {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1]
  const kind = isIP(mapped ?? address)
  return kind === 0 || inside.check(mapped ?? address, kind === 6 ? 'ipv6' : 'ipv4')
}

const barred = Object.assign(new Error('barred'), { code: 'BARRED' })

const guarded: LookupFunction = (host, options, told) =>
  lookup(host, { ...options, all: true }, (error, found) => {
    if (error) return told(error, [])
    if (found.some(({ address }) => isInside(address))) return told(barred, [])
    if (options.all) return told(null, found)
    told(null, found[0]!.address, found[0]!.family)
  })

export function carry(url: URL, reach: Reach, form?: Record<string, string>): Promise<Carried> {
  const host = url.hostname.replace(/^\[|\]$/g, '')
  if (!reach.inside && isIP(host) && isInside(host)) return Promise.resolve(said(barred))
  const body = form && new URLSearchParams(form).toString()
  const options: RequestOptions = {
    method: body === undefined ? 'GET' : 'POST',
    signal: AbortSignal.timeout(reach.patience ?? 20_000),
    headers: {
      'user-agent': 'Linli',
      ...(body !== undefined && {
        'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
        'content-length': Buffer.byteLength(body),
      }),
    },
    ...(!reach.inside && { lookup: guarded }),
  }
  return new Promise(settle => {
    const asked = (url.protocol === 'https:' ? https : http)(url, options, answer => {
      const chunks: Buffer[] = []
      let size = 0
      answer.on('data', (chunk: Buffer) => {
        size += chunk.length
        if (size > longest) asked.destroy(Object.assign(new Error('long'), { code: 'LONG' }))
        else chunks.push(chunk)
      })
      answer.on('error', error => settle(said(error)))
      answer.on('end', () => settle(understood(answer.statusCode ?? 0, Buffer.concat(chunks).toString('utf8'))))
    })
    asked.on('error', error => settle(said(error)))
    asked.end(body)
  })
}

function understood(status: number, body: string): Carried {
  if (status >= 200 && status < 300) return { ok: true, status, body }
  if (status >= 300 && status < 400)
    return { ok: false, status, again: false, said: `对方要求转到别处（${status}），没有跟去；请核对接口地址` }
  if (status === 401 || status === 403)
    return { ok: false, status, again: false, said: `对方不认接口密钥（${status}）` }
  if (status === 404)
    return { ok: false, status, again: false, said: '对方没有这个地址（404），请核对接口地址和辖区代码' }
  const again = status >= 500 || [408, 425, 429].includes(status)
  return { ok: false, status, again, said: `对方${again ? '暂时不能答复' : '不接受'}（${status}）` }
}

function said(error: Error): Carried {
  const { code = '', name } = error as { code?: string; name: string }
  const again = { ok: false, again: true } as const
  if (code === 'BARRED') return { ok: false, again: false, said: '这个地址在内部网络里，设置不允许连接' }
  if (code === 'LONG') return { ok: false, again: false, said: '对方的答复太长' }
  if (name === 'AbortError' || name === 'TimeoutError' || code === 'ABORT_ERR')
    return { ...again, said: '对方没有及时答复' }
  return { ...again, said: `连不上对方（${code || '网络不通'}）` }
}
