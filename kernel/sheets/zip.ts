/**
 * Reads the parts of a zip file as streams, by its directory at the end, without holding the file in memory. What the
 * directory declares is refused when it is a bomb, and checked against what really comes out.
 */
import type { FileHandle } from 'node:fs/promises'
import { pipeline } from 'node:stream'
import { crc32, createInflateRaw } from 'node:zlib'
import { Problem } from '../rules.ts'
import { most, sheetTrouble } from './trouble.ts'

export type Zip = {
  has: (name: string) => boolean
  names: string[]
  bytes: (name: string, cap?: number) => AsyncGenerator<Buffer, void, undefined>
  text: (name: string) => Promise<string>
}
type Entry = { name: string; locked: boolean; method: number; crc: number; packed: number; size: number; at: number }

/** Names are kept in lower case and with '/': some programs write `XL\Workbook.xml`. */
export async function openZip(file: FileHandle, size: number): Promise<Zip> {
  const entries = new Map((await directory(file, size)).map(entry => [entry.name, entry]))
  const total = entries.values().reduce((sum, entry) => sum + entry.size, 0)
  if (total > most.unpacked || (total > most.ratioFrom && total > size * most.ratio)) throw sheetTrouble.tooLarge()

  async function* bytes(name: string, cap = most.unpacked) {
    const entry = entries.get(name.toLowerCase())
    if (!entry) throw sheetTrouble.broken(name)
    if (entry.locked) throw sheetTrouble.locked()
    if (entry.size > cap) throw sheetTrouble.tooLarge(name)
    yield* unpack(file, entry)
  }
  return {
    has: name => entries.has(name.toLowerCase()),
    names: [...entries.keys()],
    bytes,
    text: async name => {
      const parts: Buffer[] = []
      for await (const part of bytes(name, 2 ** 24)) parts.push(part)
      return Buffer.concat(parts).toString()
    },
  }
}

export async function readAt(file: FileHandle, at: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length)
  const { bytesRead } = await file.read(buffer, 0, length, at)
  if (bytesRead < length) throw sheetTrouble.broken()
  return buffer
}

/** The file's bytes from `at` to `end`, a piece at a time; nothing is left open when the reader stops early. */
export async function* slices(file: FileHandle, at: number, end: number): AsyncGenerator<Buffer, void, undefined> {
  while (at < end) {
    const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(65_536), 0, Math.min(65_536, end - at), at)
    if (bytesRead === 0) throw sheetTrouble.broken()
    yield buffer.subarray(0, bytesRead)
    at += bytesRead
  }
}

async function* unpack(file: FileHandle, entry: Entry) {
  const head = await readAt(file, entry.at, 30)
  if (head.readUInt32LE(0) !== 0x04034b50 || (entry.method !== 0 && entry.method !== 8)) throw sheetTrouble.broken()
  const start = entry.at + 30 + head.readUInt16LE(26) + head.readUInt16LE(28)
  const packed = slices(file, start, start + entry.packed)
  const inflated = entry.method === 8 && entry.packed > 0 ? pipeline(packed, createInflateRaw(), () => {}) : packed
  let size = 0
  let crc = 0
  try {
    for await (const chunk of inflated as AsyncIterable<Buffer>) {
      size += chunk.length
      crc = crc32(chunk, crc)
      if (size > entry.size) throw sheetTrouble.tooLarge(entry.name)
      yield chunk
    }
  } catch (error) {
    throw error instanceof Problem ? error : sheetTrouble.broken(entry.name)
  }
  if (size !== entry.size || crc !== entry.crc) throw sheetTrouble.broken(entry.name)
}

async function directory(file: FileHandle, size: number): Promise<Entry[]> {
  const from = Math.max(0, size - 66_000)
  const tail = await readAt(file, from, size - from)
  const end = tail.lastIndexOf('PK\x05\x06', undefined, 'latin1')
  if (end < 0 || end + 22 > tail.length) throw sheetTrouble.broken()
  let [count, length, at] = [tail.readUInt16LE(end + 10), tail.readUInt32LE(end + 12), tail.readUInt32LE(end + 16)]
  if (count === 0xffff || length === 0xffffffff || at === 0xffffffff) {
    if (end < 20 || tail.readUInt32LE(end - 20) !== 0x07064b50) throw sheetTrouble.broken()
    const wide = await readAt(file, Number(tail.readBigUInt64LE(end - 12)), 56)
    ;[count, length, at] = [32, 40, 48].map(o => Number(wide.readBigUInt64LE(o))) as [number, number, number]
  }
  if (at + length > size || length > 2 ** 24) throw sheetTrouble.broken()
  const list = await readAt(file, at, length)
  const entries: Entry[] = []
  for (let o = 0; entries.length < count;) {
    if (o + 46 > length || list.readUInt32LE(o) !== 0x02014b50) throw sheetTrouble.broken()
    const [name, extra, comment] = [28, 30, 32].map(i => list.readUInt16LE(o + i)) as [number, number, number]
    const next = o + 46 + name + extra + comment
    if (next > length) throw sheetTrouble.broken()
    const [packed, unpacked, start] = wideNumbers(
      [list.readUInt32LE(o + 20), list.readUInt32LE(o + 24), list.readUInt32LE(o + 42)],
      list.subarray(o + 46 + name, o + 46 + name + extra),
    )
    entries.push({
      name: list
        .toString('utf8', o + 46, o + 46 + name)
        .replaceAll('\\', '/')
        .replace(/^\//, '')
        .toLowerCase(),
      locked: (list.readUInt16LE(o + 8) & 1) !== 0,
      method: list.readUInt16LE(o + 10),
      crc: list.readUInt32LE(o + 16),
      packed,
      size: unpacked,
      at: start,
    })
    o = next
  }
  return entries
}

/** Numbers past 4 GiB, or of a writer that streamed, stand in an extra field: size, packed size, place, only those missing. */
function wideNumbers([packed, size, at]: [number, number, number], extra: Buffer): [number, number, number] {
  for (let o = 0; o + 4 <= extra.length; o += 4 + extra.readUInt16LE(o + 2)) {
    if (extra.readUInt16LE(o) !== 1) continue
    const field = extra.subarray(o + 4, o + 4 + extra.readUInt16LE(o + 2))
    let read = 0
    const wide = (narrow: number) => {
      if (narrow !== 0xffffffff || read + 8 > field.length) return narrow
      read += 8
      return Number(field.readBigUInt64LE(read - 8))
    }
    size = wide(size)
    packed = wide(packed)
    at = wide(at)
  }
  return [packed, size, at]
}
