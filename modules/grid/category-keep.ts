/** Keeping the classification: a line is added, changed or retired, and never deleted, because matters stand under it. */
import { sql } from 'kysely'
import { dayOf } from '../../kernel/clock.ts'
import type { Input } from '../../kernel/contract.ts'
import type { Ctx } from '../../kernel/server.ts'
import { holdsWhole } from '../../kernel/whole.ts'
import type { categoryOps } from './category-contract.ts'
import { categoryProblem, LEVELS } from './category-rules.ts'
import { nextCode } from './category.ts'
import { problem } from './problem-rules.ts'

type Ops = typeof categoryOps

export async function categoryList(ctx: Ctx) {
  const rows = await ctx.db.selectFrom('grid.category').selectAll().orderBy('code').execute()
  return rows.map(row => ({ ...row, active: isActive(row, dayOf(ctx.now)) }))
}
type Row = Awaited<ReturnType<typeof categoryList>>[number]

const isActive = ({ from, until }: { from: string | null; until: string | null }, today: string) =>
  (from === null || from <= today) && (until === null || until > today)

export async function categoryAdd(ctx: Ctx, { place, parent, from, ...said }: Input<Ops['categoryAdd']>) {
  const all = await opened(ctx, place, from)
  const above = parent === undefined ? null : found(all, parent)
  if (above?.until) throw categoryProblem.categoryBelowRetired()
  if (levelOf(all, above) >= LEVELS) throw categoryProblem.categoryTooDeep()
  refuseTaken(all, said.name, above?.code ?? null)
  const code = nextCode(above?.code ?? '', new Set(all.map(c => c.code)), LOCAL)
  await ctx.db
    .insertInto('grid.category')
    .values({ code, parent: above?.code ?? null, ...worded(said), from: from ?? dayOf(ctx.now), own: true })
    .execute()
  return one(ctx, code)
}
/** What is added here begins at 51 under every class, so that the built-in list can grow below it. */
const LOCAL = 51

export async function categoryChange(ctx: Ctx, { place, code, ...said }: Input<Ops['categoryChange']>) {
  const all = await opened(ctx, place)
  const { parent } = found(all, code)
  refuseTaken(
    all.filter(c => c.code !== code),
    said.name,
    parent,
  )
  await ctx.db
    .updateTable('grid.category')
    .set({ ...worded(said), own: true })
    .where('code', '=', code)
    .execute()
  return one(ctx, code)
}

export async function categoryRetire(ctx: Ctx, { place, code, until }: Input<Ops['categoryRetire']>) {
  const all = await opened(ctx, place, until)
  const { parent } = found(all, code)
  if (until && all.some(c => c.parent === code && (c.until === null || c.until > until)))
    throw categoryProblem.categoryHasBelow()
  if (!until && parent !== null && found(all, parent).until) throw categoryProblem.categoryBelowRetired()
  await ctx.db
    .updateTable('grid.category')
    .set({ until: until ?? null, own: true })
    .where('code', '=', code)
    .execute()
  return one(ctx, code)
}

/** Two who keep the list at once take turns: neither gives out the other's code. */
async function opened(ctx: Ctx, place: string, day?: string): Promise<Row[]> {
  if (!(await holdsWhole(ctx.db, place))) throw categoryProblem.categoryNotWhole()
  if (day !== undefined && day < dayOf(ctx.now)) throw categoryProblem.categoryPast()
  await sql`select pg_advisory_xact_lock(hashtext('grid.category'))`.execute(ctx.db)
  return categoryList(ctx)
}

function found(all: readonly Row[], code: string): Row {
  const row = all.find(c => c.code === code)
  if (!row) throw problem.noSuchCategory()
  return row
}
const one = async (ctx: Ctx, code: string) => found(await categoryList(ctx), code)

const levelOf = (all: readonly Row[], row: Row | null): number =>
  row === null ? 0 : 1 + levelOf(all, row.parent === null ? null : found(all, row.parent))

function refuseTaken(others: readonly Row[], name: string, parent: string | null) {
  if (others.some(c => c.parent === parent && c.name === name)) throw categoryProblem.categoryTaken()
}

type Said = Pick<Input<Ops['categoryChange']>, 'name' | 'urgency' | 'keywords' | 'advice' | 'private'>
const worded = ({ name, urgency, keywords, advice, private: hidden }: Said) => ({
  name,
  urgency,
  private: hidden,
  advice: advice || null,
  keywords: [...new Set([name, ...keywords.split(/[、，,;；\s]+/)].filter(word => word.length > 1))],
})
