/** How each warning about money and contracts is found in the facts of a day. Pure: the replay and the bench run the same. */
import { addDays, addMonths, type Day } from '../../kernel/clock.ts'
import { yuan } from '../../kernel/fen.ts'
import { ask, worst, type Find } from './facts.ts'
import { limit } from './figure-rules.ts'

const fen = (yuanFigure: number) => yuanFigure * 100
const sum = (list: readonly { amount: number }[]) => list.reduce((all, one) => all + one.amount, 0)

/** One question for each time that the till stood too full. */
export const F01: Find = ({ money }, _, at) => {
  const most = fen(at.figure(limit.till))
  return [...Map.groupBy(money.cash, c => c.book)].flatMap(([book, days]) => {
    let left = 0
    let full = false
    return days.flatMap(({ day, amount }) => {
      left += amount
      const begins = left > most && !full
      full = left > most
      const said = `${day} 库存现金 ${yuan(left)} 元，超过 ${yuan(most)} 元`
      return begins
        ? [ask({ id: `${book}/${day}`, level: 'yellow', said, to: `/money/cash?book=${book}&account=101` })]
        : []
    })
  })
}

export const F02: Find = ({ place, money }, _, at) =>
  money.payments
    .filter(p => p.cash && p.amount > fen(at.figure(limit.cash)))
    .map(p =>
      ask({
        id: p.id,
        level: 'red',
        said: `${p.number} ${p.what} 现金付 ${yuan(p.amount)} 元`,
        to: `/money/payment/${place}/${p.id}`,
      }),
    )

export const F03: Find = ({ place, money }) =>
  money.payments
    .filter(p => !p.papers)
    .map(p =>
      ask({
        id: p.id,
        level: 'red',
        said: `${p.number} ${p.what} 没有发票号码或单据`,
        to: `/money/payment/${place}/${p.id}`,
      }),
    )

export const F08: Find = ({ money }, _, at) => {
  const amounts = new Map(money.contracts.map(c => [c.id, c.amount]))
  return money.lines.flatMap(l => {
    const signed = l.contracted.reduce((all, c) => all + (amounts.get(c) ?? 0), 0)
    if (signed * 100 < l.amount * at.figure(limit.lineShare)) return []
    const level = signed > l.amount ? 'red' : 'yellow'
    const said = `「${l.name}」预算 ${yuan(l.amount)} 元，已签合同 ${yuan(signed)} 元`
    return [ask({ id: l.id, level, said, to: `/money/contracts?line=${l.id}` })]
  })
}

/** On the eleventh of the next month a month is ten days late. */
export const F10: Find = ({ place, money }, day, at) =>
  money.months
    .filter(m => m.closed === null)
    .flatMap(({ id, book, month }) => {
      const level = worst(daysBetween(addMonths(`${month}-01`, 1), day), [
        ['yellow', at.figure(limit.monthLate)],
        ['red', at.figure(limit.monthVeryLate)],
      ])
      return level ? [ask({ id, level, said: `${book} ${month} 还没有结账`, to: `/money/month/${place}/${id}` })] : []
    })

/** Money that left for somebody and came back from them soon, most of it. */
export const F16: Find = ({ place, money }, _, at) => {
  const [days, share] = [at.figure(limit.roundDays), at.figure(limit.roundShare)]
  const back = money.bank.filter(b => b.amount > 0)
  return money.bank
    .filter(b => b.amount < 0)
    .flatMap(out => {
      const until = addDays(out.day, days)
      const returned = back.filter(b => b.party === out.party && b.day >= out.day && b.day <= until)
      if (sum(returned) * 100 < -out.amount * share) return []
      const said = `${out.day} 付${out.party} ${yuan(-out.amount)} 元，${days} 天内又收回 ${yuan(sum(returned))} 元`
      return [ask({ id: out.id, level: 'red', said, to: `/money/line/${place}/${out.id}` })]
    })
}

export const F17: Find = ({ place, money }, day, at) =>
  money.lines
    .filter(l => l.contracted.length === 0 && daysBetween(l.adopted, day) > at.figure(limit.still))
    .map(l =>
      ask({
        id: l.id,
        level: 'yellow',
        said: `「${l.name}」${l.adopted} 生效以后还没有签合同`,
        to: `/money/budget/${place}/${l.budget}`,
      }),
    )

/** Each under the line, together over it, within the time. Named by the last of them. */
export const E03: Find = ({ place, money }, _, at) => {
  const [line, months] = [fen(at.figure(limit.tender)), at.figure(limit.splitMonths)]
  return ofParty(money.contracts).flatMap(([party, all]) => {
    const small = all.filter(c => c.amount < line)
    return small.flatMap((last, n) => {
      const since = addMonths(last.signed, -months)
      const together = small.slice(0, n + 1).filter(c => c.signed > since)
      const before = together.slice(0, -1)
      if (together.length < 2 || sum(together) < line || sum(before) >= line) return []
      const said = `${party} ${months} 个月内 ${together.length} 份合同，每份不到 ${yuan(line)} 元，合计 ${yuan(sum(together))} 元`
      return [ask({ id: last.id, level: 'red', said, to: `/money/contract/${place}/${last.id}` })]
    })
  })
}

/** So many in a year, or so large a part of all of it. Asked once a party and year. */
export const E10: Find = ({ money }, day, at) => {
  const year = day.slice(0, 4)
  const ours = money.contracts.filter(c => c.signed.startsWith(year))
  const [times, share] = [at.figure(limit.winner), at.figure(limit.winnerShare)]
  return ofParty(ours).flatMap(([party, all]) => {
    if (all.length < times || sum(all) * 100 <= sum(ours) * share) return []
    const said = `${year} 年${party}有 ${all.length} 份合同，占全年 ${Math.floor((sum(all) * 100) / sum(ours))}%`
    return [ask({ id: `${party}/${year}`, level: 'orange', said, to: '/money/contracts' })]
  })
}

const ofParty = <T extends { party: string }>(list: readonly T[]) => [...Map.groupBy(list, c => c.party)]

export const daysBetween = (from: Day, to: Day): number => (Date.parse(to) - Date.parse(from)) / 86_400_000
