/**
 * What somebody gave of their own accord goes when they ask for it (个人信息保护法 第四十七条): the phone, whom to call, the
 * tags that rest on their word. What the register must hold stays, and the answer says so.
 */
import { sql } from 'kysely'
import type { Ctx } from '../../kernel/server.ts'
import { remember } from './change.ts'
import type { Key } from './facts.ts'

export const erased = '已删除手机号、联系人和凭本人同意的关爱标签；姓名、证件号码、出生日期、户籍地、住处和留痕依法保留'

export async function erase(ctx: Ctx, { community, resident }: Pick<Key, 'community'> & { resident: string }) {
  const { db } = ctx
  // Cards that gave way to this one are read with it, and what was taken from them would come back when that is undone.
  const cards = sql`(select people.cards(${community}, ${resident}))`
  await sql`update people.resident set phone = null, phone_key = null, phone_tail = null
    where community = ${community} and id in ${cards}`.execute(db)
  await sql`update people.merge set phone = null, was = was #- '{row,phone_key}' #- '{row,phone_tail}'
    where community = ${community} and kept in ${cards}`.execute(db)
  await sql`delete from people.fact
    where community = ${community} and resident in ${cards} and field = 'phone'`.execute(db)
  await sql`delete from people.contact where community = ${community} and resident in ${cards}`.execute(db)
  // A tag that is a duty of the community rests on the law and not on anybody's word.
  await sql`delete from people.tag
    where community = ${community} and resident in ${cards} and basis <> 'duty'`.execute(db)
  await remember(ctx, { community, id: resident }, { what: '应本人要求删除', source: '本人删除申请', changes: {} })
}
