/** `import divisions`: communities and villages from a list of codes and names, which is the area's own and is not shipped. */
import { access } from 'node:fs/promises'
import type { Settings } from '../../kernel/settings.ts'
import { communitiesIn, type Division } from '../../modules/places/divisions.ts'
import { loadDivisions } from '../../modules/places/place.ts'
import { misuse, refusal, type Result } from './command.ts'
import { note } from './note.ts'
import { withSystem } from './open.ts'

type Told = { settings: Settings; say: (line: string) => void }

export async function importDivisions(told: Told, file: string, prefix = ''): Promise<Result> {
  if (/\D/.test(prefix)) throw misuse('--prefix 应是区划代码的前几位数字，如 320582。')
  await access(file)
  return withSystem(told, async ({ house, now }) => {
    const { db, trailKey } = house
    const streets = await db.selectFrom('places.place').select('code').where('level', '=', 9).execute()
    const known = new Set(streets.map(street => street.code))
    const counts = { found: 0, added: 0, orphans: 0 }
    counts.added = await loadDivisions(db, under(known, communitiesIn(file, prefix), counts))
    if (!counts.found)
      throw refusal(
        `「${file}」里没有${prefix ? `以 ${prefix} 开头的` : ''}社区或村。应是 CSV：第一列 12 位代码，第二列名称。`,
      )
    await note(db, trailKey, { op: 'places.divisions', input: { file, prefix, ...counts }, at: now() })
    const { found, added, orphans } = counts
    const lines = [`读到社区和村 ${found} 个，新增 ${added} 个，原已有 ${found - added - orphans} 个。`]
    if (orphans) lines.push(`有 ${orphans} 个没有装入：它们的街道或乡镇不在系统里，请先在「区划」里添加。`)
    return { data: counts, lines, code: orphans ? 3 : 0 }
  })
}

/** A street that was founded after the shipped list was made costs its own villages, not everybody's. */
async function* under(
  streets: ReadonlySet<string>,
  all: AsyncIterable<Division>,
  counts: { found: number; orphans: number },
) {
  for await (const division of all) {
    counts.found++
    if (streets.has(division.code.slice(0, 9))) yield division
    else counts.orphans++
  }
}
