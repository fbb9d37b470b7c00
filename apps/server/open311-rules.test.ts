/**
 * The 22 rules by which another's validator judges a GeoReport server, and what the official Swagger file requires of each
 * answer: asked of every endpoint in every format that our discovery names, over the same addresses it would use.
 */
import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test as plain } from 'node:test'
import { http } from '../../kernel/http.ts'
import type { Told } from '../../kernel/testing.ts'
import { recordsIn } from '../../modules/open311/records.ts'
import { after, begin, here, report, street, test, upTo } from '../../modules/grid/stories.ts'
import { open311Routes } from './open311.ts'
import { whoIs } from './who.ts'

const origin = 'https://linli.example.cn'
async function asking({ house, db }: Told) {
  const now = after(1)
  const { app, kit } = await http({ house, now: () => now, origin, secure: true, whoIs: (t, at) => whoIs(db, t, at) })
  await open311Routes(app, { kit, origin, files: '', actorOf: (t, at) => whoIs(db, t, at) })
  return async (url: string) => {
    const got = await app.inject(url.replace(origin, ''))
    assert.equal(got.statusCode, 200, url)
    return { body: got.body, type: String(got.headers['content-type']).split(';')[0] }
  }
}
type Endpoint = { specification: string; url: string; changeset: string; type: string; formats: string[] }
const inXml = (body: string, tag: string) =>
  [...body.matchAll(new RegExp(`<${tag}>(.*?)</${tag}>`, 'gs'))].map(m => m[1]!)

test('discovery says the same in both formats: contact, key service, endpoints whole, changed in the past', async told => {
  const get = await asking(told)
  const [json, xml] = [await get('/open311/discovery.json'), await get('/open311/discovery.xml')]
  assert.deepEqual([json.type, xml.type], ['application/json', 'text/xml'])
  const said = JSON.parse(json.body) as {
    contact: string
    key_service: string
    changeset: string
    endpoints: Endpoint[]
  }
  for (const name of ['contact', 'key_service', 'changeset'] as const) {
    assert.ok(said[name].trim())
    assert.equal(inXml(xml.body, name)[0], said[name])
  }
  assert.ok(Date.parse(said.changeset) < begin.getTime() + 5 * 86_400_000)
  assert.ok(said.endpoints.length >= 2)
  assert.deepEqual(
    inXml(xml.body, 'url'),
    said.endpoints.map(e => e.url),
  )
  for (const e of said.endpoints) {
    assert.ok(e.specification && e.url && e.type)
    assert.ok(Date.parse(e.changeset) < begin.getTime() + 5 * 86_400_000)
    assert.ok(e.formats.length > 0 && e.formats.includes('text/xml'))
  }
  assert.ok(said.endpoints.some(e => e.specification.endsWith('_v2')))
})

const yaml = join(import.meta.dirname, '../../../shared/data/requests/open311-spec/georeport_v2-1.yaml')
/** What the official file requires of a definition, and the words it allows for a field. */
function required(name: string): string[] {
  const text = readFileSync(yaml, 'utf8')
    .split(`\n  ${name}:\n`)[1]!
    .split(/\n {2}\w/)[0]!
  return [...text.split('    properties:')[0]!.matchAll(/^ {6}- (\w+)$/gm)].map(m => m[1]!)
}
const official = existsSync(yaml)
  ? required
  : (name: string) =>
      ({
        Service: ['service_code', 'service_name', 'type'],
        ServiceDefinition: ['service_code', 'attributes'],
        ServiceAttribute: ['variable', 'code', 'datatype', 'required'],
        AttributeValue: ['key', 'name'],
        Request: ['service_request_id', 'status', 'service_code', 'requested_datetime'],
      })[name]!

test('every endpoint lists services in every format, each with a code; every answer has what the official file requires', async told => {
  const get = await asking(told)
  await report(told)
  await upTo(told, 'closed')
  const { endpoints } = JSON.parse((await get('/open311/discovery.json')).body) as { endpoints: Endpoint[] }
  for (const { url, formats } of endpoints)
    for (const format of formats.map(f => f.split('/')[1]!)) {
      const services = recordsIn((await get(`${url}/services.${format}?jurisdiction_id=${street}`)).body)!
      assert.ok(services.length > 0)
      const requests = recordsIn((await get(`${url}/requests.${format}?jurisdiction_id=${here}`)).body)!
      assert.equal(requests.length, 2)
      for (const [name, all] of [
        ['Service', services],
        ['Request', requests],
      ] as const)
        for (const one of all)
          for (const field of official(name)) assert.ok(one[field], `${name}.${field} in ${format}`)
      assert.ok(services.every(s => ['realtime', 'batch', 'blackbox'].includes(s['type']!)))
      assert.ok(requests.every(r => ['open', 'closed'].includes(r['status']!)))
    }
  const code = '020101'
  const definition = JSON.parse((await get(`/open311/v2/services/${code}.json?jurisdiction_id=${street}`)).body)
  for (const field of official('ServiceDefinition')) assert.ok(definition[field])
  for (const a of definition.attributes) {
    for (const field of official('ServiceAttribute')) assert.ok(a[field] !== undefined, field)
    for (const v of a.values) for (const field of official('AttributeValue')) assert.ok(v[field], field)
  }
})

plain(
  'the requirements that stand here for a checkout without the official file are the file’s own',
  { skip: !existsSync(yaml) && 'no shared data beside the checkout' },
  () => {
    assert.deepEqual(required('Request'), ['service_request_id', 'status', 'service_code', 'requested_datetime'])
    assert.deepEqual(required('ServiceAttribute'), ['variable', 'code', 'datatype', 'required'])
  },
)
