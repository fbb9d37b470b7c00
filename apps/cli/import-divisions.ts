/**
 * `import divisions`: communities and villages, or any other level, from a list of codes and names, which is the area's
 * own and is not shipped. As much as the country has: lines go through, never the file as a whole.
 */
import { spawn } from 'node:child_process'
import { createWriteStream, type WriteStream } from 'node:fs'
import { access, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { finished } from 'node:stream/promises'
import type { Settings } from '../../kernel/settings.ts'
import { loadList, type Counts, type Refused } from '../../modules/places/load.ts'
import { misuse, refusal, type Result } from './command.ts'
import { note } from './note.ts'
import { withSystem } from './open.ts'
import { oncePerSecond } from './progress.ts'

type Told = { settings: Settings; say: (line: string) => void }
type Flags = { under?: string | undefined; rename: boolean }

export async function importDivisions(told: Told, given: string, { under = '', rename }: Flags): Promise<Result> {
  if (/\D/.test(under)) throw misuse('--under 应是区划代码的前几位数字，如 320582。')
  await access(given)
  return withSystem(told, system =>
    unpacked(given, async file => {
      const tell = oncePerSecond(told.say)
      const back = handingBack(`${given}.退回.csv`)
      const begun = Date.now()
      const counts = await loadList(system.url, file, {
        under,
        rename,
        refuse: back.put,
        heard: c => tell(() => `正在装入：${c.read} 个，新增 ${c.added}，退回 ${c.bad}`),
      })
      const returned = await back.close()
      if (!counts.read)
        throw refusal(
          `「${given}」里没有${under ? `以 ${under} 开头的` : ''}区划。应是表格：一列代码（2 到 12 位），一列名称。`,
        )
      const seconds = Math.round((Date.now() - begun) / 100) / 10
      const { house, now } = system
      await note(house.db, house.trailKey, {
        op: 'places.divisions',
        input: { file: basename(given), under, rename, ...counts },
        at: now(),
      })
      return {
        data: { ...counts, seconds, returned },
        lines: said(counts, rename, seconds, returned),
        code: counts.bad ? 3 : 0,
      }
    }),
  )
}

function said({ read, added, other, same, bad }: Counts, rename: boolean, seconds: number, returned: string | null) {
  return [
    `读到区划 ${read} 个，新增 ${added}，${rename ? `改名 ${other}` : `名称与系统里不同 ${other}`}，无变化 ${same}，退回 ${bad}，用时 ${seconds} 秒。`,
    ...(other && !rename ? ['名称不同的没有改动；要改成文件里的名称，请加 --rename 再运行一次。'] : []),
    ...(returned ? [`退回的行连同原因写在「${returned}」，改好后再导入这个文件即可。`] : []),
  ]
}

/** The country's list is often packed tighter than Node can read by itself. */
async function unpacked<T>(file: string, work: (file: string) => Promise<T>): Promise<T> {
  if (!file.endsWith('.xz')) return work(file)
  const folder = await mkdtemp(join(tmpdir(), 'linli-divisions-'))
  try {
    const plain = join(folder, basename(file, '.xz'))
    const child = spawn('xz', ['-dc', file], { stdio: ['ignore', 'pipe', 'ignore'] })
    const gone = new Promise<number | null>((ended, failed) => child.on('error', failed).on('close', ended))
    const written = finished(child.stdout.pipe(createWriteStream(plain)))
    const code = await gone.catch(() => null)
    if (code !== 0) throw misuse(`「${file}」解不开。请先用解压软件解开，再导入解开后的文件。`)
    await written
    return await work(plain)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Written as they come: a list with the wrong codes throughout comes back whole. */
function handingBack(path: string) {
  let out: WriteStream | undefined
  const cell = (text: string) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
  return {
    async put({ cells, reason }: Refused) {
      if (!out) (out = createWriteStream(path)).write('\uFEFF原因,代码,名称\n')
      if (!out.write([reason, ...cells].map(cell).join(',') + '\n'))
        await new Promise(ready => out!.once('drain', () => ready(null)))
    },
    async close(): Promise<string | null> {
      if (!out) return null
      await finished(out.end())
      return path
    },
  }
}
