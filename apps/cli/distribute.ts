/** `distribute`: spreads the tables over the machines of a Citus cluster. Everything below is for whoever outgrew one server and its standbys. */
import pg from 'pg'
import { hasCitus, planSpread, spreadOut, statements } from '../../kernel/spread.ts'
import { command, refusal } from './command.ts'
import { withDatabase } from './open.ts'

export default command({
  flags: { 'dry-run': { about: '只列出将要执行的语句，什么都不改' } },
  more: '一台数据库服务器加备用库仍然不够用时才需要。先备份，停止邻理，在 DATABASE_URL 指向的 Citus 协调节点上运行；中断了再运行一次会接着做。',
  async run({ flags, settings, say }) {
    return withDatabase({ settings, say }, async url => {
      const db = new pg.Client({ connectionString: url })
      await db.connect()
      try {
        if (flags['dry-run']) {
          const plan = statements(await planSpread(db))
          return { data: { statements: plan }, lines: plan.map(text => `${text};`) }
        }
        if (!(await hasCitus(db)))
          throw refusal(
            '这个数据库里没有 Citus 扩展，不能分布到多台机器。请把 DATABASE_URL 指向装有 Citus 的协调节点，在库里执行 create extension citus 后再试；只想看看要做什么，请加 --dry-run。',
          )
        const tables = await spreadOut(db, say)
        return { data: { tables }, lines: [`已分布 ${tables} 张表。`] }
      } finally {
        await db.end()
      }
    })
  },
})
