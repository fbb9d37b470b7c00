/**
 * 票面的规矩：有哪些问法，一张票怎么填才算数，每种会议属于哪一类。
 * What is asked and how a sheet is filled in: for each question one number an option, in the order of the paper. Pure; the
 * voter's browser, the clerk's table and the count ask the same.
 */
import { bodies, type BodyName } from './body-rules.ts'

export type Family = 'election' | 'owners' | 'assembly' | 'council'
/** Which notice and whose voice: a representative has no proxy, an owner is counted by area too, a household is one voice. */
const families: Partial<Record<BodyName, Family>> = {
  villageElection: 'election',
  residentsElection: 'election',
  residentsElectionByRepresentatives: 'election',
  secondVote: 'election',
  ownersOrdinary: 'owners',
  ownersSpecial: 'owners',
  council: 'council',
  villageRepresentatives: 'council',
  residentsRepresentatives: 'council',
  memberRepresentatives: 'council',
  board: 'council',
  partyMembers: 'council',
}
export const isBody = (name: string): name is BodyName => Object.hasOwn(bodies, name)
export const familyOf = (name: string): Family => (isBody(name) ? families[name] : undefined) ?? 'assembly'
export const byHousehold = (name: string): boolean => name.endsWith('ByHousehold')
/** Representatives vote themselves. */
export const hasProxies = (name: string): boolean =>
  familyOf(name) !== 'council' && name !== 'residentsElectionByRepresentatives'

/** `most`: the highest number for one option; `sum`: the highest for all together, where there is one. */
export const asks = {
  yesNo: { label: '同意、反对、弃权', hint: '三项选一' },
  'choose-1': { label: '单选', hint: '选一项' },
  approval: { label: '赞成投票', hint: '赞成几项选几项' },
  scoring: { label: '打分（投票计分）', hint: '给每一项打分' },
  cumulative: { label: '分配票数', hint: '把手里的票分给各项' },
  ordinal: { label: '排序', hint: '按先后填 1、2、3' },
  election: { label: '选举', hint: '选出若干人' },
} as const
export type Ask = keyof typeof asks

export type Option = { name: string; cost: number | null }
export type Question = {
  text: string
  ask: Ask
  options: readonly Option[]
  /** Signed by name instead of secret. */
  signed: boolean
  /** How many are elected, or how many may be chosen; the highest score; how many points there are to give away. */
  most: number
  /** In fen, where projects are bought from it; and by which rule of counting. */
  budget: number | null
  rule: string | null
}
/** For one question, one number an option. */
export type Said = readonly number[]
/** For each question in order; null where this sheet does not speak of it, because it is on the other one. */
export type Sheet = readonly (Said | null)[]

export const yesNo = ['同意', '反对', '弃权'] as const
export const isSecret = (q: Pick<Question, 'signed'>): boolean => !q.signed

/** What is wrong with one answer, in words for whoever fills it in; null when it is right. An empty answer is an empty vote, and counts as cast. */
export function flawOf(q: Question, said: Said): string | null {
  if (said.length !== q.options.length) return '选项的数目不对，请刷新页面'
  if (!said.every(n => Number.isInteger(n) && n >= 0)) return '只能填不小于 0 的整数'
  const marked = said.filter(n => n > 0)
  const sum = said.reduce((a, b) => a + b, 0)
  switch (q.ask) {
    case 'yesNo':
    case 'choose-1':
      return sum <= 1 ? null : '只能选一项'
    case 'approval':
    case 'election':
      if (marked.some(n => n > 1)) return '每项只能选一次'
      return marked.length <= q.most ? null : `最多选 ${q.most} 项，您选了 ${marked.length} 项`
    case 'scoring':
      return marked.every(n => n <= q.most) ? null : `每项最高 ${q.most} 分`
    case 'cumulative':
      return sum <= q.most ? null : `一共 ${q.most} 票，您分出了 ${sum} 票`
    case 'ordinal':
      return new Set(marked).size === marked.length && marked.every(n => n <= marked.length)
        ? null
        : '名次要从 1 开始连着填，不能重复'
  }
}

/** Whether a sheet speaks of exactly the questions of its part, and rightly. */
export function sheetFlaw(questions: readonly Question[], sheet: Sheet, part: 'secret' | 'signed'): string | null {
  if (sheet.length !== questions.length) return '问题的数目不对，请刷新页面'
  for (const [i, q] of questions.entries()) {
    const said = sheet[i]
    if (isSecret(q) !== (part === 'secret')) {
      if (said !== null) return `第 ${i + 1} 题不在这张票上`
      continue
    }
    if (!said) return `第 ${i + 1} 题没有填`
    const flaw = flawOf(q, said)
    if (flaw) return `第 ${i + 1} 题：${flaw}`
  }
  return null
}

/** For people: 「同意」, or 「路灯 3，花坛 1」; 空白票 when nothing was chosen. */
export function sayAnswer(q: Question, said: Said): string {
  const chosen = q.options.flatMap((o, i) => (said[i]! > 0 ? [{ name: o.name, n: said[i]! }] : []))
  if (!chosen.length) return '空白票'
  if (q.ask === 'scoring' || q.ask === 'cumulative') return chosen.map(c => `${c.name} ${c.n}`).join('，')
  if (q.ask === 'ordinal')
    return chosen
      .toSorted((a, b) => a.n - b.n)
      .map(c => `${c.n} ${c.name}`)
      .join('，')
  return chosen.map(c => c.name).join('，')
}
