/** The work behind the ballots of the council's contract; joined to the rest of the module in service.ts. */
import { sql } from 'kysely'
import type { Input } from '../../kernel/contract.ts'
import type { Ctx } from '../../kernel/server.ts'
import { yuan } from './ballots.ts'
import { ballots, draftBallot, movingBallots, readBallot } from './ballot.ts'
import { movingObjections, objections, raiseObjection, readObjection } from './ballot-objection.ts'
import { enterPaper, papers } from './ballot-paper.ts'
import { log, outcome, pabulib, publicBallot, publicBallots, publicRoll } from './ballot-public.ts'
import { cast, givePaper, giveToken, myRights, signVote, takeToken } from './ballot-vote.ts'
import type { council } from './contract.ts'
import { count } from './count.ts'
import { readPabulib } from './pabulib.ts'

export const ballotRecords = [movingBallots, movingObjections]

export const ballotDo = {
  ballots,
  ballot: readBallot,
  roll,
  papers,
  objections,
  objection: readObjection,
  publicBallots,
  publicBallot,
  publicRoll,
  log,
  outcome,
  pabulib,
  myRights,
  draftBallot,
  rehearse,
  raiseObjection,
  takeToken,
  giveToken,
  givePaper,
  cast,
  signVote,
  enterPaper,
}

async function roll(ctx: Ctx, { community, id, search = '', page, size }: Input<typeof council.ops.roll>) {
  const { rows } = await sql<{ person: string | null; total: number }>`
    select v.*, v.area::float8 / 100 as area, p.name as proxy_name, count(*) over ()::int as total,
      array(select u.channel || case when u.part = 'signed' then '（实名）' else '' end from council.right_used u
        where u.community = v.community and u.ballot = v.ballot and u.voter = v.id order by u.part) as used
    from council.voter v left join council.voter p on p.community = v.community and p.ballot = v.ballot and p.id = v.proxy
    where v.community = ${community} and v.ballot = ${id} and v.struck is null
      and exists (select from council.ballot where community = ${community} and id = ${id} and ${ctx.visible})
      and (${search} = '' or strpos(v.name, ${search}) > 0 or strpos(coalesce(v.door, ''), ${search}) > 0)
    order by v.place, v.door nulls last, v.name, v.id limit ${size} offset ${(page - 1) * size}`.execute(ctx.db)
  return { items: rows, total: rows[0]?.total ?? 0 }
}

async function rehearse(_: Ctx, { text, rule }: Input<typeof council.ops.rehearse>) {
  const { election } = readPabulib(text)
  const counted = count(election, rule)
  return {
    names: election.projects.map(p => p.name),
    chosen: counted.chosen,
    sums: counted.sums.map(s => ({ score: Number(s.score), votes: s.votes })),
    cast: election.cast,
    left: yuan(counted.left),
  }
}
