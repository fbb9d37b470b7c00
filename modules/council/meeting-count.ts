/** What is said and counted in a meeting: the outcome of an item is the law's, and a resolution is born only from a count that is valid. */
import { newId } from '../../kernel/id.ts'
import { dayOf } from '../../kernel/clock.ts'
import type { Ctx } from '../../kernel/server.ts'
import { council } from './contract.ts'
import { kindOf } from './kind-rules.ts'
import { mustDecide } from './mandate.ts'
import type { MatterName } from './matter-rules.ts'
import { dayHeld, type FoundMeeting } from './meeting-read.ts'
import { problem } from './problem-rules.ts'
import { factsOf, said } from './quorum.ts'
import { register } from './register.ts'
import { stepRefusal, stepsOf } from './steps.ts'
import { judge } from './validity.ts'

function itemOf(m: FoundMeeting, id: string) {
  const found = m.agenda.find(i => i.id === id)
  if (!found) throw problem.noSuchItem()
  return found
}
type Item = ReturnType<typeof itemOf>
function openItem(m: FoundMeeting, id: string): Item {
  const item = itemOf(m, id)
  if (item.outcome !== null && item.outcome !== 'heard') throw problem.alreadyVoted()
  return item
}

const settle = ({ db }: Ctx, m: FoundMeeting, id: string, columns: object) =>
  db
    .updateTable('council.item')
    .set(columns as never)
    .where('community', '=', m.community)
    .where('id', '=', id)
    .execute()

export async function discuss(
  ctx: Ctx,
  m: FoundMeeting,
  { item: id, speaker, said: words }: { item: string; speaker: string; said: string },
) {
  const item = openItem(m, id)
  const row = {
    community: m.community,
    id: newId(ctx.now.getTime()),
    meeting: m.id,
    item: id,
    at: ctx.now,
    speaker,
    said: words,
  }
  await ctx.db.insertInto('council.speech').values(row).execute()
  if (item.method === 'report') await settle(ctx, m, id, { outcome: 'heard' })
  else if (item.topic && !item.speeches.length)
    await ctx.ask(council.ops.discussTopic, { community: m.community, id: item.topic })
}

export async function voice(
  ctx: Ctx,
  m: FoundMeeting,
  { item: id, seat, choice }: { item: string; seat: string; choice: string },
) {
  if (openItem(m, id).method !== 'signed') throw problem.notSigned()
  const came = m.people.find(p => p.seat === seat)?.came
  if (came !== 'present' && came !== 'proxy') throw problem.notPresent()
  await ctx.db
    .insertInto('council.voice')
    .values({ community: m.community, meeting: m.id, item: id, seat, choice, at: ctx.now })
    .onConflict(c => c.columns(['community', 'item', 'seat']).doUpdateSet({ choice, at: ctx.now }))
    .execute()
}

type Counted = {
  item: string
  yes?: number | undefined
  no?: number | undefined
  abstain?: number | undefined
  text?: string | undefined
}
export async function countVotes(ctx: Ctx, m: FoundMeeting, { item: id, text, ...given }: Counted) {
  if (kindOf(m.kind).byBallot) throw problem.byBallot()
  const item = openItem(m, id)
  if (item.method === 'report') throw problem.notSigned('这一项是报告、通报，不用表决')
  const counts = countsOf(item, given)
  const cast = counts.yes + counts.no + counts.abstain
  if (cast > m.present) throw problem.moreVotes(`共 ${cast} 票，比到会的 ${m.present} 人还多，请核对`)
  const matter = await mayBeDecided(ctx, m, item)
  const verdict = judge(m.law, factsOf(m.entitled, m.present, counts.yes), dayHeld(m))
  const outcome = !verdict.valid ? 'invalid' : verdict.passed ? 'carried' : 'lost'
  await settle(ctx, m, id, { ...counts, present: m.present, outcome, verdict: JSON.stringify(said(verdict.checks)) })
  if (outcome === 'carried')
    await register(ctx, verdict, {
      community: m.community,
      place: m.place,
      body: m.body,
      title: item.title,
      said: text || item.said || item.title,
      topic: item.topic,
      item: id,
      counted: sayCounts(m, counts),
      ...matter,
      decidedOn: dayOf(ctx.now),
    })
  if (!item.topic) return
  const topic = { community: m.community, id: item.topic }
  if (outcome === 'carried') await ctx.ask(council.ops.carryTopic, topic)
  else if (outcome === 'lost') await ctx.ask(council.ops.loseTopic, topic)
  else await ctx.ask(council.ops.postponeTopic, { ...topic, reason: '到会的人不够，表决不算数' })
}

type Counts = { yes: number; no: number; abstain: number }
function countsOf(item: Item, { yes, no, abstain }: Omit<Counted, 'item' | 'text'>): Counts {
  const by = (choice: string) => item.voices.filter(v => v.choice === choice).length
  if (item.method === 'signed') {
    if ([yes, no, abstain].some(n => n !== undefined)) throw problem.countDiffers()
    return { yes: by('yes'), no: by('no'), abstain: by('abstain') }
  }
  if (yes === undefined) throw problem.moreVotes('请填写同意的票数')
  return { yes, no: no ?? 0, abstain: abstain ?? 0 }
}
const sayCounts = (m: FoundMeeting, { yes, no, abstain }: Counts) =>
  `应到 ${m.entitled}，到会 ${m.present}，同意 ${yes}，不同意 ${no}，弃权 ${abstain}`

/** Before it is counted: the body may decide it today, and a major one has come here step by step. */
async function mayBeDecided(ctx: Ctx, m: FoundMeeting, item: Item): Promise<{ matter: MatterName; major: boolean }> {
  if (!item.topic) return { matter: 'own', major: false }
  const topic = await ctx.db
    .selectFrom('council.topic')
    .select(['matter', 'major'])
    .where('community', '=', m.community)
    .where('id', '=', item.topic)
    .executeTakeFirstOrThrow()
  const matter = topic.matter as MatterName
  await mustDecide(ctx, { community: m.community, body: m.body }, matter, dayOf(ctx.now))
  if (topic.major) {
    const no = stepRefusal(await stepsOf(ctx, { community: m.community, id: item.topic }), 4, dayOf(ctx.now))
    if (no) throw no
  }
  return { matter, major: topic.major }
}

export async function postponeItem(ctx: Ctx, m: FoundMeeting, { item: id, reason }: { item: string; reason: string }) {
  const item = openItem(m, id)
  await settle(ctx, m, id, { outcome: 'postponed', reason })
  if (item.topic) await ctx.ask(council.ops.postponeTopic, { community: m.community, id: item.topic, reason })
}
