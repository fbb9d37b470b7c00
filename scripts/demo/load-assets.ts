/**
 * What each community owns: shops that are let, one of them beyond its time, land, a hall of its own; a year of rent that is
 * split as decided; shares and a dividend in the first. The warnings are at work, so that there is something to answer.
 */
import { addDays, addMonths, dayOf, startOf } from '../../kernel/clock.ts'
import { theClock, type Actor } from '../../kernel/rules.ts'
import { call } from '../../kernel/server.ts'
import type { Filling } from './load.ts'
import { known } from './random.ts'

type Key = { community: string; id: string }
const keyOf = ({ community, id }: Key): Key => ({ community, id })
const things = [
  { name: '农贸市场店面', kind: 'shop', yearly: 48_000, tenant: '鲜果行（演示）', company: true },
  { name: '东门店面', kind: 'shop', yearly: 36_000, tenant: '李明华', company: false },
  { name: '标准厂房', kind: 'building', yearly: 120_000, tenant: '顺达五金厂（演示）', company: true },
  { name: '社区活动楼', kind: 'facility', yearly: 0, tenant: '', company: true },
  { name: '河西鱼塘', kind: 'land', yearly: 9_000, tenant: '', company: true },
] as const

export async function loadAssets({ system, town, say, now }: Filling, cast: ReadonlyMap<string, Actor>) {
  const { house } = system
  const people = [...cast.values()]
  const today = dayOf(now)
  /** The months before are closed in the books of the demonstration. */
  const begun = addMonths(`${today.slice(0, 7)}-01`, -7)
  for (const [n, { code }] of town.communities.entries()) await community(code, n)
  say('已登记资产、租约、租金和预警')

  async function community(place: string, n: number) {
    const whose = (role: string) => known(people.find(a => a.posts.some(p => p.role === role && p.place === place)))
    const [accountant, head, supervisor] = ['accountant', 'head', 'supervisor'].map(whose) as [Actor, Actor, Actor]
    const run = async <T = Key>(actor: Actor, op: string, input: object, day = today): Promise<T> => {
      const at = day < today ? new Date(startOf(day).getTime() + 10 * 3_600_000) : now
      return (await call(house, { op: op.includes('.') ? op : `assets.${op}`, input, actor, now: at })).answer as T
    }
    const books = await run<(Key & { place: string })[]>(accountant, 'money.books', { place })
    const { id: book } = known(books.find(b => b.place === place))
    const decided = { resolutionNumber: `议〔${begun.slice(0, 4)}〕${n + 11} 号`, resolutionDay: begun }
    const shares = { pension: 3_000, operations: 2_500, property: 2_000, culture: 1_500, aid: 1_000 }
    await run(accountant, 'setPolicy', { place, book, fromDay: begun, ...shares, ...decided }, begun)
    for (const [i, t] of things.entries()) {
      const number = `ZC-${n + 1}-${i + 1}`
      const said = { number, name: t.name, kind: t.kind, located: `${t.name.slice(0, 2)}一侧`, registeredOn: begun }
      const asset = keyOf(
        await run(accountant, 'registerAsset', { place, book, ...said, cost: String(t.yearly * 12) }, begun),
      )
      if (t.kind === 'facility') await run(head, 'useAsset', asset, begun)
      if (!t.yearly) continue
      const value = {
        day: begun,
        value: String(t.yearly * 15),
        yearlyRent: String(t.yearly),
        basis: '街道资产评估（演示）',
      }
      await run(accountant, 'valueAsset', { ...asset, ...value }, begun)
      if (!t.tenant) await run(head, 'vacateAsset', asset, begun)
      else await lease(asset, i, t)
    }
    if (n === 0) await dividend()
    await warnings()

    /** The second is over and still there; the third pays late. */
    async function lease(asset: Key, i: number, t: (typeof things)[number]) {
      const until = i === 1 ? addDays(today, -20) : addDays(addMonths(begun, 24), -1)
      const who = { tenant: t.tenant, tenantKind: t.company ? 'company' : 'person', purpose: '经营' }
      const rent = String(t.yearly / 12)
      const terms = { fromDay: begun, until, months: '1', rent, deposit: String(t.yearly / 6) }
      const l = keyOf(
        await run(
          accountant,
          'draftLease',
          { place, asset: asset.id, number: `ZL-${n + 1}-${i + 1}`, ...who, ...terms },
          begun,
        ),
      )
      await run(head, 'checkLease', l, begun)
      await run(supervisor, 'agreeLease', l, begun)
      await run(head, 'beginLease', l, begun)
      await run(accountant, 'takeDeposit', { ...l, day: begun }, begun)
      for (let month = 0; month < 7; month++) {
        const day = addMonths(begun, month)
        if (day > until) break
        await run(accountant, 'chargeRent', l, day)
        if (i === 2 && month > 4) continue
        const paid = addDays(day, 3)
        const { owed } = await run<{ owed: number }>(accountant, 'lease', l, paid)
        if (owed > 0)
          await run(
            accountant,
            'receiveRent',
            { ...l, day: paid, amount: (owed / 100).toFixed(2), serial: `ZJ${n}${i}${month}` },
            paid,
          )
      }
    }

    async function dividend() {
      const names = ['顾建明', '陆阿宝', '徐金根', '何水英', '沈福娣', '周大明']
      for (const [i, name] of names.entries()) {
        const member = { number: `G-${String(i + 1).padStart(3, '0')}`, name, shares: 1 + (i % 4), since: begun }
        await run(accountant, 'addMember', { place, book, ...member, resolutionNumber: decided.resolutionNumber })
      }
      const said = { place, book, year: Number(begun.slice(0, 4)), name: '店面收益分红', total: '20000', ...decided }
      await run(head, 'declareDividend', { ...keyOf(await run(accountant, 'drawDividend', said)), day: today })
    }

    async function warnings() {
      for (const code of ['F02', 'F03', 'C01', 'C02', 'C03', 'C05', 'E03'])
        await run(supervisor, 'insight.watchFor', { place, code })
      await run(theClock, 'insight.scan', { place, day: today })
    }
  }
}
