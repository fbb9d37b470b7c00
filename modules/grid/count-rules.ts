/**
 * 三率的口径：哪些算一件、哪些算按时响应、解决、满意；回访的几种结果。
 * What each figure of the rates counts; the list behind a figure is asked by the same name. Pure.
 */

/**
 * 响应率: of all whose time has come, those that were taken up, or whose reporter was spoken to, in time. 满意率 and 解决率
 * are shares of those who gave an answer, not of all (EV-09).
 */
export const counts = {
  orders: { label: '诉求' },
  answerable: { label: '应响应' },
  responded: { label: '按时响应' },
  unresponded: { label: '没有按时响应' },
  answered: { label: '有答复（解决与否）' },
  solved: { label: '已解决' },
  unsolved: { label: '没有解决' },
  judged: { label: '有答复（满意与否）' },
  pleased: { label: '满意' },
  displeased: { label: '不满意' },
  finished: { label: '已结案' },
  onTime: { label: '按时结案' },
  overTime: { label: '超时结案' },
  toRevisit: { label: '待回访' },
  excluded: { label: '考核剔除' },
} as const
export type Count = keyof typeof counts

export const rates = {
  response: { label: '响应率', of: 'responded', among: 'answerable', rest: 'unresponded' },
  solving: { label: '解决率', of: 'solved', among: 'answered', rest: 'unsolved' },
  satisfaction: { label: '满意率', of: 'pleased', among: 'judged', rest: 'displeased' },
  punctuality: { label: '按时结案率', of: 'onTime', among: 'finished', rest: 'overTime' },
} as const satisfies Record<string, { label: string; of: Count; among: Count; rest: Count }>

/** What a call after closing brought; `null` where nobody could be asked. */
export const revisits = {
  pleased: { label: '已解决，满意', solved: true, pleased: true },
  fair: { label: '已解决，基本满意', solved: true, pleased: true },
  displeased: { label: '已解决，不满意', solved: true, pleased: false },
  unsolved: { label: '没有解决', solved: false, pleased: false },
  unreached: { label: '没联系上', solved: null, pleased: null },
} as const
export type Revisit = keyof typeof revisits
/** What a call before that brought: only a reporter who was spoken to counts as answered. */
export const calls = { reached: { label: '联系上了' }, unreached: { label: '没联系上' } } as const
export type Call = keyof typeof calls
/** From this many stars on a rating counts as satisfied. */
export const pleasedFrom = 4
