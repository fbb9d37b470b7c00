/** How each warning about leases and what lies idle is found in the facts of a day. Pure: the replay and the bench run the same. */
import { addDays, addMonths } from '../../kernel/clock.ts'
import { yuan } from '../../kernel/fen.ts'
import { ask, worst, type Facts, type Find } from './facts.ts'
import { limit } from './figure-rules.ts'
import { daysBetween } from './find-money.ts'

type Lease = Facts['assets']['leases'][number]
const leaseAt = (place: string, l: Lease) => `/assets/lease/${place}/${l.id}`
const named = (l: Lease) => `${l.name}（${l.tenant}）`
const runs = (l: Lease) => l.ended === null
const yearly = (l: Lease) => (l.rent * 12) / l.months

export const C01: Find = ({ place, assets }, day, at) =>
  assets.leases.filter(runs).flatMap(l => {
    const left = daysBetween(day, l.until)
    const level = worst(-left, [
      ['blue', -at.figure(limit.endSoon)],
      ['yellow', -at.figure(limit.endSooner)],
      ['red', -at.figure(limit.endNow)],
    ])
    return level && left >= 0
      ? [ask({ id: l.id, level, said: `${named(l)}的租约 ${l.until} 到期`, to: leaseAt(place, l) })]
      : []
  })

export const C02: Find = ({ place, assets }, day) =>
  assets.leases
    .filter(l => runs(l) && l.until < day)
    .map(l =>
      ask({
        id: l.id,
        level: 'red',
        said: `${named(l)}的租约 ${l.until} 已到期，还没有收回，也没有续租`,
        to: leaseAt(place, l),
      }),
    )

/** The oldest that is unpaid counts: what came in pays the oldest first. */
export const C03: Find = ({ place, assets }, day, at) =>
  assets.leases.flatMap(l => {
    let paid = assets.receipts.filter(r => r.lease === l.id).reduce((all, r) => all + r.amount, 0)
    for (const c of assets.charges.filter(c => c.lease === l.id)) {
      paid -= c.amount
      if (paid >= 0) continue
      const level = worst(daysBetween(c.due, day), [
        ['yellow', at.figure(limit.owedLate) + 1],
        ['orange', at.figure(limit.owedLater) + 1],
        ['red', at.figure(limit.owedLong) + 1],
      ])
      if (!level) return []
      const said = `${named(l)} ${c.due} 到期的租金还欠 ${yuan(Math.min(-paid, c.amount))} 元`
      return [ask({ id: `${l.id}/${c.due}`, level, said, to: leaseAt(place, l) })]
    }
    return []
  })

export const C04: Find = ({ place, assets }, _, at) =>
  assets.leases.flatMap(l => {
    const over = (years: number) => l.until >= addMonths(l.from, 12 * years)
    const steps = [
      ['yellow', limit.termLong],
      ['orange', limit.termLonger],
      ['red', limit.termMost],
    ] as const
    const level = steps.findLast(([, figure]) => over(at.figure(figure)))?.[0]
    return level
      ? [ask({ id: l.id, level, said: `${named(l)}的租期 ${l.from} 至 ${l.until}`, to: leaseAt(place, l) })]
      : []
  })

/** Against the value of its first day, and against what the last tenant paid. */
export const C05: Find = ({ place, assets }, _, at) =>
  assets.leases.flatMap(l => {
    const value = assets.valuations.findLast(v => v.asset === l.asset && v.day <= l.from)?.yearlyRent ?? null
    const before = assets.leases.findLast(o => o.asset === l.asset && o.from < l.from)
    const isCheap = value !== null && yearly(l) * 100 < value * at.figure(limit.cheap)
    const hasFallen = before !== undefined && yearly(l) * 100 < yearly(before) * (100 - at.figure(limit.fall))
    if (!isCheap && !hasFallen) return []
    const against = isCheap ? `评估年租金 ${yuan(value)} 元` : `上一份租约一年 ${yuan(Math.round(yearly(before!)))} 元`
    const said = `${named(l)}一年租金 ${yuan(Math.round(yearly(l)))} 元，${against}`
    return [ask({ id: l.id, level: 'orange', said, to: leaseAt(place, l) })]
  })

export const C09: Find = ({ assets }, day, at) =>
  [...Map.groupBy(assets.leases.filter(runs), l => l.tenant)].flatMap(([tenant, all]) =>
    all.length >= at.figure(limit.many)
      ? [
          ask({
            id: `${tenant}/${day.slice(0, 4)}`,
            level: 'yellow',
            said: `${tenant}同时租 ${all.length} 处`,
            to: '/assets/leases',
          }),
        ]
      : [],
  )

export const C10: Find = ({ place, assets }, day, at) =>
  assets.idle
    .filter(i => i.until === null && addDays(i.from, at.figure(limit.idle)) < day)
    .map(i => {
      const name = assets.assets.find(a => a.id === i.asset)?.name ?? ''
      return ask({
        id: `${i.asset}/${i.from}`,
        level: 'blue',
        said: `${name} ${i.from} 起没有出租也没有自用`,
        to: `/assets/asset/${place}/${i.asset}`,
      })
    })
