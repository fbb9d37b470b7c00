/**
 * `keys rotate`: a new key for everything sealed from now on, and everything sealed before sealed again with it. The old
 * keys stay in the file: earlier backups are sealed with them.
 */
import { randomUUID } from 'node:crypto'
import { open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { reseal, stale } from '../../kernel/resealing.ts'
import { newSecret, readKeys, type Keys } from '../../kernel/sealed.ts'
import { command, refusal } from './command.ts'
import { note } from './note.ts'
import { others, withDatabase, withSystem } from './open.ts'
import { oncePerSecond } from './progress.ts'

export default command({
  flags: { resume: { about: '不换新的密钥，只把上次没有做完的接着做完' } },
  more: '先停下邻理再运行。中断了用 --resume 接着做，那时系统可以是运行着的。\n换完请另存新的密钥文件；旧版本留在里面，以前的备份要用。查找用的散列密钥和留痕密钥不变。',
  async run({ flags, settings, say }) {
    const keys = await readKeys(settings.keys, { create: false })
    return withDatabase({ settings, say }, async (databaseUrl, own) => {
      if (!flags.resume) {
        await refuseWhileServing(databaseUrl, own)
        await rotate(settings.keys, keys)
      }
      const told = { settings: { ...settings, databaseUrl }, say }
      return withSystem(told, async ({ house, now }) => {
        const { current } = house.sealer
        if (!flags.resume) {
          say(`密钥已换成第 ${current} 版，正在重新加密……${own ? '' : '现在就可以启动邻理了。'}`)
          await note(house.db, house.trailKey, { op: 'keys.rotate', input: { version: current }, at: now() })
        }
        const tell = oncePerSecond(say)
        const resealed = await reseal(house, ({ table, column }, done) => tell(() => `${table}.${column}：${done} 条`))
        const left = await stale(house)
        const lines = [
          `已用第 ${current} 版密钥重新加密 ${resealed} 条。请把新的密钥文件「${settings.keys}」另存一份。`,
        ]
        if (left) lines.push(`还有 ${left} 条是旧密钥加密的，请运行 npx linli keys rotate --resume。`)
        return { data: { version: current, resealed, left }, lines, code: left ? 3 : 0 }
      })
    })
  },
})

/** A server that still holds the old file could not open what is sealed with the new key. */
async function refuseWhileServing(databaseUrl: string, own: boolean) {
  const here = await others(databaseUrl, own)
  if (here.length) throw refusal(`邻理还在运行（连着数据库的有 ${here.join('、')}）。请先停下来，换好密钥再启动。`)
}

async function rotate(file: string, keys: Keys) {
  const next = String(Math.max(...Object.keys(keys.sealed).map(Number)) + 1)
  await replace(file, { ...keys, sealed: { ...keys.sealed, [next]: newSecret() }, current: next })
}

/** Whole or not at all, and on the disk before anything is sealed with it. */
async function replace(file: string, keys: Keys) {
  const draft = `${file}.${randomUUID()}`
  try {
    {
      await using handle = await open(draft, 'wx', 0o600)
      await handle.writeFile(`${JSON.stringify(keys, null, 2)}\n`)
      await handle.sync()
    }
    await rename(draft, file)
  } finally {
    await rm(draft, { force: true })
  }
  if (process.platform === 'win32') return
  await using folder = await open(dirname(file))
  await folder.sync()
}
