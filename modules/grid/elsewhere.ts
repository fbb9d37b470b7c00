/** A matter that another system handles: what may leave for it, and what its word brings here. It closes nothing by itself. */
import type { Input } from '../../kernel/contract.ts'
import type { Ctx } from '../../kernel/server.ts'
import type { grid } from './contract.ts'
import { settle } from './hand.ts'
import { enter, labelOfMove, readMatter, type Found } from './matter.ts'
import { namesIn } from './named.ts'
import { withoutNames, withoutNumbers } from './public.ts'
import { matter } from './rules.ts'

type In<M extends keyof typeof grid.ops> = Input<(typeof grid.ops)[M]>

export async function leaving(ctx: Ctx, { text, ...key }: In<'leaving'>) {
  const m = await readMatter(ctx, key)
  if (!m) return undefined
  const words = [m.title, m.description, text].filter(Boolean).join('\n')
  const names = await namesIn(ctx, m, `${words}\n${m.address ?? ''}`)
  const fit = (said: string) => withoutNumbers(withoutNames(said, names))
  return { ...m, said: fit(words), address: m.address && fit(m.address) }
}

/** What the reporter adds and what came of it is told in words; who got it to do is nobody's business elsewhere. */
const inWords = ['supplement', 'reopen', 'urge', 'feedback', 'verify', 'withdraw', 'revisitFailed']
type State = keyof typeof matter.states
const leadsTo = (move: string) => (matter.moves as Record<string, { to?: State }>)[move]?.to

export async function leavingSteps(ctx: Ctx, { after, since, ...key }: In<'leavingSteps'>) {
  const m = await readMatter(ctx, key)
  if (!m) return undefined
  const entries = await ctx.db
    .selectFrom('grid.entry')
    .select(['id', 'seq', 'at', 'move', 'text', 'internal'])
    .where('community', '=', key.community)
    .where('matter', '=', key.id)
    .orderBy('seq')
    .execute()
  const names = await namesIn(ctx, m, entries.map(e => e.text ?? '').join('\n'))
  let state: State = matter.initial
  const steps = entries.map(e => {
    state = leadsTo(e.move) ?? state
    const said = inWords.includes(e.move) ? withoutNumbers(withoutNames(e.text ?? '', names)) : ''
    return { ...e, label: labelOfMove(e.move), said, state }
  })
  return steps.filter(e => !e.internal && e.seq > after && e.at > new Date(since))
}

export async function heardDone(ctx: Ctx, m: Found, { system, text }: In<'heardDone'>) {
  await enter(ctx, m, 'heardDone', `「${system}」：${text || '没有说明'}`, [], true)
  return { elsewhere: `「${system}」：${text || '没有说明'}` }
}

/** Whoever takes the other side's work as ours answers for it, unless somebody here has it in hand already. */
export async function takeResult(ctx: Ctx, m: Found, { text }: In<'takeResult'>) {
  await enter(ctx, m, 'takeResult', text)
  await settle(ctx, m, ['requests'])
  const { holder, holderName } = m.holder ? m : { holder: ctx.me.id, holderName: ctx.me.name ?? null }
  return { result: text, elsewhere: null, holder, holderName }
}

export async function notDone(ctx: Ctx, m: Found, { reason }: In<'notDone'>) {
  await enter(ctx, m, 'notDone', reason, [], true)
  return { elsewhere: null }
}
