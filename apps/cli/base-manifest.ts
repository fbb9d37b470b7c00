/** What a copy of the whole cluster says of itself; it is written last, and a copy without it does not count. */
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { refusal } from './command.ts'

const sha256 = z.string().regex(/^[0-9a-f]{64}$/)
export const Base = z.object({
  format: z.literal(1),
  /** From here on the record of changes can bring it forward. */
  at: z.iso.datetime(),
  version: z.string(),
  postgres: z.string(),
  keys: z.object({ fingerprint: sha256, versions: z.array(z.string()) }),
  folders: z.array(z.string()),
  files: z.array(z.object({ name: z.string(), size: z.int(), sha256 })),
})
export type Base = z.infer<typeof Base>

export const basesIn = (archive: string) => join(archive, 'base')
export const filesIn = (archive: string) => join(archive, 'files')
export const manifestOf = (base: string) => join(base, 'manifest.json')

/** Complete copies, the oldest first. */
export async function basesOf(archive: string): Promise<{ folder: string; base: Base }[]> {
  const names = await readdir(basesIn(archive)).catch(() => {
    throw refusal(`「${archive}」里没有归档。请核对文件夹，或改用 npx linli restore 加上备份所在的文件夹。`)
  })
  const found = []
  for (const name of names.filter(n => !n.endsWith('.partial'))) {
    const folder = join(basesIn(archive), name)
    const read = Base.safeParse(json(await readFile(manifestOf(folder), 'utf8').catch(() => '')))
    if (!read.success) throw refusal(`「${manifestOf(folder)}」损坏，没有恢复任何数据。请移走这一份，用更早的一份。`)
    found.push({ folder, base: read.data })
  }
  return found.toSorted((a, b) => (a.base.at < b.base.at ? -1 : 1))
}

function json(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
