/**
 * A book and two funds in each community: the government's money by heads, and the rent of the shops. A year of it, with a
 * few payments in every state, so that whoever has to check, to sign, to pay or to ask finds something to do.
 */
import { writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Actor } from '../../kernel/rules.ts'
import { addDays, addMonths, dayOf } from '../../kernel/clock.ts'
import { runImport } from '../../kernel/exchange.ts'
import { saveFile } from '../../kernel/files.ts'
import { call } from '../../kernel/server.ts'
import type { Filling } from './load.ts'
import { known } from './random.ts'

type Key = { community: string; id: string }
const keyOf = ({ community, id }: Key): Key => ({ community, id })
const works = [
  { name: '楼道照明改造', kind: 'facility', amount: 60_000, party: '暨阳照明工程公司（演示）', debit: '153' },
  { name: '院落环境整治', kind: 'environment', amount: 45_000, party: '绿源保洁公司（演示）', debit: '514' },
  { name: '老年食堂补贴', kind: 'pension', amount: 30_000, party: '邻里食堂（演示）', debit: '514' },
  { name: '邻里文化节', kind: 'culture', amount: 12_000, party: '德艺文化社（演示）', debit: '514' },
] as const

export async function loadMoney({ system, town, say, now }: Filling, cast: ReadonlyMap<string, Actor>) {
  const { house } = system
  const people = [...cast.values()]
  const today = dayOf(now)
  const begun = addMonths(`${today.slice(0, 7)}-01`, -10)
  const year = Number(begun.slice(0, 4))
  /** Day `n` of the story, never after today. */
  const day = (months: number, n = 5) => {
    const at = addDays(addMonths(begun, months), n)
    return at > today ? today : at
  }
  for (const [n, { code }] of town.communities.entries()) await community(code, n)
  say('已建账套、专项资金、预算、合同和付款')

  async function community(place: string, n: number) {
    const whose = (role: string) => known(people.find(a => a.posts.some(p => p.role === role && p.place === place)))
    const [accountant, cashier, head, supervisor] = ['accountant', 'cashier', 'head', 'supervisor'].map(whose) as [
      Actor,
      Actor,
      Actor,
      Actor,
    ]
    const run = async <T = Key>(actor: Actor, op: string, input: object): Promise<T> =>
      (await call(house, { op: `money.${op}`, input, actor, now })).answer as T
    const name = known(town.communities.find(c => c.code === place)).name
    const said = { place, ownerKind: 'committee', name: `${name}居委会`, year }
    const book = keyOf(await run(accountant, 'openBook', said))
    if (today.slice(0, 4) !== String(year)) await run(accountant, 'nextYear', book)
    const heads = town.people.filter(p => p.community === place).length
    const about = { place, book: book.id, year }
    const fund = keyOf(
      await run(accountant, 'openFund', {
        ...about,
        name: '社区保障资金',
        purpose: '居民议定的公共服务和社会管理项目',
        source: 'government',
        setting: 'urban',
        people: Math.max(1, heads),
        circle: 'near',
      }),
    )
    const rent = { name: '店面房租收入', purpose: '补贴养老、物业、文化活动和困难帮扶', source: 'own', amount: '96000' }
    const shops = keyOf(await run(accountant, 'openFund', { ...about, ...rent }))
    await run(accountant, 'receiveFund', { ...fund, day: day(0), amount: '100000', from: '市、区财政第一批' })
    await run(accountant, 'receiveFund', { ...fund, day: day(5), amount: '60000', from: '市、区财政第二批' })
    for (const quarter of [1, 4, 7])
      await run(accountant, 'receiveFund', { ...shops, day: day(quarter), amount: '24000', from: '店面承租户' })
    const till = [
      { account: '101', debit: '2000' },
      { account: '102', credit: '2000' },
    ]
    await run(accountant, 'post', { place, book: book.id, day: day(1, 8), said: '提取备用金', lines: till })
    const owed = [
      { account: '513', debit: '1200' },
      { account: '211', credit: '1200' },
    ]
    await run(accountant, 'post', { place, book: book.id, day: day(3), said: '应付办公室电话费', lines: owed })

    const resolved = { resolutionNumber: `议〔${year}〕${n + 3} 号`, resolutionDay: day(0, 20) }
    const budget = keyOf(
      await run(accountant, 'drawBudget', {
        place,
        fund: fund.id,
        name: `${year} 年公共服务项目`,
        ...resolved,
        amount: '150000',
      }),
    )
    for (const { name: of, kind, amount } of works)
      await run(accountant, 'addLine', { ...budget, name: of, kind, amount: String(amount) })
    const { lines } = await run<{ lines: { id: string; name: string }[] }>(head, 'adopt', budget)
    const contracts: Key[] = []
    for (const [i, w] of works.entries()) {
      const signed = { kind: 'contract', number: `HT${year}-${n + 1}-${i + 1}`, party: w.party, what: w.name }
      const line = known(lines.find(l => l.name === w.name)).id
      const amount = String(w.amount - 1_000 * (i + 1))
      const c = keyOf(await run(accountant, 'commit', { place, line, ...signed, amount, signedDay: day(1, 10) }))
      await run(head, 'acceptWork', {
        ...c,
        number: `YS${n + 1}-${i + 1}`,
        day: day(3 + i),
        amount: String(w.amount / 2),
      })
      contracts.push(c)
    }

    const pay = async (i: number, what: string, amount: string, to: number, more: object = {}) => {
      const bytes = Buffer.from(`%PDF-1.4 ${place} ${what}`)
      const paper = { bytes, name: `${what}.pdf`, community: place, place, actor: cashier, now }
      const { id } = await saveFile(house.db, system.files, paper)
      const w = known(works[i])
      const input = { place, commitment: known(contracts[i]).id, what, amount, debit: w.debit, bank: '农商行（演示）' }
      const invoice = { invoice: `${year}${n}${i}${what.length}${amount.replace('.', '')}`, photos: [id] }
      const account = { bankAccount: `6210000000${String(n * 10 + i).padStart(6, '0')}` }
      const p = keyOf(await run(cashier, 'draftPayment', { ...input, ...invoice, ...account, ...more }))
      const steps: [Actor, string, object?][] = [
        [accountant, 'checkPayment'],
        [head, 'signCommittee'],
        [supervisor, 'signSupervision'],
        [head, 'approve'],
      ]
      for (const [actor, op, extra] of steps.slice(0, to)) await run(actor, op, { ...p, ...extra })
      return p
    }
    const sent = [await pay(0, '照明改造首期款', '18000', 4), await pay(1, '环境整治进度款', '20000', 4)]
    sent.push(await pay(2, '食堂补贴上半年', '14000', 4), await pay(3, '文化节场地费', '1500', 4))
    const batch = keyOf(await run(cashier, 'makeBatch', { place, book: book.id }))
    for (const [i, p] of sent.slice(0, 3).entries())
      await run(cashier, 'markPaid', { ...p, day: day(5 + i, 12), serial: `DEMO${n}${i}` })
    await run(cashier, 'markFailed', { ...known(sent[3]), reason: '账号与户名不符' })
    await run(cashier, 'settleBatch', batch)
    await pay(0, '照明改造二期款', '9000', 0)
    await pay(1, '垃圾桶更换', '1200', 1)
    await pay(2, '食堂补贴三季度', '800', 3)
    const asked = await pay(3, '文化节演出费', '3500', 3)
    await run(supervisor, 'holdPayment', { ...asked, question: '演出费比预算单价高，请附报价单' })
    const cash = await pay(3, '活动茶水', '260', 4, { way: 'cash', bankAccount: undefined })
    await run(cashier, 'payCash', { ...cash, day: day(8) })
    await bankAndMonths(place, book, accountant, cashier, n)
  }

  /** The statement of the first half has come and is matched; the months until then are closed, the rest is open. */
  async function bankAndMonths(place: string, book: Key, accountant: Actor, cashier: Actor, n: number) {
    const run = async <T = Key>(op: string, input: object): Promise<T> =>
      (await call(house, { op: `money.${op}`, input, actor: accountant, now })).answer as T
    const path = join(tmpdir(), `linli-demo-${process.pid}-${n}.csv`)
    const rows = [
      `${day(0)},D${n}01,100000.00,,100000.00,市财政局（演示）,专项资金`,
      `${day(1)},D${n}02,24000.00,,124000.00,店面承租户（演示）,房租`,
      `${day(1, 8)},D${n}03,,2000.00,122000.00,,取现`,
      `${day(9)},D${n}04,36.80,,,,利息`,
    ]
    await writeFile(path, `日期,流水号,收入,支出,余额,对方户名,摘要\n${rows.join('\n')}\n`)
    await runImport(house, { kind: 'money.statement', path, place, actor: cashier, now })
    const { items } = await run<{ items: Key[] }>('bankLines', { place, state: ['apart'], size: 50 })
    for (const l of items) {
      const [may] = await run<{ voucher: string }[]>('suggestions', keyOf(l))
      if (may) await run('matchLine', { ...keyOf(l), voucher: may.voucher })
    }
    const months = await run<{ items: (Key & { month: string })[] }>('months', { book: book.id, size: 50 })
    const over = months.items.filter(m => m.month < addMonths(begun, 3).slice(0, 7))
    for (const m of over.toSorted((a, b) => (a.month < b.month ? -1 : 1))) {
      await run('reconcileMonth', keyOf(m))
      await run('closeMonth', keyOf(m))
    }
  }
}
