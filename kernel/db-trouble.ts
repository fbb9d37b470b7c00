/**
 * What the database's own failures mean to whoever asked. A database that is away or too slow comes back without help, so
 * it is 「busy」 and the same request may be sent again; a full disk is told as such, because somebody must clear it.
 */
import { common, type Problem } from './rules.ts'

/** 08 connection, 53300 too many, 55P03 a lock not got in time, 57 ended, starting, stopping or stopped for its time-out. */
const away = /^(08...|53300|55P03|57014|57P0\d|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT)$/
/** What node-postgres says itself has no code. */
const cut =
  /^(Connection terminated|timeout exceeded when trying to connect|Query read timeout|Client has encountered a connection error|Client was closed and is not queryable|Cannot use a pool after)/

export function databaseProblem(error: unknown): Problem | undefined {
  const { code = '', message = '' } = error as { code?: string; message?: string }
  if (code === '53100' || code === 'ENOSPC') return common.full()
  return away.test(code) || cut.test(message) ? common.busy() : undefined
}

/** After such an error nobody knows what a connection still holds: it is closed and not given to the next. */
export function spoils(error: unknown): boolean {
  const { code = '', message = '' } = error as { code?: string; message?: string }
  return /^(08|57P|E)/.test(code) || cut.test(message)
}
