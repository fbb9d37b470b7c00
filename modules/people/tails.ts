/** Hashes the last four of numbers that were stored before they could be searched by them; once done it finds nothing. */
import { sql } from 'kysely'
import { within } from '../../kernel/db.ts'
import type { House } from '../../kernel/server.ts'
import { idTailOf, uses } from './documents.ts'

const batch = 500

export async function fillTails({ db, sealer }: Pick<House, 'db' | 'sealer'>): Promise<number> {
  for (let done = 0; ;) {
    const n = await within(db, async tx => {
      const rows = await tx
        .selectFrom('people.resident')
        .select(['community', 'id', 'idNumber'])
        .where('idNumber', 'is not', null)
        .where('idTail', 'is', null)
        .limit(batch)
        .forUpdate()
        .skipLocked()
        .execute()
      const tails = rows.map(row => idTailOf(sealer, sealer.open(row.idNumber!, uses.idNumber).slice(-4)))
      await sql`
        update people.resident r set id_tail = g.tail
        from unnest(${rows.map(r => r.community)}::text[], ${rows.map(r => r.id)}::uuid[], ${tails}::text[]) as g (community, id, tail)
        where r.community = g.community and r.id = g.id`.execute(tx)
      return rows.length
    })
    done += n
    if (n < batch) return done
  }
}
