/**
 * A year of an honest village as facts, and frauds planted into it whose place is known: what the warnings find is measured
 * against it. Honest life is not quiet: tills fill up, tenants pay a few days late, one firm gets two contracts.
 */
import { addDays, addMonths } from '../kernel/clock.ts'
import type { Facts } from '../modules/insight/facts.ts'
import type { Code } from '../modules/insight/table-rules.ts'

export type Dice = { roll: (n: number) => number; pick: <T>(list: readonly T[]) => T }
export function diceOf(seed: number): Dice {
  let state = (seed * 7_919 + 13) % 2_147_483_647
  const roll = (n: number) => (state = (state * 48_271) % 2_147_483_647) % n
  return { roll, pick: list => list[roll(list.length)]! }
}

/** Where a rule has to point: part of the key of what it finds. */
export type Planted = { code: Code; at: string }
export type Village = { facts: Facts; planted: Planted[]; from: string; to: string }

const [from, to] = ['2026-01-01', '2026-12-31']
const YUAN = 100

/** `frauds`: how many of each kind; none makes an honest village. */
export function village(seed: number, frauds: number): Village {
  const dice = diceOf(seed)
  const { roll, pick } = dice
  let last = 0
  const id = () => `00000000-0000-7000-8000-${String(seed).padStart(6, '0')}${String(++last).padStart(6, '0')}`
  const day = (most = 300) => addDays(from, 20 + roll(most - 20))
  const facts: Facts = {
    money: { contracts: [], payments: [], lines: [], cash: [], bank: [], months: [] },
    assets: { assets: [], idle: [], valuations: [], leases: [], charges: [], receipts: [] },
  }
  const { money, assets } = facts
  const planted: Planted[] = []
  const plant = (code: Code, at: string) => planted.push({ code, at })

  // ── Honest life ──
  const book = id()
  for (let n = 0; n < 12; n++) {
    const month = addMonths(from, n)
    money.cash.push(
      { book, day: addDays(month, 2), amount: 2_000 * YUAN },
      { book, day: addDays(month, 20), amount: -2_000 * YUAN },
    )
    money.months.push({ id: id(), month: month.slice(0, 7), closed: addDays(addMonths(month, 1), roll(9)) })
  }
  const contract = (party: string, yuan: number, signed: string) => {
    const c = { id: id(), number: `HT-${last}`, party, what: '维修', amount: yuan * YUAN, signed }
    money.contracts.push(c)
    return c
  }
  const payment = (c: { id: string; party: string }, yuan: number, more: object = {}) => {
    const p = { id: id(), number: `FK-${last}`, contract: c.id, what: '工程款', payee: c.party, amount: yuan * YUAN }
    const whole = { ...p, cash: false, papers: true, day: day(), ...more }
    money.payments.push(whole)
    money.bank.push({ id: id(), day: whole.day, amount: -whole.amount, party: c.party })
    return whole
  }
  for (let n = 0; n < 14; n++) {
    const c = contract(`公司${n % 7}`, 3_000 + roll(6_000), day())
    const yuan = c.amount / YUAN
    payment(c, Math.floor(yuan / 2))
    money.lines.push({
      id: id(),
      budget: id(),
      name: `项目${n}`,
      amount: Math.round(c.amount * 1.3),
      adopted: addDays(c.signed, -10 - roll(100)),
      contracted: [c.id],
    })
    // What a firm gives back of a deposit, long after.
    if (n % 5 === 0) money.bank.push({ id: id(), day: addDays(c.signed, 60), amount: 100 * YUAN, party: c.party })
  }
  payment(pick(money.contracts), 400 + roll(500), { cash: true })

  const shop = (
    more: {
      yearly?: number
      tenant?: string
      from?: string
      until?: string
      lateBy?: number
      ended?: string | null
      paysUntil?: string
    } = {},
  ) => {
    const [asset, lease] = [id(), id()]
    const begins = more.from ?? '2025-06-01'
    const monthly = Math.round((more.yearly ?? 36_000) / 12)
    assets.assets.push({ id: asset, name: `店面${last}` })
    assets.valuations.push({ asset, day: '2025-05-01', yearlyRent: 36_000 * YUAN })
    const l = {
      id: lease,
      asset,
      name: `店面${last}`,
      number: `ZL-${last}`,
      tenant: more.tenant ?? `商户${last}`,
      signed: begins,
      from: begins,
    }
    assets.leases.push({
      ...l,
      until: more.until ?? '2028-05-31',
      months: 1,
      rent: monthly * YUAN,
      decided: false,
      ended: more.ended ?? null,
    })
    for (let due = begins < from ? from : begins; due <= to; due = addMonths(due, 1)) {
      assets.charges.push({ lease, due, amount: monthly * YUAN })
      if (due <= (more.paysUntil ?? to))
        assets.receipts.push({ lease, day: addDays(due, roll(6)), amount: monthly * YUAN })
    }
    return { asset, lease, ...more }
  }
  for (let n = 0; n < 8; n++) shop({ yearly: 34_000 + roll(8_000) })
  // Empty between two tenants, not for long.
  for (let n = 0; n < 2; n++) {
    const asset = id()
    const since = day(200)
    assets.assets.push({ id: asset, name: `空房${n}` })
    assets.idle.push({ asset, from: since, until: addDays(since, 30 + roll(100)) })
  }

  // ── Planted ──
  for (let n = 0; n < frauds; n++) {
    const at = day()
    const split = [6_000 + roll(2_000), 7_000, 7_500].map((yuan, i) =>
      contract(`拆分${n}`, yuan, addDays(from, 40 + i * 60 + roll(30))),
    )
    plant('E03', split[2]!.id)
    const till = id()
    money.cash.push({ book: till, day: at, amount: (5_001 + roll(5_000)) * YUAN })
    plant('F01', `${till}/${at}`)
    const c = money.contracts[n]!
    plant('F02', payment(c, 1_001 + roll(3_000), { cash: true }).id)
    plant('F03', payment(c, 500, { papers: false }).id)
    const out = { id: id(), day: at, amount: -(9_000 + roll(9_000)) * YUAN, party: `往来${n}` }
    money.bank.push(out, {
      id: id(),
      day: addDays(at, 1 + roll(29)),
      amount: Math.ceil(-out.amount * (0.8 + roll(20) / 100)),
      party: out.party,
    })
    plant('F16', out.id)
    const full = id()
    money.lines.push({
      id: full,
      budget: id(),
      name: `超支${n}`,
      amount: c.amount - YUAN,
      adopted: addDays(c.signed, -30),
      contracted: [c.id],
    })
    plant('F08', full)
    const still = id()
    money.lines.push({
      id: still,
      budget: id(),
      name: `没动${n}`,
      amount: 5_000 * YUAN,
      adopted: '2026-02-01',
      contracted: [],
    })
    plant('F17', still)
    const month = money.months[n % 10]!
    money.months[n % 10] = { ...month, closed: addDays(addMonths(`${month.month}-01`, 1), 25 + roll(20)) }
    plant('F10', month.id)
    plant('C05', shop({ from: day(), yearly: 12_000 + 1_200 * roll(16) }).lease)
    plant('C04', shop({ from: day(), until: `${2032 + roll(10)}-05-31` }).lease)
    plant('C03', shop({ paysUntil: addMonths(from, 3 + roll(5)) }).lease)
    const over = shop({ until: addDays(from, 90 + roll(200)) }).lease
    plant('C02', over)
    plant('C01', over)
    plant('C01', shop({ until: addDays(to, roll(20)) }).lease)
    const many = `大户${n}`
    for (let k = 0; k < 3; k++) shop({ tenant: many })
    plant('C09', many)
    const empty = { asset: id(), from: addDays(from, roll(100)), until: null }
    assets.assets.push({ id: empty.asset, name: '空置' })
    assets.idle.push(empty)
    plant('C10', empty.asset)
  }
  if (frauds) {
    for (let k = 0; k < 4; k++) contract('总是这家', 60_000, day())
    plant('E10', '总是这家')
  }
  for (const list of [money.contracts, assets.leases] as { signed: string }[][])
    list.sort((a, b) => (a.signed < b.signed ? -1 : 1))
  money.cash.sort((a, b) => (a.day < b.day ? -1 : 1))
  money.bank.sort((a, b) => (a.day < b.day ? -1 : 1))
  return { facts, planted, from, to }
}
