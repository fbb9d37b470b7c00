/** Photos that nothing came of: kept for the days the figure says, gone on the next, and never one that belongs to a record. */
import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after } from 'node:test'
import './book-service.ts'
import { readBook } from './book.ts'
import { attach, limit, saveFile } from './files.ts'
import { newId } from './id.ts'
import { sweep } from './sweep.ts'
import { world, type Told } from './testing.ts'

const data = mkdtempSync(join(tmpdir(), 'linli-unattached-'))
after(() => rmSync(data, { recursive: true, force: true }))
const [street, here, next] = ['320582100', '320582100004', '320582101002']
const { test: story } = world({ 镇长: [{ role: 'chief', place: street }] })

const now = new Date('2026-11-23T02:00:00Z')
const ago = (days: number, minutes = 0) => new Date(now.getTime() - days * 86_400_000 - minutes * 60_000)
let mark = 0
/** A photo of its own each time: the bytes differ in one comment that is not looked at. */
const photo = () =>
  Buffer.from(`ffd8ffe0000601020304ffda0003${(++mark).toString(16).padStart(2, '0')}00000000ffd9`, 'hex')
const upload = async ({ db }: Told, community: string, at: Date, bytes = photo()) =>
  (
    await saveFile(db, join(data, 'files'), {
      bytes,
      name: '照片.jpg',
      community,
      place: community,
      actor: null,
      now: at,
    })
  ).id
const left = async ({ db }: Told) =>
  (await db.selectFrom('kernel.file').select('id').execute()).map(f => f.id).toSorted()
const onDisk = () =>
  readdirSync(join(data, 'files'), { recursive: true, withFileTypes: true }).filter(f => f.isFile()).length

story('what no report took goes after its days, with its bytes; what one took stays for good', async told => {
  const days = limit.unattachedDays.is
  const [young, old, kept] = [
    await upload(told, here, ago(days, -1)),
    await upload(told, here, ago(days, 1)),
    await upload(told, here, ago(days * 10)),
  ]
  const about = { community: here, place: here, id: newId() }
  assert.deepEqual(await attach(told.db, [kept], about, null), [kept])
  const before = onDisk()
  await sweep({ db: told.db, book: await readBook(told.db) }, data, now, -24 * 365 * 10)
  assert.deepEqual(await left(told), [young, kept].toSorted())
  assert.equal(onDisk(), before - 1)
  assert.deepEqual(
    await attach(told.db, [old], about, null),
    [],
    'whoever comes too late is told nothing that is not so',
  )
})

story('an area may keep them for less, and only its own', async told => {
  const why = { document: '杨政发〔2026〕12号', reason: '少留一些' }
  const set = { name: 'files.unattachedDays', place: street, from: '2026-11-23', is: 7, ...why }
  await told.as('镇长')('book.set', set, now)
  const [inside, outside, young] = [
    await upload(told, here, ago(7, 1)),
    await upload(told, next, ago(7, 1)),
    await upload(told, here, ago(7, -1)),
  ]
  await sweep({ db: told.db, book: await readBook(told.db) }, data, now, -24 * 365 * 10)
  assert.deepEqual(await left(told), [outside, young].toSorted())
  assert.ok(!(await left(told)).includes(inside))
})
