/** Funds: how much by rule, what came in, what was borrowed, what is carried into the next year. */
import { sql, type RawBuilder } from 'kysely'
import type { Input } from '../../kernel/contract.ts'
import { under } from '../../kernel/db.ts'
import { newId } from '../../kernel/id.ts'
import { judgedAt, moving, offered, start, type Stored } from '../../kernel/move.ts'
import type { Ctx } from '../../kernel/server.ts'
import { yuan } from '../../kernel/fen.ts'
import { addAccount, bookIn } from './book.ts'
import { BANK, sources } from './chart.ts'
import { money } from './contract.ts'
import { budget, circles, fund } from './fund-rules.ts'
import { referenceOf } from './reference.ts'
import { problem } from './problem-rules.ts'
import { phases } from './payment-rules.ts'
import { floorOf, formula, growsEnough, loanRefused, mostLoan, sharesOf } from './shares.ts'
import { postVoucher } from './voucher.ts'

export type FundRow = Stored & {
  book: string
  year: number
  name: string
  purpose: string
  source: keyof typeof sources
  account: string
  allocated: number
  city: number
  county: number
  basis: string
  carried: number
  borrowed: number
  received: number
  budgeted: number
  reserved: number
  paid: number
  busy: number
}

/** Still to be done with it: a budget that is not ended, a payment on its way. */
const busy = sql`(select count(*)::int from money.budget b where b.community = f.community and b.fund = f.id and not b.state = any(${ended(budget)}))
  + (select count(*)::int from money.payment p where p.community = f.community and p.fund = f.id and not p.state = any(${[...phases.done]}))`

function ended(m: { states: Record<string, { end?: boolean }> }): string[] {
  return Object.keys(m.states).filter(s => m.states[s]!.end)
}

async function fundsWhere(ctx: Ctx, where: RawBuilder<unknown>, { page = 1, size = 1 } = {}) {
  const { rows } = await sql<FundRow & { total: number; left: number }>`
    select f.*, ${busy} as busy, received - paid - carried_out as left, count(*) over ()::int as total from money.fund f
    where ${where} order by year desc, place, name, id limit ${size} offset ${(page - 1) * size}`.execute(ctx.db)
  return { items: rows.map(f => ({ ...f, offers: offered(ctx, fund, f) })), total: rows[0]?.total ?? 0 }
}

export const listFunds = (ctx: Ctx, { place = '', year, state, ...paging }: Input<typeof money.ops.funds>) => {
  const of = sql`${year ? sql`year = ${year}` : sql`true`} and ${state?.length ? sql`state = any(${state})` : sql`true`}`
  return fundsWhere(ctx, sql`${ctx.visible} and ${under('place', place)} and ${of}`, paging)
}

export async function readFund(ctx: Ctx, { community, id }: { community: string; id: string }) {
  const found = (await fundsWhere(ctx, sql`community = ${community} and id = ${id} and ${ctx.visible}`)).items[0]
  return found && withLoans(ctx, found)
}
export const findFund = async (ctx: Ctx, community: string, id: string) => {
  const found = (await fundsWhere(ctx, sql`community = ${community} and id = ${id}`)).items[0]
  return found && withLoans(ctx, found)
}

async function withLoans<F extends FundRow>(ctx: Ctx, f: F) {
  const loans = await ctx.db
    .selectFrom('money.loan')
    .select(['id', 'lender', 'amount', 'yearly', 'repaid', 'resolutionNumber'])
    .where('community', '=', f.community)
    .where('fund', '=', f.id)
    .orderBy('at')
    .execute()
  return { ...f, loans }
}

// ── How much ────────────────────────────────────────────────────────────────

export async function openFund(ctx: Ctx, said: Input<typeof money.ops.openFund>) {
  const { place, book: of, year, name, purpose, source } = said
  const b = await bookIn(ctx, place, of)
  const { allocated, basis } = byRule(ctx, said)
  const shares = said.circle && source === 'government' ? sharesOf(allocated, said.circle) : { city: 0, county: 0 }
  const row = {
    community: b.community,
    id: newId(ctx.now.getTime()),
    place,
    book: b.id,
    year,
    name,
    purpose,
    source,
    account: await accountFor(ctx, b, source, `${year} ${name}`),
    allocated,
    ...shares,
    basis: said.circle ? `${basis}；${circles[said.circle].label}` : basis,
    openedAt: ctx.now,
  }
  await start(ctx, movingFunds, row)
  return row
}

function byRule(ctx: Ctx, { place, year, source, amount, setting, people }: Input<typeof money.ops.openFund>) {
  const at = judgedAt(ctx, place)
  const counted = setting && people ? formula(setting, people, at) : undefined
  const allocated = amount ?? counted
  if (allocated === undefined) throw problem.belowFloor('请填金额，或填社区类型和常住人口来计算')
  if (source !== 'government') return { allocated, basis: `${sources[source].label}，${yuan(allocated)} 元` }
  const least = Math.max(counted ?? 0, setting === 'urban' ? 0 : floorOf(year, at))
  // What is counted by heads is itself the rule of the years since 2018; the floor holds for what was laid down as a sum.
  if (allocated < (counted ?? least)) throw problem.belowFloor(`${year} 年至少 ${yuan(counted ?? least)} 元`)
  return { allocated, basis: counted === undefined ? `不低于 ${yuan(least)} 元` : `基数加人口：${yuan(counted)} 元` }
}

/** Earmarked money has an account of its own under its heading. CF-10 */
async function accountFor(ctx: Ctx, b: { community: string; id: string }, source: keyof typeof sources, name: string) {
  const above = sources[source].credit
  if (source === 'own') return above
  const { rows } = await sql<{ last: string | null }>`
    select max(code) as last from money.account where community = ${b.community} and book = ${b.id} and code like ${`${above}__`}`.execute(
    ctx.db,
  )
  const code = `${above}${String(Number(rows[0]!.last?.slice(-2) ?? 0) + 1).padStart(2, '0')}`
  await addAccount(ctx, b, code, name)
  return code
}

export async function growth(ctx: Ctx, { place, year, revenueWas, revenueIs }: Input<typeof money.ops.growth>) {
  const { rows } = await sql<{ year: number; fen: number }>`
    select year, sum(allocated)::bigint as fen from money.fund
    where source = 'government' and year in (${year - 1}, ${year}) and ${under('place', place)} and ${ctx.visible} group by year`.execute(
    ctx.db,
  )
  const of = (y: number) => rows.find(r => r.year === y)?.fen ?? 0
  const [was, is] = [of(year - 1), of(year)]
  const enough = growsEnough({ was, is }, { was: revenueWas, is: revenueIs })
  // One fen above the same growth is enough.
  const least = revenueWas > 0 ? Number((BigInt(was) * BigInt(revenueIs)) / BigInt(revenueWas)) + 1 : 0
  return { was, is, enough, short: enough ? 0 : Math.max(0, least - is) }
}

// ── In, borrowed, on into the next year ─────────────────────────────────────

export const movingFunds = moving(money, {
  table: 'money.fund',
  machine: fund,
  title: f => `${f.year} ${f.name}`,
  find: findFund,
  on: {
    async receiveFund(ctx, f, { day, amount, from, account }) {
      await postVoucher(ctx, f, {
        day,
        said: `收到${from}：${f.name}`,
        source: 'receipt',
        record: newId(ctx.now.getTime()),
        lines: [
          { account, debit: amount, fund: f.id },
          { account: f.account, credit: amount, fund: f.id },
        ],
      })
      return { received: f.received + amount }
    },
    async borrow(ctx, f, { day, amount, yearly, lender, resolutionNumber, resolutionDay, ...said }) {
      const resolution = said.resolution ?? referenceOf(f.community, 'resolution', resolutionNumber)
      const outstanding = await owed(ctx, f)
      const at = judgedAt(ctx, f.place)
      const no = loanRefused({ yearFund: f.allocated, outstanding, amount, yearly }, at)
      if (no) throw problem[no](`已融资 ${yuan(outstanding)} 元，上限 ${yuan(mostLoan(f.allocated, at))} 元`)
      const loan = newId(ctx.now.getTime())
      const row = { community: f.community, id: loan, fund: f.id, lender, amount, yearly, at: ctx.now }
      await ctx.db
        .insertInto('money.loan')
        .values({ ...row, resolution, resolutionNumber, resolutionDay })
        .execute()
      const lines = [
        { account: BANK, debit: amount, fund: f.id },
        { account: '221', credit: amount, fund: f.id },
      ]
      await postVoucher(ctx, f, { day, said: `向${lender}融资`, source: 'loan', record: loan, lines })
      return { borrowed: f.borrowed + amount, received: f.received + amount }
    },
    carryOver: (ctx, f, { day }) => carry(ctx, f, day),
  },
})

/** All that a community owes on its funds, whatever year it was borrowed in; asked with the book locked. */
async function owed(ctx: Ctx, { community, book }: FundRow): Promise<number> {
  await sql`select from money.book where community = ${community} and id = ${book} for update`.execute(ctx.db)
  const { rows } = await sql<{ fen: number }>`
    select coalesce(sum(l.amount - l.repaid), 0)::bigint as fen from money.loan l join money.fund f on f.community = l.community and f.id = l.fund
    where l.community = ${community} and f.book = ${book}`.execute(ctx.db)
  return rows[0]!.fen
}

/** What is left stays what it was given for: a fund of the same name in the next year begins with it. CF-10 */
async function carry(ctx: Ctx, f: FundRow, day: string) {
  const left = f.received - f.paid
  const { id: next, account } = await nextOf(ctx, f)
  if (left > 0) {
    await postVoucher(ctx, f, {
      day,
      said: `${f.year} ${f.name} 结转下年`,
      source: 'carry',
      record: f.id,
      lines: [
        { account: BANK, debit: left, fund: next },
        { account: BANK, credit: left, fund: f.id },
        ...(f.source === 'own'
          ? []
          : [
              { account: f.account, debit: left, fund: f.id },
              { account, credit: left, fund: next },
            ]),
      ],
    })
    await sql`update money.fund set carried = carried + ${left}, received = received + ${left}, carried_from = ${f.id}
      where community = ${f.community} and id = ${next}`.execute(ctx.db)
  }
  return { carriedTo: next, carriedOut: left }
}

async function nextOf(ctx: Ctx, f: FundRow) {
  const found = await ctx.db
    .selectFrom('money.fund')
    .select(['id', 'account'])
    .where('community', '=', f.community)
    .where('book', '=', f.book)
    .where('year', '=', f.year + 1)
    .where('name', '=', f.name)
    .executeTakeFirst()
  if (found) return found
  const { community, place, book, name, purpose, source } = f
  const b = { community, id: book }
  const row = {
    community,
    place,
    book,
    name,
    purpose,
    source,
    id: newId(ctx.now.getTime()),
    year: f.year + 1,
    account: await accountFor(ctx, b, source, `${f.year + 1} ${name}`),
    allocated: 0,
    basis: `${f.year} 年结转`,
    openedAt: ctx.now,
  }
  await start(ctx, movingFunds, row)
  return row
}
