/** What a camera wrote beside the picture does not stay; what the eye sees does. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { withoutMetadata } from './photo.ts'

const place = Buffer.from('GPS 31.2304N 121.4737E')
const u16 = (n: number) => Buffer.from([n >> 8, n & 255])
const u32 = (n: number) => Buffer.from(Uint8Array.of(n >>> 24, n >>> 16, n >>> 8, n))
const u32le = (n: number) => Buffer.from(u32(n).toReversed())
const segment = (marker: number, ...body: Buffer[]) =>
  Buffer.concat([Buffer.from([0xff, marker]), u16(Buffer.concat(body).length + 2), ...body])
const start = Buffer.from([0xff, 0xd8])
const end = Buffer.from([0xff, 0xd9])
const jfif = segment(0xe0, Buffer.from('JFIF\0'))
const tables = segment(0xdb, Buffer.from([0, 1, 0xff, 0xd9]))
/** A scan whose data holds every byte that looks like a marker and is none. */
const scan = Buffer.concat([
  segment(0xda, Buffer.from([1])),
  Buffer.from([7, 0xff, 0, 0xd9, 0xff, 0xd3, 0xff, 0xff, 0, 8]),
])
/** EXIF in either byte order, with a place and which way is up. */
const exif = (up: number, little = false) => {
  const tiff = Buffer.concat([
    Buffer.from(little ? 'II*\0' : 'MM\0*', 'latin1'),
    ...(little ? [u32le(8)] : [u32(8)]),
    little
      ? Buffer.from([1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, up, 0, 0, 0])
      : Buffer.from([0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, up, 0, 0]),
    u32(0),
    place,
  ])
  return segment(0xe1, Buffer.from('Exif\0\0', 'latin1'), tiff)
}
const cleaned = (bytes: Buffer, type: string) => {
  const clean = withoutMetadata(bytes, type)
  assert.ok(clean)
  return clean
}

for (const little of [false, true])
  test(`a JPEG loses its place and keeps which way is up (${little ? 'II' : 'MM'})`, () => {
    const comment = segment(0xfe, place)
    const shot = Buffer.concat([start, exif(6, little), jfif, comment, tables, scan, segment(0xed, place), scan, end])
    const clean = cleaned(shot, 'image/jpeg')
    assert.ok(!clean.includes('GPS'))
    assert.deepEqual(clean, Buffer.concat([start, clean.subarray(2, 38), jfif, tables, scan, scan, end]))
    assert.deepEqual(cleaned(clean, 'image/jpeg'), clean, 'cleaning twice changes nothing')
    assert.equal(clean[31], 6)
  })

test('a film or a page hung behind a JPEG stays behind, and an upright one gets no EXIF at all', () => {
  const shot = Buffer.concat([start, exif(1), jfif, tables, scan, end, Buffer.from('<script>'), place])
  assert.deepEqual(cleaned(shot, 'image/jpeg'), Buffer.concat([start, jfif, tables, scan, end]))
})

const chunk = (name: string, body: Buffer) => Buffer.concat([u32(body.length), Buffer.from(name), body, u32(0)])
const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
const picture = [chunk('IHDR', Buffer.alloc(13)), chunk('IDAT', Buffer.from([1, 2, 3])), chunk('IEND', Buffer.alloc(0))]

test('a PNG loses its words and its EXIF, and what hangs behind it', () => {
  const said = ['tEXt', 'iTXt', 'zTXt', 'eXIf', 'tIME'].map(name => chunk(name, place))
  const shot = Buffer.concat([signature, picture[0]!, ...said, ...picture.slice(1), place])
  assert.deepEqual(cleaned(shot, 'image/png'), Buffer.concat([signature, ...picture]))
})

const part = (name: string, body: Buffer) =>
  Buffer.concat([Buffer.from(name), u32le(body.length), body, Buffer.alloc(body.length % 2)])
const riff = (...parts: Buffer[]) => {
  const body = Buffer.concat(parts)
  return Buffer.concat([Buffer.from('RIFF'), u32le(body.length + 4), Buffer.from('WEBP'), body])
}

test('a WebP loses its EXIF and its XMP and no longer says that it has them', () => {
  const has = (flags: number) => part('VP8X', Buffer.from([flags, 0, 0, 0, 7, 0, 0, 5, 0, 0]))
  const shot = riff(has(0b101100), part('VP8 ', Buffer.from([1, 2, 3])), part('EXIF', place), part('XMP ', place))
  assert.deepEqual(cleaned(shot, 'image/webp'), riff(has(0b100000), part('VP8 ', Buffer.from([1, 2, 3]))))
})

test('a file cut before its picture, or of another build, is told apart and never throws', () => {
  assert.equal(withoutMetadata(Buffer.concat([start, exif(6)]).subarray(0, 20), 'image/jpeg'), null)
  assert.equal(withoutMetadata(Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3]), 'image/jpeg'), null)
  assert.equal(withoutMetadata(Buffer.concat([signature, picture[0]!]), 'image/png'), null)
  const heads = { 'image/jpeg': start, 'image/png': signature, 'image/webp': Buffer.from('RIFF\x20\0\0\0WEBP') }
  fc.assert(
    fc.property(fc.constantFrom(...Object.entries(heads)), fc.uint8Array({ maxLength: 200 }), ([type, head], rest) => {
      const clean = withoutMetadata(Buffer.concat([head, rest]), type)
      if (clean) assert.deepEqual(withoutMetadata(clean, type), clean)
    }),
    { numRuns: 2000 },
  )
})

test('a paper that is no picture is kept as it came', () => {
  const paper = Buffer.from('%PDF-1.7')
  assert.equal(withoutMetadata(paper, 'application/pdf'), paper)
})
