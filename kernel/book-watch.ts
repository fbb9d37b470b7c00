/**
 * Hears from PostgreSQL that somebody has written in the book or changed the keys, and has both read again: in the same
 * second while the line stands, within a minute in any case. The line bears the name of what was read, so that whoever
 * changes the keys sees who has them.
 */
import pg from 'pg'

const MINUTE = 60_000
const PAUSE = 2_000
/** What the line of every process is called, before the keys that it has read. */
export const LINE = 'linli-book'

/** Gives what stops it. A line that breaks is laid again; what was missed meanwhile is read then. */
export function watchBook(url: string, refresh: () => Promise<string>, every = MINUTE): () => Promise<void> {
  let stopped = false
  let line: pg.Client | undefined
  let reading: Promise<void> | undefined
  let again = false

  /** One reading at a time, and one more if something was written while it ran: the last one read is the last one kept. */
  const read = (): Promise<void> => {
    again = true
    return (reading ??= (async () => {
      while (again && !stopped) {
        again = false
        // The minute comes round again; what is known holds until then.
        const name = await refresh().catch(() => null)
        if (name) await line?.query(`select set_config('application_name', $1, false)`, [name]).catch(() => {})
      }
      reading = undefined
    })())
  }

  const lay = async (): Promise<void> => {
    if (stopped) return
    const client = new pg.Client({ connectionString: url, application_name: LINE, keepAlive: true })
    const broken = () => {
      if (line !== client) return
      line = undefined
      client.end().catch(() => {})
      if (!stopped) setTimeout(() => void lay(), PAUSE).unref()
    }
    line = client
    client.on('error', broken).on('end', broken)
    client.on('notification', () => void read())
    try {
      await client.connect()
      await client.query('listen linli_book; listen linli_keys')
      await read()
    } catch {
      broken()
    }
  }

  const minute = setInterval(() => void read(), every).unref()
  const laid = lay()
  return async () => {
    stopped = true
    clearInterval(minute)
    await laid
    await reading
    const last = line
    line = undefined
    await last?.end().catch(() => {})
  }
}
