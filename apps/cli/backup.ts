/** `backup`: the database and the photos as they stood at one moment, in a folder of its own; the system goes on working. */
import { join } from 'node:path'
import { connect } from '../../kernel/db.ts'
import { programs } from '../../kernel/postgres-binaries.ts'
import { clusterFolder } from '../../kernel/postgres-folder.ts'
import { readKeys, type Keys } from '../../kernel/sealed.ts'
import type { Settings } from '../../kernel/settings.ts'
import { writeBackup } from './backup-write.ts'
import { writeBase } from './base-write.ts'
import { command, refusal, type Result } from './command.ts'
import { note } from './note.ts'
import { withDatabase } from './open.ts'
import { version } from './version.ts'

export default command({
  words: '[DIR]',
  flags: {
    base: { about: '不写 DIR：把整个自带数据库抄进归档文件夹（LINLI_ARCHIVE），以后可恢复到从这时起的任意一刻' },
    'with-keys': { about: '把密钥文件也放进备份；那样谁拿到备份，谁就能读出身份证号和电话' },
  },
  more: '不写 DIR 就备份到数据文件夹里的 backups。DIR 应是新的或空的文件夹，最好在另一块盘上。\n密钥文件默认不在备份里：请另存一份，没有它，备份里加密的号码读不出来。',
  async run({ words, flags, settings, say }) {
    const keys = await readKeys(settings.keys, { create: false })
    if (flags.base) return copyOfAll(settings, keys, say)
    const folder =
      words[0] ?? join(settings.data, 'backups', new Date().toISOString().slice(0, 19).replace(/[:T]/g, '-'))
    return withDatabase({ settings, say }, async owner => {
      const manifest = await writeBackup(folder, {
        owner,
        keys,
        version,
        say,
        files: join(settings.data, 'files'),
        keyFile: flags['with-keys'] ? settings.keys : null,
      })
      // A copy of everybody's data has left the system: that is in the trail, as every look is.
      const db = connect(owner, 1)
      const input = { folder, withKeys: manifest.keys.included }
      await note(db, Buffer.from(keys.trail, 'base64'), { op: 'backup.create', input, at: new Date() }).finally(() =>
        db.destroy(),
      )
      const { tables, files, jobs } = manifest
      const rows = tables.reduce((sum, table) => sum + table.rows, 0)
      const bytes = tables.reduce((sum, table) => sum + table.bytes, files.bytes)
      const lines = [
        `已备份到「${folder}」：${tables.length} 张表 ${rows} 行，照片和附件 ${files.count} 个，待办任务 ${jobs} 个，共 ${megabytes(bytes)}。`,
        ...(files.missing.length
          ? [`有 ${files.missing.length} 个文件在数据库里有记录、文件夹里却找不到，名单在 manifest.json 里。`]
          : []),
        manifest.keys.included
          ? '密钥文件也在里面：请像保管密钥一样保管这份备份。'
          : `密钥文件不在里面：请把「${settings.keys}」另外存好，不要和备份放在一起。`,
      ]
      return {
        data: { folder, tables: tables.length, rows, files, jobs, bytes, keys: manifest.keys.included },
        lines,
        code: files.missing.length ? 3 : 0,
      }
    })
  },
})

/** The start of every restore to a moment after it. */
async function copyOfAll(settings: Settings, keys: Keys, say: (line: string) => void): Promise<Result> {
  const { archive, data, databaseUrl } = settings
  if (!archive || databaseUrl)
    throw refusal(
      '归档只用于自带的数据库：请设置环境变量 LINLI_ARCHIVE（一个文件夹，最好在另一块盘上），重新启动邻理，再运行一次。',
    )
  return withDatabase({ settings, say }, async owner => {
    const cluster = clusterFolder(await programs(), data)
    const base = await writeBase({ owner, cluster, archive, files: join(data, 'files'), keys, version })
    const db = connect(owner, 1)
    await note(db, Buffer.from(keys.trail, 'base64'), {
      op: 'backup.base',
      input: { folder: base.folder },
      at: new Date(),
    }).finally(() => db.destroy())
    const bytes = base.files.reduce((sum, file) => sum + file.size, 0)
    return {
      data: { folder: base.folder, at: base.at, bytes },
      lines: [`底本已抄到「${base.folder}」（原大小 ${megabytes(bytes)}）：从 ${base.at} 起的任意一刻都可以恢复。`],
    }
  })
}

const megabytes = (bytes: number) =>
  bytes < 1_000_000 ? `${Math.ceil(bytes / 1_000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`
