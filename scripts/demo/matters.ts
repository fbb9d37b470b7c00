/**
 * Half a year of reports that ends at `now`, with what came of each. Mornings and weekdays are busier, and a known
 * share is late, sent back, reopened or still open.
 */
import { day, hour, hourOf, midnight, minute, weekdayOf } from './calendar.ts'
import { categoryOf } from './categories.ts'
import { course, stateAfter, until, type Course } from './course.ts'
import { known, type Random } from './random.ts'
import { reports, type Ground, type Report } from './report.ts'
import type { Limits, Matter, Staff } from './shape.ts'
import { leaveOpen } from './stall.ts'
import { unitFor } from './staff.ts'

export const span = 183 * day

export function matters(chance: Random, now: Date, town: Ground, limits: Limits, wanted: number): Matter[] {
  const [when, tell] = [chance.fork('when'), reports(chance.fork('what'), town)]
  const told = Array.from({ length: wanted }, (_, n) => {
    const start = n < freshMinutes.length ? midnight(now) : dayIn(when, Number(now))
    const report = tell(n, start)
    const at = momentIn(when, start, report.night, n, Number(now))
    const counterOpen =
      hourOf(at) >= 9 && hourOf(at) < 17 && ![0, 6].includes(weekdayOf(at)) && report.urgency !== 'emergency'
    const channel = report.channel === 'counter' && !counterOpen ? 'phone' : report.channel
    return { report: { ...report, channel } satisfies Report, at }
  }).sort((a, b) => a.at - b.at)
  const fates = fate(
    chance.fork('fate'),
    told.map(t => t.report),
  )
  const [cast, happen] = [chance.fork('cast'), chance.fork('course')]
  const all = told.map(({ report, at }, i): Matter => {
    const { results, night: _, ...rest } = report
    const { sentBack, ...luck } = known(fates[i])
    const plan = course(happen, limits, {
      at,
      urgency: report.urgency,
      talk: isTalk(report.category),
      results,
      ...actors(cast, town, report, sentBack),
      ...luck,
    })
    const steps = until(at, plan, Number(now))
    return { key: `M${String(i + 1).padStart(4, '0')}`, at: new Date(at), ...rest, steps, state: stateAfter(steps) }
  })
  return leaveOpen(chance.fork('open'), all, now, limits, known(town.staff.find(s => s.post === 'street-chief')).key)
}

/** Midnight of a day in the half year; use doubles over it, and weekends are quieter. */
function dayIn(chance: Random, now: number): number {
  for (;;) {
    const share = chance.next()
    const start = midnight(now - span * (1 - share))
    const weekend = [0, 6].includes(weekdayOf(start))
    if (chance.next() < (0.5 + 0.5 * share) * (weekend ? 0.6 : 1)) return start
  }
}

/** The last few came in within the hour; nothing is reported in the future. */
function momentIn(chance: Random, start: number, night: boolean, n: number, now: number): number {
  const ago = freshMinutes[n]
  if (ago !== undefined) return now - ago * minute
  const at =
    start +
    chance.weighted(night ? nightHours : dayHours) * hour +
    chance.int(0, 59) * minute +
    chance.int(0, 59) * 1000
  const first = now - span
  return at > now - hour ? at - Math.ceil((at - now + hour) / day) * day : at < first ? at + day : at
}

const freshMinutes = [3, 9, 17, 33, 54]
const dayHours = [3, 2, 1, 1, 1, 2, 6, 14, 26, 34, 33, 24, 16, 18, 26, 31, 29, 23, 21, 24, 22, 16, 9, 5].map(
  (w, h) => [h, w] as const,
)
const nightHours = [
  [19, 3],
  [20, 5],
  [21, 7],
  [22, 6],
  [23, 3],
  [0, 2],
  [6, 1],
  [7, 2],
] as const

type Actors = Pick<Course, 'clerk' | 'worker' | 'wrong' | 'wrongIsUnit' | 'checker' | 'chief'>

/** The grid's own worker does what is the grid's or the community's; the rest goes to the unit in charge (EV-04). */
function actors(chance: Random, town: Ground, { item, grid, community }: Report, sentBack: boolean): Actors {
  const one = (fits: (s: Staff) => boolean) => chance.pick(town.staff.filter(fits)).key
  const worker = one(s => s.post === 'grid-worker' && s.place === grid)
  const unit = one(s => s.unit === unitFor(item))
  const ownWork = ['grid', 'community'].includes(categoryOf(item).handler)
  const atStreet = !ownWork || chance.chance(0.3)
  return {
    clerk: one(s => (atStreet ? s.post === 'street-clerk' : s.post === 'community-clerk' && s.place === community)),
    worker: ownWork ? worker : unit,
    wrong: sentBack ? (ownWork ? unit : worker) : null,
    wrongIsUnit: ownWork,
    checker: one(s => s.post === 'checker'),
    chief: one(s => s.post === 'street-chief'),
  }
}

/** Disputes, questions and applications are talked over; everything else is looked at on the spot. */
const isTalk = (category: string) => /^(0403|0404|06|07|10|110[123])/.test(category)

type Fate = Pick<Course, 'rejection' | 'late' | 'redone' | 'reopened' | 'known'> & { sentBack: boolean }

/** Exact shares, drawn by lot among those to whom it can happen. */
function fate(chance: Random, all: readonly Report[]): Fate[] {
  const draw = (share: number, can: (report: Report) => boolean) => {
    const able = all.flatMap((report, i) => (can(report) ? [i] : []))
    return new Set(chance.shuffle(able).slice(0, Math.round(share * all.length)))
  }
  const calm = (r: Report) => r.urgency !== 'emergency'
  const rejected = draw(0.025, r => r.category.startsWith('06') || r.urgency === 'ordinary')
  const on = (i: number) => !rejected.has(i)
  const [late, sentBack, redone] = [draw(0.12, () => true), draw(0.063, calm), draw(0.04, calm)]
  const reopened = draw(0.058, r => r.reporter.kind === 'resident' && r.urgency !== 'emergency')
  return all.map((report, i) => ({
    rejection: on(i) ? null : chance.pick(report.category.startsWith('06') ? courtReasons : reasons),
    late: late.has(i),
    sentBack: sentBack.has(i),
    redone: redone.has(i),
    reopened: reopened.has(i),
    known: report.reporter.kind === 'resident',
  }))
}

const reasons = [
  '与近日已受理的同一事项重复，已并入原单办理，进度可在原单查看',
  '经电话核实，所述情况已自行消除，反映人同意撤回',
]
const courtReasons = ['该纠纷已由法院立案，请按诉讼程序办理；需要法律援助可联系社区']
