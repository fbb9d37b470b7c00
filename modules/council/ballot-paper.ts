/** Papers after the close: each entered by two people who do not see what the other wrote, differences shown and settled by a third entry. */
import { sql } from 'kysely'
import type { Input } from '../../kernel/contract.ts'
import type { Ctx } from '../../kernel/server.ts'
import { findBallot } from './ballot.ts'
import { ballotProblem } from './ballot-problem-rules.ts'
import { phases } from './ballot-rules.ts'
import type { council } from './contract.ts'
import { sayAnswer, sheetFlaw, type Question, type Sheet } from './sheet-rules.ts'

type Round = { number: number; round: number; byId: string; byName: string | null; sheet: Sheet | null }
export type PaperState = 'once' | 'same' | 'differ' | 'settled'

export const stateOf = (rounds: readonly Pick<Round, 'round' | 'sheet'>[]): PaperState => {
  if (rounds.some(r => r.round === 3)) return 'settled'
  if (rounds.length < 2) return 'once'
  return JSON.stringify(rounds[0]!.sheet) === JSON.stringify(rounds[1]!.sheet) ? 'same' : 'differ'
}
/** What the paper says in the end: the settling entry, or what both wrote. */
export const settledOf = (rounds: readonly Pick<Round, 'round' | 'sheet'>[]): Sheet | null =>
  (rounds.find(r => r.round === 3) ?? rounds[0]!).sheet

export async function enterPaper(
  ctx: Ctx,
  { community, id, number, sheet, settles }: Input<typeof council.ops.enterPaper>,
) {
  const b = await findBallot(ctx, community, id)
  if (!b || !(phases.entering as readonly string[]).includes(b.state)) throw ballotProblem.notEntering()
  if (!b.papers) throw ballotProblem.noPapers()
  const flaw = sheet && sheetFlaw(b.questions, sheet, 'secret')
  if (flaw) throw ballotProblem.badSheet(flaw)
  const before = await roundsOf(ctx, community, id, [number])
  if (settles ? stateOf(before) !== 'differ' : before.length > 1)
    throw settles ? ballotProblem.nothingToSettle() : ballotProblem.paperEntered()
  if (!settles && before[0]?.byId === ctx.me.id) throw ballotProblem.sameHands()
  const round = settles ? 3 : before.length + 1
  await ctx.db
    .insertInto('council.paper')
    .values({
      community,
      ballot: id,
      number,
      round,
      byId: ctx.me.id,
      byName: ctx.me.name ?? null,
      sheet: sheet && JSON.stringify(sheet),
    })
    .execute()
  return { state: stateOf([...before, { round, sheet }]) }
}

export const roundsOf = async (
  { db }: Pick<Ctx, 'db'>,
  community: string,
  ballot: string,
  numbers?: readonly number[],
) =>
  (
    await sql<Round>`select number, round, by_id, by_name, sheet from council.paper
      where community = ${community} and ballot = ${ballot} and ${numbers ? sql`number = any(${[...numbers]})` : sql`true`}
      order by number, round`.execute(db)
  ).rows

/** What was written is shown where it must be settled and where it is settled; to whoever enters second it would be a hint. */
export async function papers(ctx: Ctx, { community, id, page, size }: Input<typeof council.ops.papers>) {
  const { rows } = await sql<{ questions: Question[] }>`
    select questions from council.ballot where community = ${community} and id = ${id} and ${ctx.visible}`.execute(
    ctx.db,
  )
  if (!rows[0]) return undefined
  const all = [...Map.groupBy(await roundsOf(ctx, community, id), r => r.number)]
  const items = all.slice((page - 1) * size, page * size).map(([number, rounds]) => {
    const state = stateOf(rounds)
    const said = (sheet: Sheet | null) => (state === 'once' ? '待第二人录入' : saySheet(rows[0]!.questions, sheet))
    return { number, state, rounds: rounds.map(r => ({ round: r.round, byName: r.byName, said: said(r.sheet) })) }
  })
  return { items, total: all.length }
}

export const saySheet = (questions: readonly Question[], sheet: Sheet | null): string =>
  sheet
    ? sheet
        .flatMap((said, i) =>
          said ? [`${questions.length > 1 ? `${i + 1}．` : ''}${sayAnswer(questions[i]!, said)}`] : [],
        )
        .join('；')
    : '废票'
