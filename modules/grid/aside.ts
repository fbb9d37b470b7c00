/** The moves that take a matter off its straight road, or bring others in: more facts, another hand, a pause, another level, an order. 篇7 三（一）「民情民意」 */
import { addDays, dayOf, due, endOf } from '../../kernel/clock.ts'
import { attach } from '../../kernel/files.ts'
import { newId } from '../../kernel/id.ts'
import { notify } from '../../kernel/messages.ts'
import { start } from '../../kernel/move.ts'
import type { Input } from '../../kernel/contract.ts'
import { common } from '../../kernel/rules.ts'
import type { Ctx } from '../../kernel/server.ts'
import type { grid } from './contract.ts'
import { deadlines } from './deadline.ts'
import { deskAbove, deskBelow, levelOf, limit, type Urgency } from './figure-rules.ts'
import { chosen, handOver, settle } from './hand.ts'
import { movingOrders, movingTasks } from './joint.ts'
import { enter, respondedNow, tellReporter, type Found } from './matter.ts'
import { namesIn } from './named.ts'
import { problem } from './problem-rules.ts'

type In<M extends keyof typeof grid.ops> = Input<(typeof grid.ops)[M]>
type Figure = (typeof limit)[keyof typeof limit]
const days = (ctx: Ctx, f: Figure, place: string) => ctx.book.figure(f, place, ctx.now)
const later = (at: Date, ms: number) => new Date(at.getTime() + ms)
const DAY = 86_400_000

/** `field` is refused beside its own question. */
const wrong = (field: string, message: string) => common.invalid([{ path: [field], message }])

// ── More facts ──────────────────────────────────────────────────────────────

export async function askMore(ctx: Ctx, m: Found, { text }: In<'askMore'>) {
  await enter(ctx, m, 'askMore', text)
  await tellReporter(ctx, m, {
    template: 'asked',
    title: '请补充情况',
    body: `「${m.title}」：${text}。凭编号 ${m.number} 补充。`,
  })
  const until = due({ unit: 'days', n: days(ctx, limit.supplementDays, m.place) }, ctx.now, ctx.book.calendar)
  return {
    waitingSince: ctx.now,
    supplementBy: until.at,
    ...respondedNow(ctx, m),
    names: await namesIn(ctx, m, m.title),
  }
}

export async function supplement(ctx: Ctx, m: Found, { text, photos }: In<'supplement'>) {
  await enter(ctx, m, 'supplement', text, await attach(ctx.db, photos, m, m.owner ?? m.ticket))
  return onwards(ctx, m)
}

export async function proceed(ctx: Ctx, m: Found, { text }: In<'proceed'>) {
  await enter(ctx, m, 'proceed', text, [], true)
  return onwards(ctx, m)
}

/** The time spent waiting for the reporter is nobody's delay. */
function onwards(ctx: Ctx, m: Found) {
  const waited = m.waitingSince ? ctx.now.getTime() - m.waitingSince.getTime() : 0
  const { acceptBy } = deadlines(ctx, m.place, m.urgency as Urgency, ctx.now, m.desk)
  return {
    acceptBy,
    dispatchBy: later(m.dispatchBy, waited),
    resultBy: later(m.resultBy, waited),
    waitingSince: null,
    supplementBy: null,
  }
}

// ── Another hand ────────────────────────────────────────────────────────────

export async function transfer(ctx: Ctx, m: Found, { holder, reason }: In<'transfer'>) {
  if (holder === m.holder) throw problem.sameHandler()
  const to = await chosen(ctx, m, holder)
  await enter(ctx, m, 'transfer', `由 ${m.holderName ?? '原承办人'} 转给 ${to.name}(${to.label})：${reason}`)
  await settle(ctx, m, ['requests'])
  return handOver(ctx, m, to)
}

export async function invite(ctx: Ctx, m: Found, { holder, text, until }: In<'invite'>) {
  if (holder === m.holder) throw problem.sameHandler()
  const to = await chosen(ctx, m, holder)
  if (until && until < dayOf(ctx.now)) throw wrong('until', '不能早于今天')
  const by = until
    ? endOf(until)
    : due({ unit: 'days', n: days(ctx, limit.taskDays, m.place) }, ctx.now, ctx.book.calendar).at
  const id = newId()
  await start(ctx, movingTasks, {
    community: m.community,
    id,
    place: m.place,
    matter: m.id,
    title: m.title,
    holder: to.id,
    holderName: to.name,
    said: text,
    calledBy: ctx.me.name ?? null,
    calledAt: ctx.now,
    doBy: by,
  })
  await enter(ctx, m, 'invite', `请 ${to.name}(${to.label})：${text}`, [], true)
  await notify(ctx, {
    to: to.id,
    title: '请您协办',
    body: `「${m.title}」：${text}`,
    link: `/field/help/${m.community}/${id}`,
  })
}

// ── Time ────────────────────────────────────────────────────────────────────

export async function pause(ctx: Ctx, m: Found, { until, reason }: In<'pause'>) {
  const today = dayOf(ctx.now)
  const most = days(ctx, limit.pauseDays, m.place)
  const last = addDays(today, most - m.pausedDays)
  if (until <= today) throw wrong('until', '挂起的日期应在今天之后')
  if (until > last) throw wrong('until', `累计最多挂起 ${most} 天，这次最晚到 ${last}`)
  await enter(ctx, m, 'pause', `到 ${until}：${reason}`)
  await tellReporter(ctx, m, { title: '您反映的事暂时挂起', body: `「${m.title}」要等到 ${until}：${reason}。` })
  return { pausedAt: ctx.now, pausedUntil: endOf(until) }
}

/** The clock stood still: what was paused is added, to the minute; from the last day of the pause on it runs, whoever looks or not. */
export async function resume(ctx: Ctx, m: Found, { text }: In<'resume'>) {
  await enter(ctx, m, 'resume', text)
  const end = Math.min(ctx.now.getTime(), m.pausedUntil?.getTime() ?? Infinity)
  const stood = m.pausedAt ? end - m.pausedAt.getTime() : 0
  return {
    resultBy: later(m.resultBy, stood),
    pausedDays: m.pausedDays + Math.ceil(stood / DAY),
    pausedAt: null,
    pausedUntil: null,
  }
}

export async function extend(ctx: Ctx, m: Found, { days: more, reason }: In<'extend'>) {
  const most = days(ctx, limit.extendDays, m.place)
  if (more > most) throw wrong('days', `最多延 ${most} 天`)
  await enter(ctx, m, 'extend', `延 ${more} 天：${reason}`)
  await tellReporter(ctx, m, { title: '您反映的事延期办理', body: `「${m.title}」延期 ${more} 天：${reason}。` })
  return { extended: m.extended + 1, resultBy: later(m.resultBy, more * DAY) }
}

// ── Another level ───────────────────────────────────────────────────────────

export const lift = (ctx: Ctx, m: Found, { reason }: In<'lift'>) => toDesk(ctx, m, 'lift', deskAbove(m.desk), reason)
export const lower = (ctx: Ctx, m: Found, { reason }: In<'lower'>) =>
  toDesk(ctx, m, 'lower', deskBelow(m.desk, m.place), reason)

/** The same number, a new deadline, and nobody's hand until the new level gives it to one. */
async function toDesk(ctx: Ctx, m: Found, move: 'lift' | 'lower', desk: string, reason: string) {
  await enter(ctx, m, move, `${levelOf(m.desk).label} → ${levelOf(desk).label}：${reason}`)
  await settle(ctx, m, ['requests', 'tasks'])
  await tellReporter(ctx, m, {
    title: '您反映的事换了一级办理',
    body: `「${m.title}」现由${levelOf(desk).label}办理，编号不变。`,
  })
  const { dispatchBy, resultBy, provisional } = deadlines(ctx, m.place, m.urgency as Urgency, ctx.now, desk)
  return { desk, dispatchBy, resultBy, provisional, holder: null, holderName: null, extended: 0 }
}

// ── An order from above ─────────────────────────────────────────────────────

export async function supervise(ctx: Ctx, m: Found, { text, until }: In<'supervise'>) {
  if (until && until < dayOf(ctx.now)) throw wrong('until', '不能早于今天')
  const answerBy = until
    ? endOf(until)
    : due({ unit: 'days', n: days(ctx, limit.orderDays, m.place) }, ctx.now, ctx.book.calendar).at
  await start(ctx, movingOrders, {
    community: m.community,
    id: newId(),
    place: m.place,
    matter: m.id,
    title: m.title,
    holder: m.holder,
    said: text,
    orderer: ctx.me.id,
    ordererName: ctx.me.name ?? null,
    orderedAt: ctx.now,
    answerBy,
  })
  await enter(ctx, m, 'supervise', `${text}（${dayOf(answerBy)} 前书面答复）`, [], true)
  if (m.holder)
    await notify(ctx, {
      to: m.holder,
      title: '督办',
      body: `「${m.title}」：${text}`,
      link: `/field/task/${m.community}/${m.id}`,
    })
}
