/** The facts that the warnings judge, and the same facts as they were known when an earlier day was over. Pure. */
import type { Output } from '../../kernel/contract.ts'
import type { At } from '../../kernel/rules.ts'
import type { assets } from '../assets/contract.ts'
import type { money } from '../money/contract.ts'
import type { Level } from './rules.ts'

export type Facts = { place: string; money: Output<typeof money.ops.facts>; assets: Output<typeof assets.ops.facts> }
/** `key`: the same question is put once; a worse level is another one. `to`: the desk's address of what it is about. */
export type Finding = { key: string; level: Level; said: string; to: string }
export type Found = { id: string; level: Level; said: string; to: string }
export type Find = (facts: Facts, day: string, at: At) => Finding[]

/** A question about one record: asked again when it has become worse. */
export const ask = ({ id, level, said, to }: Found): Finding => ({ key: `${id}/${level}`, level, said, to })

export function asOf({ place, money, assets }: Facts, day: string): Facts {
  const until = <T>(list: readonly T[], of: (one: T) => string) => list.filter(one => of(one) <= day)
  const known = (at: string | null) => (at !== null && at <= day ? at : null)
  const leases = until(assets.leases, l => l.from)
  const begun = new Set(leases.map(l => l.id))
  const contracts = until(money.contracts, c => c.signed)
  const signed = new Set(contracts.map(c => c.id))
  return {
    place,
    money: {
      contracts,
      payments: until(money.payments, p => p.day),
      lines: until(money.lines, l => l.adopted).map(l => ({
        ...l,
        contracted: l.contracted.filter(c => signed.has(c)),
      })),
      cash: until(money.cash, c => c.day),
      bank: until(money.bank, b => b.day),
      months: money.months.filter(m => m.month < day.slice(0, 7)).map(m => ({ ...m, closed: known(m.closed) })),
    },
    assets: {
      assets: assets.assets,
      idle: until(assets.idle, i => i.from).map(i => ({ ...i, until: known(i.until) })),
      valuations: until(assets.valuations, v => v.day),
      leases: leases.map(l => ({ ...l, ended: known(l.ended) })),
      charges: until(assets.charges, c => c.due).filter(c => begun.has(c.lease)),
      receipts: until(assets.receipts, r => r.day),
    },
  }
}

/** The worst level whose figure is reached; nothing under the first. */
export function worst(n: number, steps: readonly (readonly [Level, number])[]): Level | null {
  return steps.findLast(([, from]) => n >= from)?.[0] ?? null
}
