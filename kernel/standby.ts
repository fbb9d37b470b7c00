/**
 * Reads from a standby, never older than what the reader has written: whoever writes is told the position of it in the
 * log, brings it along, and is answered by the standby only once it has come that far. When it lags, is gone or refuses,
 * the primary answers, and nobody notices.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { connect, type Db } from './db.ts'
import { spoils } from './db-trouble.ts'

export type Standby = {
  db: Db
  /** Whether it may answer somebody who has seen this position; waits for a moment if it is about to get there. */
  reached: (position: bigint) => Promise<boolean>
  /** It failed somebody: it is left alone for a while. */
  failed: () => void
  close: () => Promise<void>
}

const waits = 50
const rest = 5_000
/** Nobody, whatever they have written, is told what is older than this and the moment that is waited. */
const stale = 1_000

export function openStandby(url: string, primary: Db, max: number, patience: Parameters<typeof connect>[2]): Standby {
  let replayed = 0n
  let down = 0
  let floor = Promise.resolve(0n)
  let asked = 0
  let looking: Promise<void> | undefined
  // Started anew, it may be back before it is as far as it was: what was known of it ends with any connection.
  const db = connect(url, max, patience, () => (replayed = 0n))
  const look = async () => {
    const { rows } = await sql<{ at: string | null }>`select pg_last_wal_replay_lsn()::text as at`.execute(db)
    replayed = positionIn(rows[0]?.at ?? undefined) ?? 0n
  }
  /** However many wait, one of them asks. */
  const lookTogether = () => (looking ??= look().finally(() => (looking = undefined)))
  /** Cut off from the primary, a standby goes on answering with what it has: so it is held to where the primary is. */
  const least = () => {
    if (Date.now() - asked < stale) return floor
    asked = Date.now()
    return (floor = positionNow(primary).then(at => positionIn(at) ?? nowhere))
  }
  const failed = () => {
    down = Date.now() + rest
    replayed = 0n
  }
  return {
    db,
    failed,
    close: () => db.destroy(),
    async reached(position) {
      if (Date.now() < down) return false
      const lowest = await least()
      const wanted = position > lowest ? position : lowest
      const deadline = Date.now() + waits
      while (replayed < wanted) {
        const left = deadline - Date.now()
        if (left <= 0) return false
        const looked = lookTogether().then(
          () => true,
          () => false,
        )
        // One that says nothing at all must not keep anybody longer than one that lags.
        const said = await Promise.race([looked, sleep(left, undefined, { ref: false })])
        if (said === undefined) return false
        if (!said) {
          failed()
          return false
        }
      }
      return true
    },
  }
}

/**
 * Where the log of the primary stands now, as it is told to whoever has just written. What is written stands, also when
 * this cannot be asked: then it is a position that no standby reaches.
 */
export async function positionNow(db: Db): Promise<string> {
  const asked = sql<{ at: string }>`select pg_current_wal_insert_lsn()::text as at`.execute(db)
  return asked.then(
    ({ rows }) => rows[0]!.at,
    () => 'FFFFFFFF/FFFFFFFF',
  )
}
const nowhere = 2n ** 64n

/** `16/B374D848` as a number; undefined when it is none. */
export function positionIn(text: string | undefined): bigint | undefined {
  const [, high, low] = /^([0-9A-F]{1,8})\/([0-9A-F]{1,8})$/i.exec(text ?? '') ?? []
  return high && low ? (BigInt(`0x${high}`) << 32n) | BigInt(`0x${low}`) : undefined
}

/** From the standby where it has come as far as `seen`; else, and where nobody says how far that is, from the primary. */
export async function near<T>(
  { db, standby }: { db: Db; standby?: Standby },
  seen: bigint | undefined,
  ask: (db: Db) => Promise<T>,
): Promise<T> {
  // What a transaction has written, nobody else has yet.
  if (!standby || seen === undefined || db.isTransaction) return ask(db)
  if (!(await standby.reached(seen))) return ask(db)
  return ask(standby.db).catch((error: unknown) => {
    if (!isTheStandbys(error)) throw error
    standby.failed()
    return ask(db)
  })
}

/** Whether it is the standby that could not, rather than the question that was wrong: it is away, full, behind or only reads. */
const isTheStandbys = (error: unknown): boolean =>
  spoils(error) || /^(25006|40001|53)/.test((error as { code?: string }).code ?? '')
