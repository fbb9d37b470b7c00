/** What everybody is told of a ballot: what is asked and when from the day the roll is published, the sheets and the result once it is published, and nothing of them before. */
import { sql, type RawBuilder } from 'kysely'
import { dayOf } from '../../kernel/clock.ts'
import type { Input } from '../../kernel/contract.ts'
import { under } from '../../kernel/db.ts'
import { maskName } from '../../kernel/numbers.ts'
import type { Ctx } from '../../kernel/server.ts'
import { writePabulib } from './pabulib.ts'
import { membersOf } from './ballot-count.ts'
import { receiptOf } from './ballot-crypto.ts'
import { saySheet } from './ballot-paper.ts'
import { ballotProblem } from './ballot-problem-rules.ts'
import { phases } from './ballot-rules.ts'
import type { Result } from './ballot-shapes.ts'
import { electionOf, rollOf } from './ballot-tally.ts'
import { ballotsWhere, type BallotRow } from './ballot.ts'
import type { council } from './contract.ts'
import { isSecret, type Sheet } from './sheet-rules.ts'

type Key = { community: string; id: string }
const told = sql`state = any(${[...phases.told]})`

export const publicBallots = (ctx: Ctx, { place, ...paging }: Input<typeof council.ops.publicBallots>) =>
  ballotsWhere(ctx, sql`${under('place', place)} and ${told}`, paging)

export const publicBallot = (ctx: Ctx, key: Key) => one(ctx, key, told)

const one = async (ctx: Ctx, { community, id }: Key, and: RawBuilder<unknown>) =>
  (await ballotsWhere(ctx, sql`community = ${community} and id = ${id} and ${and}`)).items[0]

async function shown(ctx: Ctx, key: Key): Promise<BallotRow & { result: Result; publicKey: string }> {
  const b = await one(ctx, key, told)
  if (!b || !(phases.shown as readonly string[]).includes(b.state) || !b.result) throw ballotProblem.notShown()
  return b as BallotRow & { result: Result; publicKey: string }
}

/** Names under a mask: the whole list hangs on the board; on the open internet it would be a register. */
export async function publicRoll(ctx: Ctx, { community, id, page, size }: Input<typeof council.ops.publicRoll>) {
  if (!(await publicBallot(ctx, { community, id }))) return undefined
  const { rows } = await sql<{ name: string; place: string; why: string; proxyName: string | null; total: number }>`
    select v.name, v.place, v.why, p.name as proxy_name, count(*) over ()::int as total from council.voter v
    left join council.voter p on p.community = v.community and p.ballot = v.ballot and p.id = v.proxy
    where v.community = ${community} and v.ballot = ${id} and v.struck is null
    order by v.place, v.name, v.id limit ${size} offset ${(page - 1) * size}`.execute(ctx.db)
  const items = rows.map(v => ({
    ...v,
    name: maskName(v.name),
    proxyName: v.proxyName && maskName(v.proxyName),
    placeName: v.place.length > 12 ? `第 ${Number(v.place.slice(12))} 网格` : '',
  }))
  return { items, total: rows[0]?.total ?? 0 }
}

type Row = {
  channel: 'online' | 'paper' | 'signed'
  token: string | null
  signature: string | null
  said: Sheet | null
  voter: string | null
}
const sheetsOf = async ({ db }: Ctx, { community, id }: Key) =>
  (
    await sql<Row>`select channel, token, signature, said, voter from council.sheet
      where community = ${community} and ballot = ${id} order by id`.execute(db)
  ).rows

export async function log(ctx: Ctx, key: Key) {
  const b = await shown(ctx, key)
  const members = await membersOf(ctx, b)
  const known = new Map(members.map(m => [m.id, m]))
  // Who is one person is told by a number of this list, and not by the number the person has everywhere.
  const persons = new Map([...new Set(members.map(m => m.countsAs))].map((p, i) => [p, `第${i + 1}人`]))
  return {
    format: 'linli-ballot-1' as const,
    community: b.community,
    id: b.id,
    title: b.title,
    body: b.body,
    day: dayOf(b.opensAt),
    publicKey: b.publicKey,
    questions: b.questions,
    roll: rollOf(b.body, members),
    used: b.result.used,
    sheets: (await sheetsOf(ctx, key)).map(({ voter, said, ...s }) => {
      const member = voter === null ? undefined : known.get(voter)
      return {
        ...s,
        sheet: said,
        name: member ? maskName(member.name) : null,
        area: member?.area ?? null,
        countsAs: member ? persons.get(member.countsAs)! : null,
      }
    }),
    result: b.result,
  }
}

export async function outcome(ctx: Ctx, { receipt, ...key }: Input<typeof council.ops.outcome>) {
  const { result, questions } = await shown(ctx, key)
  const wanted = receipt?.replaceAll(/[\s-]/g, '').toLowerCase()
  if (!wanted) return { result, mine: null }
  const mine = (await sheetsOf(ctx, key)).find(s => s.token !== null && receiptOf(s.token) === wanted)
  return { result, mine: mine ? saySheet(questions, mine.said) : '没有找到这个回执的票，请核对回执上的数字和字母' }
}

/** For other programs to count again: https://pabulib.org/format. Only where money was decided, and only afterwards. */
export async function pabulib(ctx: Ctx, { question, ...key }: Input<typeof council.ops.pabulib>) {
  const { questions, title } = await shown(ctx, key)
  const q = questions[question]
  if (!q || q.budget === null) throw ballotProblem.badQuestion('这个问题没有资金，没有选举文件')
  const sheets = (await sheetsOf(ctx, key)).filter(s => (s.channel !== 'signed') === isSecret(q))
  const voices = sheets.map(s => ({ said: s.said?.[question] ?? Array<number>(q.options.length).fill(0) }))
  return {
    text: writePabulib({
      election: electionOf(q, voices),
      meta: new Map([
        ['description', `${title}：${q.text}`],
        ['rule', q.rule ?? ''],
      ]),
    }),
  }
}
