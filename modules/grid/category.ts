/** The classification of matters: the default list that comes with the system, and the guess from a person's own words. */
import { readFileSync } from 'node:fs'
import { sql } from 'kysely'
import { dayOf } from '../../kernel/clock.ts'
import type { Db } from '../../kernel/db.ts'
import type { Ctx } from '../../kernel/server.ts'

/** What may be reported under today. */
export const listCategories = ({ db, now }: Ctx) =>
  db
    .selectFrom('grid.category')
    .select(['code', 'name', 'parent', 'urgency', 'advice', 'private', 'extCode'])
    .where(isOffered(now))
    .orderBy('code')
    .execute()

/** Begun, and not retired. */
export const isOffered = (now: Date) =>
  sql<boolean>`coalesce("from" <= ${dayOf(now)}::date, true) and coalesce(until > ${dayOf(now)}::date, true)`

/** The five entries whose words weigh most in the text, each word by its length: 「消防通道」 says more than 「车」. */
export async function suggest({ db, now }: Ctx, { text }: { text: string }) {
  const { rows } = await sql<{
    code: string
    name: string
    parent: string | null
    urgency: string
    advice: string | null
    private: boolean
  }>`
    select code, name, parent, urgency, advice, private from grid.category,
      lateral (select sum(length(word)) as weight from unnest(keywords) as word where position(word in ${text}) > 0) as said
    where weight > 0 and ${isOffered(now)} order by weight desc, length(code) desc, code limit 5`.execute(db)
  return rows
}

export type CategoryRow = {
  code: string
  name: string
  parent: string | null
  urgency: string
  keywords?: string[]
  advice?: string | null
  emergencyCall?: string | null
  private?: boolean
}

/** Adds what is missing and brings the rest up to date, but for what was changed here; a category in use is never taken away. */
export async function loadCategories(db: Db, rows: readonly CategoryRow[] = builtInCategories()): Promise<number> {
  for (let i = 0; i < rows.length; i += 500)
    await db
      .insertInto('grid.category')
      .values(
        rows
          .slice(i, i + 500)
          .map(({ code, name, parent, urgency, keywords = [], advice, emergencyCall, private: hidden = false }) => ({
            code,
            name,
            parent,
            urgency,
            keywords,
            advice: advice ?? emergencyCall ?? null,
            private: hidden,
          })),
      )
      .onConflict(c =>
        c
          .column('code')
          .doUpdateSet(e => ({
            name: e.ref('excluded.name'),
            parent: e.ref('excluded.parent'),
            urgency: e.ref('excluded.urgency'),
            keywords: e.ref('excluded.keywords'),
            advice: e.ref('excluded.advice'),
            private: e.ref('excluded.private'),
          }))
          .where('grid.category.own', '=', false),
      )
      .execute()
  return rows.length
}

export const builtInCategories = (): CategoryRow[] =>
  JSON.parse(readFileSync(new URL('data/categories.json', import.meta.url), 'utf8')) as CategoryRow[]

/** The first two digits that are free under a parent; local first levels begin at 51, so that the built-in list can grow. */
export function nextCode(parent: string, used: ReadonlySet<string>, first = parent === '' ? 51 : 1): string {
  for (let n = first; n < 1000; n++) {
    const code = parent + (n < 100 ? String(n).padStart(2, '0') : `${n}`)
    if (!used.has(code)) return code
  }
  throw new Error(`no code is left under ${parent}`)
}
