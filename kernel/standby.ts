/**
 * Reads from a standby, never older than what the reader has written: whoever writes is told the position of it in the
 * log, brings it along, and is answered by the standby only once it has come that far. When it lags, is gone or refuses,
 * the primary answers, and nobody notices.
 */
import { sql } from 'kysely'
import { connect, type Db } from './db.ts'

export type Standby = {
  db: Db
  /** Whether it may answer somebody who has seen this position; waits for a moment if it is about to get there. */
  reached: (position: bigint) => Promise<boolean>
  /** It failed somebody: it is left alone for a while. */
  failed: () => void
  close: () => Promise<void>
}

const patience = 50
const rest = 5_000

export function openStandby(url: string, max = 10): Standby {
  const db = connect(url, max)
  let replayed = 0n
  let down = 0
  const look = async () => {
    const { rows } = await sql<{ at: string }>`select pg_last_wal_replay_lsn()::text as at`.execute(db)
    replayed = positionIn(rows[0]?.at) ?? replayed
  }
  const failed = () => void (down = Date.now() + rest)
  return {
    db,
    failed,
    close: () => db.destroy(),
    async reached(position) {
      if (Date.now() < down) return false
      const deadline = Date.now() + patience
      try {
        while (replayed < position) {
          await look()
          if (replayed < position && Date.now() >= deadline) return false
        }
        return true
      } catch {
        failed()
        return false
      }
    },
  }
}

/** Where the log of the primary stands now, as it is told to whoever has just written. */
export async function positionNow(db: Db): Promise<string> {
  const { rows } = await sql<{ at: string }>`select pg_current_wal_insert_lsn()::text as at`.execute(db)
  return rows[0]!.at
}

/** `16/B374D848` as a number; undefined when it is none. */
export function positionIn(text: string | undefined): bigint | undefined {
  const [, high, low] = /^([0-9A-F]{1,8})\/([0-9A-F]{1,8})$/i.exec(text ?? '') ?? []
  return high && low ? (BigInt(`0x${high}`) << 32n) | BigInt(`0x${low}`) : undefined
}

/** Whether it is the standby that could not, rather than the question that was wrong. */
export function isTheStandbys(error: unknown): boolean {
  const { code = '', message = '' } = error as { code?: string; message?: string }
  return (
    /^(57P|08|25006|40001|53|ECONN|EPIPE|ETIMEDOUT)/.test(code) ||
    /^Connection terminated|timeout exceeded/.test(message)
  )
}
