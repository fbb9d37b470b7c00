/** The register of resolutions: a number without gaps for each body and year, given only to what a valid count has carried. */
import { sql } from 'kysely'
import { yearOf } from '../../kernel/clock.ts'
import { newId } from '../../kernel/id.ts'
import { start } from '../../kernel/move.ts'
import type { Ctx } from '../../kernel/server.ts'
import { hasPart } from './acts.ts'
import { enter } from './lines.ts'
import { problem } from './problem-rules.ts'
import { movingResolutions } from './resolution.ts'
import { takeStep } from './steps.ts'
import type { Verdict } from './validity.ts'

export type Registering = {
  community: string
  place: string
  body: string
  title: string
  said: string
  topic: string | null
  /** Exactly one of the two: where it was counted. */
  item?: string
  ballot?: string
  counted: string
  matter: string
  major: boolean
  decidedOn: string
}

/** `verdict`: of the law in force on the day of the vote. Both meetings and ballots come here; nothing else makes a resolution. */
export async function register(
  ctx: Ctx,
  verdict: Verdict,
  given: Registering,
): Promise<{ community: string; id: string }> {
  if (!verdict.passed) throw problem.noCount()
  const year = yearOf(given.decidedOn)
  const row = { ...given, id: newId(ctx.now.getTime()), year, number: await nextNumber(ctx, given, year) }
  await start(ctx, movingResolutions, row)
  await enter(ctx, row, 'register', given.counted)
  await hasPart(ctx, row, given.body, 'decide')
  const { community, topic } = given
  if (given.major && topic) await takeStep(ctx, { community, id: topic }, 4, given.decidedOn, given.counted)
  return { community, id: row.id }
}

/** Whoever counts at the same moment waits here; what is undone gives its number back. */
async function nextNumber({ db }: Ctx, { community, body }: Registering, year: number): Promise<number> {
  const { rows } = await sql<{ last: number }>`
    insert into council.series as s (community, body, year, last) values (${community}, ${body}, ${year}, 1)
    on conflict (community, body, year) do update set last = s.last + 1 returning last`.execute(db)
  return rows[0]!.last
}
