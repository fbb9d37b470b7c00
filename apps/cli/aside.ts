/** A system that somebody lives in is put aside, not overwritten: its cluster gets another name, and gets it back when the restore fails. */
import { renameSync, rmSync } from 'node:fs'
import { programs } from '../../kernel/postgres-binaries.ts'
import { clusterFolder, hasFiles } from '../../kernel/postgres-folder.ts'
import { runningPostgres } from '../../kernel/postgres.ts'
import type { Settings } from '../../kernel/settings.ts'
import { refusal, type Result } from './command.ts'

export async function aside({ data, databaseUrl }: Settings, restore: () => Promise<Result>): Promise<Result> {
  if (databaseUrl)
    throw refusal('--aside 只用于自带的数据库。请在自己的数据库服务器上另建一个空库，把 DATABASE_URL 指向它。')
  if (runningPostgres(data)) throw refusal('邻理还在运行。请先停下来再恢复。')
  const cluster = clusterFolder(await programs(), data)
  if (!hasFiles(cluster)) return restore()
  const kept = `${cluster}.before-${new Date().toISOString().slice(0, 19).replace(/[:T]/g, '-')}`
  renameSync(cluster, kept)
  try {
    const { lines, ...result } = await restore()
    return { ...result, lines: [...lines, `原来的数据库留在「${kept}」，确认无误后可以删除。`] }
  } catch (error) {
    rmSync(cluster, { recursive: true, force: true })
    renameSync(kept, cluster)
    throw error
  }
}
