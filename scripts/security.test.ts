/** SECURITY.md claims nothing that no test shows: each test it names is there, and each line says what shows it or why not. */
import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

const root = join(import.meta.dirname, '..')
const page = readFileSync(join(root, 'SECURITY.md'), 'utf8')

const namedIn = (text: string) =>
  [...text.matchAll(/`([\w./-]+\.(?:test|e2e)\.ts)` “((?:[^”]|”(?=\w))+?)”(?=[;. |)\n]|$)/g)].map(
    ([, file = '', title = '']) => ({ file, title }),
  )

const missing = ({ file, title }: { file: string; title: string }) =>
  !existsSync(join(root, file)) || !readFileSync(join(root, file), 'utf8').includes(title)

test('every test that SECURITY.md names exists under that title', () => {
  const named = namedIn(page)
  assert.ok(named.length > 100)
  assert.equal(named.length, page.match(/`[\w./-]+\.(?:test|e2e)\.ts`/g)?.length, 'a test is named without its title')
  assert.deepEqual(named.filter(missing), [])
})

function isSilent(row: string): boolean {
  const [, holds = '', shown = ''] = row.split(' | ')
  return !namedIn(shown).length && !/not yet|does not apply|the proxy’s task/.test(holds)
}

test('every line of its tables is shown by a test, or says why not', () => {
  const rows = page.split('\n').filter(line => /^\| (?!Line |Number )/.test(line))
  const silent = rows.filter(isSilent)
  assert.ok(rows.length > 80)
  assert.deepEqual(silent, [])
})

test('a test that is gone and a line that shows nothing are noticed', () => {
  assert.ok(isSilent('| V1 | all is well | – |'))
  assert.ok(!isSilent('| V1 | not yet | – |'))
  assert.ok(missing({ file: 'scripts/security.test.ts', title: ['no such', 'title'].join(' ') }))
  assert.ok(missing({ file: 'scripts/nowhere.test.ts', title: 'x' }))
})
