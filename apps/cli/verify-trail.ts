/** `verify-trail`: reads the whole trail again and says which rows were changed, taken out, moved or slipped in. */
import type { Db } from '../../kernel/db.ts'
import { readKeys, type Keys } from '../../kernel/sealed.ts'
import { signingOf } from '../../kernel/signing.ts'
import { verifyTrail } from '../../kernel/trail.ts'
import { command, type Result } from './command.ts'
import { withDb } from './open.ts'

const shown = 50

export default command({
  flags: {},
  more: '只读不写，系统运行中也可以核对。发现问题时结束码为 3。',
  async run({ settings, say }) {
    const keys = await readKeys(settings.keys, { create: false })
    say('正在核对留痕……')
    return withDb({ settings, say }, db => verified(db, keys))
  },
})

export async function verified(db: Db, keys: Keys): Promise<Result> {
  const { faults, ...counts } = await verifyTrail(db, Buffer.from(keys.trail, 'base64'), signingOf(keys).known)
  const found = faults.slice(0, shown).map(({ community, id, say }) => `  ${community || '全系统'} 第 ${id} 条：${say}`)
  const more = faults.length > shown ? [`  ……另有 ${faults.length - shown} 处`] : []
  const summary = `留痕 ${counts.rows} 条，已入链 ${counts.linked} 条，存证点 ${counts.checkpoints} 个`
  return faults.length
    ? { data: { ...counts, faults }, lines: [`${summary}；发现 ${faults.length} 处不符：`, ...found, ...more], code: 3 }
    : { data: { ...counts, faults }, lines: [`${summary}；没有发现改动。`] }
}
