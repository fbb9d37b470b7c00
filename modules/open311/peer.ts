/** The five things we ask of another GeoReport system. Each answers what was understood, or one sentence why not. */
import { carry, type Carried, type Reach } from './carry.ts'
import { receiptIn, requestsIn, servicesIn, type Request } from './hear.ts'

export type Peer = { endpoint: string; jurisdiction: string | null; format: string; key: string | null }
export type Told<T> = { ok: true; value: T } | Extract<Carried, { ok: false }>

export const readServices = (peer: Peer, reach: Reach) => ask(peer, reach, 'services', {}, servicesIn)

export const readRequests = (peer: Peer, reach: Reach, said: Record<string, string>): Promise<Told<Request[]>> =>
  ask(peer, reach, 'requests', said, requestsIn)

export const readToken = (peer: Peer, reach: Reach, token: string) =>
  ask(peer, reach, `tokens/${encodeURIComponent(token)}`, {}, receiptIn)

export async function sendRequest(peer: Peer, reach: Reach, said: Record<string, string>) {
  const form = { ...(peer.key && { api_key: peer.key }), ...jurisdiction(peer), ...said }
  return understood(await carry(address(peer, 'requests'), reach, form), receiptIn)
}

/** Whatever they answer with, a success is one. */
export const sendUpdate = async (peer: Peer, reach: Reach, said: Record<string, string>): Promise<Told<true>> => {
  const form = { ...(peer.key && { api_key: peer.key }), ...jurisdiction(peer), ...said }
  return understood(await carry(address(peer, 'servicerequestupdates'), reach, form), () => true)
}

async function ask<T>(
  peer: Peer,
  reach: Reach,
  what: string,
  said: Record<string, string>,
  read: (body: string) => T | null,
): Promise<Told<T>> {
  const url = address(peer, what)
  url.search = new URLSearchParams({ ...jurisdiction(peer), ...said }).toString()
  return understood(await carry(url, reach), read)
}

const address = ({ endpoint, format }: Peer, what: string) => new URL(`${endpoint}/${what}.${format}`)
const jurisdiction = (peer: Peer) => ({ ...(peer.jurisdiction && { jurisdiction_id: peer.jurisdiction }) })

function understood<T>(carried: Carried, read: (body: string) => T | null): Told<T> {
  if (!carried.ok) return carried
  const value = read(carried.body)
  // An answer that got mangled on the way may come whole the next time.
  return value === null ? { ok: false, again: true, said: '对方的答复读不懂' } : { ok: true, value }
}
