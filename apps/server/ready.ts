/** Whether the database answers in time: for whatever watches the server, and for whoever is called when it does not. */
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Db } from '../../kernel/db.ts'

const patience = 2_000

/** null: all is well. */
export const troubleOf = (db: Db): Promise<string | null> =>
  Promise.race([
    sql`select 1`.execute(db).then(
      () => null,
      () => '连不上数据库',
    ),
    sleep(patience, `数据库 ${patience / 1000} 秒内没有应答`, { ref: false }),
  ])
