/** Under which licences the libraries stand that go along with the product, and that their notices are where they were. */
import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

const root = join(import.meta.dirname, '..')
type Package = { name: string; version: string; license?: string | { type: string }; licenses?: { type: string }[] }

/** Compatible with Apache-2.0, and asking for nothing but the notice. */
const allowed = new Set([
  'MIT',
  'ISC',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  '0BSD',
  'BlueOak-1.0.0',
  'Zlib',
  'Unlicense',
  'CC0-1.0',
  'PostgreSQL',
  'Python-2.0',
  'WTFPL',
])

/** Others, each with why it may come along. */
const exceptions: Record<string, string> = {
  '@expo-google-fonts/noto-sans-sc': 'MIT AND OFL-1.1: a typeface, embedded unchanged in what is printed',
  'axe-core': 'MPL-2.0: only in tests, unchanged',
  argparse: 'PSF-2.0: the licence of Python, asking for its notice; only in tests',
  lightningcss: 'MPL-2.0: only builds the screens, unchanged',
  sjcl: 'BSD-2-Clause or GPL-2.0: taken under the first',
  'png-js': 'none in its package file; MIT in its LICENSE',
  'caniuse-lite': 'CC-BY-4.0: data that only builds the screens',
}

function* packages(folder: string): Generator<{ at: string; about: Package }> {
  if (!existsSync(folder)) return
  for (const name of readdirSync(folder)) {
    if (name.startsWith('.')) continue
    const at = join(folder, name)
    if (name.startsWith('@')) yield* packages(at)
    else if (existsSync(join(at, 'package.json'))) {
      yield { at, about: JSON.parse(readFileSync(join(at, 'package.json'), 'utf8')) as Package }
      yield* packages(join(at, 'node_modules'))
    }
  }
}
const installed = () => [...packages(join(root, 'node_modules'))].filter(({ about }) => about.name && about.version)

const licenceOf = ({ license, licenses }: Package) =>
  typeof license === 'string' ? license : (license?.type ?? licenses?.map(l => l.type).join(' OR ') ?? 'none')
/** One of several is enough; of several together all must be. */
const isAllowed = (licence: string): boolean =>
  licence
    .replace(/[()]/g, '')
    .split(' OR ')
    .some(choice => choice.split(' AND ').every(one => allowed.has(one.trim())))

test('every library that is installed stands under a licence that goes with ours, or is named here with a reason', t => {
  const all = installed()
  assert.ok(all.length > 150)
  const others = all.filter(({ about }) => !isAllowed(licenceOf(about)))
  const unnamed = others.filter(({ about }) => !exceptions[about.name.replace(/^lightningcss-.*/, 'lightningcss')])
  assert.deepEqual(
    unnamed.map(({ about }) => `${about.name}@${about.version}: ${licenceOf(about)}`),
    [],
  )
  for (const { about } of others) t.diagnostic(`${about.name}@${about.version}: ${licenceOf(about)}`)
})

test('our own licence and the notices of what came along are kept', () => {
  assert.match(readFileSync(join(root, 'LICENSE'), 'utf8'), /Apache License[^]*Version 2\.0/)
  assert.ok(existsSync(join(root, 'modules/places/data/NOTICE.md')))
  const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    dependencies: Record<string, string>
  }
  for (const [name, version] of Object.entries(dependencies))
    assert.match(version, /^\d+\.\d+\.\d+(-[\w.]+)?$/, `${name} is pinned`)
})
