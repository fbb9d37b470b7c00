/** A community's notices and finished matters for feed readers and other sites: Atom (RFC 4287), the same words as on the pages. */
import type { FastifyInstance } from 'fastify'
import { t } from '../../kernel/text.ts'
import type { Kit } from '../../kernel/http.ts'
import { common } from '../../kernel/rules.ts'
import { grid } from '../../modules/grid/contract.ts'
import { places } from '../../modules/places/contract.ts'
import { portal } from '../../modules/portal/contract.ts'
import { kinds } from '../../modules/portal/rules.ts'
import { escaped } from '../../ui/html.ts'

type Entry = { id: string; title: string; kind: string; text: string; path: string; published: Date; updated: Date }

/** `origin` is the address that people type. */
export function feedRoutes(app: FastifyInstance, kit: Pick<Kit, 'call'>, origin: string) {
  app.get<{ Params: { community: string } }>('/c/:community/feed.xml', async (request, reply) => {
    const { community } = request.params
    if (!/^\d{12}$/.test(community)) throw common.notFound()
    const [here, notices, done] = await Promise.all([
      kit.call(places.ops.place, { code: community }, request, reply),
      kit.call(portal.ops.published, { place: community, size: 30 }, request, reply),
      kit.call(grid.ops.published, { place: community, state: 'done', size: 30 }, request, reply),
    ])
    const entries: Entry[] = [
      ...notices.items.map(n => ({
        ...n,
        kind: kinds[n.kind].label,
        text: n.body,
        path: `/c/${community}/notices/${n.id}`,
        published: n.publishedAt,
        updated: n.updatedAt,
      })),
      ...done.items.flatMap(m =>
        m.closedAt
          ? {
              id: m.id,
              title: m.title,
              kind: m.categoryName,
              text: m.result ?? '',
              path: `/c/${community}/matters/${m.id}`,
              published: m.closedAt,
              updated: m.closedAt,
            }
          : [],
      ),
    ]
    const text = atom(origin, here, entries)
    return reply.type('application/atom+xml; charset=utf-8').header('cache-control', 'public, max-age=300').send(text)
  })
}

function atom(origin: string, { code, name }: { code: string; name: string }, entries: Entry[]): string {
  const newest = entries.toSorted((a, b) => b.updated.getTime() - a.updated.getTime())
  const home = `${origin}/c/${code}`
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-CN">
<id>${text(home)}</id>
<title>${text(t('{name} · 公告和办好的事', { name }))}</title>
<updated>${(newest[0]?.updated ?? new Date(0)).toISOString()}</updated>
<author><name>${text(name)}</name></author>
<link rel="self" type="application/atom+xml" href="${text(`${home}/feed.xml`)}"/>
<link rel="alternate" type="text/html" href="${text(home)}"/>
${newest
  .map(
    e => `<entry>
<id>urn:uuid:${e.id}</id>
<title>${text(e.title)}</title>
<published>${e.published.toISOString()}</published>
<updated>${e.updated.toISOString()}</updated>
<category term="${text(e.kind)}"/>
<link rel="alternate" type="text/html" href="${text(origin + e.path)}"/>
<content type="text">${text(e.text)}</content>
</entry>`,
  )
  .join('\n')}
</feed>
`
}

/** XML 1.0 has no way to write most control characters, escaped or not. */
const text = (said: string) => escaped(said.replace(/[^\P{Cc}\t\n\r]|[\ufffe\uffff]/gu, ''))
