/**
 * What somebody gave of their own accord goes when they ask for it (个人信息保护法 第四十七条), and some time after they have
 * left: the phone, whom to call, the tags that rest on their word, and what the history of the card shows of them. What the
 * register must hold stays, and the answer says so.
 */
import { sql } from 'kysely'
import { addDays, dayOf } from '../../kernel/clock.ts'
import { Problem, theClock } from '../../kernel/rules.ts'
import { call, type Ctx, type House } from '../../kernel/server.ts'
import { remember } from './change.ts'
import { uses } from './documents.ts'
import type { Key } from './facts.ts'
import { limit } from './rules.ts'

export const erased = '已删除手机号、联系人和凭本人同意的关爱标签；姓名、证件号码、出生日期、户籍地、住处和留痕依法保留'

export async function erase(ctx: Ctx, { community, resident }: Pick<Key, 'community'> & { resident: string }) {
  const { db } = ctx
  const cards = sql`(select people.cards(${community}, ${resident}))`
  await clear(ctx, community, resident)
  // A tag that is a duty of the community rests on the law and not on anybody's word.
  await sql`delete from people.tag
    where community = ${community} and resident in ${cards} and basis <> 'duty'`.execute(db)
  await remember(ctx, { community, id: resident }, { what: '应本人要求删除', source: '本人删除申请', changes: {} })
}

/** Who has left is nobody's duty here any more. */
export async function forget(ctx: Ctx, { community, id }: Key) {
  await clear(ctx, community, id)
  await sql`delete from people.tag
    where community = ${community} and resident in (select people.cards(${community}, ${id}))`.execute(ctx.db)
  await remember(ctx, { community, id }, { what: '到期清除', source: '迁出或去世后的保留期已满', changes: {} })
}

/** In the history the step stays, and who took it; what it showed is gone. */
async function clear({ db, sealer }: Ctx, community: string, resident: string) {
  // Cards that gave way to this one are read with it, and what was taken from them would come back when that is undone.
  const cards = sql`(select people.cards(${community}, ${resident}))`
  await sql`update people.resident set phone = null, phone_key = null, phone_tail = null
    where community = ${community} and id in ${cards}`.execute(db)
  await sql`update people.merge set phone = null, was = was #- '{row,phone_key}' #- '{row,phone_tail}'
    where community = ${community} and kept in ${cards}`.execute(db)
  await sql`delete from people.fact
    where community = ${community} and resident in ${cards} and field = 'phone'`.execute(db)
  await sql`delete from people.contact where community = ${community} and resident in ${cards}`.execute(db)
  await sql`update people.change set changes = changes - ${given}::text[]
    where community = ${community} and resident in ${cards} and changes ?| ${given}::text[]`.execute(db)
  await sql`update people.correction set was = null, wanted = ${sealer.seal('已删除', uses.wanted)}
    where community = ${community} and resident in ${cards} and field = 'phone' and state <> 'asked'`.execute(db)
}
const given = ['phone', 'contact', 'tag']

/** Once a night. Each is judged again on the stored card; a card with nothing left to clear is passed over. Gives how many were cleared. */
export async function forgetLeft(house: House, now: Date): Promise<number> {
  const cards = sql`(select people.cards(r.community, r.id))`
  const { rows } = await sql<{ community: string; id: string; place: string; until: string }>`
    select community, id, place, until::text as until from people.resident r
    where state in ('left', 'died') and merged_into is null and until is not null and (
      exists (select from people.resident o where o.community = r.community and o.id in ${cards} and o.phone is not null)
      or exists (select from people.contact c where c.community = r.community and c.resident in ${cards})
      or exists (select from people.tag t where t.community = r.community and t.resident in ${cards})
      or exists (select from people.change h where h.community = r.community and h.resident in ${cards} and h.changes ?| ${given}::text[]))
  `.execute(house.db)
  let cleared = 0
  for (const { community, id, place, until } of rows) {
    if (addDays(until, house.book.figure(limit.keepLeft, place, now)) >= dayOf(now)) continue
    const asked = { op: 'people.forget', input: { community, id }, actor: theClock, now }
    const done = await call(house, asked).catch((error: unknown) => {
      // Came back meanwhile.
      if (error instanceof Problem && error.status === 409) return null
      throw error
    })
    if (done) cleared++
  }
  return cleared
}
