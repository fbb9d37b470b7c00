/** 四议两公开, step by step: none skipped, none dated before the one it stands on, the third only with enough of the party members. */
import type { Ctx } from '../../kernel/server.ts'
import { problem } from './problem-rules.ts'
import { steps, type Step } from './resolution-rules.ts'
import { judge } from './validity.ts'

type Key = { community: string; id: string }
export type Done = { step: number; on: string; said: string }
type Counted = { entitled?: number | undefined; present?: number | undefined; yes?: number | undefined }

export const stepsOf = ({ db }: Pick<Ctx, 'db'>, { community, id }: Key): Promise<Done[]> =>
  db
    .selectFrom('council.step')
    .select(['step', 'on', 'said'])
    .where('community', '=', community)
    .where('topic', '=', id)
    .orderBy('step')
    .execute()

/** All six with what was done, for whoever follows a major matter. */
export const ladder = (done: readonly Done[]) =>
  Object.entries(steps).map(([n, label]) => {
    const found = done.find(d => d.step === Number(n))
    return { step: Number(n), label, on: found?.on ?? null, said: found?.said ?? '' }
  })

/** Why this step may not be taken on that day; null when it may. Pure. */
export function stepRefusal(done: readonly Done[], step: Step, on: string) {
  const next = done.length + 1
  if (step < next) return problem.stepTaken(`第 ${step} 步「${steps[step]}」已经记过`)
  if (step > next) return problem.skippedStep(`要先走第 ${next} 步「${steps[next as Step]}」，不能跳过`)
  const last = done.at(-1)
  return last && on < last.on ? problem.stepOrder(`上一步是 ${last.on}，这一步不能早于那天`) : null
}

export async function takeStep(ctx: Ctx, topic: Key, step: Step, on: string, said = '', counted: Counted = {}) {
  const no = stepRefusal(await stepsOf(ctx, topic), step, on)
  if (no) throw no
  const { entitled = 0, present = 0, yes = 0 } = counted
  const numbers = step === 3 ? { entitled, present, yes } : {}
  if (step === 3) {
    const facts = { entitled: BigInt(entitled), present: BigInt(present), yes: BigInt(yes) }
    const verdict = judge('partyMembers', facts, on)
    if (!verdict.passed)
      throw problem.stepLost(
        `党员大会审议没有通过：${verdict.checks
          .filter(c => !c.met)
          .map(c => c.say)
          .join('；')}`,
      )
  }
  await ctx.db
    .insertInto('council.step')
    .values({ community: topic.community, topic: topic.id, step, on, said, byName: ctx.me.name ?? null, ...numbers })
    .execute()
}
