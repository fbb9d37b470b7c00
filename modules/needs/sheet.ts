/**
 * One sheet for each household: whichever way it comes, the door's row is locked, so that of two at once the second finds the
 * first. What was said before stays in the history; the wishes of what counts become records of their own.
 */
import { sql } from 'kysely'
import { dayOf } from '../../kernel/clock.ts'
import type { Input } from '../../kernel/contract.ts'
import { newId } from '../../kernel/id.ts'
import { judgedAt, start } from '../../kernel/move.ts'
import { common, permits } from '../../kernel/rules.ts'
import type { Ctx } from '../../kernel/server.ts'
import { people } from '../people/contract.ts'
import { needs } from './contract.ts'
import { limit } from './figure-rules.ts'
import { problem } from './problem-rules.ts'
import { replaces, takes, walker, type Outcome, type ways } from './rules.ts'
import type { Question, Said } from './shapes.ts'
import { wish as machine } from './wish-rules.ts'
import { movingWishes } from './wish.ts'

export type Filled = { outcome: Outcome; wishes: Said[]; choices: (string | null)[] }
type At = { community: string; survey: string; room: string }
type Way = keyof typeof ways

export async function answer(ctx: Ctx, { community, survey, room, ...said }: Input<typeof needs.ops.answer>) {
  const homes = await ctx.ask(people.ops.mine, {})
  if (!homes.some(h => h.community === community && h.home === room)) throw problem.notYourHome()
  return take(ctx, { community, survey, room }, 'portal', { ...said, outcome: 'answered' })
}

export async function answerAtDoor(ctx: Ctx, { place, survey, room, ...said }: Input<typeof needs.ops.answerAtDoor>) {
  return take(ctx, { community: place.slice(0, 12), survey, room }, 'door', said)
}

export async function take(ctx: Ctx, at: At, way: Way, said: Filled) {
  const door = await lockDoor(ctx, at, way)
  const sheet = { ...at, id: newId(ctx.now.getTime()), place: door.place, ...checked(ctx, door, said) }
  const made = way === 'paper' ? ctx.now : ctx.made
  const counts = replaces({ outcome: sheet.outcome, at: made }, door.before)
  const { wishes, choices } = sheet
  await ctx.db
    .insertInto('needs.sheet')
    .values({
      ...sheet,
      way,
      wishes: JSON.stringify(wishes),
      choices: JSON.stringify(choices),
      owner: ctx.me.id,
      byName: ctx.me.name ?? null,
      at: made,
    })
    .execute()
  if (!counts) return { community: at.community, id: sheet.id, counts }
  await sql`update needs.door set sheet = ${sheet.id}, outcome = ${sheet.outcome}
    where community = ${at.community} and survey = ${at.survey} and room = ${at.room}`.execute(ctx.db)
  await dropWishes(ctx, at, door.sheet)
  for (const { said: words, kind, priority } of wishes)
    await start(ctx, movingWishes, {
      community: at.community,
      id: newId(ctx.now.getTime()),
      place: door.place,
      survey: at.survey,
      sheet: sheet.id,
      room: at.room,
      said: words,
      kind,
      priority,
    })
  return { community: at.community, id: sheet.id, counts }
}

type Door = {
  place: string
  sheet: string | null
  questions: Question[]
  before: { outcome: Outcome; at: Date } | undefined
}

/** The survey is held as it is, the door for ourselves, until the sheet is in. */
export async function lockDoor(ctx: Ctx, { community, survey, room }: At, way: Way): Promise<Door> {
  const { rows: surveys } = await sql<{ state: string; until: string; questions: Question[] }>`
    select state, until, questions from needs.survey where community = ${community} and id = ${survey} for share`.execute(
    ctx.db,
  )
  const [about] = surveys
  if (!about) throw problem.noSuchSurvey()
  const day = dayOf(way === 'door' ? ctx.made : ctx.now)
  if (!takes(way, about.state, about.until, day)) throw problem.notOpen()
  const { rows } = await sql<{ place: string; sheet: string | null }>`
    select place, sheet from needs.door
    where community = ${community} and survey = ${survey} and room = ${room} for update`.execute(ctx.db)
  const [door] = rows
  if (!door) throw problem.notAsked()
  if (way !== 'portal' && !permits(walker, ctx.me, door)) throw common.forbidden()
  // Read after the lock: whoever held it may just have brought another.
  const before = door.sheet
    ? await ctx.db
        .selectFrom('needs.sheet')
        .select(['outcome', 'at'])
        .where('community', '=', community)
        .where('id', '=', door.sheet)
        .executeTakeFirstOrThrow()
    : undefined
  return { ...door, questions: about.questions, before: before as Door['before'] }
}

/** Nobody at home says nothing; who answers says something, and no more than the sheet has lines for. */
export function checked(ctx: Ctx, { place, questions }: Pick<Door, 'place' | 'questions'>, said: Filled): Filled {
  if (said.outcome !== 'answered') return { outcome: said.outcome, wishes: [], choices: [] }
  const most = judgedAt(ctx, place).figure(limit.wishes)
  if (said.wishes.length > most) throw problem.tooManyWishes(`一张表最多写 ${most} 条，请留下最要紧的`)
  const choices = questions.map((_, i) => said.choices[i] ?? null)
  const known = choices.every((c, i) => c === null || questions[i]!.choices.includes(c))
  if (!known || said.choices.length > questions.length) throw problem.badChoice()
  if (!said.wishes.length && choices.every(c => c === null)) throw problem.emptySheet()
  return { ...said, choices }
}

async function dropWishes(ctx: Ctx, { community }: At, sheet: string | null) {
  if (sheet === null) return
  const { rows: old } = await sql<{ id: string; sorted: boolean }>`
    select w.id, w.state <> ${machine.initial} or exists (
      select from needs.wish f where f.community = w.community and f.lead = w.id) as sorted
    from needs.wish w where w.community = ${community} and w.sheet = ${sheet}`.execute(ctx.db)
  if (old.some(w => w.sorted)) throw problem.alreadySorted()
  for (const { id } of old) await ctx.ask(needs.ops.replaceWish, { community, id })
}
