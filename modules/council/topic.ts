/**
 * 篇1 二（一）「议事导则」、篇1 二（二）2「自主决定」. How a topic begins, and what its moves do: said by a resident, by members
 * together, or shown by what the grid has been told again and again.
 */
import { dayOf, days, due, rolled } from '../../kernel/clock.ts'
import type { Input } from '../../kernel/contract.ts'
import { newId } from '../../kernel/id.ts'
import { notify } from '../../kernel/messages.ts'
import { judgedAt, moving, start } from '../../kernel/move.ts'
import { nobody, type Ctx } from '../../kernel/server.ts'
import { takeTurn } from '../../kernel/turns.ts'
import { grid } from '../grid/contract.ts'
import { places } from '../places/contract.ts'
import { council } from './contract.ts'
import { limit } from './figure-rules.ts'
import { enter } from './lines.ts'
import { mustDecide } from './mandate.ts'
import { matterOf } from './matter-rules.ts'
import { putOnAgenda, takeOffAgenda } from './meeting-agenda.ts'
import { problem } from './problem-rules.ts'
import { topic as machine } from './rules.ts'
import type { Step } from './resolution-rules.ts'
import { takeStep } from './steps.ts'
import { findTopic, type FoundTopic } from './topic-read.ts'

type Beginning = {
  place: string
  title: string
  said: string
  source: string
  proposer?: string | undefined
  capacity?: string | undefined
  signers?: number | undefined
  outOf?: number | undefined
  evidence?: string[]
  owner?: string | null
}

async function begin(
  ctx: Ctx,
  { proposer, capacity, signers, outOf, evidence = [], owner = null, ...said }: Beginning,
) {
  await ctx.ask(places.ops.place, { code: said.place })
  const examineDays = judgedAt(ctx, said.place).figure(limit.examineDays)
  const row = {
    ...said,
    community: said.place.slice(0, 12),
    id: newId(ctx.now.getTime()),
    number: takeNumber(ctx),
    owner,
    proposer: proposer || null,
    capacity: capacity ?? null,
    signers: signers ?? 0,
    outOf: outOf ?? null,
    evidence,
    collectedAt: ctx.now,
    updatedAt: ctx.now,
    examineBy: due(rolled(days(examineDays)), ctx.now, ctx.book.calendar).at,
  }
  await start(ctx, movingTopics, row)
  await enter(ctx, row, 'propose')
  return row
}
/** 「议261130-4821」: short enough to be read out. Two that are alike in one community refuse each other. */
const takeNumber = (ctx: Ctx) =>
  `议${dayOf(ctx.now).slice(2).replaceAll('-', '')}-${String(crypto.getRandomValues(new Uint32Array(1))[0]! % 10_000).padStart(4, '0')}`

/** From the portal. Whoever sits on a body speaks as its member; whoever did not sign in is counted by address. */
export async function propose(ctx: Ctx, { name, ...said }: Input<typeof council.ops.propose>) {
  if (ctx.me === nobody) {
    const full = await takeTurn(ctx, 'council.propose', { most: limit.addressTopics.is, minutes: 10 })
    if (full) return full
    return begin(ctx, { ...said, source: 'resident', proposer: name })
  }
  const sits = await ctx.db
    .selectFrom('council.seat')
    .select('id')
    .where('community', '=', said.place)
    .where('account', '=', ctx.me.id)
    .executeTakeFirst()
  const proposer = name ?? ctx.me.name
  return begin(ctx, { ...said, source: sits ? 'member' : 'resident', proposer, owner: ctx.me.guest ? null : ctx.me.id })
}

export async function raise(ctx: Ctx, input: Input<typeof council.ops.raise>) {
  const { source, capacity, signers, outOf, evidence } = input
  if (source === 'joint' && (!capacity || !signers || (capacity !== 'households' && !outOf))) throw problem.needsCount()
  if (outOf !== undefined && signers !== undefined && signers > outOf)
    throw problem.needsCount('联名的比总数还多，请核对')
  if (source === 'grid') await mustBeCluster(ctx, input.place, evidence)
  return begin(ctx, { ...input, evidence: source === 'grid' ? evidence : [] })
}

/** A cluster of the grid: enough reports that everyone may see, all of one kind. */
async function mustBeCluster(ctx: Ctx, place: string, numbers: readonly string[]) {
  const need = judgedAt(ctx, place).figure(limit.alike)
  const { items } = numbers.length
    ? await ctx.ask(grid.ops.published, {
        place: place.slice(0, 12),
        numbers: [...new Set(numbers)].slice(0, 50),
        size: 50,
      })
    : { items: [] }
  const kinds = new Set(items.map(m => m.category))
  if (items.length < need)
    throw problem.notEnoughEvidence(
      `查到 ${items.length} 件公开的网格事项，至少要 ${need} 件同类的，还差 ${need - items.length} 件`,
    )
  if (kinds.size > 1)
    throw problem.notEnoughEvidence(`这些事项不是同一类：${[...new Set(items.map(m => m.categoryName))].join('、')}`)
}

const told = (ctx: Ctx, t: FoundTopic, title: string, body: string) =>
  t.owner ? notify(ctx, { to: t.owner, title, body, link: `/c/${t.community}/council/topics/${t.id}` }) : undefined
/** Whoever follows it is told, and it stands among what moved last. */
const moved = async (ctx: Ctx, t: FoundTopic, move: string, text: string | null, say?: string) => {
  await enter(ctx, t, move, text)
  if (say) await told(ctx, t, `您提的议题${say}`, [`「${t.title}」${say}`, text].filter(Boolean).join('：'))
  return { updatedAt: ctx.now }
}

export const movingTopics = moving(council, {
  table: 'council.topic',
  machine,
  title: t => t.title,
  find: findTopic,
  on: {
    async support(ctx, t, { name }) {
      await ctx.db
        .insertInto('council.support')
        .values({ community: t.community, topic: t.id, by: ctx.me.id, name, at: ctx.now })
        .execute()
      return { signers: t.signers + 1 }
    },
    withdrawTopic: async (ctx, t, { reason }) => ({
      ...(await moved(ctx, t, 'withdrawTopic', reason)),
      reason: reason || null,
    }),
    async admitTopic(ctx, t, { body, matter, reason }) {
      await mustDecide(ctx, { community: t.community, body }, matter, dayOf(ctx.now))
      const major = Boolean(matterOf(matter).major)
      await moved(ctx, t, 'admitTopic', reason, '已立题')
      return { body, matter, major, reason: reason || null, examinedAt: ctx.now, updatedAt: ctx.now }
    },
    async refuseTopic(ctx, t, { reason }) {
      return { ...(await moved(ctx, t, 'refuseTopic', reason, '没有立题')), reason, examinedAt: ctx.now }
    },
    async forwardTopic(ctx, t, { to, reason }) {
      const text = `转${to}：${reason}`
      return {
        ...(await moved(ctx, t, 'forwardTopic', text, '已转政府办理')),
        forwarded: to,
        reason,
        examinedAt: ctx.now,
      }
    },
    async takeStep(ctx, t, { step, on, said, entitled, present, yes }) {
      if (!t.major) throw problem.skippedStep('这不是重大事项，不用走四议两公开')
      await takeStep(ctx, t, Number(step) as Step, on, said, { entitled, present, yes })
      return moved(ctx, t, 'takeStep', `第 ${step} 步，${on}`)
    },
    async scheduleTopic(ctx, t, { meeting, method }) {
      const { title } = await putOnAgenda(ctx, t, meeting, method)
      return moved(ctx, t, 'scheduleTopic', title, '已列入议程')
    },
    async unscheduleTopic(ctx, t, { reason }) {
      await takeOffAgenda(ctx, t)
      return moved(ctx, t, 'unscheduleTopic', reason)
    },
    discussTopic: (ctx, t) => moved(ctx, t, 'discussTopic', null),
    carryTopic: (ctx, t) => moved(ctx, t, 'carryTopic', null, '表决通过'),
    loseTopic: (ctx, t) => moved(ctx, t, 'loseTopic', null, '表决没有通过'),
    postponeTopic: (ctx, t, { reason }) => moved(ctx, t, 'postponeTopic', reason, '推迟再议'),
    executeTopic: (ctx, t) => moved(ctx, t, 'executeTopic', null, '开始办了'),
    finishTopic: (ctx, t) => moved(ctx, t, 'finishTopic', null, '办好了'),
    archiveTopic: (ctx, t) => moved(ctx, t, 'archiveTopic', null),
    closeTopic: (ctx, t) => moved(ctx, t, 'closeTopic', null),
  },
})
