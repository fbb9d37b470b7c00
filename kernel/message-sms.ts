/**
 * The way to an SMS provider, or to the few lines that speak its dialect: signed JSON by POST. The same message carries
 * the same `idempotency-key` at every try; an answer without the provider's own number is no receipt.
 */
import { createHmac } from 'node:crypto'
import { z } from 'zod'
import type { Carried, Carrier, Parcel } from './message-carriers.ts'

export type Sms = { url: string; secret: string }
const patience = 10_000
const longest = 65_536

export const smsCarrier = ({ url, secret }: Sms, wait = patience): Carrier => ({
  name: 'sms',
  carry: async ({ id, to, text, template, values }: Parcel) => {
    const body = JSON.stringify({ id, to, text, template, values })
    const at = String(Math.floor(Date.now() / 1000))
    // One limit for the whole of it: a provider that sends a byte a minute must not hold the others up.
    const signal = AbortSignal.timeout(wait)
    try {
      const answer = await fetch(url, {
        method: 'POST',
        body,
        signal,
        // Followed, a redirect would take a phone number and a code wherever it likes.
        redirect: 'manual',
        headers: {
          'content-type': 'application/json; charset=utf-8',
          'idempotency-key': id,
          'linli-timestamp': at,
          'linli-signature': signatureOf(secret, at, body),
        },
      })
      return understood(answer.status, await textWithin(answer))
    } catch (error) {
      return { ok: false, again: true, say: reasonOf(error) }
    }
  },
})

/** The provider counts the same over the same words, and refuses what is older than five minutes. */
export const signatureOf = (secret: string, at: string, body: string): string =>
  `sha256=${createHmac('sha256', secret).update(`${at}.${body}`).digest('hex')}`

const Receipt = z.object({ id: z.string().min(1).max(200) })

function understood(status: number, body: string): Carried {
  if (status >= 200 && status < 300) {
    const receipt = Receipt.safeParse(json(body))
    return receipt.success
      ? { ok: true, receipt: receipt.data.id }
      : { ok: false, again: true, say: '短信平台的答复里没有回执编号' }
  }
  if (status >= 300 && status < 400)
    return { ok: false, again: false, say: `短信平台要求转到别处（${status}），没有跟去` }
  const again = status >= 500 || [408, 425, 429].includes(status)
  return { ok: false, again, say: `短信平台${again ? '暂时不收' : '拒收'}（${status}）` }
}

/** Never the answer's own words: they might repeat the number. */
function reasonOf(error: unknown): string {
  const { name, cause } = error as { name?: string; cause?: { code?: string } }
  if (name === 'TimeoutError' || name === 'AbortError') return '短信平台没有及时答复'
  return name === 'TooLong' ? '短信平台的答复太长' : `连不上短信平台（${cause?.code ?? '网络不通'}）`
}

async function textWithin({ body }: Response): Promise<string> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of body ?? []) {
    size += chunk.length
    if (size > longest) throw Object.assign(new Error('too long'), { name: 'TooLong' })
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function json(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
