/** Photos over HTTP: stored before the report that shows them, seen only by those who may, and shown as nothing but what they are. */
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { Community, Place } from './contract.ts'
import { attachment } from './file-name.ts'
import { limit, readFile, saveFile } from './files.ts'
import type { Kit } from './http.ts'
import { common } from './rules.ts'
import { takeTurn } from './turns.ts'

export function fileRoutes(app: FastifyInstance, kit: Kit, folder: string) {
  app.post('/api/files', async (request, reply) => {
    const actor = await kit.whoIs(request)
    const asking = { db: kit.house.db, now: kit.now(), from: { ip: request.ip } }
    const full = actor ? null : await takeTurn(asking, 'files', { most: limit.addressFiles.is, minutes: 10 })
    if (full) throw full
    const part = request.isMultipart() ? await request.file() : undefined
    if (!part) throw common.invalid([{ path: ['file'], message: '请选择照片' }])
    const said = (name: string) => (part.fields[name] as { value?: unknown } | undefined)?.value
    const community = Community.safeParse(said('community'))
    const place = Place.safeParse(said('place') ?? said('community'))
    if (!community.success || !place.success) throw common.invalid([{ path: ['community'], message: '请先选择社区' }])
    const bytes = await part.toBuffer()
    const key = String(request.headers['idempotency-key'] ?? '')
    const id = Id.safeParse(key).data
    return reply.send(
      await saveFile(kit.house.db, folder, {
        bytes,
        name: part.filename,
        community: community.data,
        place: place.data,
        actor,
        now: kit.now(),
        ...(id && { id }),
      }),
    )
  })

  app.get<{ Params: { community: string; id: string } }>('/files/:community/:id', async (request, reply) => {
    const { community, id } = request.params
    const found =
      Id.safeParse(id).success &&
      Community.safeParse(community).success &&
      (await readFile(kit.house.db, folder, community, id, await kit.whoIs(request)))
    if (!found) throw common.notFound('没有这张照片，或它没有公开')
    reply
      .header('cache-control', found.open ? 'public, max-age=86400' : 'private, max-age=600')
      .header('content-length', found.size)
      .header('content-security-policy', "default-src 'none'; sandbox")
      // A public photo may stand on another site; whatever is not a picture is opened by no browser in our name.
      .header('cross-origin-resource-policy', found.open ? 'cross-origin' : 'same-origin')
      .header('content-disposition', dispositionOf(id, found.type))
    return reply.type(found.type).send(found.stream())
  })
}

const Id = z.uuid()
const endings: Record<string, string> = { 'image/jpeg': 'jpg', 'image/png': 'png', 'image/webp': 'webp' }
/** By its number and its true kind: what it was called says who knows what about whom. */
const dispositionOf = (id: string, type: string) =>
  endings[type]
    ? attachment(`${id}.${endings[type]}`, `photo.${endings[type]}`, 'inline')
    : attachment(`${id}.pdf`, 'paper.pdf')
