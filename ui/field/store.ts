/**
 * What a device keeps for one account: entries not yet sent, their photos, drafts, and answers already seen. All of it is
 * sealed by a key that the server gives to that account alone; signing out takes the key away and leaves the unsent, shut.
 */
import { Dexie, type EntityTable } from 'dexie'
import { t } from '../../kernel/text.ts'
import { Problem } from '../../kernel/rules.ts'
import { importKey, sealJson, unsealJson, type Sealed } from './store-seal.ts'

/** As the server gives it (`identity.deviceKey`). `hours`, `people`: how long and how many a device may keep. */
export type DeviceKey = { key: string; version: string; hours: number; people: number }

/** `rev` grows with every change, so that two tabs never write over each other unseen. */
export type EntryRow = { n: number; id: string; rev: number; sealed: Sealed }
export type Row = { id: string; sealed: Sealed }
type About = { name: string; key?: CryptoKey; value?: unknown; sealed?: Sealed }

export type Base = Dexie & {
  about: EntityTable<About, 'name'>
  entry: EntityTable<EntryRow, 'n'>
  photo: EntityTable<Row & { sent: boolean }, 'id'>
  kept: EntityTable<Row, 'id'>
  draft: EntityTable<Row, 'id'>
}

export type Store = {
  account: string
  base: Base
  key: CryptoKey
  limits: { hours: number; people: number }
  now: () => number
  /** Rows that did not open with the right key. They are left where they are, and said. */
  damaged: number
}

export type Options = {
  account: string
  /** Asked when this device has no key: the version it was sealed with, or the newest. Fails when nobody can be asked. */
  keyFor: (version?: string) => Promise<DeviceKey>
  now?: () => number
  /** Later editions of the app add a line; each is brought up from the one before. */
  editions?: readonly Record<string, string>[]
}

/** Why nothing can be kept on this device; null when it can. Then everything works as long as there is a network. */
export function whyNotKept(): string | null {
  if (typeof indexedDB === 'undefined') return t('这个浏览器不让网页存东西（可能开了无痕浏览），没有信号时不能用')
  if (globalThis.crypto?.subtle === undefined)
    return t('这个网址不是 https 开头，内容没法加密存在设备里，没有信号时不能用；请向管理员要 https 的网址')
  return null
}

/** Opens with the key that is kept here, and asks for it when there is none. */
export async function openStore({ account, keyFor, now = Date.now, editions = editionsNow }: Options): Promise<Store> {
  const why = whyNotKept()
  if (why) throw new Problem('store.none', 0, why)
  const base = baseOf(account, editions)
  try {
    await base.open()
    const about = new Map((await base.about.toArray()).map(line => [line.name, line]))
    const version = about.get('version')?.value as string | undefined
    const kept = about.get('key')?.key
    const given = kept ? null : await keyFor(version)
    const key = kept ?? (await importKey(given!.key))
    const mark = about.get('mark')?.sealed
    if (mark && !(await opens(key, mark))) throw wrongKey()
    const limits = given
      ? { hours: given.hours, people: given.people }
      : (about.get('limits')!.value as Store['limits'])
    if (given) {
      const sealed = mark ?? (await sealJson(key, markRow, markRow))
      await base.about.bulkPut([
        { name: 'key', key },
        { name: 'version', value: version ?? given.version },
        { name: 'limits', value: limits },
        { name: 'mark', sealed },
      ])
    }
    return { account, base, key, limits, now, damaged: 0 }
  } catch (error) {
    base.close()
    throw storeProblem(error)
  }
}

/** Signing out: the key and what was looked at go. What was not sent, and what was begun, stay shut until its owner comes again. */
export async function shutStore({ base }: Store, done: readonly string[] = []): Promise<void> {
  await base.transaction('rw', [base.about, base.entry, base.photo, base.kept, base.draft], async () => {
    await base.about.delete('key')
    await base.kept.clear()
    await base.entry
      .where('id')
      .anyOf([...done])
      .delete()
  })
  const left = (await base.entry.count()) + (await base.draft.count()) + (await base.photo.count())
  if (left) base.close()
  else await base.delete()
}

/** What went wrong in the store, as a person is told; everything else as it is. */
export function storeProblem(error: unknown): unknown {
  const { name, inner } = error as { name?: string; inner?: { name?: string } }
  const is = (what: string) => name === what || inner?.name === what
  if (is('QuotaExceededError'))
    return new Problem(
      'store.full',
      507,
      t('这台设备的存储满了，这一条没有存下，填写的内容还在这一页。请删掉设备上不用的照片或应用，再按一次提交'),
    )
  if (is('VersionError'))
    return new Problem('store.newer', 409, t('应用已经更新，请关掉这一页重新打开；没送出的内容都还在'))
  return error
}

export const isFull = (error: unknown): boolean => error instanceof Problem && error.code === 'store.full'

/** What was only looked at makes room for what was entered. */
export async function makingRoom<T>({ base }: Store, write: () => Promise<T>): Promise<T> {
  const said = (error: unknown) => {
    throw storeProblem(error)
  }
  return write().catch(async (error: unknown) => {
    if (!isFull(storeProblem(error)) || !(await base.kept.count())) return said(error)
    await base.kept.clear()
    return write().catch(said)
  })
}

/** Everything of one kind, opened. What does not open is counted and left. */
export async function unsealed<T, R extends Row>(store: Store, table: string, rows: readonly R[]): Promise<[R, T][]> {
  const opened = await Promise.all(
    rows.map(row =>
      unsealJson<T>(store.key, `${table}/${row.id}`, row.sealed).then(
        value => [row, value] as [R, T],
        () => null,
      ),
    ),
  )
  const good = opened.filter(one => one !== null)
  store.damaged += rows.length - good.length
  return good
}

/** The tables as they are now, and as they were: what an older app wrote is brought up, never thrown away. */
export const editionsNow: readonly Record<string, string>[] = [
  { about: 'name', entry: '++n, &id', photo: 'id', kept: 'id', draft: 'id' },
]
const markRow = 'about/mark'
const opens = (key: CryptoKey, mark: Sealed) =>
  unsealJson(key, markRow, mark).then(
    () => true,
    () => false,
  )
const wrongKey = () =>
  new Problem(
    'store.wrongKey',
    409,
    t('这台设备上存着的内容打不开，钥匙对不上；内容没有删，请联系管理员（服务器的密钥可能换过）'),
  )

function baseOf(account: string, editions: readonly Record<string, string>[]): Base {
  const base = new Dexie(`linli-${account}`, { chromeTransactionDurability: 'strict' }) as Base
  for (const [i, tables] of editions.entries()) base.version(i + 1).stores(tables)
  return base
}
