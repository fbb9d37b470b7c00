/**
 * `import`: a sheet goes through the same run as on the desk, and the rows that came back lie beside it with their
 * reasons. `import divisions` is the list of communities and villages that no installation may be without.
 */
import { access } from 'node:fs/promises'
import { runImport } from '../../kernel/exchange.ts'
import { badRows } from '../../kernel/exchange-batch.ts'
import { allImports } from '../../kernel/exchange-kinds.ts'
import { readMapping } from '../../kernel/exchange-mapping.ts'
import { returnRows } from '../../kernel/sheets/write.ts'
import type { System } from '../server/system.ts'
import { actorNamed, asFlag, placeFor } from './actor.ts'
import { command, misuse, type Result } from './command.ts'
import { importDivisions } from './import-divisions.ts'
import { kindNamed } from './kind.ts'
import { withSystem } from './open.ts'
import { oncePerSecond } from './progress.ts'

export default command({
  words: '<kind> FILE',
  flags: {
    mapping: { value: 'FILE', about: '列的对应关系（JSON）；不填则按表头自动对应' },
    place: { value: 'CODE', about: '导入到哪个范围；账号只在一处任职时可以不填' },
    as: asFlag,
    'whole-or-nothing': { about: '有一行不对就全部不导入' },
    under: { value: 'CODE', about: '只用于 divisions：只装入这个代码以下的，如 320582' },
    rename: { about: '只用于 divisions：名称与系统里不同的，改成文件里的名称' },
  },
  more: '种类有 places.rooms（房屋）、people.residents（居民）、identity.staff（工作人员）、grid.matters（事项）等，写错时会列出全部。\ndivisions：从表格（代码，名称）装入社区和村，全国的一次也装得下。\n文件可以是 xlsx、xls、csv、jsonl。退回的行写在「FILE.退回.xlsx」里，改好后再导入一次即可，已导入的不会重复。',
  async run({ words: [kind = '', file = ''], flags, settings, say }) {
    if (kind === 'divisions') return importDivisions({ settings, say }, file, flags)
    if (flags.under !== undefined || flags.rename) throw misuse('--under 和 --rename 只用于 import divisions。')
    await import('../server/services.ts')
    const found = kindNamed(allImports(), kind, '导入')
    await access(file)
    return withSystem({ settings, say }, async system => {
      const { house, now } = system
      const actor = await actorNamed(house.db, flags.as, now())
      const place = placeFor(actor, flags.place)
      const tell = oncePerSecond(say)
      const run = await runImport(house, {
        kind: found.kind,
        path: file,
        place,
        actor,
        now: now(),
        wholeOrNothing: flags['whole-or-nothing'],
        ...(flags.mapping !== undefined && { mapping: await readMapping(flags.mapping) }),
        onProgress: ({ state, read, bad }) =>
          tell(() => `${state === 'checking' ? '正在检查' : '正在导入'}：${read} 行，退回 ${bad} 行`),
      })
      return outcome(system, found.label, file, run)
    })
  },
})

type Run = Awaited<ReturnType<typeof runImport>>

async function outcome({ house }: System, label: string, file: string, run: Run): Promise<Result> {
  const { id, state, read, added, changed, same, bad, problem } = run
  const returned = bad ? `${file}.退回.xlsx` : null
  if (returned) await returnRows(returned, { headers: run.headers, rows: troubled(house, id), kind: 'xlsx' })
  const data = { id, kind: run.kind, place: run.place, state, read, added, changed, same, bad, problem, returned }
  const lines = [
    ...(problem
      ? [problem]
      : [`${label}：读了 ${read} 行，新增 ${added}，更新 ${changed}，无变化 ${same}，退回 ${bad}。`]),
    ...(returned ? [`退回的行连同原因写在「${returned}」，改好后再导入这个文件即可。`] : []),
  ]
  return { data, lines, code: bad ? 3 : problem ? 1 : 0 }
}

async function* troubled(house: System['house'], id: string) {
  for (let behind = 0; ;) {
    const rows = await badRows(house, id, { size: 1_000, behind })
    for (const { cells, reasons } of rows)
      yield { cells, troubles: reasons.map(({ column, say }) => (column === undefined ? { say } : { column, say })) }
    const last = rows.at(-1)
    if (!last) return
    behind = last.line
  }
}
