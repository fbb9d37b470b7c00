/**
 * `keys rotate`: a new key for everything sealed from now on, and everything sealed before sealed again with it; a new key
 * for what is signed from now on. The old keys that seal stay in the file, because earlier backups are sealed with them; of
 * those that signed only the public half.
 */
import { randomUUID } from 'node:crypto'
import { open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { LINE } from '../../kernel/book-watch.ts'
import { connect, type Db } from '../../kernel/db.ts'
import { reseal, stale } from '../../kernel/resealing.ts'
import { newSecret, newSigning, readKeys, type Keys } from '../../kernel/sealed.ts'
import { checkpoint, linkTrail } from '../../kernel/trail.ts'
import { command, refusal } from './command.ts'
import { note } from './note.ts'
import { withDatabase, withSystem } from './open.ts'
import { oncePerSecond } from './progress.ts'

export default command({
  flags: { resume: { about: '不换新的密钥，只把上次没有做完的接着做完' } },
  more: '换的是加密和签名的密钥。系统运行中就可以换：先让每个进程认得新的密钥，再用它加密。中断了用 --resume 接着做。\n换完请另存新的密钥文件；旧版本留在里面，以前的备份和存证点要用。查找用的散列密钥和留痕密钥不变。',
  async run({ flags, settings, say }) {
    const keys = await readKeys(settings.keys, { create: false })
    return withDatabase({ settings, say }, async databaseUrl => {
      if (!flags.resume) await rotate(settings.keys, keys, databaseUrl, say)
      const told = { settings: { ...settings, databaseUrl }, say }
      return withSystem(told, async ({ house, now }) => {
        const { current } = house.sealer
        if (!flags.resume) {
          say(`密钥已换成第 ${current} 版，正在重新加密……`)
          await note(house.db, house.trailKey, { op: 'keys.rotate', input: { version: current }, at: now() })
          while ((await linkTrail(house.db)) > 0);
          // From here on nothing counts any more that the old key signs.
          await checkpoint(house.db, house.signing, now())
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

/** First everybody can open with the new key, then everybody seals with it: at no moment is there a text that somebody cannot read. */
export async function rotate(
  file: string,
  keys: Keys,
  databaseUrl: string,
  say: (line: string) => void,
  patience = 30_000,
): Promise<void> {
  // A key that was handed out and not yet taken by everybody is the one that is waited for again.
  const newest = Math.max(...Object.keys(keys.sealed).map(Number))
  const next = String(newest > Number(keys.current) ? newest : newest + 1)
  const known = keys.sealed[next] ? keys : withNew(keys, next)
  await replace(file, known)
  say('新的密钥已写进密钥文件，正在等每个进程读到它……')
  const db = connect(databaseUrl, 1)
  try {
    const late = await everybody(db, keys => keys.newest === next, patience)
    if (late)
      throw refusal(
        `有 ${late} 个正在运行的邻理没有读到新的密钥，现在还没有用它加密。它在别的机器上时，请把密钥文件「${file}」复制过去放在原来的位置；是旧版本的程序时请先升级。然后再运行一次。`,
      )
    await replace(file, { ...known, current: next })
    // Who is late here seals with the old key a little longer: it is counted at the end as left.
    await everybody(db, keys => keys.current === next, patience)
  } finally {
    await db.destroy()
  }
}

/** The key that seals and the one that signs are changed together: whoever has read the one has read the other. */
const withNew = (keys: Keys, next: string): Keys => ({
  ...keys,
  sealed: { ...keys.sealed, [next]: newSecret() },
  signing: newSigning(),
  past: [...keys.past, keys.signing.public],
})

/** Waits until every process that serves this database has read the key file; gives how many have not. */
async function everybody(
  db: Db,
  isThere: (keys: { newest: string; current: string }) => boolean,
  patience: number,
): Promise<number> {
  for (const until = Date.now() + patience; ; await sleep(100)) {
    await sql`select pg_notify('linli_keys', '')`.execute(db)
    const { rows } = await sql<{ name: string }>`
      select application_name as name from pg_stat_activity
      where datname = current_database() and starts_with(application_name, ${LINE})`.execute(db)
    const late = rows.filter(({ name }) => {
      const [, newest = '', current = ''] = /keys (\d+) seals (\d+)$/.exec(name) ?? []
      return !isThere({ newest, current })
    })
    if (!late.length || Date.now() > until) return late.length
  }
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
