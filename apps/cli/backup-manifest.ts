/** What a backup says of itself: it is written last, and everything in it is checked against it when it is restored. */
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { Keys } from '../../kernel/sealed.ts'
import { refusal } from './command.ts'

const sha256 = z.string().regex(/^[0-9a-f]{64}$/)
const name = z.string().regex(/^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$/)

const Table = z.object({
  name,
  columns: z.array(z.string().regex(/^\w+$/)),
  rows: z.int(),
  bytes: z.int(),
  sha256,
})

export const Manifest = z.object({
  format: z.literal(1),
  at: z.iso.datetime(),
  version: z.string(),
  postgres: z.string(),
  /** As PostgreSQL writes a snapshot: below which transactions everything is in here. */
  snapshot: z.string(),
  migrations: z.array(z.object({ file: z.string(), checksum: sha256 })),
  tables: z.array(Table),
  sequences: z.array(z.object({ name, value: z.int().nullable() })),
  jobs: z.int(),
  files: z.object({ count: z.int(), bytes: z.int(), missing: z.array(sha256) }),
  keys: z.object({ fingerprint: sha256, versions: z.array(z.string()), included: z.boolean() }),
})
export type Manifest = z.infer<typeof Manifest>
export type Table = z.infer<typeof Table>

export const manifestIn = (folder: string) => join(folder, 'manifest.json')
export const tableIn = (folder: string, table: string) => join(folder, 'tables', `${table}.copy.gz`)
export const jobsIn = (folder: string) => join(folder, 'jobs.json')
export const keysIn = (folder: string) => join(folder, 'keys.json')
export const fileIn = (folder: string, hex: string) => join(folder, hex.slice(0, 2), hex)

export async function readManifest(folder: string): Promise<Manifest> {
  const text = await readFile(manifestIn(folder), 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'ENOENT' ? refusal(`「${folder}」里没有 manifest.json，不是一份完整的备份。`) : error
  })
  const read = Manifest.safeParse(json(text))
  if (!read.success) throw refusal(`「${manifestIn(folder)}」损坏，或是更新版本的程序写的。请换一份备份。`)
  return read.data
}

function json(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** Tells whether a key file is the one a backup was made with, and nothing of what is in it. */
/** Of the first key that signed here: it stays the same when keys are changed. */
export const fingerprintOf = ({ past, signing }: Keys): string =>
  createHash('sha256')
    .update(past[0] ?? signing.public)
    .digest('hex')
