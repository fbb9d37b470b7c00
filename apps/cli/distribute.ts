/** `distribute`: lists what would spread the tables over the machines of a Citus cluster; it changes nothing (decision 20). */
import pg from 'pg'
import { planSpread, statements } from '../../kernel/spread.ts'
import { command } from './command.ts'
import { withDatabase } from './open.ts'

export default command({
  flags: {},
  more: '只列出语句，什么都不改。一台数据库服务器加备用库仍然不够用时才需要；这些语句还没有在真的 Citus 上执行过，请先在试验环境里试。',
  async run({ settings, say }) {
    return withDatabase({ settings, say }, async url => {
      const db = new pg.Client({ connectionString: url })
      await db.connect()
      try {
        const plan = statements(await planSpread(db))
        return { data: { statements: plan }, lines: plan.map(text => `${text};`) }
      } finally {
        await db.end()
      }
    })
  },
})
