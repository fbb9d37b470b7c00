/** A small town on a data folder of its own, with people who are signed in: what faults are tried on. */
import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { newId } from '../../kernel/id.ts'
import { hashOf } from '../../kernel/session.ts'
import type { System } from '../../apps/server/system.ts'
import { opened } from '../../apps/server/testing-installation.ts'

export const street = '320582100'
export const here = '320582100004'
export const grid = `${here}001`

export type Staff = { id: string; cookie: string }
export type Town = { data: string; clerk: Staff; worker: Staff; category: string }

/** Founded and staffed, and closed again. */
export async function townIn(data: string, env: Record<string, string> = {}): Promise<Town> {
  const system = await opened(data, env)
  try {
    return await settled(system)
  } finally {
    await system.close()
  }
}

export async function settled({ house: { db }, settings: { data } }: System): Promise<Town> {
  const names = {
    32: '江苏省',
    3205: '苏州市',
    320582: '张家港市',
    [street]: '杨舍镇',
    [here]: '花园浜社区',
    [grid]: '第一网格',
  }
  for (const [code, name] of Object.entries(names).toSorted(([a], [b]) => a.length - b.length))
    await db
      .insertInto('places.place')
      .values({ code, name })
      .onConflict(c => c.doNothing())
      .execute()
  const clerk = await employed(db, '沈丽', 'clerk', street)
  const worker = await employed(db, '小郑', 'grid-worker', grid)
  // Here a few stand for a whole town.
  const line = { name: 'request.personMinute', place: '', from: '2020-01-01', is: 1_000_000, by: clerk.id }
  await db
    .insertInto('kernel.figure')
    .values({ ...line, reason: '演练', document: '演练', at: new Date(0) })
    .execute()
  const { code } = await db
    .selectFrom('grid.category')
    .select('code')
    .where('private', '=', false)
    .where(sql<boolean>`length(code) > 2`)
    .orderBy('code')
    .limit(1)
    .executeTakeFirstOrThrow()
  return { data, clerk, worker, category: code }
}

/** With a session that is already open: how people sign in is told elsewhere. */
async function employed(db: System['house']['db'], name: string, role: string, place: string): Promise<Staff> {
  const id = newId()
  await db
    .insertInto('identity.account')
    .values({ id, place: here, username: name, name, password: 'none', mustChange: false })
    .execute()
  await sql`insert into identity.post (id, account, role, place, during) values (${newId()}, ${id}, ${role}, ${place}, '[2020-01-01,)')`.execute(
    db,
  )
  const token = randomBytes(32).toString('base64url')
  const [now, until] = [new Date(), new Date(Date.now() + 86_400_000)]
  await db
    .insertInto('kernel.session')
    .values({ token: hashOf(token), actor: id, name, guest: false, created: now, used: now, until })
    .execute()
  return { id, cookie: `linli=${token}` }
}
