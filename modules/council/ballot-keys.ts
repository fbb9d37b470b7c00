/** The keys of one ballot, sealed with those of the house while there is something to seal, and gone afterwards. */
import { sealedColumn } from '../../kernel/resealing.ts'
import { sql } from 'kysely'
import type { Ctx } from '../../kernel/server.ts'
import { ballotProblem } from './ballot-problem-rules.ts'
import { phases } from './ballot-rules.ts'
import type { Question } from './sheet-rules.ts'

export const [SIGN, BOX] = ['council.ballot_key.sign', 'council.ballot_key.box']
export const SIGNED = 'council.signed_vote.sheet'
const key = { community: 'text', ballot: 'uuid' }
sealedColumn({ table: 'council.ballot_key', column: 'sign', use: SIGN, key })
sealedColumn({ table: 'council.ballot_key', column: 'box', use: BOX, key })
sealedColumn({ table: 'council.signed_vote', column: 'sheet', use: SIGNED, key: { ...key, voter: 'uuid' } })

export type Voting = {
  questions: Question[]
  publicKey: string
  urns: number
  closesAt: Date
  sign: string
  box: string
}

/**
 * The ballot while it is voted on, held so that it cannot be closed until this vote is written; many hold it at once.
 * By the clock too: a minute after the end nobody votes, whether or not somebody has closed it.
 */
export async function voting(ctx: Ctx, { community, id }: { community: string; id: string }): Promise<Voting> {
  const { rows } = await sql<Voting & { state: string }>`
    select b.state, b.questions, b.public_key, b.urns, b.closes_at, k.sign, k.box from council.ballot b
    join council.ballot_key k on k.community = b.community and k.ballot = b.id
    where b.community = ${community} and b.id = ${id} for key share of b`.execute(ctx.db)
  const b = rows[0]
  if (!b || !(phases.voting as readonly string[]).includes(b.state) || ctx.now >= b.closesAt)
    throw ballotProblem.notVoting()
  return b
}
