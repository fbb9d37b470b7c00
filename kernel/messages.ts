/**
 * Messages to people: the inbox always, and outside (SMS, WeChat, e-mail) what is written here in the same transaction
 * as the fact and carried out by a job. See message-delivery.ts.
 */
import { dayOf, startOf } from './clock.ts'
import type { Db } from './db.ts'
import { newId } from './id.ts'
import { wake } from './jobs.ts'
import { limit, outgoing, type Channel } from './message-rules.ts'
import { templates, type TemplateName, type ValuesOf } from './message-templates.ts'
import { maskEmail, maskPhone, mobile } from './numbers.ts'
import { sealedColumn } from './resealing.ts'
import type { Sealer } from './sealed.ts'
import type { Ctx } from './server.ts'

export async function notify(
  ctx: Pick<Ctx, 'db' | 'now'>,
  { to, title, body, link }: { to: string; title: string; body: string; link?: string },
): Promise<void> {
  await ctx.db
    .insertInto('kernel.message')
    .values({ to, title, body, link: link ?? null, at: ctx.now })
    .execute()
}

// ── Out of the house ────────────────────────────────────────────────────────

export const ADDRESS = 'kernel.outgoing.address'
export const CONTENT = 'kernel.outgoing.content'
sealedColumn({ table: 'kernel.outgoing', column: 'address', use: ADDRESS, key: { id: 'uuid' } })
sealedColumn({ table: 'kernel.outgoing', column: 'content', use: CONTENT, key: { id: 'uuid' } })

export type Message<T extends TemplateName> = {
  channel: Channel
  to: string
  template: T
  values: ValuesOf<T>
  /** The community, or whichever place: its administrators see that it was sent. Without one, all of the installation's. */
  place?: string
  /** Life or limb: night or not. */
  urgent?: boolean
  /** From then on it is not worth sending. */
  until?: Date
}
type Sending = Pick<Ctx, 'db' | 'now' | 'sealer' | 'book'>

/** Goes out when the transaction has come through. null: nothing can be sent to such an address (a landline, say). */
export async function send<T extends TemplateName>(
  { db, now, sealer, book }: Sending,
  { channel, to, template, values, place = '', urgent = false, until }: Message<T>,
): Promise<string | null> {
  const address = addresses[channel].read(to)
  if (address === null) return null
  const about = templates[template]
  const anyTime = urgent || 'anyTime' in about
  const hour = (figure: typeof limit.quietFrom) => book.figure(figure, place, now)
  const nextAt = anyTime ? now : afterQuiet(now, hour(limit.quietFrom), hour(limit.quietUntil))
  const id = newId(now.getTime())
  await db
    .insertInto('kernel.outgoing')
    .values({
      id,
      channel,
      address: sealer.seal(address, ADDRESS),
      addressKey: addressKey(sealer, address),
      template,
      purpose: about.purpose,
      content: sealer.seal(JSON.stringify(values), CONTENT),
      place,
      state: outgoing.initial,
      at: now,
      nextAt,
      until: until ?? null,
    })
    .execute()
  if (nextAt <= now) await wake(db, 'message.deliver')
  return id
}

export const addressKey = (sealer: Sealer, address: string): string => sealer.index(address, ADDRESS)

const hourMs = 3_600_000

/** The same moment, or the end of the quiet hours it falls into (Shanghai). */
export function afterQuiet(at: Date, from: number, until: number): Date {
  const midnight = startOf(dayOf(at)).getTime()
  const hours = (at.getTime() - midnight) / hourMs
  if (from > until && hours >= from) return new Date(midnight + (24 + until) * hourMs)
  const quiet = from > until ? hours < until : hours >= from && hours < until
  return quiet ? new Date(midnight + until * hourMs) : at
}

// ── Addresses ───────────────────────────────────────────────────────────────

type Address = { read: (typed: string) => string | null; masked: (address: string) => string }
const matching = (pattern: RegExp) => (typed: string) => (pattern.test(typed.trim()) ? typed.trim() : null)

const addresses: Record<Channel, Address> = {
  sms: {
    read: typed => {
      const read = mobile(typed)
      return read.ok ? read.value : null
    },
    masked: maskPhone,
  },
  wechat: { read: matching(/^[\w-]{16,64}$/), masked: openid => `${openid.slice(0, 3)}****${openid.slice(-2)}` },
  email: { read: matching(/^[^\s@]+@[^\s@]+\.[^\s@]+$/), masked: maskEmail },
}

export const masked = (channel: Channel, address: string): string => addresses[channel].masked(address)

// ── To an account ───────────────────────────────────────────────────────────

type PhoneBook = (ctx: { db: Db; sealer: Sealer }, account: string) => Promise<string | null>
let phoneBook: PhoneBook = async () => null

/** The kernel knows no module: the one that keeps the accounts says how their phones are found. */
export const phonesAreIn = (book: PhoneBook): void => void (phoneBook = book)

export async function sendToAccount<T extends TemplateName>(
  ctx: Sending,
  { account, ...message }: Omit<Message<T>, 'channel' | 'to'> & { account: string },
): Promise<string | null> {
  const to = await phoneBook(ctx, account)
  return to === null ? null : send(ctx, { ...message, channel: 'sms', to })
}
