/** 篇1 二（二）「授权范围」. What the moves of a resolution do: its topic goes along with it, and each who has a part is written down. */
import { addDays, dayOf, endOf } from '../../kernel/clock.ts'
import { newId } from '../../kernel/id.ts'
import { judgedAt, moving } from '../../kernel/move.ts'
import { common } from '../../kernel/rules.ts'
import type { Ctx } from '../../kernel/server.ts'
import { hasPart, mustBeFree } from './acts.ts'
import { council } from './contract.ts'
import { limit } from './figure-rules.ts'
import { enter } from './lines.ts'
import { problem } from './problem-rules.ts'
import { findResolution, type FoundResolution } from './resolution-read.ts'
import { resolution as machine } from './resolution-rules.ts'
import { takeStep } from './steps.ts'

type Mark = { begunAt?: Date; doneAt?: Date; filedAt?: Date }
/** Written before its topic is asked to follow: the topic looks at how far its resolution is. */
async function mark({ db }: Ctx, { community, id }: FoundResolution, columns: Mark) {
  await db
    .updateTable('council.resolution')
    .set(columns)
    .where('community', '=', community)
    .where('id', '=', id)
    .execute()
  return columns
}
const topicOf = (r: FoundResolution) => (r.topic ? { community: r.community, id: r.topic } : null)
/** One that was postponed, say, and decided by another resolution does not follow this one. */
async function isAt({ db }: Ctx, key: { community: string; id: string }, state: string) {
  const found = await db
    .selectFrom('council.topic')
    .select('state')
    .where('community', '=', key.community)
    .where('id', '=', key.id)
    .executeTakeFirst()
  return found?.state === state
}

export const movingResolutions = moving(council, {
  table: 'council.resolution',
  machine,
  title: r => r.title,
  find: findResolution,
  on: {
    async displayResolution(ctx, r, { days }) {
      const least = judgedAt(ctx, r.place).figure(limit.displayDays)
      if (days !== undefined && days < least) throw problem.tooSoon(`公示至少 ${least} 天，请填 ${least} 天以上`)
      const on = dayOf(ctx.now)
      const topic = topicOf(r)
      if (r.major && topic) await takeStep(ctx, topic, 5, on, '决议公示')
      await enter(ctx, r, 'displayResolution')
      return { displayedOn: on, displayUntil: addDays(on, days ?? least) }
    },
    async object(ctx, r, { name, text }) {
      const row = {
        community: r.community,
        id: newId(ctx.now.getTime()),
        resolution: r.id,
        by: ctx.me.id,
        name,
        at: ctx.now,
        said: text,
      }
      await ctx.db.insertInto('council.objection').values(row).execute()
    },
    async answerObjection(ctx, r, { objection, text }) {
      const done = await ctx.db
        .updateTable('council.objection')
        .set({ answer: text, answeredAt: ctx.now, answeredBy: ctx.me.name ?? null })
        .where('community', '=', r.community)
        .where('resolution', '=', r.id)
        .where('id', '=', objection)
        .where('answeredAt', 'is', null)
        .executeTakeFirst()
      if (!Number(done.numUpdatedRows)) throw problem.noSuchObjection()
      await enter(ctx, r, 'answerObjection', text)
    },
    async executeResolution(ctx, r, { body, due, text }) {
      if (due < dayOf(ctx.now)) throw common.invalid([{ path: ['due'], message: '不能早于今天' }])
      await mustBeFree(ctx, { community: r.community, act: 'execute', body, resolution: r.id })
      await hasPart(ctx, r, body, 'execute')
      const marked = await mark(ctx, r, { begunAt: ctx.now })
      const topic = topicOf(r)
      if (topic && (await isAt(ctx, topic, 'resolved'))) await ctx.ask(council.ops.executeTopic, topic)
      await enter(ctx, r, 'executeResolution', text)
      return { ...marked, executor: body, dueAt: endOf(due) }
    },
    async superviseResolution(ctx, r, { body, member }) {
      const who = body ?? member
      if (!who) throw common.invalid([{ path: ['body'], message: '请选由哪个组织或哪个人监督' }])
      await mustBeFree(ctx, {
        community: r.community,
        act: 'supervise',
        ...(body ? { body } : { member }),
        resolution: r.id,
      })
      await hasPart(ctx, r, who, 'supervise')
      await enter(ctx, r, 'superviseResolution')
    },
    reportProgress: (ctx, r, { text }) => enter(ctx, r, 'reportProgress', text),
    async finishResolution(ctx, r, { result }) {
      const topic = topicOf(r)
      if (r.major && topic) await takeStep(ctx, topic, 6, dayOf(ctx.now), result.slice(0, 300))
      const marked = await mark(ctx, r, { doneAt: ctx.now })
      if (topic && (await isAt(ctx, topic, 'executing'))) await ctx.ask(council.ops.finishTopic, topic)
      await enter(ctx, r, 'finishResolution', result)
      return { ...marked, result }
    },
    async takeDown(ctx, r) {
      await enter(ctx, r, 'takeDown')
      return { takenDownOn: dayOf(ctx.now) }
    },
    async archiveResolution(ctx, r) {
      const marked = await mark(ctx, r, { filedAt: ctx.now })
      const topic = topicOf(r)
      if (topic && (await isAt(ctx, topic, 'done'))) await ctx.ask(council.ops.archiveTopic, topic)
      await enter(ctx, r, 'archiveResolution')
      return marked
    },
    async annulResolution(ctx, r, { reason }) {
      await enter(ctx, r, 'annulResolution', reason)
      return { reason }
    },
  },
})
