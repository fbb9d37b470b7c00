/**
 * The keys of an installation, and the private fields sealed with them: AES-256-GCM, found again by a keyed blind index.
 * A sealed text is bound to its `use` ('people.person.idNumber'), so one copied into another column does not open.
 */
import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createPrivateKey,
  createPublicKey,
  createSecretKey,
  generateKeyPairSync,
  hkdfSync,
  randomBytes,
  randomUUID,
  type KeyObject,
} from 'node:crypto'
import { link, mkdir, open, rm, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { z } from 'zod'
import { tidy } from './numbers.ts'

// ── Keys ────────────────────────────────────────────────────────────────────

const secret = z.base64().refine(text => Buffer.from(text, 'base64').length === 32, '应是32字节的base64')
const version = z.string().regex(/^[1-9]\d{0,8}$/, '版本应是从1开始的整数')

const keysShape = z
  .object({
    sealed: z.record(version, secret),
    current: version,
    index: secret,
    trail: secret,
    session: secret,
    signing: z
      .object({ public: z.string(), private: z.string() })
      .refine(isPair, '签名的公钥和私钥不是一对Ed25519密钥'),
    past: z.array(z.string()).default([]),
  })
  .refine(keys => keys.current in keys.sealed, { path: ['current'], error: '没有这个版本的密钥' })

/** `sealed`: version → 32 bytes in base64, old ones kept to open what they sealed. `signing`: Ed25519 in PEM; `past`: the public halves of those before it, the first one first. */
export type Keys = z.output<typeof keysShape>

export const newKeys = (): Keys => ({
  sealed: { 1: newSecret() },
  current: '1',
  index: newSecret(),
  trail: newSecret(),
  session: newSecret(),
  signing: newSigning(),
  past: [],
})

export function newSigning(): Keys['signing'] {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519', {
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  })
  return { public: publicKey, private: privateKey }
}

export const newSecret = (): string => randomBytes(32).toString('base64')

/** Throws an Error with a sentence for the operator when the file is missing, damaged, or open to other users. */
export async function readKeys(file: string, { create }: { create: boolean }): Promise<Keys> {
  let text = await keyText(file)
  if (text === null && create) {
    await createKeys(file).catch((error: NodeJS.ErrnoException) => {
      throw new Error(`密钥文件 ${file} 写不进去，请检查文件夹的权限和磁盘（${error.code}）。`, { cause: error })
    })
    text = await keyText(file)
  }
  if (text === null)
    throw new Error(`没有找到密钥文件 ${file}。第一次安装请先生成密钥；如果是搬迁，请把原来的密钥文件放回这里。`)
  return parsed(file, text)
}

async function keyText(file: string): Promise<string | null> {
  const handle = await open(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw new Error(`密钥文件 ${file} 打不开，请检查它的属主和权限（${error.code}）。`, { cause: error })
  })
  if (!handle) return null
  await using opened = handle
  const about = await opened.stat()
  if (!about.isFile()) throw new Error(`密钥文件 ${file} 不是文件，请把它改成密钥文件的路径。`)
  // Windows keeps no such bits and would always look too open.
  if (process.platform !== 'win32' && about.mode & 0o077)
    throw new Error(`密钥文件 ${file} 的权限太宽，别的用户也能读写。请执行 chmod 600 ${file}，并考虑更换密钥。`)
  return opened.readFile('utf8')
}

/**
 * Two servers that start together must end up with the same keys: each writes its own file whole, `link` lets one of
 * them have the name, and both read what stands there.
 */
async function createKeys(file: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 })
  const draft = `${file}.${randomUUID()}`
  try {
    await writeFile(draft, JSON.stringify(newKeys(), null, 2) + '\n', { flag: 'wx', mode: 0o600, flush: true })
    await link(draft, file).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error
    })
  } finally {
    await rm(draft, { force: true })
  }
  // A power cut must not leave a database sealed with keys whose name never reached the disk. Windows syncs no folders.
  if (process.platform === 'win32') return
  await using folder = await open(dirname(file))
  await folder.sync()
}

function parsed(file: string, text: string): Keys {
  const keys = keysShape.safeParse(json(text))
  if (keys.success) return keys.data
  // Only where and what, never the value: this sentence ends up in a log.
  const what = keys.error.issues.map(({ path, message }) => [path.join('.'), message].filter(Boolean).join('：'))
  throw new Error(
    `密钥文件 ${file} 已损坏（${what.join('；')}）。请从备份恢复；不要重新生成，否则已加密的资料再也读不出来。`,
  )
}

function json(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function isPair(signing: { public: string; private: string }): boolean {
  try {
    const mine = createPrivateKey(signing.private)
    return mine.asymmetricKeyType === 'ed25519' && createPublicKey(mine).equals(createPublicKey(signing.public))
  } catch {
    return false
  }
}

// ── Sealing ─────────────────────────────────────────────────────────────────

const cipher = 'aes-256-gcm'
const ivLength = 12
const tagLength = 16

export type Sealer = ReturnType<typeof sealer>

/** A sealed text reads `v<version>.<base64url of iv, tag, ciphertext>`. */
export function sealer(first: Keys) {
  let { current } = first
  let keys = keysOf(first)
  const blind = keyIn(first.index)
  const newIv = ivs()

  function seal(text: string, use: string): string {
    // Half a surrogate pair has no UTF-8: it would come back as another character.
    if (!text.isWellFormed()) throw new Error('这段文字里有残缺的字符，请重新输入')
    const iv = newIv()
    const work = createCipheriv(cipher, keyOf(current), iv, { authTagLength: tagLength }).setAAD(Buffer.from(use))
    const body = Buffer.concat([work.update(text, 'utf8'), work.final()])
    return `v${current}.${Buffer.concat([iv, work.getAuthTag(), body]).toString('base64url')}`
  }

  function unseal(sealedText: string, use: string): string {
    const { name, bytes } = parts(sealedText)
    const [iv, tag] = [bytes.subarray(0, ivLength), bytes.subarray(ivLength, ivLength + tagLength)]
    const work = createDecipheriv(cipher, keyOf(name), iv, { authTagLength: tagLength })
    work.setAAD(Buffer.from(use)).setAuthTag(tag)
    try {
      return Buffer.concat([work.update(bytes.subarray(ivLength + tagLength)), work.final()]).toString('utf8')
    } catch (cause) {
      throw new Error(`加密内容（${use}）解不开：内容被改动过，或不是这一栏的，或密钥不对`, { cause })
    }
  }

  function keyOf(name: string): KeyObject {
    const key = keys.get(name)
    if (!key) throw new Error(`密钥文件里没有第${name}版密钥，请从备份恢复密钥文件`)
    return key
  }

  return {
    /** The version of the key that seals now. */
    get current() {
      return current
    },
    /** The newest version that can be opened: ahead of `current` while not every process has it. */
    get newest() {
      return String(Math.max(...[...keys.keys()].map(Number)))
    },
    /** The key file was changed: whoever holds this goes on with what stands there now. */
    renew(next: Keys): void {
      if (next.index !== first.index) throw new Error('密钥文件换成了另一套的，请放回原来的那一份')
      ;[keys, current] = [keysOf(next), next.current]
    },
    seal,
    open: unseal,
    /** For exact search: the same whatever the width, case and spaces it was typed with, and no way back to the value. */
    index: (text: string, use: string): string =>
      createHmac('sha256', blind)
        .update(`${use}\0${tidy(text)}`)
        .digest('base64url'),
    /** Sealed with a key that is no longer the current one. */
    stale: (sealedText: string): boolean => parts(sealedText).name !== current,
    /** A key for one holder outside of the house, which tells nothing of the house's own. */
    derive: (text: string, use: string, version: string): string | null =>
      keys.has(version) ? Buffer.from(hkdfSync('sha256', keyOf(version), use, text, 32)).toString('base64') : null,
    reseal: (sealedText: string, use: string): string => seal(unseal(sealedText, use), use),
  }
}

/** Made once: a key made for each text costs more than sealing it. */
const keyIn = (base64: string): KeyObject => createSecretKey(base64, 'base64')
const keysOf = ({ sealed }: Keys) => new Map(Object.entries(sealed).map(([name, key]) => [name, keyIn(key)]))

/** Each number once, drawn some hundred at a time. */
function ivs(): () => Buffer {
  let drawn: Buffer = Buffer.alloc(0)
  let at = 0
  return () => {
    if (at === drawn.length) [drawn, at] = [randomBytes(ivLength * 256), 0]
    return drawn.subarray(at, (at += ivLength))
  }
}

function parts(sealedText: string): { name: string; bytes: Buffer } {
  const [, name, body] = /^v(\d+)\.([\w-]+)$/.exec(sealedText) ?? []
  const bytes = Buffer.from(body ?? '', 'base64url')
  // Base64 has spare bits at its end; only one spelling of a sealed text is ours.
  if (name === undefined || bytes.length < ivLength + tagLength || bytes.toString('base64url') !== body)
    throw new Error('这不是加密过的内容，或已残缺')
  return { name, bytes }
}
