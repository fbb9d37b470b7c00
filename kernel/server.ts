/**
 * Every operation of every module runs through `call`: read the input, open one transaction, ask the rule,
 * do the work, write the trail. The promise's fate is the transaction's fate.
 */
import { createHash } from 'node:crypto'
import { sql, type ExpressionBuilder, type RawBuilder } from 'kysely'
import { outOfRange, unstorable } from './bounds.ts'
import type { Calendar } from './clock.ts'
import type { core } from 'zod'
import { parse, safeParse } from 'zod/v4/core'
import { redacted, revived, type Asked, type Contract, type Input, type Op, type Ops, type Output } from './contract.ts'
import type { DB } from './db.gen.ts'
import { visible, within, type Db, type Tx } from './db.ts'
import { databaseProblem } from './db-trouble.ts'
import type { Delivery } from './message-carriers.ts'
import { makeMove, type Moving } from './move.ts'
import { keepLimit, keptBy, problem as tooMany } from './keep-rules.ts'
import { momentOf, type Made } from './moment.ts'
import { common, permits, Problem, problemNamed, problems, signed } from './rules.ts'
import type { Actor, Figure, Row, Rule } from './rules.ts'
import type { Sealer } from './sealed.ts'
import type { From } from './session.ts'
import { near, positionIn, positionNow, type Standby } from './standby.ts'
import { writeTrail, type TrailKey } from './trail.ts'

/** What the building gives to every operation; one for the process. */
export type House = {
  db: Db
  sealer: Sealer
  trailKey: TrailKey
  /** Holidays and figures set by areas, as last read from the database. */
  book: { calendar: Calendar; figure: (f: Figure & { name: string }, place: string, now: Date) => number }
  /** Who carries messages out of the house, and under which name and address they go. */
  delivery: Delivery
  /** A copy of the database that answers questions, where there is one. */
  standby?: Standby
  /** Puts a job into the same transaction as the fact; it runs only if the fact stands. */
  later: (tx: Db, job: string, data: Row, options?: { after?: Date; once?: string }) => Promise<void>
}

export type Ctx = House & {
  db: Tx
  me: Actor
  from?: From
  now: Date
  /** When the person did it: earlier than `now` for what was entered without a network and sent later. */
  made: Date
  /** The rule of this operation as a WHERE clause. */
  visible: RawBuilder<boolean>
  /** Another module's operation, in the same transaction, for the same person. */
  ask: <T extends Op>(op: T, input: Asked<T>) => Promise<Output<T>>
  /** Tells other modules: a line in the outbox, in the same transaction. */
  announce: (fact: string, about: About, data?: Row) => Promise<void>
  /** Where a look at people is written down: the standby takes no lines. */
  trail: Db
  /** What a move adds to its answer beyond the record: a number shown once, never stored. */
  also: Row
  /** The operation at work, as those that it asks see it. */
  asker?: string
  /** The session that the answer opens (a token) or closes (null). */
  session: { opens?: { token: string; until: Date } | null }
}
export type About = { community: string; id: string; place: string }

type Named<T extends Ops, K extends Op['kind']> = { [N in keyof T as T[N]['kind'] extends K ? N : never]: T[N] }

type Implementation<T extends Ops> = {
  may: { [N in keyof Named<T, 'query' | 'command'>]: Rule }
  do: { [N in keyof Named<T, 'query' | 'command'>]: (ctx: Ctx, input: Input<T[N]>) => Promise<unknown> }
  records?: Moving[]
  /** Operations that no person and no machine may send: only the operations named here, in their own transaction. */
  asked?: { [N in keyof Named<T, 'query' | 'command'>]?: readonly string[] }
}

type Handler = (ctx: Ctx, input: Row) => Promise<unknown>
export type Service = {
  contract: Contract<string, Ops>
  implementation: {
    may: Record<string, Rule>
    do: Record<string, Handler>
    records?: Moving[]
    asked?: Record<string, readonly string[]>
  }
}
const services = new Map<string, Service>()

/** Joins a contract to its rules and its work. A missing rule or a missing handler does not compile. */
export function serve<N extends string, T extends Ops>(contract: Contract<N, T>, implementation: Implementation<T>) {
  services.set(contract.name, { contract, implementation } as unknown as Service)
}
export const allServices = (): readonly Service[] => [...services.values()]

export function opNamed(name: string): Op | undefined {
  const [module = '', op = ''] = name.split('.')
  const ops = services.get(module)?.contract.ops
  return ops && Object.hasOwn(ops, op) ? ops[op] : undefined
}

/** The rule of a query or a command; that of a move is its machine's. */
export function ruleOf(op: Op): Rule {
  const [module = '', name = ''] = op.name!.split('.')
  return services.get(module)!.implementation.may[name]!
}

export type Call = {
  op: string
  input: unknown
  actor: Actor | null
  now?: Date
  /** Sent by the client with the request; the same key gets the same answer. */
  key?: string
  /** Why a person's data was looked at or changed: the task, in the words of whoever does it. */
  reason?: string
  /** Where the request came from, as far as the server was told. */
  from?: From
  /** Where the log stood when this person last wrote: nothing older answers. Who brings none is answered by the primary. */
  position?: string
  /** What a device without a network wrote down; believed of those who are signed in. */
  device?: Made
  /** The answer is to be kept on a device: not when it shows too many people. */
  keep?: boolean
}
/** `position`: where the log stands after a write, when a standby wants to know. */
export type Answer = { answer: unknown; session?: Ctx['session']['opens']; position?: string }

/** Longer ones fit no index. */
const LONGEST_KEY = 200

const refused = problems('request', {
  badKey: [400, '请求编号太长，或有不能用的字符，请刷新后重试'],
  keyReused: [422, '这个请求编号已用于另一项内容，请刷新后重试'],
  named: [409, '不记名投票不能带着登录信息，请用投票页面提交'],
})

export async function call(
  house: House,
  { op: name, input: raw, actor, now = new Date(), key, reason, from, device, keep = false, position }: Call,
): Promise<Answer> {
  const op = opNamed(name)
  if (!op) throw common.notFound(`没有「${name}」这项操作`)
  if (actor?.first && !actor.first.ops.includes(name) && !isPublic(name)) throw actor.first.refusal
  if (op.unnamed && actor) throw refused.named()
  if (key !== undefined && (key.length > LONGEST_KEY || unstorable(key).length)) throw refused.badKey()
  const input = parsed(op, raw)
  const session: Ctx['session'] = {}
  const believed = keptBy(house.book, keepLimit.madeHours, actor, now)
  const made = device && actor && op.kind !== 'query' ? momentOf(device, now, believed) : now
  const told = { actor, now, made, session, ...(from && !op.unnamed && { from }), keep }
  const ask = (db: Db) => perform(contextOf(house, db as Tx, told), op, input, actor, reason)
  const run = async (db: Db) => {
    if (op.kind === 'query') return near(house, op.standby ? positionIn(position) : undefined, ask)
    return within(db, async tx => {
      const ctx = contextOf(house, tx, told)
      // What was sent, not what the shape made of it: the shape may be a newer one when the same comes again.
      const once = key === undefined || op.unnamed ? undefined : receipt(tx, op, actor, key, raw, now)
      const before = await once?.seen()
      if (before !== undefined) return before
      const answer = await perform(ctx, op, input, actor, reason).catch(orStanding)
      if (answer instanceof Problem) await once?.release()
      // A session is handed out once; who asks again for it proves again who they are.
      else if (!('opens' in session)) await once?.keep(answer)
      return answer
    })
  }
  const answer = orThrown(await untilSettled(() => run(house.db)))
  return {
    answer,
    ...('opens' in session && { session: session.opens! }),
    ...(house.standby && op.kind !== 'query' && { position: await positionNow(house.db) }),
  }
}

/** What is told to people who have not signed in is told to those who are on the way to it. */
function isPublic(name: string): boolean {
  const [module = '', op = ''] = name.split('.')
  const { contract, implementation } = services.get(module)!
  return contract.ops[op]!.kind === 'query' && implementation.may[op]?.kind === 'anyone'
}

/** A handler that throws undoes what it did; one that returns a Problem refuses too, but what it wrote stands. */
function orThrown(answer: unknown): unknown {
  if (answer instanceof Problem) throw answer
  return answer
}

/** `throw standing(problem)`, from however deep, is the same as if the handler had returned it. */
export function standing(problem: Problem): Problem {
  stands.add(problem)
  return problem
}
const stands = new WeakSet<Problem>()

function orStanding(error: unknown): Problem {
  if (error instanceof Problem && stands.has(error)) return error
  throw error
}

async function perform(
  before: Talking,
  op: Op,
  input: unknown,
  actor: Actor | null,
  reason?: string,
): Promise<unknown> {
  const service = services.get(op.name!.split('.')[0]!)!
  const name = op.name!.split('.')[1]!
  const askers = service.implementation.asked?.[name]
  if (askers && !askers.includes(before.asker ?? '')) throw actor ? common.forbidden() : common.signIn()
  const ctx = asking(before, actor, op.name!)
  const result =
    op.kind === 'move'
      ? await makeMove(
          ctx,
          service.implementation.records ?? [],
          name,
          input as { community: string; id: string },
          actor,
        )
      : await run(ctx, service, name, input as Row, actor)
  if (result instanceof Problem) return result
  const answer = answered(op, result)
  const persons = op.shows?.(answer as never) ?? []
  if (before.keep && before.asker === undefined) mayBeKept(ctx, persons, answer)
  if (!op.unnamed && (op.kind !== 'query' || persons.length)) {
    const about = aboutOf(op.kind === 'command' ? { ...(input as Row), ...(answer as Row) } : (input as Row))
    await writeTrail(ctx.trail, ctx.trailKey, {
      ...about,
      at: ctx.now,
      made: ctx.made < ctx.now ? ctx.made : null,
      op: op.name!,
      kind: op.kind,
      actor: actor?.id ?? null,
      name: actor && (signer(service, op, name, actor, input as Row, result as Row).name ?? null),
      persons,
      reason: reason ?? (before.keep ? '存到设备上，没有信号时用' : null),
      input: redacted(op.input, input) as Row,
    })
  }
  return answer
}

/** Who answers for it: for a query, somebody whose view a borrowed post has widened. */
function signer({ implementation }: Service, op: Op, name: string, actor: Actor, input: Row, result: Row): Actor {
  if (!actor.posts.some(p => p.for !== undefined)) return actor
  const machine = implementation.records?.find(r => Object.hasOwn(r.machine.moves, name))?.machine
  const rule = implementation.may[name] ?? machine!.moves[name]!.by
  if (op.kind !== 'query') return signed(rule, actor, op.kind === 'move' ? result : input)
  const widened = actor.posts.filter(p => p.for !== undefined).map(({ place }) => signed(rule, actor, { place }))
  return widened.find(a => a !== actor) ?? actor
}

async function run(ctx: Ctx, { contract, implementation }: Service, name: string, input: Row, actor: Actor | null) {
  const rule = implementation.may[name]!
  const own = { ...ctx, visible: visible(rule, actor) }
  if (contract.ops[name]!.kind === 'command') {
    if (!permits(rule, actor, input)) throw actor ? common.forbidden() : common.signIn()
    return implementation.do[name]!({ ...own, me: signed(rule, ctx.me, input) }, input)
  }
  // A query is not refused, it is filtered; one that never looked at `visible` would leak, so it does not answer at all.
  let looked = rule.kind === 'anyone' || rule.kind === 'signedIn'
  if (rule.kind === 'signedIn' && !actor) throw common.signIn()
  const watched = Object.defineProperty({ ...own }, 'visible', { get: () => ((looked = true), own.visible) })
  const rows = await implementation.do[name]!(watched, input)
  if (!looked) throw new Error(`${contract.name}.${name} answered without its rule: add .where(visible)`)
  if (rows === undefined) throw actor ? common.notFound() : common.notFound('没有找到；如需查看内部信息请先登录')
  return rows
}

/** Who asks without signing in. */
export const nobody: Actor = { id: '00000000-0000-0000-0000-000000000000', posts: [] }

type Talking = Omit<Ctx, 'ask'> & { keep?: boolean }

/** What `asker` asks for runs in the same transaction, for the same person. */
function asking(talking: Talking, actor: Actor | null, asker: string): Ctx {
  const ctx: Ctx = {
    ...talking,
    asker,
    ask: async (op, input) => orThrown(await perform(ctx, op, parsed(op, input), actor)) as Output<typeof op>,
  }
  return ctx
}

type ToldBy = Pick<Ctx, 'now' | 'made' | 'session'> & { actor: Actor | null; from?: From; keep: boolean }
function contextOf(house: House, db: Tx, { actor, ...told }: ToldBy): Talking {
  return {
    ...house,
    ...told,
    db,
    trail: db === house.standby?.db ? house.db : db,
    me: actor ?? nobody,
    visible: sql`false`,
    also: {},
    announce: async (fact, { community, id, place }, data = {}) => {
      await db
        .insertInto('kernel.outbox')
        .values({
          fact,
          community,
          record: id,
          place,
          actor: actor?.id ?? null,
          data: JSON.stringify(data),
          at: told.now,
        })
        .execute()
    },
  }
}

export const parsed = (op: Op, raw: unknown): unknown => read(op.input, raw)

/** What was sent, by its shape and by what can be kept at all; a refusal says field by field what is wrong. */
export function read<S extends core.$ZodType>(shape: S, raw: unknown): core.output<S> {
  const flaws = unstorable(raw)
  if (flaws.length) throw common.invalid(flaws)
  const input = safeParse(shape, raw)
  if (!input.success) throw common.invalid(input.error.issues.map(({ path, message }) => ({ path, message })))
  const far = outOfRange(shape, raw)
  if (far.length) throw common.invalid(far)
  return input.data
}

/** Fields outside the declared shape never leave; an answer that does not fit is our mistake, not the person's. */
function answered(op: Op, result: unknown): unknown {
  return parse(op.output, result)
}

/** All pages of a list count, not only the one that is asked for. */
function mayBeKept({ book, me, now }: Ctx, persons: readonly string[], answer: unknown) {
  const { total } = answer as { total?: unknown }
  const people = Math.max(new Set(persons).size, persons.length && typeof total === 'number' ? total : 0)
  if (people > keptBy(book, keepLimit.keepPeople, me, now)) throw tooMany.tooMany()
}

function aboutOf(input: Row): { community: string; record: string | null } {
  const place =
    typeof input['community'] === 'string'
      ? input['community']
      : typeof input['place'] === 'string'
        ? input['place'].slice(0, 12)
        : ''
  return { community: place, record: typeof input['id'] === 'string' ? input['id'] : null }
}

/**
 * A tablet that lost its signal sends the same request again; it gets the same answer, not a second report.
 * The first to come claims the key; whoever comes meanwhile waits until the first is settled.
 */
function receipt(tx: Tx, op: Op, actor: Actor | null, key: string, input: unknown, now: Date) {
  const who = { actor: actor?.id ?? nobody.id, op: op.name!, key }
  const asked = createHash('sha256').update(JSON.stringify(input)).digest()
  const mine = (e: ExpressionBuilder<DB, 'kernel.receipt'>) => e.and(who)
  return {
    async seen(): Promise<unknown> {
      const claimed = await tx
        .insertInto('kernel.receipt')
        .values({ ...who, asked, at: now })
        .onConflict(c => c.doNothing())
        .returning('key')
        .executeTakeFirst()
      if (claimed) return undefined
      const found = await tx.selectFrom('kernel.receipt').select(['answer', 'asked']).where(mine).executeTakeFirst()
      if (found && !asked.equals(found.asked)) throw refused.keyReused()
      return revived(op.output, found?.answer ?? undefined)
    },
    /** Refused, and what was written stands: whoever puts it right may send it under the same key. */
    async release(): Promise<void> {
      await tx.deleteFrom('kernel.receipt').where(mine).execute()
    },
    async keep(answer: unknown): Promise<void> {
      const plain = JSON.stringify(answer)
      // What must not be written in the clear is not kept for a repeat either; such an operation simply runs again.
      if (JSON.stringify(redacted(op.output, answer)) !== plain) return
      await tx.updateTable('kernel.receipt').set({ answer: plain }).where(mine).execute()
    },
  }
}

/** Two requests that block each other: PostgreSQL ends one, and it is simply done again. */
const again = new Set(['40001', '40P01'])
async function untilSettled<T>(work: () => Promise<T>): Promise<T> {
  for (let tried = 1; ; tried++) {
    try {
      return await work()
    } catch (error) {
      const { code } = error as { code?: string }
      if (tried < 4 && code && again.has(code)) continue
      throw asProblem(error)
    }
  }
}

export function asProblem(error: unknown): unknown {
  if (error instanceof Problem) return error
  const { constraint } = error as { constraint?: string }
  return (constraint && problemNamed(constraint)) || databaseProblem(error) || error
}
