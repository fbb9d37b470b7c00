/** Passwords: argon2id with 19 MiB and two passes, about 25 ms each; and what makes one too weak. */
import { hash, verify } from '@node-rs/argon2'
import { judgedAt } from '../../kernel/move.ts'
import type { Ctx } from '../../kernel/server.ts'
import { limit, problem } from './rules.ts'

const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

type Owner = { place: string; username: string; phone?: string | undefined }

/** Refuses a weak password, and hashes any other. */
export async function newPassword(ctx: Pick<Ctx, 'now' | 'book'>, password: string, { place, username, phone }: Owner) {
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z\d]/].filter(kind => kind.test(password)).length
  const long = Array.from(password).length >= judgedAt(ctx, place).figure(limit.passwordLength)
  const named = [username, phone].some(name => name && password.toLowerCase().includes(name))
  if (!long || kinds < 3 || named) throw problem.weak()
  return hash(password, cost)
}

/** Of a random text: checking against it takes as long as against a real one, so that time does not tell who exists. */
const nobodys = '$argon2id$v=19$m=19456,t=2,p=1$fpN6p9dI/tHfRZ3dkXEPTQ$oF1HgfxN4hun2p03LoocxxUxJdIejW2h1Odd5rUcNXo'

export const isPassword = (password: string, of: string | undefined): Promise<boolean> =>
  verify(of ?? nobodys, password)
