/**
 * A print is the answer of one query on paper. A module declares it as data, in `web/print.ts`: what it is called, whose
 * community stands on it, and how the answer is laid out. The rule, the masks and the trail are the query's own.
 * A layout is data throughout (pdfmake's, without functions), because the PDF is made in another thread.
 */
import type { Column, Content, TableCell } from 'pdfmake/interfaces.js'
import type { Asked, Input, Op, Output } from './contract.ts'
import type { Actor } from './rules.ts'

export type { Column, Content, TableCell }
export type Size = 'A4' | 'A3'

/** What a layout knows besides the answer. */
export type Facts<T extends Op = Op> = {
  input: Input<T>
  me: Actor | null
  now: Date
  /** The address people type: where a QR code on paper leads begins with it. */
  origin: string
  /** A3 is A4 enlarged: whatever has a size is multiplied by this. */
  scale: number
  /** Another query, for the same person. */
  ask: <Q extends Op>(op: Q, input: Asked<Q>) => Promise<Output<Q>>
  /** A photo that this person may see, as a data URL; null when there is none, or none that a PDF can hold. */
  photo: (community: string, id: string) => Promise<string | null>
}

export type Print<T extends Op = Op> = {
  op: T
  /** Stands on every page and is the file's name, so it holds nothing of a person; what the contract promises, unless said. */
  title: (answer: Output<T>) => string
  /** The document's own number; without one it is given a fresh one, which the trail keeps. */
  number?: (answer: Output<T>, facts: Facts<T>) => string
  /** The place whose name stands on it; '' is none. */
  place: (answer: Output<T>, facts: Facts<T>) => string
  /** `?paper=A3`; the first is taken when nothing is said. */
  sizes: readonly Size[]
  landscape: boolean
  /** For a query with pages: how many lines are fetched at most. */
  rows?: number
  layout: (answer: Output<T>, facts: Facts<T>) => Content | Promise<Content>
}
type Options = 'title' | 'sizes' | 'landscape'

/** The query promises the print in its contract (`print: '事项办理单'`), because screens ask there whether to offer it. */
export function printed<T extends Op>(
  op: T,
  print: Omit<Print<T>, 'op' | Options> & Partial<Pick<Print<T>, Options>>,
): void {
  const title = op.print
  if (!title) throw new Error(`${op.name} promises no print: say { print: '…' } in its contract`)
  prints.set(op.name!, { title: () => title, sizes: ['A4'], landscape: false, ...print, op } as unknown as Print)
}
const prints = new Map<string, Print>()
export const printNamed = (name: string): Print | undefined => prints.get(name)
export const allPrints = (): readonly Print[] => [...prints.values()]

/** A print with everything that stands around it, ready to be made. */
export type Paper = {
  title: string
  number: string
  community: string
  /** 「沈丽 2026-11-23 15:20 打印」 */
  printed: string
  size: Size
  landscape: boolean
  scale: number
  content: Content
}
