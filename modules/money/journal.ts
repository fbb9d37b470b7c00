/** The whole ledger of a place, voucher by voucher, and the same as a journal that hledger reads. */
import { sql } from 'kysely'
import { under, type Db } from '../../kernel/db.ts'
import { firstLevel } from './chart.ts'

type Entry = {
  community: string
  id: string
  bookName: string
  day: string
  month: string
  number: number
  said: string
  lines: { account: string; name: string; debit: number; credit: number; fund: string | null }[]
}

const page = 500

export async function* journal(db: Db, place: string): AsyncGenerator<Entry> {
  for (let behind = { community: '', id: '00000000-0000-0000-0000-000000000000' }; ;) {
    const { rows } = await sql<Entry>`
      select v.community, v.id, b.name as book_name, v.day, v.month, v.number, v.said, (
        select json_agg(json_build_object('account', p.account, 'name', a.name, 'debit', p.debit, 'credit', p.credit, 'fund', f.name) order by p.line)
        from money.posting p join money.account a on a.community = p.community and a.book = p.book and a.code = p.account
          left join money.fund f on f.community = p.community and f.id = p.fund
        where p.community = v.community and p.voucher = v.id) as lines
      from (select * from money.voucher where ${under('place', place)} and (community, id) > (${behind.community}, ${behind.id}::uuid)
        order by community, id limit ${page}) v join money.book b on b.community = v.community and b.id = v.book
      order by v.community, v.id`.execute(db)
    yield* rows
    if (rows.length < page) return
    behind = rows.at(-1)!
  }
}

const kinds = {
  asset: 'assets',
  liability: 'liabilities',
  equity: 'equity',
  cost: 'assets',
  income: 'revenues',
  expense: 'expenses',
}

/** `assets:102 银行存款`: kinds in hledger's words, so that its reports know them. Book and fund are tags. */
export async function* hledger(db: Db, place: string): AsyncGenerator<string> {
  yield 'commodity 1,000.00 CNY\n'
  const { rows: accounts } = await sql<{ code: string; name: string }>`
    select distinct on (code) code, name from money.account where ${inPlace(place)} order by code, name`.execute(db)
  for (const a of accounts) yield `account ${accountName(a.code, a.name)}\n`
  yield 'tag book\ntag fund\n'
  for await (const v of journal(db, place)) {
    const said = plain(`${v.month} 记-${v.number} ${v.said}`)
    const lines = v.lines.map(l => {
      const fen = l.debit - l.credit
      const fund = l.fund ? `  ; fund: ${plain(l.fund)}` : ''
      return `    ${accountName(l.account, l.name)}  ${sum(fen)} CNY${fund}\n`
    })
    yield `\n${v.day} ${said}  ; book: ${plain(v.bookName)}\n${lines.join('')}`
  }
}

const inPlace = (place: string) => sql`community in (select community from money.book where ${under('place', place)})`
const accountName = (code: string, name: string) => `${kinds[firstLevel(code)!.kind]}:${code} ${plain(name)}`
const sum = (fen: number) =>
  `${fen < 0 ? '-' : ''}${Math.trunc(Math.abs(fen) / 100)}.${String(Math.abs(fen) % 100).padStart(2, '0')}`
/** What would end a name, begin a comment or a tag, or be taken for another sum. */
const plain = (text: string) =>
  text
    .replace(/[;|:,\n\r\t]/g, ' ')
    .replace(/ {2,}/g, ' ')
    .trim()
