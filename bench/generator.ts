/**
 * The load, in a process of its own: so many clients, each on a connection that stays open, ask one thing after the other
 * for a while. It writes and reads bytes on sockets itself, so that the two cores are left to what is measured. It talks
 * to this machine only, and ends by itself.
 */
import { connect } from 'node:net'

export type Request = { method: 'GET' | 'POST'; path: string; body?: unknown }
export type Load = {
  port: number
  headers: Record<string, string>
  requests: Request[]
  clients: number
  ms: number
  /** At most so many requests, whatever the time. */
  most?: number
}
export type Measured = { rate: number; p50: number; p99: number; bad: number; firstBad: string | null }

if (process.send) process.once('message', load => void run(load as Load).then(done => process.send!(done)))

export async function run({ port, headers, requests, clients, ms, most = 2_000_000 }: Load): Promise<Measured> {
  const bytes = requests.map(request => encoded(port, headers, request))
  const times: number[] = []
  const wrong: string[] = []
  const begun = performance.now()
  let next = 0
  const more = () => performance.now() - begun < ms && next < most
  await Promise.all(
    Array.from({ length: clients }, () =>
      client(port, () => (more() ? bytes[next++ % bytes.length] : undefined), times, wrong),
    ),
  )
  const seconds = (performance.now() - begun) / 1000
  times.sort((a, b) => a - b)
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0
  return {
    rate: (times.length - wrong.length) / seconds,
    p50: at(0.5),
    p99: at(0.99),
    bad: wrong.length,
    firstBad: wrong[0] ?? null,
  }
}

function encoded(port: number, headers: Record<string, string>, { method, path, body }: Request): Buffer {
  const text = body === undefined ? '' : JSON.stringify(body)
  const lines = Object.entries({
    host: `127.0.0.1:${port}`,
    ...headers,
    ...(text && { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(text)) }),
  }).map(([name, value]) => `${name}: ${value}`)
  return Buffer.from(`${method} ${path} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n${text}`)
}

function client(port: number, take: () => Buffer | undefined, times: number[], wrong: string[]): Promise<void> {
  return new Promise((done, failed) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true })
    let asked = 0
    let got: Buffer = Buffer.alloc(0)
    const ask = () => {
      const bytes = take()
      if (!bytes) return socket.end(done)
      asked = performance.now()
      socket.write(bytes)
    }
    socket.on('connect', ask)
    socket.on('error', failed)
    socket.on('close', () => done())
    socket.on('data', chunk => {
      got = got.length ? Buffer.concat([got, chunk]) : chunk
      if (!isWhole(got)) return
      times.push(performance.now() - asked)
      const status = got.toString('latin1', 9, 12)
      if (status[0] !== '2') wrong.push(got.toString('utf8', 0, 600))
      got = Buffer.alloc(0)
      ask()
    })
  })
}

/** One answer at a time on each connection, so it is whole when its length is there, or its last chunk. */
function isWhole(got: Buffer): boolean {
  const end = got.indexOf('\r\n\r\n')
  if (end < 0) return false
  const head = got.toString('latin1', 0, end)
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1]
  if (length !== undefined) return got.length >= end + 4 + Number(length)
  if (/\r\ntransfer-encoding: *chunked/i.test(head)) return got.subarray(-5).equals(lastChunk)
  return head.startsWith('HTTP/1.1 204') || head.startsWith('HTTP/1.1 304')
}
const lastChunk = Buffer.from('0\r\n\r\n')
