/** What the warnings look at: contracts, payments, budget lines, cash, the bank and the months, as they were known when a day was over. */
import { z } from 'zod'
import { Fen, Place, query } from '../../kernel/contract.ts'
import { Day } from './shapes.ts'

export const factOps = {
  facts: query(
    '资金事实',
    z.object({ place: Place.min(12).describe('范围'), to: Day.describe('到哪天') }),
    z.object({
      contracts: z.array(
        z.object({ id: z.uuid(), number: z.string(), party: z.string(), what: z.string(), amount: Fen, signed: Day }),
      ),
      payments: z.array(
        z.object({
          id: z.uuid(),
          number: z.string(),
          contract: z.uuid(),
          what: z.string(),
          payee: z.string(),
          amount: Fen,
          cash: z.boolean(),
          day: Day,
          /** An invoice with its number, and at least one paper. */
          papers: z.boolean(),
        }),
      ),
      lines: z.array(
        z.object({
          id: z.uuid(),
          budget: z.uuid(),
          name: z.string(),
          amount: Fen,
          adopted: Day,
          contracted: z.array(z.uuid()),
        }),
      ),
      /** What came into the till and went out of it, day by day. */
      cash: z.array(z.object({ book: z.uuid(), day: Day, amount: Fen })),
      bank: z.array(z.object({ id: z.uuid(), day: Day, amount: Fen, party: z.string() })),
      months: z.array(z.object({ id: z.uuid(), book: z.string(), month: z.string(), closed: Day.nullable() })),
    }),
  ),
}
