/** `migrate`: what every start does, by itself: for the step between putting in a new version and letting people in. */
import pg from 'pg'
import { command } from './command.ts'
import { withDatabase, withSystem } from './open.ts'

export default command({
  flags: {},
  more: '每次启动也会自动升级；单独运行可以先看结果再开放使用。升级前请先备份。',
  async run({ settings, say }) {
    return withDatabase({ settings, say }, async databaseUrl => {
      const before = await applied(databaseUrl)
      await withSystem({ settings: { ...settings, databaseUrl }, say }, async () => {})
      const fresh = (await applied(databaseUrl)).filter(file => !before.includes(file))
      const lines = fresh.length ? [...fresh, `已升级 ${fresh.length} 步。`] : ['数据库已经是这个版本，不需要升级。']
      return { data: { applied: fresh }, lines }
    })
  },
})

async function applied(url: string): Promise<string[]> {
  const db = new pg.Client({ connectionString: url })
  db.on('error', () => {})
  await db.connect()
  try {
    const { rows: known } = await db.query(
      `select from pg_tables where schemaname = 'kernel' and tablename = 'migration'`,
    )
    if (!known.length) return []
    const { rows } = await db.query<{ file: string }>('select file from kernel.migration order by at, file')
    return rows.map(row => row.file)
  } finally {
    await db.end()
  }
}
