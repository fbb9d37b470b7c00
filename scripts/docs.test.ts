/** What is printed from the code is fresh, and what it claims is so: every citation exists, the OpenAPI document is sound. */
import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import ajv2020 from 'ajv/dist/2020.js'
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

// ── OpenAPI ─────────────────────────────────────────────────────────────────

type Json = Record<string, unknown>
type Operation = Json & {
  operationId: string
  parameters?: { name: string; in: string; schema: Json }[]
  requestBody?: { content: Record<string, { schema: Json }> }
  responses: Record<string, { description: string; content: Record<string, { schema: Json }> }>
}
const document = () =>
  JSON.parse(JSON.stringify(openApi())) as Json & { paths: Record<string, Record<string, Operation>> }

/** Why this document is not OpenAPI 3.1: each complaint names the place. */
function complaints(api: ReturnType<typeof document>): string[] {
  const said: string[] = []
  const say = (bad: boolean, what: string) => void (bad && said.push(what))
  say(!/^3\.1\.\d+$/.test(String(api['openapi'])), 'openapi is not 3.1')
  say(!(api['info'] as Json)?.['title'] || !(api['info'] as Json)?.['version'], 'info lacks title or version')
  for (const ref of refsIn(api)) say(pointed(api, ref) === undefined, `${ref} leads nowhere`)
  const ids = new Set<string>()
  const validator = new ajv2020.default({ strict: false, validateFormats: false })
  for (const [path, methods] of Object.entries(api.paths)) {
    say(!path.startsWith('/'), `${path} does not begin with /`)
    for (const [method, op] of Object.entries(methods)) {
      const at = `${method} ${path}`
      say(!['get', 'post', 'put', 'patch', 'delete'].includes(method), `${at}: no such method`)
      say(!op.operationId || ids.has(op.operationId), `${at}: operationId missing or used twice`)
      ids.add(op.operationId)
      say(method === 'get' && op.requestBody !== undefined, `${at}: a GET has no body`)
      say(!Object.keys(op.responses ?? {}).length, `${at}: no answers`)
      const names = (op.parameters ?? []).map(p => `${p.in} ${p.name}`)
      say(new Set(names).size < names.length, `${at}: a parameter stands twice`)
      for (const p of op.parameters ?? [])
        say(!['query', 'header', 'path', 'cookie'].includes(p.in), `${at}: ${p.name} is in ${p.in}`)
      for (const [status, answer] of Object.entries(op.responses))
        say(!/^[1-5]\d\d$/.test(status) || !answer.description, `${at}: answer ${status}`)
      const bodies = [op.requestBody, ...Object.values(op.responses)].flatMap(b => Object.values(b?.content ?? {}))
      for (const { schema } of [...bodies, ...(op.parameters ?? [])])
        if (!('$ref' in schema)) say(!validator.validateSchema(schema), `${at}: ${validator.errorsText()}`)
    }
  }
  return said
}

const refsIn = (value: unknown): string[] =>
  value !== null && typeof value === 'object'
    ? Object.entries(value).flatMap(([key, inner]) =>
        key === '$ref' && typeof inner === 'string' ? [inner] : refsIn(inner),
      )
    : []

/** What a local reference points at. */
const pointed = (api: unknown, ref: string): unknown =>
  ref.startsWith('#/')
    ? ref
        .slice(2)
        .split('/')
        .reduce(
          (at, step) => (at as Json | undefined)?.[step.replaceAll('~1', '/').replaceAll('~0', '~')] as unknown,
          api,
        )
    : undefined

test('the OpenAPI document is sound: references resolve, operations are named once, schemas are JSON Schema 2020-12', async () => {
  const api = document()
  assert.deepEqual(complaints(api), [])
  const served = (await parts()).flatMap(part => Object.values(part.ops).map(op => op.name))
  const printed = Object.values(api.paths).flatMap(methods => Object.values(methods).map(op => op.operationId))
  assert.deepEqual(printed.toSorted(), served.toSorted())
})

test('the OpenAPI check sees what is wrong', () => {
  const api = document()
  const [first, second] = Object.values(api.paths).flatMap(methods => Object.values(methods)) as [Operation, Operation]
  second.operationId = first.operationId
  Object.values(first.responses)[0]!.content = { 'application/json': { schema: { type: 'strange' } } }
  Object.values(second.responses)[0]!.content = {
    'application/json': { schema: { $ref: '#/components/schemas/Nothing' } },
  }
  const said = complaints(api).join('\n')
  for (const part of [/used twice/, /must be equal to one of the allowed values/, /Nothing leads nowhere/])
    assert.match(said, part)
})
