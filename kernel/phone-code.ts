/**
 * Proves that a person holds a phone: six digits that are sent to it, good once and for a few minutes. Here stands only a
 * keyed digest, so that nobody who reads the database can use one.
 */
import { randomInt, timingSafeEqual } from 'node:crypto'
import { sql } from 'kysely'
import { dayOf, startOf } from './clock.ts'
import { newId } from './id.ts'
import { limit, problem } from './message-rules.ts'
import { send } from './messages.ts'
import { maskPhone, mobile, tidy } from './numbers.ts'
import type { Sealer } from './sealed.ts'
import { standing, type Ctx } from './server.ts'
import { network } from './turns.ts'

type Asking = Pick<Ctx, 'db' | 'now' | 'sealer' | 'book' | 'from'>
/** `purpose`: what the code opens ('people.signUp'); one for another purpose does not. */
type About = { phone: string; purpose: string }

/** Sends a code, and makes the ones before it worthless. Gives where it went, masked, and how long it is good. */
export async function issueCode(
  ctx: Asking,
  { phone: typed, purpose, place = '' }: About & { place?: string },
): Promise<{ to: string; until: Date }> {
  const { db, now, sealer } = ctx
  const phone = phoneOf(typed)
  const phoneKey = keyOf(sealer, phone)
  const ipKey = ctx.from?.ip ? sealer.index(network(ctx.from.ip), IP) : null
  const figure = (of: (typeof limit)[keyof typeof limit]) => ctx.book.figure(of, place, now)
  // Two requests at the same moment are two requests; sorted, so that they do not wait for each other in a circle.
  for (const key of [phoneKey, ipKey].filter(k => k !== null).toSorted())
    await sql`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`.execute(db)
  await within(ctx, 'phone_key', phoneKey, figure(limit.codeGap), figure(limit.codeDay))
  if (ipKey) await within(ctx, 'ip_key', ipKey, figure(limit.codeGapFrom), figure(limit.codeDayFrom))

  const [id, code, minutes] = [
    newId(now.getTime()),
    String(randomInt(1_000_000)).padStart(6, '0'),
    figure(limit.codeMinutes),
  ]
  const until = new Date(now.getTime() + minutes * 60_000)
  await sql`
    update kernel.phone_code set until = ${now} where phone_key = ${phoneKey} and purpose = ${purpose} and until > ${now}`.execute(
    db,
  )
  await db
    .insertInto('kernel.phoneCode')
    .values({ id, phoneKey, ipKey, purpose, digest: digestOf(sealer, id, code), at: now, until })
    .execute()
  await send(ctx, { channel: 'sms', to: phone, template: 'code', values: { code, minutes }, place, until })
  return { to: maskPhone(phone), until }
}

/**
 * Throws the Problem unless the code is right; from then on it is used, if the transaction comes through. A wrong try
 * counts although it is refused, and with it stands whatever was written before: ask for the code first.
 */
export async function takeCode(
  { db, now, sealer, book }: Asking,
  { phone: typed, purpose, code }: About & { code: string },
): Promise<void> {
  const phone = mobile(typed)
  if (!phone.ok) throw problem.codeWrong()
  const most = book.figure(limit.codeTries, '', now)
  // The row stays locked until the transaction ends: a hundred guesses at once wait for each other and are still five.
  const { rows } = await sql<{ id: string; digest: string; tries: number }>`
    select id, digest, tries from kernel.phone_code
    where phone_key = ${keyOf(sealer, phone.value)} and purpose = ${purpose} and until > ${now} and used is null
    order by at desc, id desc limit 1 for update`.execute(db)
  const sent = rows[0]
  if (!sent) throw problem.codeWrong()
  if (sent.tries >= most) throw problem.codeSpent()
  if (!isSame(digestOf(sealer, sent.id, code), sent.digest)) {
    await sql`update kernel.phone_code set tries = tries + 1 where id = ${sent.id}`.execute(db)
    const left = most - sent.tries - 1
    throw standing(left > 0 ? problem.codeWrong(`验证码不对，请核对短信，还可以试 ${left} 次`) : problem.codeSpent())
  }
  await sql`update kernel.phone_code set used = ${now} where id = ${sent.id}`.execute(db)
}

const IP = 'kernel.phone_code.ip'
const keyOf = (sealer: Sealer, phone: string) => sealer.index(phone, 'kernel.phone_code.phone')
const digestOf = (sealer: Sealer, id: string, code: string) =>
  sealer.index(`${id}.${tidy(code)}`, 'kernel.phone_code.code')
const isSame = (a: string, b: string) => a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b))

function phoneOf(typed: string): string {
  const phone = mobile(typed)
  if (!phone.ok) throw problem.badPhone(phone.say)
  return phone.value
}

/** `gap` minutes since the last one, and fewer than `most` today (Shanghai); what a clock that ran ahead has noted does not count. */
async function within({ db, now }: Asking, column: 'phone_key' | 'ip_key', key: string, gap: number, most: number) {
  const { rows } = await sql<{ today: number; last: Date | null }>`
    select count(*) filter (where at >= ${startOf(dayOf(now))})::int as today, max(at) as last from kernel.phone_code
    where ${sql.ref(column)} = ${key} and at > ${new Date(now.getTime() - 86_400_000)} and at < ${new Date(now.getTime() + 5 * 60_000)}`.execute(
    db,
  )
  const { today, last } = rows[0]!
  const wait = last ? Math.ceil((last.getTime() + gap * 60_000 - now.getTime()) / 1000) : 0
  if (wait > 0) throw problem.codeSoon(`验证码刚发过，请过 ${wait} 秒再获取`)
  if (today >= most) throw problem.codeMany()
}
