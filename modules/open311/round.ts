/** What the three parts of a round share: doing as the clock does, and what stopped it. */
import type { Op } from '../../kernel/contract.ts'
import type { DB } from '../../kernel/db.gen.ts'
import type { Selectable } from 'kysely'
import { Problem, theClock, type Row } from '../../kernel/rules.ts'
import { call, type House } from '../../kernel/server.ts'
import type { Reach } from './carry.ts'
import type { Peer } from './peer.ts'
import type { passing } from './rules.ts'

export const minute = 60_000
export type Trouble = { again: boolean; said: string }
export type System = Selectable<DB['open311.system']>
export type Slip = Selectable<DB['open311.passing']>
export type Round = { house: House; system: System; peer: Peer; now: Date; reach: Reach }

/** What was refused, if it was; anything else that goes wrong is nobody's doing and is thrown on. */
export const by = (house: House, now: Date, op: Op, input: Row): Promise<Problem | null> =>
  call(house, { op: op.name!, input, actor: theClock, now }).then(
    () => null,
    (error: unknown) => {
      if (error instanceof Problem && error.status < 500) return error
      throw error
    },
  )

export const slips = (house: House, system: string, state: keyof typeof passing.states) =>
  house.db.selectFrom('open311.passing').selectAll().where('system', '=', system).where('state', '=', state)
