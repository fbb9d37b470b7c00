/** Passwords: argon2id with 19 MiB and two passes, about 25 ms each; and what makes one too weak. */
import { channel } from 'node:diagnostics_channel'
import { hash, verify } from '@node-rs/argon2'
import { judgedAt } from '../../kernel/move.ts'
import type { Ctx } from '../../kernel/server.ts'
import { isCommon } from './common-password.ts'
import { problem } from './problems.ts'
import { limit } from './rules.ts'

const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }
/** Each hash is told here: the one thing in this module that costs, and that must cost everybody the same. */
export const hashing = channel('linli.identity.hash')

type Owner = { place: string; username: string; phone?: string | undefined }

/** Refuses a weak password, and hashes any other. */
export async function newPassword(ctx: Pick<Ctx, 'now' | 'book'>, password: string, owner: Owner) {
  const least = judgedAt(ctx, owner.place).figure(limit.passwordLength)
  if (isWeak(password, least, owner)) throw problem.weak()
  if (isCommon(password)) throw problem.common()
  hashing.publish('new')
  return hash(password, cost)
}

export function isWeak(password: string, least: number, { username, phone }: Omit<Owner, 'place'>): boolean {
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z\d]/].filter(kind => kind.test(password)).length
  const named = [username, phone].some(name => name && password.toLowerCase().includes(name.toLowerCase()))
  return Array.from(password).length < least || kinds < 3 || named
}

/** Of a random text: checking against it takes as long as against a real one, so that time does not tell who exists. */
const nobodys = '$argon2id$v=19$m=19456,t=2,p=1$fpN6p9dI/tHfRZ3dkXEPTQ$oF1HgfxN4hun2p03LoocxxUxJdIejW2h1Odd5rUcNXo'

/** `of` is null for whoever has no password, and undefined for nobody: neither is ever right. */
export async function isPassword(password: string, of: string | null | undefined): Promise<boolean> {
  hashing.publish('check')
  const right = await verify(of ?? nobodys, password)
  return right && Boolean(of)
}
