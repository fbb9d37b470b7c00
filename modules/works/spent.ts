/** The money side of a project, through the ledger's own doors: its contracts, what is accepted of them, what is paid. */
import type { Ctx } from '../../kernel/server.ts'
import { dayOf } from '../../kernel/clock.ts'
import { money } from '../money/contract.ts'
import { filled } from './shares.ts'

type Key = { community: string; id: string }
export const spentOn = (ctx: Ctx, { community, id }: Key) => ctx.ask(money.ops.contractsOf, { community, contract: id })

/** As people type it, which is what the ledger reads. */
export const typed = (fen: number): string => `${Math.trunc(fen / 100)}.${String(fen % 100).padStart(2, '0')}`

type Signing = {
  line: string
  number: string
  party: string
  partyKind: 'company' | 'person'
  what: string
  amount: number
  signedDay: string
}
/** The ledger is the community's, also where the project lies in one grid. */
export const commitTo = (ctx: Ctx, { id, community }: Key, { amount, ...said }: Signing) =>
  ctx.ask(money.ops.commit, { place: community, contract: id, amount: typed(amount), ...said })

/** Writes into the ledger that so much of the project is accepted by now; what was accepted before is not taken back. E08 */
export async function acceptUpTo(ctx: Ctx, { community, id }: Key, fen: number, number: string): Promise<void> {
  const contracts = await spentOn(ctx, { community, id })
  const had = contracts.reduce((sum, c) => sum + c.accepted, 0)
  const shares = filled(
    fen - had,
    contracts.map(c => c.amount - c.accepted),
  )
  for (const [i, { id: contract }] of contracts.entries()) {
    const [amount, day] = [shares[i]!, dayOf(ctx.now)]
    if (amount) await ctx.ask(money.ops.acceptWork, { community, id: contract, number, day, amount: typed(amount) })
  }
}
