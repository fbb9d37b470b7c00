/**
 * Section `import`: a register comes in as the operator would bring it in, with every check, and the same people come in
 * by plain COPY into a copy of the table with the same indexes, keys and computed columns.
 */
import { spawn } from 'node:child_process'
import { rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { fillPlaces, signIn } from './ground.ts'
import { communities, homes, street, writeFile } from './import-file.ts'
import { memoryOf } from './programs.ts'
import { database, install, keysFile, median, scratch, withClient, type Section, type Server } from './scratch.ts'

type Options = { rows: number; say: (line: string) => void }

export async function importSection(server: Server, { rows, say }: Options): Promise<Section> {
  const file = join(scratch, 'register.csv')
  const copy = await withClient(server.url, async db => {
    // PostgreSQL itself writes and reads it, as the user that it runs as.
    const { rows: at } = await db.query<{ data_directory: string }>('show data_directory')
    return join(at[0]!.data_directory, 'bench-resident.copy')
  })
  say(`writing a register of ${rows} people`)
  await writeFile(file, rows)
  await withClient(server.url, db => db.query('drop database if exists import_town with (force)'))
  const owner = await database(server, 'import_town', async url => {
    await install(url)
    await withClient(url, async db => {
      await fillPlaces(db, communities)
      await homes(db, rows)
      await signIn(db, 'bench-import')
    })
  })
  try {
    const { seconds, peak, said } = await imported(owner, file, say)
    const counted = await withClient(owner, async db => {
      await db.query(`copy (${columns}) to '${copy}'`)
      return (await db.query<{ n: number }>('select count(*)::int as n from people.resident')).rows[0]!.n
    })
    if (counted !== rows) throw new Error(`${counted} of ${rows} people came in: ${said}`)
    const times = await withClient(owner, async db => [await copied(db, copy), await copied(db, copy)])
    const plain = median(times)
    say(`COPY: ${times.map(t => t.toFixed(1)).join(', ')} s`)
    const per = (s: number) => `${Math.round(rows / s).toLocaleString('en')}/s`
    return {
      title: `Import of ${rows.toLocaleString('en')} people (${Math.round(statSync(file).size / 1e6)} MB of CSV)`,
      at: new Date().toISOString(),
      lines: [
        {
          what: 'checked, sealed, households, history of each field, work and counts: against plain COPY of the same people',
          ratio: `${(plain / seconds).toFixed(2)} ×`,
          figure: `Linli ${seconds.toFixed(0)} s (${per(seconds)}); COPY ${plain.toFixed(0)} s (${per(plain)})`,
          target: '≥ 0.25 ×',
          met: plain / seconds >= 0.25,
        },
        {
          what: 'peak memory of the process that imports',
          ratio: `${Math.round(peak / 1e6)} MB`,
          figure: 'the same for any number of rows but for 24 bytes each, by which a double is found',
          target: '',
          met: null,
        },
      ],
      notes: [
        'COPY writes one row a person; the import writes fourteen: the card, its work in hand, who it is, where each field came from, where they live.',
      ],
    }
  } finally {
    await withClient(server.url, db => db.query('drop database if exists import_town with (force)'))
    for (const path of [file, copy]) rmSync(path, { force: true })
  }
}

async function imported(owner: string, file: string, say: (line: string) => void) {
  const args = ['apps/cli/main.ts', 'import', 'people.residents', file, '--as', 'bench', '--place', street]
  const env = {
    PATH: process.env['PATH'] ?? '',
    DATABASE_URL: owner,
    LINLI_KEYS: keysFile,
    LINLI_DATA: join(scratch, 'data'),
  }
  const begun = performance.now()
  const child = spawn(process.execPath, args, { cwd: join(import.meta.dirname, '..'), env })
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      said = (said + String(chunk)).slice(-2_000)
    })
  let peak = 0
  const ended = new Promise<number | null>(done => child.once('exit', done))
  let going = true
  void ended.then(() => (going = false))
  for (let told = 0; going; await sleep(200)) {
    if (child.pid && child.exitCode === null) peak = Math.max(peak, peakOf(child.pid))
    if (++told % 50 === 0) say(said.trim().split('\n').at(-1) ?? '')
  }
  const code = await ended
  if (code !== 0) throw new Error(`the import ended with ${code}: ${said}`)
  return { seconds: (performance.now() - begun) / 1000, peak, said }
}

/** It may have ended between the question and the look. */
function peakOf(pid: number): number {
  try {
    return memoryOf(pid).peak
  } catch {
    return 0
  }
}

const names =
  'community, id, person, place, state, name, initials, id_number, id_key, phone, phone_key, phone_tail, sex, birth, room, address, household, relation, residence, account, since, until, document, id_tail, hometown, merged_into'
const columns = `select ${names} from people.resident`

async function copied(db: pg.Client, file: string): Promise<number> {
  await db.query('drop table if exists people.bare')
  await db.query('create table people.bare (like people.resident including all)')
  await db.query('alter table people.bare add foreign key (community, room) references places.room')
  const begun = performance.now()
  await db.query(`copy people.bare (${names}) from '${file}'`)
  const seconds = (performance.now() - begun) / 1000
  await db.query('drop table people.bare')
  return seconds
}
