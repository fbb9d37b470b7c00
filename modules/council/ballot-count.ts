/**
 * The count: the urns are emptied once, the papers and the signed votes put beside them, everything written anew in the order
 * of chance, and the keys and the urns are gone in the same transaction. What lay where, and when it came, is nowhere then.
 */
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { dayOf } from '../../kernel/clock.ts'
import type { Ctx } from '../../kernel/server.ts'
import type { BallotRow } from './ballot.ts'
import { isSigned, openUrn } from './ballot-crypto.ts'
import { BOX, SIGNED } from './ballot-keys.ts'
import { roundsOf, settledOf } from './ballot-paper.ts'
import type { Result } from './ballot-shapes.ts'
import { outcomeOf, rollOf, type Voice } from './ballot-tally.ts'
import type { Cast } from './ballot-vote.ts'
import { isSecret, sheetFlaw, type Sheet } from './sheet-rules.ts'

type Written = {
  id: string
  channel: 'online' | 'paper' | 'signed'
  token: string | null
  signature: string | null
  said: Sheet | null
  voter: string | null
}
export type Member = { id: string; name: string; area: number | null; countsAs: string }

export async function countVotes(ctx: Ctx, b: BallotRow) {
  const key = { community: b.community, ballot: b.id }
  const sheets = [...(await online(ctx, b)), ...(await onPaper(ctx, b)), ...(await byName(ctx, b))]
  const roll = await membersOf(ctx, b)
  await write(ctx, key, sheets)
  const mine = sql`community = ${b.community} and ballot = ${b.id}`
  for (const table of ['council.urn', 'council.ballot_key'])
    await sql`delete from ${sql.table(table)} where ${mine}`.execute(ctx.db)
  await ctx.db
    .updateTable('council.signedVote')
    .set({ sheet: null })
    .where(e => e.and(key))
    .execute()
  // That somebody took a blind signature stays; the number itself has done its work.
  await ctx.db
    .updateTable('council.rightUsed')
    .set({ blinded: null, signature: null })
    .where(e => e.and(key))
    .execute()
  const result = await resultOf(ctx, b, sheets, roll)
  return { result: JSON.stringify(result), countedAt: ctx.now }
}

async function online(ctx: Ctx, b: BallotRow): Promise<Written[]> {
  const key = { community: b.community, ballot: b.id }
  const { box } = await ctx.db
    .selectFrom('council.ballotKey')
    .select('box')
    .where(e => e.and(key))
    .executeTakeFirstOrThrow()
  const opened = ctx.sealer.open(box, BOX)
  const urns = await ctx.db
    .selectFrom('council.urn')
    .select('box')
    .where(e => e.and(key))
    .execute()
  const all = urns.flatMap(urn => JSON.parse(openUrn(opened, urn.box)) as Cast[])
  return all.map(([token, signature, said]) => {
    const [t, s] = [token, signature].map(text => Buffer.from(text, 'base64url')) as [Buffer, Buffer]
    if (!isSigned(b.publicKey!, t, s) || sheetFlaw(b.questions, said, 'secret'))
      throw new Error(`a sheet in the urns of ${b.id} is not as it was cast`)
    return { id: randomUUID(), channel: 'online', token, signature, said, voter: null }
  })
}

async function onPaper(ctx: Ctx, b: BallotRow): Promise<Written[]> {
  const papers = Map.groupBy(await roundsOf(ctx, b.community, b.id), r => r.number)
  return [...papers.values()].map(rounds => ({
    id: randomUUID(),
    channel: 'paper',
    token: null,
    signature: null,
    said: settledOf(rounds),
    voter: null,
  }))
}

async function byName(ctx: Ctx, b: BallotRow): Promise<Written[]> {
  const rows = await ctx.db
    .selectFrom('council.signedVote')
    .select(['voter', 'sheet'])
    .where(e => e.and({ community: b.community, ballot: b.id }))
    .execute()
  return rows.map(({ voter, sheet }) => ({
    id: randomUUID(),
    channel: 'signed',
    token: null,
    signature: null,
    said: JSON.parse(ctx.sealer.open(sheet!, SIGNED)) as Sheet,
    voter,
  }))
}

/** In the order of ids that are chance, in one statement: neither the heap nor the transaction tells an order. */
async function write(ctx: Ctx, key: { community: string; ballot: string }, sheets: readonly Written[]) {
  const rows = sheets.map(s => ({ ...key, ...s })).toSorted((a, c) => (a.id < c.id ? -1 : 1))
  for (let i = 0; i < rows.length; i += 5_000)
    await sql`insert into council.sheet select * from jsonb_populate_recordset(null::council.sheet, ${JSON.stringify(rows.slice(i, i + 5_000))}::jsonb)`.execute(
      ctx.db,
    )
}

export const membersOf = async ({ db }: Pick<Ctx, 'db'>, b: { community: string; id: string }) =>
  (
    await sql<Member>`select id, name, area::float8 as area, counts_as from council.voter
      where community = ${b.community} and ballot = ${b.id} and struck is null`.execute(db)
  ).rows

async function resultOf(
  ctx: Ctx,
  b: BallotRow,
  sheets: readonly Written[],
  members: readonly Member[],
): Promise<Result> {
  const roll = rollOf(b.body, members)
  const known = new Map(members.map(m => [m.id, m]))
  const of = (channel: Written['channel']) => sheets.filter(s => s.channel === channel)
  const questions = b.questions.map((q, i) => {
    const cast = sheets.filter(s => (s.channel !== 'signed') === isSecret(q))
    return outcomeOf(
      b.body,
      q,
      cast.map(s => voiceOf(s, i, q.options.length, known)),
      roll,
      dayOf(b.opensAt),
    )
  })
  return {
    voters: roll.voters,
    used: await usedOf(ctx, b),
    counted: {
      online: of('online').length,
      paper: of('paper').length,
      spoiled: of('paper').filter(s => !s.said).length,
      signed: of('signed').length,
    },
    questions,
  }
}

/** A spoiled paper was cast, and says nothing. */
function voiceOf({ said, voter }: Written, i: number, options: number, known: ReadonlyMap<string, Member>): Voice {
  const member = voter === null ? undefined : known.get(voter)
  return {
    said: said?.[i] ?? Array<number>(options).fill(0),
    ...(member && { area: member.area ?? 0, countsAs: member.countsAs }),
  }
}

async function usedOf({ db }: Ctx, b: BallotRow): Promise<Result['used']> {
  const { rows } = await sql<{ what: keyof Result['used']; n: number }>`
    select case when part = 'signed' then 'signed' else channel end as what, count(*)::int as n from council.right_used
    where community = ${b.community} and ballot = ${b.id} group by 1`.execute(db)
  return { online: 0, booth: 0, paper: 0, signed: 0, ...Object.fromEntries(rows.map(r => [r.what, r.n])) }
}
