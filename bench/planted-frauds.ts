/** What is planted into a village: what is honest and looks bad, plain frauds, and frauds of people who know the rules. */
import { addDays, addMonths } from '../kernel/clock.ts'
import { from, to, VALUED, type Builder } from './planted-builder.ts'

/** Each in one village of four: the price of asking at all. */
export function lookalikes({ roll, id, day, ...b }: Builder) {
  const happens = () => roll(4) === 0
  // One firm cleans three yards, each its own contract.
  if (happens()) for (let n = 0; n < 3; n++) b.contract('绿化公司', 7_200, addDays(from, 60 + n * 40))
  // Goods that were sent back, and paid back.
  if (happens()) {
    const on = day()
    b.bank('办公用品店', -1_500, on)
    b.bank('办公用品店', 1_500, addDays(on, 12))
  }
  // The fair: a full till over a weekend.
  if (happens()) {
    const [book, on] = [id(), day()]
    b.till(book, on, 6_500)
    b.till(book, addDays(on, 3), -6_500)
  }
  // A tenant who was in hospital for a month.
  if (happens()) b.shop({ late: 12 + roll(15) })
  // Works that wait for the dry season.
  if (happens()) b.line('河道清淤', 30_000, '2026-01-20', [])
}

/** One of each kind, plain. */
export function frauds({ facts, roll, id, day, plant, ...b }: Builder, n: number) {
  const parts = [6_000 + roll(2_000), 7_000, 7_500]
  const split = parts.map((yuan, i) => b.contract(`拆分${n}`, yuan, addDays(from, 40 + i * 60 + roll(30))))
  plant('E03', split[2]!.id)
  const [till, at] = [id(), day()]
  b.till(till, at, 5_001 + roll(5_000))
  plant('F01', `${till}/${at}`)
  const c = facts.money.contracts[n]!
  plant('F02', b.payment(c, 1_001 + roll(3_000), { cash: true }))
  plant('F03', b.payment(c, 500, { papers: false }))
  const yuan = 9_000 + roll(9_000)
  plant('F16', b.bank(`往来${n}`, -yuan, at))
  b.bank(`往来${n}`, (yuan * (81 + roll(20))) / 100, addDays(at, 1 + roll(29)))
  plant('F08', b.line(`超支${n}`, c.amount / 100 - 1, addDays(c.signed, -30), [c.id]))
  plant('F17', b.line(`没动${n}`, 5_000, '2026-02-01', []))
  const month = facts.money.months[n]!
  facts.money.months[n] = { ...month, closed: addDays(addMonths(`${month.month}-01`, 1), 25 + roll(20)) }
  plant('F10', month.id)
  plant('C05', b.shop({ begins: day(), yearly: 12_000 + 1_200 * roll(16) }))
  plant('C04', b.shop({ begins: day(), until: `${2032 + roll(10)}-05-31` }))
  plant('C03', b.shop({ paysUntil: addMonths(from, 3 + roll(5)) }))
  const over = b.shop({ until: addDays(from, 90 + roll(200)) })
  plant('C02', over)
  plant('C01', over)
  plant('C01', b.shop({ until: addDays(to, roll(20)) }))
  for (let k = 0; k < 3; k++) b.shop({ tenant: `大户${n}` })
  plant('C09', `大户${n}`)
  plant('C10', b.empty(addDays(from, roll(100)), null))
  if (n > 0) return
  for (let k = 0; k < 4; k++) b.contract('总是这家', 60_000)
  plant('E10', '总是这家')
}

/** Each in one dishonest village of three, just under the figure or under another name. */
export function evade({ roll, day, plant, ...b }: Builder) {
  const happens = () => roll(3) === 0
  if (happens()) {
    for (const firm of ['姐妹一', '姐妹二']) for (let n = 0; n < 2; n++) plant('E03', b.contract(firm, 8_000).id, true)
  }
  if (happens()) {
    const c = b.contract('材料店', 1_900)
    for (let n = 0; n < 2; n++) plant('F02', b.payment(c, 950, { cash: true }), true)
  }
  if (happens()) {
    const on = day()
    plant('F16', b.bank('绕一圈', -12_000, on), true)
    b.bank('绕一圈', 11_800, addDays(on, 41))
  }
  if (happens()) plant('C05', b.shop({ begins: day(), yearly: (VALUED * 91) / 100 }), true)
  if (happens())
    for (const kin of ['亲戚甲', '亲戚乙', '亲戚丙']) plant('C09', `${kin}${b.shop({ tenant: kin })}`, true)
}
