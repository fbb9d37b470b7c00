/** What was done from the server's terminal is in the trail too, where the administrators of the installation see it. */
import type { Db } from '../../kernel/db.ts'
import type { Row } from '../../kernel/rules.ts'
import { writeTrail } from '../../kernel/trail.ts'
import { terminal } from './actor.ts'

type Done = { op: string; input: Row; at: Date; place?: string; record?: string }

/** Without a place it belongs to where the installation was founded. */
export async function note(db: Db, trailKey: Buffer, { op, input, at, place, record }: Done): Promise<void> {
  const { id: actor, name = null } = terminal
  const community = (place ?? (await foundedAt(db))).slice(0, 12)
  const said = {
    community,
    record: record ?? null,
    at,
    op,
    kind: 'note' as const,
    actor,
    name,
    persons: [],
    reason: null,
  }
  await writeTrail(db, trailKey, { ...said, input })
}

async function foundedAt(db: Db): Promise<string> {
  const first = await db.selectFrom('identity.account').select('place').orderBy('id').limit(1).executeTakeFirst()
  return first?.place ?? ''
}
