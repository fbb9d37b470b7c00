/**
 * Packs a backup of a small system into one file of the repository, so that every later version can be tried on what a
 * release has left behind: `node scripts/faults/release.ts NAME`. Run it before a release, on the migrations as they are then.
 */
import { copyFileSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { sql } from 'kysely'
import { grid as paper, linli, idNumber, peopleSheet, roomsSheet } from '../../apps/cli/testing.ts'
import { runImport } from '../../kernel/exchange.ts'
import { saveFile } from '../../kernel/files.ts'
import { call } from '../../kernel/server.ts'
import { checkpoint, linkTrail } from '../../kernel/trail.ts'
import { course } from './clients.ts'
import { folder, opened } from '../../apps/server/testing-installation.ts'
import { grid, here, settled, street } from './town.ts'

const packs = join(import.meta.dirname, 'fixtures')

/** The packed releases, the oldest first. */
export const releases = (): string[] => globSync('*.json', { cwd: packs }).toSorted()

/** Writes a packed release out as the backup it was, with its keys in `data`. */
export function unpack(name: string, backup: string, data: string): void {
  const pack = JSON.parse(readFileSync(join(packs, name), 'utf8')) as Record<string, string>
  for (const [path, packed] of Object.entries(pack)) {
    const target = path === 'keys.json' ? join(data, path) : join(backup, path)
    mkdirSync(dirname(target), { recursive: true })
    writeFileSync(target, Buffer.from(packed, 'base64'), { mode: 0o600 })
  }
}

async function pack(name: string): Promise<void> {
  const [data, work] = [folder(), folder()]
  const system = await opened(data)
  const { house, files } = system
  const town = await settled(system)
  // The divisions of the whole country come with every version; here those above the town are enough.
  await sql`delete from places.place where code not like '320582%' and not starts_with('320582', code::text)`.execute(
    house.db,
  )
  for (const [code, name] of Object.entries({ [paper.slice(0, 12)]: '东街社区', [paper]: '第一网格' }))
    await house.db
      .insertInto('places.place')
      .values({ code, name })
      .onConflict(c => c.doNothing())
      .execute()
  const clerk = { id: town.clerk.id, name: '沈丽', posts: [{ role: 'clerk', place: street }] }
  const worker = { id: town.worker.id, name: '小郑', posts: [{ role: 'grid-worker', place: grid }] }
  await roomsSheet(join(work, 'rooms.xlsx'), ['101室', '102室'])
  await peopleSheet(join(work, 'people.xlsx'), [
    ['王秀英', idNumber('32058219400101001'), '13800000001', '101室'],
    ['李国强', idNumber('32058219400101003'), '13800000002', '102室'],
  ])
  for (const [kind, file] of Object.entries({ 'places.rooms': 'rooms.xlsx', 'people.residents': 'people.xlsx' })) {
    const { bad, problem } = await runImport(house, { kind, path: join(work, file), place: street, actor: clerk })
    if (bad || problem) throw new Error(`${kind} did not come in: ${problem}`)
  }
  for (const steps of course.keys()) {
    const bytes = Buffer.concat([
      Buffer.from('ffd8ffe0000601020304ffda0003', 'hex'),
      Buffer.from(`${steps}`),
      Buffer.from('ffd9', 'hex'),
    ])
    const photo = await saveFile(house.db, files, {
      bytes,
      name: '照片.jpg',
      community: here,
      place: grid,
      actor: null,
      now: new Date(),
    })
    const input = {
      place: grid,
      category: town.category,
      title: `第 ${steps} 件事`,
      phone: '13800000001',
      photos: [photo.id],
    }
    const { answer } = await call(house, { op: 'grid.report', input, actor: null })
    const { id } = answer as { id: string }
    for (const { move, who, input: said } of course.slice(0, steps))
      await call(house, {
        op: `grid.${move}`,
        input: { community: here, id, ...said(town) },
        actor: who === 'clerk' ? clerk : worker,
      })
  }
  while ((await linkTrail(house.db)) > 0);
  await checkpoint(house.db, house.signing, new Date())
  const backup = join(work, 'backup')
  const done = await linli(data, ['backup', backup])
  await system.close()
  if (done.code !== 0) throw new Error(done.said)
  copyFileSync(join(data, 'keys.json'), join(backup, 'keys.json'))
  const names = globSync('**/*.*', { cwd: backup })
    .concat(globSync('files/*/*', { cwd: backup }))
    .toSorted()
  const all = Object.fromEntries(names.map(path => [path, readFileSync(join(backup, path)).toString('base64')]))
  writeFileSync(join(packs, `${name}.json`), JSON.stringify(all, null, 1) + '\n')
  for (const dir of [data, work]) rmSync(dir, { recursive: true })
}

if (import.meta.main) await pack(process.argv[2] ?? 'release')
