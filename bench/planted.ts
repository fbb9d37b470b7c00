/**
 * A year of a village as facts: honest life, what is honest and looks bad, and frauds planted where they are known, some of
 * them by people who know the rules and stay under their figures. What the warnings find is measured against it.
 */
import { addDays, addMonths, type Day } from '../kernel/clock.ts'
import type { Facts } from '../modules/insight/facts.ts'
import { builder, from, to, type Builder, type Planted } from './planted-builder.ts'
import { evade, frauds, lookalikes } from './planted-frauds.ts'

export type Village = { facts: Facts; planted: Planted[]; from: Day; to: Day }

export function village(seed: number, { dishonest }: { dishonest: boolean }): Village {
  const b = builder(seed)
  honest(b)
  lookalikes(b)
  if (dishonest) for (let n = 0; n < 2; n++) frauds(b, n)
  if (dishonest) evade(b)
  const { money, assets } = b.facts
  for (const list of [money.contracts, assets.leases] as { signed: string }[][]) list.sort(by(one => one.signed))
  money.cash.sort(by(one => one.day))
  money.bank.sort(by(one => one.day))
  return { facts: b.facts, planted: b.planted, from, to }
}
const by =
  <T>(of: (one: T) => string) =>
  (a: T, b: T) =>
    of(a) < of(b) ? -1 : 1

/** Nothing of it should be asked: tills that fill up a little, tenants a few days late, firms with two contracts. */
function honest({ facts, roll, id, day, ...b }: Builder) {
  const book = id()
  for (let n = 0; n < 12; n++) {
    const month = addMonths(from, n)
    b.till(book, addDays(month, 2), 2_000)
    b.till(book, addDays(month, 20), -2_000)
    facts.money.months.push({
      id: id(),
      book: '合作社账',
      month: month.slice(0, 7),
      closed: addDays(addMonths(month, 1), roll(9)),
    })
  }
  for (let n = 0; n < 14; n++) {
    const yuan = 3_000 + roll(6_000)
    const c = b.contract(`公司${n % 7}`, yuan)
    b.payment(c, Math.floor(yuan / 2))
    b.line(`项目${n}`, yuan * 1.3, addDays(c.signed, -10 - roll(100)), [c.id])
    if (n % 5 === 0) b.bank(c.party, 100, addDays(c.signed, 60))
    if (n === 13) b.payment(c, 400 + roll(500), { cash: true })
  }
  for (let n = 0; n < 8; n++) b.shop({ yearly: 34_000 + roll(8_000) })
  for (let n = 0; n < 2; n++) {
    const since = day(200)
    b.empty(since, addDays(since, 30 + roll(100)))
  }
}
