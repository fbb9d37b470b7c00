/**
 * Text files, packed or not: which encoding they are in, and their characters as a stream. Chinese Windows saves .csv
 * as GB18030 without saying so; what is not UTF-8 is taken for that.
 */
import type { FileHandle } from 'node:fs/promises'
import { pipeline } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { Problem } from '../rules.ts'
import { most, sheetTrouble } from './trouble.ts'
import { slices } from './zip.ts'

export type TextFile = { head: string; pieces: () => AsyncGenerator<string, void, undefined> }

export async function openText(file: FileHandle, size: number, packed: boolean): Promise<TextFile> {
  const bytes = () => (packed ? unpacked(file, size) : slices(file, 0, size))
  const first = await beginning(bytes())
  const encoding = byMark(first) ?? (await byTrial(bytes, first))
  const head = new TextDecoder(encoding).decode(first, { stream: true })
  return { head, pieces: () => decoded(bytes(), encoding) }
}

async function* unpacked(file: FileHandle, size: number): AsyncGenerator<Buffer, void, undefined> {
  let total = 0
  try {
    for await (const chunk of pipeline(slices(file, 0, size), createGunzip(), () => {}) as AsyncIterable<Buffer>) {
      total += chunk.length
      if (total > most.unpacked || (total > most.ratioFrom && total > size * most.ratio)) throw sheetTrouble.tooLarge()
      yield chunk
    }
  } catch (error) {
    throw error instanceof Problem ? error : sheetTrouble.broken()
  }
}

async function beginning(bytes: AsyncIterable<Buffer>): Promise<Buffer> {
  const parts: Buffer[] = []
  let length = 0
  for await (const part of bytes) {
    parts.push(part)
    length += part.length
    if (length >= 65_536) break
  }
  return Buffer.concat(parts)
}

function byMark(first: Buffer): string | undefined {
  if (first[0] === 0xff && first[1] === 0xfe) return 'utf-16le'
  if (first[0] === 0xfe && first[1] === 0xff) return 'utf-16be'
}

/**
 * All of the file is looked at: the first Chinese character may stand in its last line. One damaged character in
 * twenty is tolerated, so that a byte lost on the way does not turn the whole file into nonsense; it is reported where
 * it stands. A character cut off by the end of the file is not held against the encoding either.
 */
async function byTrial(bytes: () => AsyncIterable<Buffer>, first: Buffer): Promise<string> {
  const controls = first.reduce((n, byte) => n + Number(byte < 9 || (byte > 13 && byte < 32)), 0)
  if (controls > 8 && controls * 100 > first.length) throw sheetTrouble.notASheet()
  for (const encoding of ['utf-8', 'gb18030']) {
    const decoder = new TextDecoder(encoding)
    let foreign = 0
    let damaged = 0
    for await (const chunk of bytes()) {
      const text = decoder.decode(chunk, { stream: true })
      for (let i = 0; i < text.length; i++) {
        const c = text.charCodeAt(i)
        if (c > 127) foreign++
        if (c === 0xfffd) damaged++
      }
      if (damaged > 10_000 && damaged * 20 > foreign) break
    }
    if (damaged * 20 <= foreign) return encoding
  }
  throw sheetTrouble.encoding()
}

async function* decoded(bytes: AsyncIterable<Buffer>, encoding: string) {
  const decoder = new TextDecoder(encoding)
  for await (const chunk of bytes) yield decoder.decode(chunk, { stream: true })
  yield decoder.decode()
}
