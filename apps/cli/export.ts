/** `export`: a list as a sheet; every page of people is in the trail before it is written. */
import { createWriteStream } from 'node:fs'
import { chmod } from 'node:fs/promises'
import { resolve } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { allExports, usable } from '../../kernel/exchange-kinds.ts'
import { contextOf, looked, noted } from '../../kernel/exchange-export.ts'
import { dayOf } from '../../kernel/clock.ts'
import { common } from '../../kernel/rules.ts'
import { writeSheet } from '../../kernel/sheets/write.ts'
import { actorNamed, asFlag, placeFor } from './actor.ts'
import { command, misuse } from './command.ts'
import { kindNamed } from './kind.ts'
import { withSystem } from './open.ts'

export default command({
  words: '<kind>',
  flags: {
    place: { value: 'CODE', about: '导出哪个范围；账号只在一处任职时可以不填' },
    out: { value: 'FILE', about: '写到哪个文件，以 .xlsx 或 .csv 结尾；不填则写在当前文件夹' },
    format: { value: 'NAME', about: '换一种格式写成文本，例如账簿的 hledger；不填则写成表格' },
    as: asFlag,
  },
  more: '导出的名单可能有个人信息：导出了谁会进入留痕，本人看得到；文件用完请删除。',
  async run({ words: [typed = ''], flags, settings, say }) {
    await import('../server/services.ts')
    const kind = kindNamed(allExports(), typed, '导出')
    return withSystem({ settings, say }, async ({ house, now: clock }) => {
      const now = clock()
      const actor = await actorNamed(house.db, flags.as, now)
      const place = placeFor(actor, flags.place)
      if (!usable(kind, actor, place)) throw common.forbidden()
      const { format } = flags
      if (format !== undefined) {
        const text = kind.formats?.[format]
        if (!text) throw misuse(`「${kind.label}」没有 ${format} 这种格式`)
        const file = resolve(flags.out ?? `${kind.label}-${place}-${dayOf(now)}.${format}`)
        const ctx = contextOf(house, actor, now, place)
        const input = { kind: kind.kind, place, format }
        await noted(house, { op: 'exchange.export', actor, place, record: null, at: now, input })
        await pipeline(text(ctx), createWriteStream(file, { mode: 0o600 }))
        return { data: { kind: kind.kind, place, file, format }, lines: [`${kind.label}写在「${file}」。`] }
      }
      const file = resolve(flags.out ?? `${kind.label}-${place}-${dayOf(now)}.xlsx`)
      const rows = await writeSheet(file, {
        sheet: kind.label,
        kind: file.endsWith('.csv') ? 'csv' : 'xlsx',
        columns: kind.columns,
        rows: looked(house, kind, contextOf(house, actor, now, place), {}),
      })
      await chmod(file, 0o600)
      return { data: { kind: kind.kind, place, file, rows }, lines: [`${kind.label} ${rows} 行，写在「${file}」。`] }
    })
  },
})
