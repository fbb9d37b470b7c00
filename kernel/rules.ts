/**
 * Rules are data. One declaration is read by people, enforced by the server, compiled into a WHERE clause,
 * and used by every screen to offer a button or grey it out. Runs in the browser too: it imports only types.
 */
import type { Term } from './clock.ts'

/**
 * A post held somewhere: `place` is a division code; its prefix is everything above it ('' is the whole country).
 * `for`: the name of whoever holds it and is away.
 */
export type Post = { role: string; place: string; for?: string | undefined }
/** What must be done before anything else, by which operations, and what is said to whoever tries another. */
export type First = { need: string; ops: readonly string[]; refusal: Problem }
/** `guest`: known only by a number and a phone's tail, for one record, for a while. */
export type Actor = { id: string; name?: string; guest?: boolean; posts: readonly Post[]; first?: First }
export type Row = Record<string, unknown>

// ── Who ─────────────────────────────────────────────────────────────────────

export type Rule =
  | { kind: 'anyone' }
  | { kind: 'signedIn' }
  | { kind: 'own'; field: string }
  | { kind: 'post'; role: string; reach: 'in' | 'over'; field: string }
  | { kind: 'any' | 'all'; rules: Rule[] }

export const anyone: Rule = { kind: 'anyone' }
export const signedIn: Rule = { kind: 'signedIn' }
export const own = (field: string): Rule => ({ kind: 'own', field })
export const any = (...rules: Rule[]): Rule => ({ kind: 'any', rules })
export const all = (...rules: Rule[]): Rule => ({ kind: 'all', rules })

/** `post('clerk').in('place')`: holds the post in that very place; `.over`: there or in a place above it. */
export const post = (role: string) => ({
  in: (field: string): Rule => ({ kind: 'post', role, reach: 'in', field }),
  over: (field: string): Rule => ({ kind: 'post', role, reach: 'over', field }),
})

/** The passing of time may move a record too; it holds one post, everywhere, and no person can hold it. */
export const theClock: Actor = { id: '00000000-0000-7000-8000-00000000c10c', posts: [{ role: 'clock', place: '' }] }
export const clock: Rule = post('clock').over('place')

export function permits(rule: Rule, actor: Actor | null, row: Row = {}): boolean {
  switch (rule.kind) {
    case 'anyone':
      return true
    case 'signedIn':
      return actor !== null
    case 'own':
      return actor !== null && row[rule.field] === actor.id
    case 'post':
      return Boolean(actor?.posts.some(p => p.role === rule.role && reaches(p.place, rule.reach, row[rule.field])))
    case 'any':
      return rule.rules.some(r => permits(r, actor, row))
    case 'all':
      return rule.rules.every(r => permits(r, actor, row))
  }
}

/** The actor as the trail names them: what only a borrowed post allows is done for the one who lent it, and says so. */
export function signed<A extends Actor>(rule: Rule, actor: A, row: Row): A {
  const lent = actor.posts.filter(p => p.for !== undefined)
  if (!lent.length || permits(rule, { ...actor, posts: actor.posts.filter(p => p.for === undefined) }, row))
    return actor
  const names = lent.filter(p => permits(rule, { ...actor, posts: [p] }, row)).map(p => p.for)
  return names.length ? { ...actor, name: `${actor.name ?? ''}（代${[...new Set(names)].join('、')}）` } : actor
}

const reaches = (mine: string, reach: 'in' | 'over', place: unknown) =>
  typeof place === 'string' && (reach === 'in' ? place === mine : place.startsWith(mine))

// ── What may go wrong ───────────────────────────────────────────────────────

export class Problem extends Error {
  readonly code: string
  readonly status: number
  readonly detail: unknown
  constructor(code: string, status: number, say: string, detail?: unknown) {
    super(say)
    this.code = code
    this.status = status
    this.detail = detail
  }
}

type Sayings<K extends string> = Record<K, readonly [status: number, say: string]>
const sayings = new Map<string, readonly [number, string]>()

/** Declares a module's problems. A database constraint of the same name is reported as that problem. */
export function problems<K extends string>(module: string, table: Sayings<K>) {
  const make = {} as Record<K, (detail?: unknown) => Problem>
  for (const [name, [status, say]] of Object.entries(table) as [K, readonly [number, string]][]) {
    sayings.set(`${module}.${name}`, [status, say])
    make[name] = detail => new Problem(`${module}.${name}`, status, say, detail)
  }
  return make
}

/** Citus puts the shard's number behind a constraint's name; it is not part of the name. */
export function problemNamed(constraint: string): Problem | undefined {
  const code = constraint.replace(/_\d+$/, '')
  const found = sayings.get(code)
  return found && new Problem(code, ...found)
}

/** Every sentence a refusal may say, by code. */
export const allProblems = (): ReadonlyMap<string, readonly [status: number, say: string]> => sayings

export const common = problems('common', {
  invalid: [400, '填写有误'],
  signIn: [401, '请先登录'],
  forbidden: [403, '您没有此项权限'],
  notFound: [404, '没有找到'],
  wrongState: [409, '当前状态下不能这样做'],
  notYet: [409, '条件尚未满足'],
  busy: [503, '系统繁忙，请稍后再试；您填写的内容没有丢失'],
  full: [507, '服务器的磁盘满了，这次没有存上；请联系管理员清出空间，再试一次'],
})

// ── Numbers with a source ───────────────────────────────────────────────────

/**
 * A figure names its clause, or says 'assumption'. `may` is the direction in which an area may set its own:
 * a deadline in favour of residents may be shortened, a notice period lengthened, most may not be touched.
 */
export type Figure = {
  is: number
  label: string
  source: string
  unit?: string
  from?: string
  may?: 'raise' | 'lower' | 'set'
  /** Whose post it is to set it, where it is not the one who sets most figures: a measure of security, say. */
  keeper?: string
}
export type Figures = Record<string, Figure & { name: string }>

/** Declares a module's figures. `keeper` holds for all of them that name no other. */
export function limits<const T extends Record<string, Figure>>(
  module: string | { name: string; keeper: string },
  table: T,
) {
  const { name: prefix, ...rest } = typeof module === 'string' ? { name: module } : module
  const named = Object.entries(table).map(([key, figure]) => {
    const whole = { ...rest, ...figure, name: `${prefix}.${key}` }
    known.set(whole.name, whole)
    return [key, whole]
  })
  return Object.fromEntries(named) as { [K in keyof T]: Figure & { name: string } }
}

const known = new Map<string, Figure & { name: string }>()
/** Every figure of every module that was loaded, by name. */
export const allFigures = (): ReadonlyMap<string, Figure & { name: string }> => known

/** The moment and the figures a guard is judged by: as an area has set them, or as the rules declare them. */
export type At = { now: Date; figure: (f: Figure & { name: string }) => number }
export const asDeclared = (now: Date): At => ({ now, figure: f => f.is })

// ── How a record moves ──────────────────────────────────────────────────────

/** `say` is read by people when refused; `{0}` stands for the first of `figures`. */
export type Guard<F> = {
  say: string
  test: (facts: F, at: At) => boolean
  figures: readonly (Figure & { name: string })[]
}
export const guard = <F>(say: string, test: Guard<F>['test'], ...figures: Guard<F>['figures']): Guard<F> => ({
  say,
  test,
  figures,
})
export const sayGuard = <F>({ say, figures }: Guard<F>, at: At): string =>
  say.replace(/\{(\d)\}/g, (_, n: string) => String(at.figure(figures[Number(n)]!)))

/** Until when a record may stay in a state: a term counted from its entry, or a date the record carries. */
export type Due = Term | { column: string; label: string }
export type State = { label: string; due?: Due; end?: boolean }

/** A move without `to` acts on a record and leaves it where it is: an urging, a note, a rating. */
export type Move<S extends string, F> = {
  label: string
  from: S | readonly S[]
  to?: S
  by: Rule
  when?: readonly Guard<F>[]
  source?: string
}

export type Machine<S extends string = string, M extends string = string, F = never> = {
  name: string
  label: string
  source?: string
  /** Who sees these records among the work in hand: on boards, in lists of what is late. */
  seen: Rule
  states: Record<S, State>
  initial: S
  /** Other states in which a record may begin: what is said first decides which. */
  begins?: readonly S[]
  moves: Record<M, Move<S, F>>
}

export function machine<const S extends string, const M extends string, F>(spec: {
  name: string
  label: string
  source?: string
  seen: Rule
  states: Record<S, string | State>
  initial: NoInfer<S>
  begins?: readonly NoInfer<S>[]
  moves: Record<M, Move<NoInfer<S>, F>>
}): Machine<S, M, F> {
  const states = Object.entries(spec.states) as [S, string | State][]
  const full = states.map(([name, s]) => [name, typeof s === 'string' ? { label: s } : s])
  return { ...spec, states: Object.fromEntries(full) as Record<S, State> }
}

export const from = (move: { from: string | readonly string[] }): readonly string[] => [move.from].flat()

/** Why this actor may not make this move now; null when they may. */
export function refusal<S extends string, M extends string, F>(
  m: Machine<S, M, F>,
  name: M,
  record: Row & { state: string } & F,
  actor: Actor | null,
  at: At,
): Problem | null {
  const move = m.moves[name]
  if (!permits(move.by, actor, record)) return actor ? common.forbidden() : common.signIn()
  if (!from(move).includes(record.state)) {
    const now = m.states[record.state as S]?.label
    return common.wrongState(`「${m.label}」现在是「${now}」，不能「${move.label}」`)
  }
  const unmet = move.when?.find(g => !g.test(record, at))
  return unmet ? common.notYet(sayGuard(unmet, at)) : null
}

export type Offer = { move: string; label: string; to?: string | undefined; because?: string | undefined }

/** The buttons a screen shows: moves this actor could make from here, each with the reason it is greyed out, if it is. */
export function offers<S extends string, M extends string, F>(
  m: Machine<S, M, F>,
  record: Row & { state: string } & F,
  actor: Actor | null,
  at: At,
): Offer[] {
  return (Object.keys(m.moves) as M[]).flatMap(name => {
    const { label, to } = m.moves[name]
    const no = refusal(m, name, record, actor, at)
    if (no && no.code !== 'common.notYet') return []
    return [{ move: name, label, ...(to && { to }), ...(no && { because: String(no.detail) }) }]
  })
}

// ── What a machine must not be ──────────────────────────────────────────────

/** States no chain of moves leads to, and states that are neither an end nor left by any move. */
export function unreachable(m: Machine): string[] {
  const reached = new Set<string>([m.initial, ...(m.begins ?? [])])
  const moves = Object.values(m.moves)
  for (const state of reached) for (const move of moves) if (move.to && from(move).includes(state)) reached.add(move.to)
  return Object.keys(m.states).filter(s => !reached.has(s))
}

export function deadEnds(m: Machine): string[] {
  const left = new Set(Object.values(m.moves).flatMap(move => (move.to ? from(move) : [])))
  return Object.keys(m.states).filter(s => Boolean(m.states[s]!.end) === left.has(s))
}

/** Moves that nobody can make: their rule names a post that no one can be given, or no one at all. */
export function unmovable(m: Machine, roles: ReadonlySet<string>): string[] {
  const possible = (r: Rule): boolean =>
    r.kind === 'any'
      ? r.rules.some(possible)
      : r.kind === 'all'
        ? r.rules.every(possible)
        : r.kind !== 'post' || r.role === 'clock' || roles.has(r.role)
  return Object.entries(m.moves).flatMap(([name, move]) => (possible(move.by) ? [] : [name]))
}
