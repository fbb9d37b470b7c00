/** 篇1 二（一）「议事导则」. How a meeting is planned, convened in time, run, minuted and signed. What is counted is in meeting-count.ts. */
import { addDays, dayOf, latestBefore } from '../../kernel/clock.ts'
import type { Input } from '../../kernel/contract.ts'
import { newId } from '../../kernel/id.ts'
import { notify } from '../../kernel/messages.ts'
import { judgedAt, moving, start } from '../../kernel/move.ts'
import type { Ctx } from '../../kernel/server.ts'
import { findBody, seatsOf, sittingOn } from './body-read.ts'
import { bodies as laws } from './body-rules.ts'
import { council } from './contract.ts'
import { limit } from './figure-rules.ts'
import { kindOf, type KindName } from './kind-rules.ts'
import { enter } from './lines.ts'
import { addItem, removeItem } from './meeting-agenda.ts'
import { countVotes, discuss, postponeItem, voice } from './meeting-count.ts'
import { meeting as machine } from './meeting-rules.ts'
import { findMeeting, type FoundMeeting } from './meeting-read.ts'
import { minutesOf } from './minutes.ts'
import { problem } from './problem-rules.ts'
import { inForce } from './validity.ts'

type Noticed = { kind: KindName; place: string; onward: boolean }
/** How many days before: the body's own, or the assembly's when the matter goes on to it. */
function noticeDays(ctx: Ctx, { kind, place, onward }: Noticed): number {
  const at = judgedAt(ctx, place)
  const own = at.figure(limit[kindOf(kind).notice])
  return onward ? Math.max(own, at.figure(limit.noticeOnward)) : own
}
const noticeBy = (ctx: Ctx, m: Noticed, startsAt: Date) => latestBefore(dayOf(startsAt), noticeDays(ctx, m))

export async function planMeeting(ctx: Ctx, input: Input<typeof council.ops.planMeeting>) {
  const { body, startsAt, law: chosen, ...said } = input
  const found = await findBody(ctx, said.place, body)
  if (!found || found.state === 'ended') throw problem.noSuchBody()
  const possible = kindOf(found.kind).laws
  const law = chosen ?? possible[0]!
  if (!possible.includes(law))
    throw problem.ownLaw(`${kindOf(found.kind).label}按「${possible.map(l => laws[l].label).join('、')}」表决，请改选`)
  const at = new Date(startsAt)
  inForce(laws[law], dayOf(at))
  const row = {
    ...said,
    community: said.place,
    id: newId(ctx.now.getTime()),
    body,
    law,
    startsAt: at,
    noticeBy: noticeBy(ctx, { ...found, onward: said.onward }, at),
  }
  await start(ctx, movingMeetings, row)
  await enter(ctx, row, 'planMeeting')
  return findMeeting(ctx, row.community, row.id)
}

export const movingMeetings = moving(council, {
  table: 'council.meeting',
  machine,
  title: m => m.title,
  find: findMeeting,
  on: {
    amendMeeting: async (ctx, m, when) => moveTo(ctx, m, when),
    addItem: (ctx, m, item) => addItem(ctx, m, item),
    async removeItem(ctx, m, { item }) {
      const gone = await removeItem(ctx, m, item)
      if (!Number(gone.numDeletedRows)) throw problem.noSuchItem('议题请用「移出议程」；这里只去掉自己加的议程')
    },
    async convene(ctx, m, { urgent }) {
      const today = dayOf(ctx.now)
      const days = noticeDays(ctx, m)
      if (today > m.noticeBy && !urgent)
        throw problem.lateNotice(
          `${dayOf(m.startsAt)} 开会要提前 ${days} 天通知，最迟 ${m.noticeBy}；今天通知，最早 ${addDays(today, days)} 开，请改期，确有紧急情况的写明理由`,
        )
      const day = dayOf(m.startsAt)
      const seats = sittingOn(await seatsOf(ctx, { community: m.community, id: m.body }), day)
      const body = `${day} 在${m.venue}：${m.agenda.map(i => i.title).join('；')}`
      for (const { account } of seats)
        if (account)
          await notify(ctx, { to: account, title: `开会：${m.title}`, body, link: `/c/${m.community}/council` })
      await enter(ctx, m, 'convene', urgent ?? null)
      return { convenedAt: ctx.now, urgent: urgent ?? null }
    },
    async adjourn(ctx, m, { reason, ...when }) {
      await enter(ctx, m, 'adjourn', reason)
      return { ...moveTo(ctx, m, when), convenedAt: null }
    },
    async cancelMeeting(ctx, m, { reason }) {
      await enter(ctx, m, 'cancelMeeting', reason)
      await freeTopics(ctx, m, reason)
      return { reason }
    },
    async openMeeting(ctx, m) {
      if (!m.entitled) throw problem.needsNumbers('还没有人有权参加：请先在组织里安排席位，或填写人数（户数）')
      await enter(ctx, m, 'openMeeting')
      return { openedAt: ctx.now, entitled: m.entitled }
    },
    async checkIn(ctx, m, { seats }) {
      for (const seat of seats) await attends(ctx, m, seat, { came: 'present' })
    },
    async checkOut({ db }, m, { seat }) {
      const gone = await db
        .deleteFrom('council.attendance')
        .where('community', '=', m.community)
        .where('meeting', '=', m.id)
        .where('seat', '=', seat)
        .executeTakeFirst()
      if (!Number(gone.numDeletedRows)) throw problem.noSuchSeat()
    },
    excuse: (ctx, m, { seat, reason }) => attends(ctx, m, seat, { came: 'excused', reason: reason || null }),
    async entrust(ctx, m, { seat, to, reason }) {
      const { proxies } = kindOf(m.kind)
      if (!proxies) throw problem.noProxies(`${kindOf(m.kind).label}不能委托别人表决`)
      if (m.people.find(p => p.seat === to)?.came !== 'present' || seat === to) throw problem.proxyAbsent()
      const most = judgedAt(ctx, m.place).figure(limit[proxies])
      if ((await entrustedTo(ctx, m, to)) >= most) throw problem.tooManyProxies(`一个人最多受 ${most} 个人的委托`)
      await attends(ctx, m, seat, { came: 'proxy', proxy: to, reason })
    },
    countHeads: async (_, __, { present }) => ({ headcount: present }),
    discuss,
    voice,
    countVotes,
    postponeItem,
    async closeMeeting(ctx, m) {
      await enter(ctx, m, 'closeMeeting')
      return { closedAt: ctx.now }
    },
    draftMinutes: async (ctx, m, { more }) => {
      await enter(ctx, m, 'draftMinutes')
      await ctx.db
        .deleteFrom('council.signature')
        .where('community', '=', m.community)
        .where('meeting', '=', m.id)
        .execute()
      return { minutes: [minutesOf(m), more].filter(Boolean).join('\n') }
    },
    async signMinutes(ctx, m, { seat, name }) {
      const person = seat ? m.people.find(p => p.seat === seat && p.came === 'present') : undefined
      if (seat ? !person : !m.everyone || !name) throw problem.notAttending()
      const row = {
        community: m.community,
        meeting: m.id,
        name: person?.name ?? name!,
        seat: seat ?? null,
        at: ctx.now,
      }
      await ctx.db.insertInto('council.signature').values(row).execute()
    },
    sealMinutes: (ctx, m) => enter(ctx, m, 'sealMinutes'),
    async publishMinutes(ctx, m) {
      await enter(ctx, m, 'publishMinutes')
      return { publishedAt: ctx.now }
    },
  },
})

function moveTo(ctx: Ctx, m: FoundMeeting, { startsAt, venue }: { startsAt: string; venue: string }) {
  const at = new Date(startsAt)
  return { startsAt: at, venue, noticeBy: noticeBy(ctx, m, at) }
}

/** What it was to talk about waits for another one. */
async function freeTopics(ctx: Ctx, { community, id }: FoundMeeting, reason: string) {
  const waiting = await ctx.db
    .selectFrom('council.item as i')
    .innerJoin('council.topic as t', join =>
      join.onRef('t.community', '=', 'i.community').onRef('t.id', '=', 'i.topic'),
    )
    .select('t.id')
    .where('i.community', '=', community)
    .where('i.meeting', '=', id)
    .where('t.state', '=', 'scheduled')
    .execute()
  for (const topic of waiting) await ctx.ask(council.ops.unscheduleTopic, { community, id: topic.id, reason })
}

type Attending = { came: 'present' | 'proxy' | 'excused'; proxy?: string; reason?: string | null }
async function attends({ db, now }: Ctx, m: FoundMeeting, seat: string, { came, proxy, reason = null }: Attending) {
  if (!m.people.some(p => p.seat === seat)) throw problem.noSuchSeat()
  const said = { came, proxy: proxy ?? null, reason, at: now }
  await db
    .insertInto('council.attendance')
    .values({ community: m.community, meeting: m.id, seat, ...said })
    .onConflict(c => c.columns(['community', 'meeting', 'seat']).doUpdateSet(said))
    .execute()
}

async function entrustedTo({ db }: Ctx, m: FoundMeeting, to: string): Promise<number> {
  const { n } = await db
    .selectFrom('council.attendance')
    .select(o => o.fn.countAll<string>().as('n'))
    .where('community', '=', m.community)
    .where('meeting', '=', m.id)
    .where('proxy', '=', to)
    .executeTakeFirstOrThrow()
  return Number(n)
}
