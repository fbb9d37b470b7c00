/** The shipped divisions are whole, and equal to their source where that is at hand (a `shared` folder beside the checkout). */
import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { gunzipSync } from 'node:zlib'
import { divisions, parentOf, type Division } from './divisions.ts'

const source = new URL('../../../shared/data/divisions/', import.meta.url)
const absent = existsSync(source) ? false : 'no shared data beside the checkout'

test('all 31 provinces, 342 cities, 2,978 districts and 41,352 streets are there, each once', async () => {
  const from = performance.now()
  const all = await list(divisions())
  console.log(`  ${all.length} divisions read in ${Math.round(performance.now() - from)} ms`)
  const count = (level: string) => all.filter(d => d.level === level).length
  assert.deepEqual(['province', 'city', 'district', 'street', 'community'].map(count), [31, 342, 2978, 41352, 0])
  assert.equal(new Set(all.map(d => d.code)).size, all.length)
})

test('every parent comes before its children', async () => {
  const seen = new Set<string | null>([null])
  for await (const d of divisions()) {
    assert.ok(seen.has(d.parent), `${d.code} ${d.name} has no parent ${d.parent}`)
    seen.add(d.code)
  }
})

test('a city without districts has one of its own name, so that its streets still hang under six digits', async () => {
  const all = new Map((await list(divisions())).map(d => [d.code, d]))
  assert.deepEqual(all.get('441900'), { code: '441900', name: '东莞市', level: 'district', parent: '4419' })
  assert.equal(all.get('441900003')?.parent, '441900')
})

test('a code gives its parent, and a code of another length is refused', () => {
  assert.deepEqual(chain('510115001001'), ['510115001', '510115', '5101', '51'])
  for (const wrong of ['', '5', '51011', '5101x5', '5101150010010'])
    assert.throws(() => parentOf(wrong), /区划代码应为/)
})

test('the shipped copy equals its source', { skip: absent }, async () => {
  const files = ['provinces.csv', 'cities.csv', 'areas.csv', 'streets.csv.gz']
  const rows = files.flatMap(file => {
    const bytes = readFileSync(new URL(file, source))
    const text = String(file.endsWith('.gz') ? gunzipSync(bytes) : bytes)
    return text
      .trim()
      .split('\n')
      .slice(1)
      .map(line => line.split(',').slice(0, 2).join('\t').replaceAll('"', ''))
  })
  assert.deepEqual(
    (await list(divisions())).map(d => `${d.code}\t${d.name}`),
    rows,
  )
})

async function list(source: AsyncIterable<Division>) {
  const all: Division[] = []
  for await (const d of source) all.push(d)
  return all
}

function chain(code: string): string[] {
  const parent = parentOf(code)
  return parent ? [parent, ...chain(parent)] : []
}
