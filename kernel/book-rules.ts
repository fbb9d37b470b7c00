/**
 * 规矩里的数与节假日的规矩：谁能改哪个数、只能往哪边改、几时起算；一年的节假日整张换，依国务院的文。
 * The law of the book. Pure: the server reckons by it, and the screen says the same before anything is saved.
 */
import { addDays, dayOf, isDay, startOf, yearOf, type Day } from './clock.ts'
import { any, anyone, permits, post, problems, signedIn, type Actor, type Figure, type Rule } from './rules.ts'

// 谁 ─ who
const chief = post('chief').over('place')
const systemAdmin = post('system-admin').over('place')
/** Figures that declare no keeper of their own. */
const keeper = any(chief, systemAdmin)
/** Whose post it is to set this one. Security is not for those who run the system: the three administrators stay apart. */
export const keeperOf = (f: Figure): Rule => (f.keeper ? post(f.keeper).over('place') : keeper)

export const may = {
  figures: signedIn,
  history: signedIn,
  /** Which of them may set which figure is the figure's own rule, asked by `whyNot`. */
  set: any(keeper, post('security-admin').over('place')),
  end: any(keeper, post('security-admin').over('place')),
  holidays: anyone,
  preview: systemAdmin,
  setHolidays: systemAdmin,
}

// 数 ─ which figure holds where
export type Named = Figure & { name: string }
/** One line of the book. `is` null: from that day on the place has none of its own. */
export type Setting = {
  id: number
  name: string
  place: string
  from: Day
  is: number | null
  reason: string
  document: string
  by: string
  byName: string | null
  at: Date
}

export const ways = {
  lower: { label: '只可调低', say: '只能调低，不能高于' },
  raise: { label: '只可调高', say: '只能调高，不能低于' },
  set: { label: '可以自定', say: '' },
} as const
type Way = keyof typeof ways

/** What a place has set for itself at a moment: of what has begun the latest day, of one day the latest line. */
export function ownAt(lines: readonly Setting[], place: string, moment: Date): Setting | undefined {
  const today = dayOf(moment)
  const begun = lines.filter(s => s.place === place && s.from <= today && s.at <= moment)
  const last = begun.reduce<Setting | undefined>((a, b) => (a && later(a, b) ? a : b), undefined)
  return last?.is === null ? undefined : last
}
const later = (a: Setting, b: Setting) => a.from > b.from || (a.from === b.from && a.id > b.id)

/**
 * The figure that holds at a place, and the line that says so. Where the law allows one direction, the strictest from the
 * country down to the place holds: nobody below undoes what somebody above has tightened. Where it allows any, the nearest.
 */
export function ruling(
  lines: readonly Setting[],
  f: Named,
  place: string,
  moment: Date,
): { is: number; line?: Setting } {
  if (!f.may) return { is: f.is }
  const mine = [...new Set(lines.map(s => s.place))]
    .filter(p => place.startsWith(p))
    .toSorted((a, b) => a.length - b.length)
  const held = mine.flatMap(p => ownAt(lines, p, moment) ?? [])
  const line = held.reduce<Setting | undefined>((a, b) => (stricter(f.may!, b.is!, a?.is ?? f.is) ? b : a), undefined)
  return line ? { is: line.is!, line } : { is: f.is }
}

/** At least as strict; where any direction is allowed, whatever is nearer. */
const stricter = (way: Way, one: number, than: number) => way === 'set' || (way === 'lower' ? one <= than : one >= than)

/** What binds a place from above on a day: a lower area may only tighten further what a higher one has set. */
export function bound(lines: readonly Setting[], f: Named, place: string, day: Day): { is: number; line?: Setting } {
  const above = lines.filter(s => s.place !== place && place.startsWith(s.place))
  // As far as is known today: what was written a minute ago counts for a day to come.
  return ruling(
    above.map(s => ({ ...s, at: startOf(s.from) })),
    f,
    place,
    startOf(day),
  )
}

/** Why this value may not stand; null when it may. The screen asks before saving, the server in the saving. */
export function whyNot(lines: readonly Setting[], f: Named, place: string, day: Day, is: number): string | null {
  if (!f.may) return `「${f.label}」由 ${saySource(f.source)} 定为 ${say(f, f.is)}，各地不能调整`
  if (f.is > 0 ? is <= 0 : is < 0) return `「${f.label}」应是${f.is > 0 ? '大于 0 的' : ''}数，请重新填写`
  if (Number.isInteger(f.is) && !Number.isInteger(is)) return `「${f.label}」应是整数，请重新填写`
  if (!stricter(f.may, is, f.is))
    return `「${f.label}」由 ${saySource(f.source)} 定为 ${say(f, f.is)}，各地${ways[f.may].say}它`
  const { is: least, line } = bound(lines, f, place, day)
  if (!line || f.may === 'set' || stricter(f.may, is, least)) return null
  return `上级已按${line.document}把「${f.label}」定为 ${say(f, least)}（自 ${line.from} 起），下级${ways[f.may].say}它`
}

export const say = (f: Figure, is: number) => `${is} ${f.unit ?? ''}`.trim()
/** 'assumption' is our word for a value that no law gives. */
export const isAssumed = (source: string) => /\bassumption\b/.test(source)
export function saySource(source: string): string {
  const named = source
    .split(/[;；]/)
    .map(s => s.trim())
    .filter(s => s && s !== 'assumption')
  return named.length ? named.join('、') : '本系统（没有查到规定，是假定的值）'
}
export const maySet = (f: Named, actor: Actor | null, place: string) => permits(keeperOf(f), actor, { place })

// 节假日 ─ a year of rest days
export type Off = { day: Day; name: string }
/** Days that are off by law every year, whatever the notice arranges around them (全国年节及纪念日放假办法 第二条). */
const always = ['01-01', '05-01', '10-01', '10-02', '10-03']
const weekend = (day: Day) => [0, 6].includes(new Date(day).getUTCDay())

/** What is wrong with a year's table, in sentences; empty when it may be kept. */
export function mistakesIn(year: number, off: readonly Day[], work: readonly Day[]): string[] {
  const all = [...off, ...work]
  const real = all.filter(isDay)
  const first = `${year - 1}-12-20`
  const twice = [...new Set(all.filter((d, i) => all.indexOf(d) !== i))]
  return [
    ...all.filter(d => !isDay(d)).map(d => `${d} 不是真实的日期`),
    ...real.filter(d => yearOf(d) !== year && (yearOf(d) !== year - 1 || d < first)).map(d => `${d} 不在 ${year} 年`),
    ...twice.map(d => `${d} 写了两次`),
    ...work.filter(d => isDay(d) && !weekend(d)).map(d => `${d} 本来就是工作日，不用写成调休上班`),
    ...always
      .map(d => `${year}-${d}`)
      .filter(d => !off.includes(d))
      .map(d => `缺少 ${d}：这一天依法放假`),
  ]
}

/** The days on which a table may change what is counted; a deadline that ends before them cannot move. */
export const firstDayOf = (year: number): Day => addDays(`${year}-01-01`, -12)

export const problem = problems('book', {
  noSuchFigure: [404, '没有这个数，请刷新页面再选'],
  direction: [422, '这个数不能这样改，请按提示重新填写'],
  past: [422, '起算日期不能早于今天，已经办过的事不受影响'],
  nothingSet: [409, '这里没有自定的数可以停用'],
  notAtThisLevel: [422, '数只设到社区（村）一级，请选择社区或更大的范围'],
  badTable: [422, '节假日表有误，请按提示改正'],
  notWhole: [403, '节假日表管整个系统，须由管辖全部地方的系统管理员修改'],
})
