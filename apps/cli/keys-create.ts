/** `keys create`: the key file of a production system, made once and on purpose: one that appeared by itself could hide that the old one is lost. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { readKeys } from '../../kernel/sealed.ts'
import { command, refusal } from './command.ts'
import { withDatabase } from './open.ts'

export default command({
  flags: {},
  more: '只在第一次安装时运行一次。搬迁的系统要用原来的密钥文件，不要新生成。',
  async run({ settings, say }) {
    const { keys: file, data, databaseUrl } = settings
    if (existsSync(file))
      throw refusal(`密钥文件「${file}」已经有了，没有改动它。要更换密钥，请用 npx linli keys rotate。`)
    const mayHold = databaseUrl !== null || existsSync(join(data, 'postgres'))
    if (mayHold && (await withDatabase({ settings, say }, isInUse)))
      throw refusal(
        `这个系统里已经有数据，是用别的密钥加密的。请把原来的密钥文件放到「${file}」；新的密钥读不出旧的资料。`,
      )
    await readKeys(file, { create: true })
    const line = `密钥文件已生成：「${file}」。请马上另存一份到别处：丢了它，身份证号和电话再也读不出来。`
    return { data: { file }, lines: [line] }
  },
})

async function isInUse(url: string): Promise<boolean> {
  const db = new pg.Client({ connectionString: url })
  db.on('error', () => {})
  await db.connect()
  try {
    const { rowCount } = await db.query(`select from pg_tables where schemaname = 'kernel' and tablename = 'migration'`)
    return rowCount === 1
  } finally {
    await db.end()
  }
}
