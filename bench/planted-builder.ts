/** The facts of a village as they are made up: contracts, payments, shops with a year of rent, and where frauds are planted. */
import { addDays, addMonths, type Day } from '../kernel/clock.ts'
import type { Facts } from '../modules/insight/facts.ts'
import type { Code } from '../modules/insight/table-rules.ts'

/** Where a rule has to point: part of the key of what it finds. `sly`: made to stay under the figure. */
export type Planted = { code: Code; at: string; sly: boolean }
export type Builder = ReturnType<typeof builder>

export const [from, to] = ['2026-01-01', '2026-12-31']
export const VALUED = 36_000
const YUAN = 100

export function builder(seed: number) {
  let state = (seed * 7_919 + 13) % 2_147_483_647
  const roll = (n: number) => (state = (state * 48_271) % 2_147_483_647) % n
  let last = 0
  const id = () => `00000000-0000-7000-8000-${String(seed).padStart(6, '0')}${String(++last).padStart(6, '0')}`
  const facts: Facts = {
    place: '320582100004',
    money: { contracts: [], payments: [], lines: [], cash: [], bank: [], months: [] },
    assets: { assets: [], idle: [], valuations: [], leases: [], charges: [], receipts: [] },
  }
  const { money, assets } = facts
  const planted: Planted[] = []
  const day = (most = 300) => addDays(from, 20 + roll(most - 20))
  const bank = (party: string, yuan: number, on: Day) => {
    const line = { id: id(), day: on, amount: Math.round(yuan * YUAN), party }
    money.bank.push(line)
    return line.id
  }
  return {
    facts,
    planted,
    roll,
    id,
    day,
    bank,
    plant: (code: Code, at: string, sly = false) => planted.push({ code, at, sly }),
    till: (book: string, on: Day, yuan: number) => money.cash.push({ book, day: on, amount: yuan * YUAN }),
    contract(party: string, yuan: number, signed = day()) {
      const c = { id: id(), number: `HT-${last}`, party, what: '维修', amount: yuan * YUAN, signed }
      money.contracts.push(c)
      return c
    },
    payment(c: { id: string; party: string }, yuan: number, more: object = {}) {
      const p = { id: id(), number: `FK-${last}`, contract: c.id, what: '工程款', payee: c.party, amount: yuan * YUAN }
      const whole = { ...p, cash: false, papers: true, day: day(), ...more }
      money.payments.push(whole)
      bank(c.party, -yuan, whole.day)
      return whole.id
    },
    line(name: string, yuan: number, adopted: Day, contracted: string[]) {
      const l = { id: id(), budget: id(), name, amount: Math.round(yuan * YUAN), adopted, contracted }
      money.lines.push(l)
      return l.id
    },
    empty(since: Day, until: Day | null) {
      const asset = id()
      assets.assets.push({ id: asset, name: `空房${last}` })
      assets.idle.push({ asset, from: since, until })
      return asset
    },
    /** Rent by the month, paid within the week until `paysUntil`; `late`: the days that one month is paid late. */
    shop(more: { yearly?: number; tenant?: string; begins?: Day; until?: Day; paysUntil?: Day; late?: number } = {}) {
      const { yearly = VALUED, begins = '2025-06-01', until = '2028-05-31', paysUntil = to, late = 0 } = more
      const [asset, lease, rent] = [id(), id(), Math.round(yearly / 12) * YUAN]
      const named = {
        id: lease,
        asset,
        name: `店面${last}`,
        number: `ZL-${last}`,
        tenant: more.tenant ?? `商户${last}`,
      }
      assets.assets.push({ id: asset, name: named.name })
      assets.valuations.push({ asset, day: '2025-05-01', yearlyRent: VALUED * YUAN })
      const term = { signed: begins, from: begins, until, months: 1, rent, decided: false, ended: null }
      assets.leases.push({ ...named, ...term })
      for (let n = 0, due = begins < from ? from : begins; due <= to; due = addMonths(due, 1), n++) {
        assets.charges.push({ lease, due, amount: rent })
        if (due <= paysUntil)
          assets.receipts.push({ lease, day: addDays(due, n === 3 && late ? late : roll(6)), amount: rent })
      }
      return lease
    },
  }
}
