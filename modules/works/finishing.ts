/** Done: accepted by those who watch, reviewed by the homes that have it, mended, and only then paid in full. 篇1 二（二）2「三评」 */
import { addDays, dayOf, due } from '../../kernel/clock.ts'
import type { Input } from '../../kernel/contract.ts'
import { attach } from '../../kernel/files.ts'
import { newId } from '../../kernel/id.ts'
import { judgedAt } from '../../kernel/move.ts'
import type { Figure } from '../../kernel/rules.ts'
import type { Ctx } from '../../kernel/server.ts'
import type { works } from './contract.ts'
import { limit } from './figure-rules.ts'
import { nameHouseholds } from './households.ts'
import { enter } from './lines.ts'
import { release } from './photos.ts'
import type { Found } from './project-read.ts'
import { problem } from './problem-rules.ts'
import { acceptable } from './shares.ts'
import { acceptUpTo } from './spent.ts'

type In<M extends keyof typeof works.ops> = Input<(typeof works.ops)[M]>
const inDays = (ctx: Ctx, { place }: { place: string }, f: Figure & { name: string }) => ({
  dueAt: due({ unit: 'days', n: judgedAt(ctx, place).figure(f) }, ctx.now, ctx.book.calendar).at,
})

export async function complete(ctx: Ctx, p: Found) {
  await enter(ctx, p, 'complete')
  return { completedOn: dayOf(ctx.now), ...inDays(ctx, p, limit.acceptDays) }
}

export async function sendBackWork(ctx: Ctx, p: Found, { reason }: In<'sendBackWork'>) {
  await enter(ctx, p, 'sendBackWork', reason)
  return { completedOn: null, ...inDays(ctx, p, limit.mendDays) }
}

export async function acceptProject(ctx: Ctx, p: Found, { number, text, photos }: In<'acceptProject'>) {
  await acceptUpTo(ctx, p, acceptable(p.total!, 100, judgedAt(ctx, p.place).figure(limit.heldBack)), number)
  await nameHouseholds(ctx, p)
  await enter(ctx, p, 'acceptProject', `${number}：${text}`, await attach(ctx.db, photos, p, ctx.me.id))
  await release(ctx, p)
  const accepted = { acceptedNumber: number, acceptedOn: dayOf(ctx.now), acceptedName: ctx.me.name ?? null }
  return { ...accepted, round: 1, ...inDays(ctx, p, limit.reviewDays) }
}

export async function endReview(ctx: Ctx, p: Found) {
  await enter(ctx, p, 'endReview', `收到 ${p.answers} 户，满意和基本满意 ${p.content} 户`)
  return inDays(ctx, p, limit.mendDays)
}

/** Everybody is asked anew; what was said before stays. */
export async function reviewAgain(ctx: Ctx, p: Found) {
  await enter(ctx, p, 'reviewAgain')
  return { round: p.round + 1, ...inDays(ctx, p, limit.reviewDays) }
}

export async function addDefect(ctx: Ctx, p: Found, { text, photos }: In<'addDefect'>) {
  const foundOn = dayOf(ctx.made)
  const row = {
    community: p.community,
    id: newId(ctx.now.getTime()),
    project: p.id,
    what: text,
    foundOn,
    mendBy: addDays(foundOn, judgedAt(ctx, p.place).figure(limit.mendDays)),
    photos: await attach(ctx.db, photos, p, ctx.me.id),
  }
  await ctx.db.insertInto('works.defect').values(row).execute()
  await enter(ctx, p, 'addDefect', text, row.photos)
}

export async function mendDefect(ctx: Ctx, p: Found, { defect, text, photos }: In<'mendDefect'>) {
  const one = defectIn(p, defect)
  await dated(ctx, p, defect, { mendedOn: dayOf(ctx.made) })
  await enter(ctx, p, 'mendDefect', `${one.what}：${text}`, await attach(ctx.db, photos, p, ctx.me.id))
}

/** Looked at again: mended, or back to be mended. */
export async function passDefect(ctx: Ctx, p: Found, { defect, ok }: In<'passDefect'>) {
  const one = defectIn(p, defect)
  if (!one.mendedOn) throw problem.notMended()
  await dated(ctx, p, defect, ok ? { passedOn: dayOf(ctx.now) } : { mendedOn: null })
  await enter(ctx, p, 'passDefect', `${one.what}：${ok ? '已改好' : '没有改好'}`)
}

const defectIn = (p: Found, id: string) => {
  const found = p.defects.find(d => d.id === id && !d.passedOn)
  if (!found) throw problem.noSuchDefect()
  return found
}
const dated = ({ db }: Ctx, { community }: Found, id: string, days: { mendedOn?: string | null; passedOn?: string }) =>
  db.updateTable('works.defect').set(days).where('community', '=', community).where('id', '=', id).execute()

/** What was held back is accepted now, and the ledger may pay it. E08 */
export async function closeProject(ctx: Ctx, p: Found) {
  await acceptUpTo(ctx, p, p.total!, p.acceptedNumber!)
  await enter(ctx, p, 'closeProject')
  return { closedOn: dayOf(ctx.now) }
}
