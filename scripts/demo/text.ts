/** What people write about one second-level category, and what those who dealt with it write back. */
import type { Kind, PublicPlace } from './shape.ts'

/**
 * In braces stands what differs from place to place: 楼 (building), 单元, 户 (door), 小区, 路, 处 (public place),
 * 天 and 几 (small numbers). A text is said only in the kinds of block it names, everywhere if it names none.
 */
export type Say = readonly [item: string, title: string, description: string, on?: readonly Kind[]]
export type Done = readonly [items: string, answer: string]
export type Text = {
  category: string
  weight: number
  /** Months in which it happens three times as often. */
  season?: readonly number[]
  /** Which kinds of public place 处 may stand for. */
  places?: readonly PublicPlace['kind'][]
  /** Said in the evening and at night rather than in office hours. */
  night?: true
  say: readonly Say[]
  /** The answer and the items it answers ('01 03', or '*' for all). */
  done: readonly Done[]
}
