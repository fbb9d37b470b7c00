/** Photos over HTTP: stored before the report that shows them, seen only by those who may. */
import type { FastifyInstance } from 'fastify'
import { Community, Place } from './contract.ts'
import { readFile, saveFile } from './files.ts'
import { common } from './rules.ts'
import type { Kit } from './http.ts'

export function fileRoutes(app: FastifyInstance, kit: Kit, folder: string) {
  app.post('/api/files', async (request, reply) => {
    const part = await request.file()
    if (!part) throw common.invalid([{ path: ['file'], message: '请选择照片' }])
    const said = (name: string) => (part.fields[name] as { value?: unknown } | undefined)?.value
    const community = Community.safeParse(said('community'))
    const place = Place.safeParse(said('place') ?? said('community'))
    if (!community.success || !place.success) throw common.invalid([{ path: ['community'], message: '请先选择社区' }])
    const bytes = await part.toBuffer()
    const key = String(request.headers['idempotency-key'] ?? '')
    const id = /^[0-9a-f]{8}-[0-9a-f]{4}-7/.test(key) ? key : undefined
    const actor = await kit.whoIs(request)
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
      /^[0-9a-f-]{36}$/.test(id) && (await readFile(kit.house.db, folder, community, id, await kit.whoIs(request)))
    if (!found) throw common.notFound('没有这张照片，或它没有公开')
    reply
      .header('cache-control', found.open ? 'public, max-age=86400' : 'private, max-age=600')
      .header('content-length', found.size)
    return reply.type(found.type).send(found.stream())
  })
}
