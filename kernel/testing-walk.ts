/** What random walks over moves stand on: a try that may be refused, and a world that is as before after each walk. */
import { sql } from 'kysely'
import { Problem } from './rules.ts'
import { call } from './server.ts'
import type { Told } from './testing.ts'

/** What it was refused with, or null; anything that is no refusal breaks the walk. */
export async function tried(told: Told, asked: Parameters<typeof call>[1]): Promise<Problem | null> {
  try {
    await call(told.house, asked)
    return null
  } catch (error) {
    if (error instanceof Problem) return error
    throw error
  }
}

export async function inSavepoint(told: Told, work: () => Promise<void>): Promise<void> {
  await sql`savepoint walk`.execute(told.db)
  try {
    await work()
  } finally {
    await sql`rollback to savepoint walk`.execute(told.db)
  }
}
