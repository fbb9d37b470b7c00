/** What a browser sent to a page, as names and answers: a plain form, or one with photos, which are stored on the way. */
import { createHash } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import type {} from '@fastify/multipart'
import type { Values } from '../../ui/portal-fields.ts'

export type Upload = { field: string; name: string; type: string; bytes: Buffer }

/** More than a form asks for is read all the same, so that what stands behind it in the form is not lost with it. */
const reading = { limits: { fileSize: 12 * 1_048_576, files: 20 }, throwFileSizeLimit: false }
const KEPT = 7

/** `tooLarge`: the fields whose files were too big, to be said beside them. */
type Sent = { values: Values; uploads: Upload[]; tooLarge: string[] }
export async function sentForm(request: FastifyRequest): Promise<Sent> {
  const values: Values = Object.create(null) as Values
  const uploads: Upload[] = []
  const tooLarge: string[] = []
  if (!request.isMultipart?.()) {
    for (const [name, value] of Object.entries((request.body ?? {}) as Record<string, unknown>))
      for (const one of [value].flat()) add(values, name, one)
    return { values, uploads, tooLarge }
  }
  for await (const part of request.parts(reading)) {
    if (part.type === 'field') add(values, part.fieldname, part.value)
    else if (uploads.length >= KEPT) part.file.resume()
    else {
      const bytes = await part.toBuffer()
      if (part.file.truncated) tooLarge.push(part.fieldname)
      else if (bytes.length) uploads.push({ field: part.fieldname, name: part.filename, type: part.mimetype, bytes })
    }
  }
  return { values, uploads, tooLarge }
}

function add(values: Values, name: string, value: unknown) {
  // An empty answer is no answer; also an input for files nobody touched sends one.
  if (typeof value !== 'string' || value === '') return
  const before = values[name]
  values[name] = before === undefined ? value : [...[before].flat(), value]
}

/** The same photo in the same form has the same id, however often it arrives: sending twice stores it once. */
export function photoId(key: string, bytes: Buffer): string {
  const hash = createHash('sha256').update(key).update(bytes).digest('hex')
  const time = key.replaceAll('-', '').slice(0, 12)
  return [time.slice(0, 8), time.slice(8), `7${hash.slice(0, 3)}`, `8${hash.slice(3, 6)}`, hash.slice(6, 18)].join('-')
}

const key = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/
export const isKey = (text: string): boolean => key.test(text)
