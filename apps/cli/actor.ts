/** In whose name a command acts: an account's, or that of whoever sits at the server's terminal, who could do it all anyway. */
import { userInfo } from 'node:os'
import type { Db } from '../../kernel/db.ts'
import type { Actor } from '../../kernel/rules.ts'
import { roles } from '../../modules/identity/rules.ts'
import { accountNamed, type Account } from '../server/account.ts'
import { misuse, refusal } from './command.ts'

/** One id for all terminals; the name in the trail says which login of the machine it was. */
export const terminal: Actor = {
  id: '00000000-0000-7000-8000-0000000000c1',
  name: `服务器终端（${userInfo().username}）`,
  posts: Object.keys(roles).map(role => ({ role, place: '' })),
}

export const asFlag = {
  value: 'USERNAME',
  about: '以哪个账号的名义（权限和留痕都按它；不填则记作服务器终端）',
} as const

export async function actorNamed(db: Db, username: string | undefined, now: Date): Promise<Actor> {
  return username === undefined ? terminal : account(db, username, now)
}

export async function account(db: Db, username: string, now: Date): Promise<Account> {
  const found = await accountNamed(db, username, now)
  if (!found) throw refusal(`没有账号「${username}」，或它已停用。请核对账号名。`)
  return found
}

/** The place that was named, or the only one where this person holds a post. */
export function placeFor(actor: Actor, named: string | undefined): string {
  const held = [...new Set(actor.posts.map(post => post.place))]
  const place = named ?? (held.length === 1 ? held[0] : undefined)
  if (!place) throw misuse('请用 --place 写明范围（街道 9 位、社区或村 12 位、网格 15 位的代码）。')
  if (![2, 4, 6, 9, 12, 15].includes(place.length) || /\D/.test(place))
    throw misuse(`区划代码应为 2、4、6、9、12 或 15 位数字，「${place}」不是。`)
  return place
}
