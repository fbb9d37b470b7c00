/**
 * Carries out what is to leave the house. A message is taken in one transaction, carried outside of any, and settled in
 * another: whoever dies in between is followed, when the lease is over, by a try under the same id. See decision 8.
 */
import { sql } from 'kysely'
import { within, type Db } from './db.ts'
import { wake } from './jobs.ts'
import type { Carried } from './message-carriers.ts'
import { limit, outgoing, type Channel, type Move, type State } from './message-rules.ts'
import { templateOf, textOf } from './message-templates.ts'
import { ADDRESS, CONTENT } from './messages.ts'
import { judgedAt } from './move.ts'
import { from, refusal, theClock } from './rules.ts'
import type { House } from './server.ts'

type Taken = {
  id: string
  channel: Channel
  address: string
  template: string
  content: string
  place: string
  state: State
  until: Date | null
  tries: number
  /** Which try of all this is: who was overtaken in the meantime settles nothing. */
  attempt: number
}

const atOnce = 20
const minute = 60_000

/** Carries what is due; gives how many were tried. */
export async function deliver(house: House, now: Date): Promise<number> {
  const begun = performance.now()
  const taken = await within(house.db, tx => take(house, tx, now))
  await Promise.all(
    taken.map(async message => {
      const carried = await carry(house, message)
      await settle(house, message, carried, new Date(now.getTime() + performance.now() - begun))
    }),
  )
  if (taken.length === atOnce) await wake(house.db, 'message.deliver')
  return taken.length
}

const states = (name: Move) => [...from(outgoing.moves[name])]
const to = (name: Move): State => outgoing.moves[name].to!

/** What is past its time, or not wanted any more, goes first; then the codes, for which somebody is waiting. */
async function take(house: House, tx: Db, now: Date): Promise<Taken[]> {
  await sql`
    update kernel.outgoing set state = ${to('lapse')}, content = null, next_at = null, until = null, ended = ${now}
    where until <= ${now} and state = any(${states('lapse')}) and (next_at is null or next_at <= ${now})`.execute(tx)
  await sql`
    update kernel.outgoing o set state = ${to('decline')}, content = null, next_at = null, until = null, ended = ${now}
    from kernel.declined d where d.address_key = o.address_key and d.purpose = o.purpose
      and o.next_at <= ${now} and o.state = any(${states('decline')})`.execute(tx)
  const lease = new Date(now.getTime() + house.book.figure(limit.silentMinutes, '', now) * minute)
  const { rows } = await sql<Taken>`
    update kernel.outgoing o set state = ${to('take')}, tries = o.tries + 1, next_at = ${lease},
      tried = o.tried || jsonb_build_array(jsonb_build_object('at', ${now.toISOString()}::text))
    from (
      select id from kernel.outgoing where next_at <= ${now} and state = any(${states('take')})
      order by until nulls last, next_at limit ${atOnce} for update skip locked
    ) due where o.id = due.id
    returning o.id, o.channel, o.address, o.template, o.content, o.place, o.state, o.until, o.tries,
      jsonb_array_length(o.tried) as attempt`.execute(tx)
  return rows
}

const carry = ({ sealer, delivery }: House, { id, channel, address, template, content }: Taken) => {
  const values = JSON.parse(sealer.open(content, CONTENT)) as Record<string, string | number>
  const text = textOf(template, values, delivery)
  return delivery.carriers[channel].carry({ id, channel, to: sealer.open(address, ADDRESS), text, template, values })
}

async function settle(house: House, message: Taken, carried: Carried, now: Date): Promise<void> {
  const move = moveFor(house, message, carried, now)
  const over = move !== 'postpone'
  const next = over ? null : new Date(now.getTime() + waitAfter(house, message, now))
  // A trial shows what a phone would have got; nowhere else does a secret outlive its delivery.
  const wiped = carried.ok && templateOf(message.template)?.secret && !(carried.kept && house.delivery.shown)
  const end = { ended: now.toISOString(), ...(!carried.ok && { said: carried.say }) }
  await sql`
    update kernel.outgoing set state = ${to(move)}, next_at = ${next}, ended = ${over ? now : null},
      carrier = ${house.delivery.carriers[message.channel].name}, receipt = ${carried.ok ? carried.receipt : null},
      content = ${wiped ? null : sql`content`}, until = ${carried.ok ? null : sql`until`}, tried = jsonb_set(tried, '{-1}', (tried -> -1) || ${JSON.stringify(end)}::jsonb)
    where id = ${message.id} and state = any(${states(move)}) and jsonb_array_length(tried) = ${message.attempt}`.execute(
    house.db,
  )
}

function moveFor(house: House, message: Taken, carried: Carried, now: Date): Move {
  if (carried.ok) return carried.kept ? 'keep' : 'hand'
  const at = judgedAt({ book: house.book, now }, message.place)
  return carried.again && !refusal(outgoing, 'postpone', message, theClock, at) ? 'postpone' : 'giveUp'
}

/** 1, 4, 16, 64, 256 minutes. */
function waitAfter({ book }: House, { tries, place }: Taken, now: Date): number {
  const figure = (of: typeof limit.firstWait) => book.figure(of, place, now)
  return figure(limit.firstWait) * figure(limit.waitGrows) ** (tries - 1) * minute
}

/** What was sent is remembered for a while, who asked for a code for two days: longer than any figure counts back. */
export async function tidyMessages({ db, book }: House, now: Date): Promise<void> {
  const days = (n: number) => new Date(now.getTime() - n * 86_400_000)
  const kept = days(book.figure(limit.keepDays, '', now))
  await db.deleteFrom('kernel.outgoing').where('at', '<', kept).where('nextAt', 'is', null).execute()
  await db.deleteFrom('kernel.phoneCode').where('at', '<', days(2)).execute()
}
