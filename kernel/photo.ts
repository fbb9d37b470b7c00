/**
 * A photo without what the camera wrote beside it: where it was taken, with which phone, when, a small picture of the
 * whole. The picture itself is not touched; which way is up is kept. Formats: ITU T.81, PNG 3, the WebP container.
 */

/** The same picture, or null when the file is not built as its type demands: cut short, or something else in disguise. */
export function withoutMetadata(bytes: Buffer, type: string): Buffer | null {
  const clean = cleaners[type]
  if (!clean) return bytes
  try {
    return clean(bytes)
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}

/** A picture small to send and huge to draw would fill the memory of whoever opens or prints it. */
export function tooManyPixels(bytes: Buffer, type: string): boolean {
  const { width, height } = sizeOf[type]?.(bytes) ?? { width: 0, height: 0 }
  return width * height > MOST_PIXELS || Math.max(width, height) > LONGEST_SIDE
}
const MOST_PIXELS = 100_000_000
const LONGEST_SIDE = 30_000

type Size = { width: number; height: number }
const sizeOf: Record<string, ((bytes: Buffer) => Size | undefined) | undefined> = {
  'image/jpeg': jpegSize,
  'image/png': bytes => ({ width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) }),
  'image/webp': webpSize,
}

const cleaners: Record<string, ((bytes: Buffer) => Buffer | null) | undefined> = {
  'image/jpeg': jpeg,
  'image/png': png,
  'image/webp': webp,
}

const APP1 = 0xe1
const SCAN = 0xda
const END = 0xd9
/** JFIF, colour profile and Adobe's colour order decide how the picture looks; every other application segment goes. */
const isShown = (marker: number) => [0xe0, 0xe2, 0xee].includes(marker) || ((marker & 0xf0) !== 0xe0 && marker !== 0xfe)

function jpeg(bytes: Buffer): Buffer | null {
  const kept: Buffer[] = []
  let up = 1
  for (let at = 2; ;) {
    if (bytes[at] !== 0xff) return null
    const marker = bytes[at + 1]!
    if (marker === 0xff) {
      at++
      continue
    }
    if (marker === SCAN)
      return Buffer.concat([bytes.subarray(0, 2), ...(up > 1 ? [upright(up)] : []), ...kept, ...scans(bytes, at)])
    const end = at + 2 + bytes.readUInt16BE(at + 2)
    if (end < at + 4 || end > bytes.length) return null
    const segment = bytes.subarray(at, end)
    if (marker === APP1) up = orientationOf(segment) ?? up
    if (isShown(marker)) kept.push(segment)
    at = end
  }
}

/** From the first scan to the end of the picture: a film or a page of text hung behind it stays behind. */
function* scans(bytes: Buffer, from: number): Generator<Buffer> {
  let at = from
  while (bytes[at + 1] !== END && at + 4 <= bytes.length) {
    const next = nextMarker(bytes, at + 2 + bytes.readUInt16BE(at + 2))
    if (isShown(bytes[at + 1]!)) yield bytes.subarray(at, next)
    at = next
  }
  yield Buffer.from([0xff, END])
}

/** In a scan's data 0xff is followed by 0, by a restart (0xd0 to 0xd7) or by itself; anything else is a marker. */
function nextMarker(bytes: Buffer, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1] ?? 0
    if (next !== 0 && next !== 0xff && (next & 0xf8) !== 0xd0) return at
  }
  return bytes.length
}

const ORIENTATION = 0x0112

/** 1 to 8, as EXIF counts the ways a camera can be held; undefined when the segment does not say. */
function orientationOf(segment: Buffer): number | undefined {
  if (segment.toString('latin1', 4, 10) !== 'Exif\0\0') return undefined
  const tiff = segment.subarray(10)
  const little = tiff.toString('latin1', 0, 2) === 'II'
  const short = (at: number) => (at + 2 > tiff.length ? 0 : little ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at))
  const first = tiff.length < 8 ? 0 : little ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4)
  for (let i = 0; i < short(first); i++) {
    const entry = first + 2 + i * 12
    if (short(entry) !== ORIENTATION) continue
    const up = short(entry + 8)
    return up >= 1 && up <= 8 ? up : undefined
  }
  return undefined
}

/** An EXIF segment that says which way is up and nothing else. */
const upright = (up: number) =>
  Buffer.from(`ffe10022457869660000${'4d4d002a00000008'}0001${'011200030000000100'}0${up}0000${'00000000'}`, 'hex')

const isSaid = (name: string) => ['tEXt', 'zTXt', 'iTXt', 'eXIf', 'tIME'].includes(name)

function png(bytes: Buffer): Buffer | null {
  const kept = [bytes.subarray(0, 8)]
  for (let at = 8; at < bytes.length;) {
    const end = at + 12 + bytes.readUInt32BE(at)
    if (end > bytes.length) return null
    const name = bytes.toString('latin1', at + 4, at + 8)
    if (!isSaid(name)) kept.push(bytes.subarray(at, end))
    // What hangs behind the end of a picture is not the picture.
    if (name === 'IEND') return Buffer.concat(kept)
    at = end
  }
  return null
}

const EXIF_AND_XMP = 0b1100

function webp(bytes: Buffer): Buffer | null {
  const length = bytes.readUInt32LE(4) + 8
  if (length > bytes.length) return null
  const kept: Buffer[] = []
  for (let at = 12; at < length;) {
    const size = bytes.readUInt32LE(at + 4)
    const end = at + 8 + size + (size % 2)
    if (end > length) return null
    const name = bytes.toString('latin1', at, at + 4)
    if (name !== 'EXIF' && name !== 'XMP ') kept.push(Buffer.from(bytes.subarray(at, end)))
    if (name === 'VP8X') kept.at(-1)![8]! &= ~EXIF_AND_XMP
    at = end
  }
  if (!kept.length) return null
  const body = Buffer.concat(kept)
  const head = Buffer.from(bytes.subarray(0, 12))
  head.writeUInt32LE(body.length + 4, 4)
  return Buffer.concat([head, body])
}

/** A frame's head says its size; every other segment is passed over by its length. */
function jpegSize(bytes: Buffer): Size | undefined {
  for (let at = 2; at + 9 < bytes.length && bytes[at] === 0xff;) {
    const marker = bytes[at + 1]!
    if (marker === 0xff) at++
    else if ((marker & 0xf0) === 0xc0 && ![0xc4, 0xc8, 0xcc].includes(marker))
      return { height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) }
    else at += 2 + bytes.readUInt16BE(at + 2)
  }
  return undefined
}

/** Three kinds of first chunk, three ways to say it. */
function webpSize(bytes: Buffer): Size | undefined {
  const kind = bytes.toString('latin1', 12, 16)
  if (kind === 'VP8X') return { width: 1 + bytes.readUIntLE(24, 3), height: 1 + bytes.readUIntLE(27, 3) }
  if (kind === 'VP8L') {
    const bits = bytes.readUInt32LE(21)
    return { width: 1 + (bits & 0x3fff), height: 1 + ((bits >> 14) & 0x3fff) }
  }
  if (kind === 'VP8 ') return { width: bytes.readUInt16LE(26) & 0x3fff, height: bytes.readUInt16LE(28) & 0x3fff }
  return undefined
}
