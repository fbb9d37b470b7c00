/** What is printed from the code is fresh, and what it claims is so: every citation exists, the OpenAPI document is sound. */
import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { createConfig, lintFromString } from '@redocly/openapi-core'
import { openApi } from '../kernel/openapi.ts'
import { freshDatabase } from '../kernel/testing.ts'
import { cited } from './clauses.ts'
import { handbook } from './clauses/data/handbook.ts'
import { pages } from './docs.ts'
import { citations, citedInCode, handbookCodes } from './docs/citations.ts'
import { parts, root } from './docs/system.ts'

let base: Awaited<ReturnType<typeof freshDatabase>>
before(async () => {
  base = await freshDatabase()
})
after(() => base.drop())

test('every printed page is what the code prints now (if not: npm run docs)', async () => {
  const read = (file: string) => (existsSync(join(root, file)) ? readFileSync(join(root, file), 'utf8') : '')
  const stale = Object.entries(await pages(base.owner)).filter(([file, text]) => read(file) !== text)
  assert.deepEqual(
    stale.map(([file]) => file),
    [],
  )
})

test('a clause that a rule or a comment cites exists', async () => {
  const laws = citations(await parts()).flatMap(c => cited(c.source).unknown.map(say => `${c.file}: ${say}`))
  const code = citedInCode().flatMap(c => c.unknown.map(say => `${c.file}: ${say}`))
  assert.deepEqual([...laws, ...code], [])
})

test('a short code among the sources is explained in the handbook', async () => {
  const codes = citations(await parts()).flatMap(c => handbookCodes(c.source))
  assert.ok(codes.length > 0)
  assert.deepEqual(
    codes.filter(code => !handbook[code]),
    [],
  )
})

// ── OpenAPI, judged by another's linter (decision 15) ──────────────────────

type Json = Record<string, unknown>
type Operation = Json & { operationId: string; responses: Record<string, Json> }
const document = () =>
  JSON.parse(JSON.stringify(openApi())) as Json & { paths: Record<string, Record<string, Operation>> }
const operations = (api: ReturnType<typeof document>) => Object.values(api.paths).flatMap(m => Object.values(m))

/** Each complaint names its rule and the place. */
async function complaints(api: object): Promise<string[]> {
  const config = await createConfig({ extends: ['recommended-strict'] })
  const found = await lintFromString({ source: JSON.stringify(api), absoluteRef: join(root, 'openapi.json'), config })
  return found.map(p => `${p.ruleId}: ${p.message} ${p.location[0]?.pointer ?? ''}`)
}

test('an outside linter finds nothing in the OpenAPI document, and it has every operation once', async () => {
  const api = document()
  assert.deepEqual(await complaints(api), [])
  const served = (await parts()).flatMap(part => Object.values(part.ops).map(op => op.name))
  assert.deepEqual(
    operations(api)
      .map(op => op.operationId)
      .toSorted(),
    served.toSorted(),
  )
})

test('whoever may ask without signing in is told so, and nobody else', () => {
  for (const op of operations(document()))
    assert.deepEqual(
      op['security'],
      op['x-permission'] === 'anyone' ? [] : [{ session: [] }, { token: [] }],
      op.operationId,
    )
})

test('the OpenAPI check sees what is wrong', async () => {
  const api = document()
  const [first, second] = operations(api) as [Operation, Operation]
  second.operationId = first.operationId
  Object.values(first.responses)[0]!['content'] = { 'application/json': { schema: { type: 'strange' } } }
  Object.values(second.responses)[0]!['content'] = {
    'application/json': { schema: { $ref: '#/components/schemas/Nothing' } },
  }
  const said = (await complaints(api)).join('\n')
  for (const part of [/operation-operationId-unique/, /struct: .*type/, /no-unresolved-refs/]) assert.match(said, part)
})
