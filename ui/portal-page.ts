/** A page of the portal is data: where it is, what it is called, what it shows, and which forms may be sent to it. */
import { safeParse } from 'zod/v4/core'
import { fromText, type Asked, type Op, type Output } from '../kernel/contract.ts'
import { Problem, type Actor } from '../kernel/rules.ts'
import { t } from '../kernel/text.ts'
import { fieldsOf } from './shapes.ts'
import type { Html } from './html.ts'
import { said, type Form, type Values } from './portal-fields.ts'

/** What a page is given: who asks, from where, and the operations, asked as that person. */
export type Visit<P extends string = never> = {
  params: Record<P, string>
  query: Record<string, string>
  /** The address with its query, to come back to. */
  url: string
  me: (Actor & { guest?: boolean; staff?: boolean }) | null
  now: Date
  elder: boolean
  /** What the form before left for this page alone (see `leaves`). */
  left?: string | undefined
  /** The one in the address, or the one chosen last. */
  community: { code: string; name: string } | null
  form: Form
  ask: <T extends Op>(op: T, input: Asked<T>) => Promise<Output<T>>
  /** What the modules put on a page that belongs to all of them. */
  blocks: (of: 'home' | 'mine') => Promise<Html[]>
}
type Visitor = Visit<string>

/** A view may send its visitor elsewhere instead. */
export type Elsewhere = { to: string }

type ParamsOf<Path extends string> = Path extends `${string}:${infer Name}/${infer Rest}`
  ? Name | ParamsOf<`/${Rest}`>
  : Path extends `${string}:${infer Name}`
    ? Name
    : never

export type Sending = {
  op: Op
  then: (answer: unknown, visit: Visitor, values: Values) => string
  input?: (values: Values, visit: Visitor) => unknown
  first?: (values: Values, visit: Visitor, mistakes: Form['mistakes']) => Promise<Form['mistakes'] | null>
  shownAt?: Record<string, string>
  leaves?: (values: Values, visit: Visitor) => string | null
}

/** A form that a page accepts. Without `input` the fields go in under their own names, with those of the address. */
export const sending = <T extends Op>(
  op: T,
  options: {
    /** Where to go when it is done. */
    then: (answer: Output<T>, visit: Visitor, values: Values) => string
    input?: (values: Values, visit: Visitor) => unknown
    /** Questions to ask before it is sent: not null shows the page again, with these mistakes or none. */
    first?: NonNullable<Sending['first']>
    /** The question that stands for a field of the operation: its mistakes are shown there. */
    shownAt?: Record<string, string>
    /** What the page it leads to may show, and no address may hold: kept for a day by this browser, for that page. */
    leaves?: NonNullable<Sending['leaves']>
  },
): Sending => ({ ...options, op, then: options.then as Sending['then'] })

export type Page = {
  path: string
  /** Looked up when it is shown, as every word is. */
  title: () => string
  view: (visit: Visitor) => Promise<Html | Elsewhere>
  sendings: readonly Sending[]
  /** Its place among the links every page carries, from the left. */
  menu?: number
  /** The browser may show it again on the way back, with what was filled in, also to whoever is signed in: it says nothing of them but what they wrote. */
  kept?: boolean
}

export const page = <const Path extends string>(
  path: Path,
  title: Page['title'],
  view: (visit: Visit<ParamsOf<Path>>) => Promise<Html | Elsewhere>,
  { post, menu, kept }: { post?: Sending | readonly Sending[]; menu?: number; kept?: boolean } = {},
): Page => ({
  path,
  title,
  view: view as Page['view'],
  sendings: post ? [post].flat() : [],
  ...(menu !== undefined && { menu }),
  ...(kept && { kept }),
})

/** What a module gives to the portal: its own pages, and its part of the pages that belong to all. */
export type Pages = {
  pages: readonly Page[]
  home?: (visit: Visitor) => Promise<Html>
  mine?: (visit: Visitor) => Promise<Html>
}

// ── What was sent, read as the operation means it ───────────────────────────

export function inputOf(op: Op, values: Values, params: Record<string, string>): unknown {
  const fields = fieldsOf(op.input)
  const several = new Set(fields.filter(f => ['photos', 'choices', 'list'].includes(f.kind)).map(f => f.name))
  const given = fields.flatMap(({ name }) => {
    const value = params[name] ?? (several.has(name) ? [values[name] ?? []].flat() : said(values, name))
    return value === '' ? [] : [[name, value]]
  })
  return fromText(op.input, Object.fromEntries(given))
}

/** What is wrong with an input, by field, in words for whoever filled it in. */
export function mistakesIn(op: Op, input: unknown): Form['mistakes'] {
  const read = safeParse(op.input, input)
  return read.success ? {} : mistakesOf(op, read.error.issues, input)
}

export function mistakesOf(
  op: Op,
  issues: readonly { path: readonly PropertyKey[]; message: string }[],
  input: unknown,
): Form['mistakes'] {
  const kinds = new Map(fieldsOf(op.input).map(f => [f.name, f]))
  return Object.fromEntries(
    issues.toReversed().map(({ path: [first], message }) => {
      const name = String(first ?? '')
      const empty = [(input as Values | undefined)?.[name] ?? ''].flat().every(v => v === '')
      const chosen = kinds.get(name)?.choices.length
      // The parser's own words speak of types; those of the contract speak to people.
      return [name, empty ? (chosen ? t('请选择') : t('请填写')) : message.startsWith('无效') ? t('填得不对') : message]
    }),
  )
}

/** The sentence of a refusal, with its particulars when they are words too. */
export const sayOf = ({ message, detail }: Problem): string =>
  t(typeof detail === 'string' && detail ? detail : message)
