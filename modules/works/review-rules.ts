/**
 * 三评问三句话：合同要求做到了没有，满意不满意，怎样改进。一户评一次，只公布数，不公布谁说的。
 * The three questions of a review and how they are counted. Pure.
 */

/** 篇1 二（二）2「三评」 */
export const mets = { yes: '都做到了', partly: '有的没做到', no: '没做到' } as const
export const contents = { very: '满意', fairly: '基本满意', not: '不满意' } as const
export type Met = keyof typeof mets
export type Content = keyof typeof contents

export const isContent = (content: string): boolean => content !== ('not' satisfies Content)

/** How often each choice was made, in the order of the choices; one that nobody made counts none. */
export const counted = <K extends string>(table: Record<K, string>, given: readonly string[]) =>
  (Object.keys(table) as K[]).map(choice => ({ choice, n: given.filter(g => g === choice).length }))
