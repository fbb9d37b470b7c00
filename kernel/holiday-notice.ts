/**
 * Reads the State Council's yearly notice on holidays as it is pasted, whole or in part, into days. What it cannot read,
 * or what contradicts itself, it does not guess: the words come back with the reason. Runs in the browser.
 */
import { addDays, isDay, type Day } from './clock.ts'

export type NoticeDay = { day: Day; off: boolean; name: string }
export type Notice = {
  /** As the notice's own title says; null when it has none. */
  year: number | null
  document: string | null
  days: NoticeDay[]
  unread: { text: string; why: string }[]
}

export function readNotice(pasted: string, year: number): Notice {
  const text = pasted.normalize('NFKC').replaceAll(/[ \t\u3000]+/g, '')
  const titled = /(\d{4})年[^。\n]{0,6}(?:部分)?节假日安排/.exec(text)?.[1]
  const notice: Notice = {
    year: titled ? Number(titled) : null,
    document:
      /国办发(?:明电)?[〔[(]\d{4}[〕\])]\d+号/.exec(text)?.[0]?.replace(/[[(]/, '〔').replace(/[\])]/, '〕') ?? null,
    days: [],
    unread: [],
  }
  let name = ''
  for (const sentence of sentences(text)) {
    const [, festival, rest = ''] = heading.exec(sentence) ?? [sentence, undefined, sentence]
    if (festival) name = festival
    readSentence(rest, { name, year, notice })
  }
  notice.days = tidy(notice)
  return notice
}

const sentences = (text: string) => text.split(/[。;\n]|(?=[一二三四五六七八九十]+、[^,。]{2,9}:)/).filter(Boolean)
/** 一、元旦：…  国庆节、中秋节：… */
const heading =
  /^(?:[一二三四五六七八九十\d]+[、.])?((?:元旦|除夕|[\u4e00-\u9fff]{1,8}节)(?:[、和](?:元旦|[\u4e00-\u9fff]{1,8}节))*):(.*)$/s

type Reading = { name: string; year: number; notice: Notice }

/** Clause by clause: one says what is off or worked, or explains what another has said. Dates without a verb belong to the next. */
function readSentence(sentence: string, { name, year, notice }: Reading) {
  const refuse = (text: string, why: string) => void notice.unread.push({ text, why })
  if (isSignature.test(sentence) || aside.test(sentence)) return
  if (name === '' && !/放假|上班/.test(sentence)) return
  let held = ''
  const clauses = sentence.split(',')
  for (const [i, clause] of clauses.entries()) {
    const count = /^共(\d+)天/.exec(clause)
    if (count || !date.test(clause)) continue
    if (explains.test(clause)) continue
    const off = /放假|休息|连休/.test(clause)
    if (!off && !/上班/.test(clause)) {
      held += `${clause}、`
      if (i === clauses.length - 1) refuse(held.slice(0, -1), '没有说放假还是上班')
      continue
    }
    const said = held + clause
    held = ''
    const told = datesIn(said, year, name)
    if ('why' in told) refuse(said, told.why)
    else if (name === '') refuse(said, '没有说是哪个节日')
    else if (off && miscounted(sentence, told.days))
      refuse(said, `写的是${miscounted(sentence, told.days)}天，数出来是 ${told.days.length} 天`)
    else notice.days.push(...told.days.map(day => ({ day, off, name: off ? name : WORKED })))
  }
}
const WORKED = '调休上班'
const isSignature = /^(国务院办公厅)?\d{4}年\d{1,2}月\d{1,2}日$/
/** Advice to employers, and words without a day. */
const aside = /鼓励|建议|倡导/
const explains = /为法定节假日|照常公休|公休日?调至|为公休日/
const date = /\d{1,2}日/

/** The number of days that the sentence itself gives, when it gives another than was counted. */
function miscounted(sentence: string, days: readonly Day[]): string | null {
  const said = /(?:共|放假)(\d+)天/.exec(sentence)?.[1]
  return said && Number(said) !== days.length && [...sentence.matchAll(/放假/g)].length === 1 ? said : null
}

const one = /(?:(\d{4})年)?(?:(\d{1,2})月)?(\d{1,2})日(?:\(([^)]*)\))?/
const span = new RegExp(`${one.source}(?:(?:至|到|-|—+|–|~)${one.source})?`, 'g')

type Told = { days: Day[] } | { why: string }
function datesIn(text: string, year: number, name: string): Told {
  const days: Day[] = []
  let month: string | undefined
  for (const found of text.matchAll(span)) {
    const [, y1, m1, d1, said1, y2, m2, d2, said2] = found
    const first = dayFrom(y1, (month = m1 ?? month), d1!, { year, name })
    const last = d2 === undefined ? first : dayFrom(y2, (month = m2 ?? month), d2, { year, name })
    for (const [day, said] of [
      [first, said1],
      [last, d2 === undefined ? said1 : said2],
    ] as const) {
      if (!day) return { why: '没有写月份，或没有这一天' }
      const weekday = /[周期]([一二三四五六日天])/.exec(said ?? '')?.[1]
      if (weekday && weekdayOf(day) !== weekday.replace('天', '日'))
        return { why: `${day} 是周${weekdayOf(day)}，与所写的星期不符：是不是别的年份的通知` }
    }
    const run = between(first!, last!)
    if (!run.length || run.length > 16) return { why: '起止日期不对' }
    days.push(...run)
  }
  return days.length ? { days } : { why: '没有看到日期' }
}

/** A notice says 12月31日 of New Year's holiday and means the year before. */
function dayFrom(
  y: string | undefined,
  m: string | undefined,
  d: string,
  { year, name }: { year: number; name: string },
) {
  if (!m) return null
  const own = name.startsWith('元旦') && Number(m) === 12 ? year - 1 : year
  const day = [y ?? String(own), m.padStart(2, '0'), d.padStart(2, '0')].join('-')
  return isDay(day) ? day : null
}

const weekdayOf = (day: Day) => '日一二三四五六'[new Date(day).getUTCDay()]!

function between(first: Day, last: Day): Day[] {
  const all: Day[] = []
  for (let day = first; day <= last && all.length <= 16; day = addDays(day, 1)) all.push(day)
  return all
}

/** In order, each day once; one that is said to be off and worked is neither. */
function tidy({ days, unread }: Notice): NoticeDay[] {
  const byDay = Map.groupBy(days, d => d.day)
  return [...byDay.values()]
    .flatMap(said => {
      if (said.every(d => d.off === said[0]!.off)) return [said[0]!]
      unread.push({ text: said[0]!.day, why: '既写放假又写上班' })
      return []
    })
    .toSorted((a, b) => (a.day < b.day ? -1 : 1))
}
