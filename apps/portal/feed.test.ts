/** The feed is Atom: by the grammar of RFC 4287 in libxml2, and read back with ids that stay and times that are the pages' own. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import Fastify from 'fastify'
import { RelaxNGValidator, XmlDocument } from 'libxml2-wasm'
import { scan } from '../../kernel/sheets/xml.ts'
import { feedRoutes } from './feed.ts'

const town = '131026001003'
const at = new Date('2026-11-20T01:00:00Z')
const notice = {
  id: '01a2032f-74e3-730d-8672-53f87cb13adb',
  kind: 'notice',
  title: '停水 <8:00 & 17:00> \u0007',
  body: '"请储水"\n谢谢',
  publishedAt: at,
  updatedAt: new Date('2026-11-21T01:00:00Z'),
}
const done = {
  id: '01a1f481-9740-7fee-bdb6-d62937c94cdd',
  title: '路灯亮了',
  categoryName: '路灯',
  result: null,
  closedAt: at,
}

const app = Fastify()
feedRoutes(
  app,
  {
    call: async op =>
      (op.name === 'places.place'
        ? { code: town, name: '花园社区' }
        : {
            items: op.name === 'portal.published' ? [notice] : [done, { ...done, closedAt: null }],
            total: 1,
          }) as never,
  },
  'https://linli.example',
)

test('notices and finished matters come newest first, escaped, each with a lasting id and its page', async () => {
  const answer = await app.inject(`/c/${town}/feed.xml`)
  assert.equal(answer.headers['content-type'], 'application/atom+xml; charset=utf-8')
  const texts: Record<string, string[]> = {}
  const links: string[] = []
  const path: string[] = []
  scan(answer.body, {
    open: (tag, attributes) => {
      path.push(tag)
      if (tag === 'link') links.push(attributes['href']!)
    },
    close: () => void path.pop(),
    text: text => (texts[path.join('/')] ??= []).push(text),
  })
  const [self] = links
  assert.equal(self, `https://linli.example/c/${town}/feed.xml`)
  assert.deepEqual(texts['feed/entry/title'], ['停水 <8:00 & 17:00> ', '路灯亮了'])
  assert.deepEqual(texts['feed/entry/id'], [`urn:uuid:${notice.id}`, `urn:uuid:${done.id}`])
  assert.deepEqual(texts['feed/updated'], ['2026-11-21T01:00:00.000Z'])
  assert.deepEqual(links.slice(2), [
    `https://linli.example/c/${town}/notices/${notice.id}`,
    `https://linli.example/c/${town}/matters/${done.id}`,
  ])
})

const grammar = XmlDocument.fromBuffer(readFileSync(new URL('fixtures/atom.rng', import.meta.url)))
const judge = RelaxNGValidator.fromDoc(grammar)
const judged = (text: string) => {
  const feed = XmlDocument.fromString(text)
  try {
    judge.validate(feed)
    return null
  } catch (error) {
    return (error as Error).message
  } finally {
    feed.dispose()
  }
}

test('libxml2 finds it valid by the grammar of RFC 4287, and sees what would not be', async () => {
  const { body } = await app.inject(`/c/${town}/feed.xml`)
  assert.equal(judged(body), null)
  // What the grammar leaves to a rule beside it: somebody wrote it all, or each part of it.
  const [head = '', ...entries] = body.split('<entry>')
  assert.ok(head.includes('<author>') || entries.every(entry => entry.includes('<author>')))
  for (const [what, broken] of [
    ['no id', body.replace(/<id>[^<]*<\/id>/, '')],
    ['two titles', body.replace(/(<title>[^<]*<\/title>)/, '$1$1')],
    ['a time without a zone letter', body.replace(/<updated>[^<]*/, '<updated>2026年11月')],
    ['a link to nowhere', body.replace(/(<link [^>]*)href="[^"]*"/, '$1')],
    ['an unknown word', body.replace('<published>', '<made>').replace('</published>', '</made>')],
    ['an author without a name', body.replace(/<author>.*<\/author>/, '<author/>')],
    ['a category with a title in it', body.replace(/<category ([^/]*)\/>/, '<category $1><title>x</title></category>')],
    ['words behind the entries', body.replace('</feed>', '<subtitle>x</subtitle></feed>')],
    ['a language that is none', body.replace(/xml:lang="[^"]*"/, 'xml:lang="中文"')],
  ] as const) {
    assert.notEqual(broken, body, what)
    assert.notEqual(judged(broken), null, what)
  }
})

test('a community that is no number has no feed', async () => {
  assert.equal((await app.inject('/c/abc/feed.xml')).statusCode, 404)
})
