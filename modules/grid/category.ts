/** The classification of matters: the default list that comes with the system, and the guess from a person's own words. */
import { readFileSync } from 'node:fs'
import { sql } from 'kysely'
import type { Db } from '../../kernel/db.ts'
import type { Ctx } from '../../kernel/server.ts'

export const listCategories = ({ db }: Ctx) =>
  db
    .selectFrom('grid.category')
    .select(['code', 'name', 'parent', 'urgency', 'advice', 'private'])
    .orderBy('code')
    .execute()

/** The five entries whose words weigh most in the text, each word by its length: 「消防通道」 says more than 「车」. */
export async function suggest({ db }: Ctx, { text }: { text: string }) {
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
    where weight > 0 order by weight desc, length(code) desc, code limit 5`.execute(db)
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

/** Adds what is missing and brings the rest up to date; a category in use is never taken away. */
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
        c.column('code').doUpdateSet(e => ({
          name: e.ref('excluded.name'),
          parent: e.ref('excluded.parent'),
          urgency: e.ref('excluded.urgency'),
          keywords: e.ref('excluded.keywords'),
          advice: e.ref('excluded.advice'),
          private: e.ref('excluded.private'),
        })),
      )
      .execute()
  return rows.length
}

export const builtInCategories = (): CategoryRow[] =>
  JSON.parse(readFileSync(new URL('data/categories.json', import.meta.url), 'utf8')) as CategoryRow[]
