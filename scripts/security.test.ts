/** SECURITY.md claims nothing that no test shows: each test it names is there, and each line says what shows it or why not. */
import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { namedBy, requirements } from './asvs.ts'

const root = join(import.meta.dirname, '..')
const page = readFileSync(join(root, 'SECURITY.md'), 'utf8')

const namedIn = (text: string) =>
  [...text.matchAll(/`([\w./-]+\.(?:test|e2e)\.ts)` “((?:[^”]|”(?=\w))+?)”(?=[;. |)\n]|$)/g)].map(
    ([, file = '', title = '']) => ({ file, title }),
  )

/** It must stand where a test is declared, in a file that `npm test` runs, and be neither skipped nor left for later. */
function missing({ file, title }: { file: string; title: string }): boolean {
  if (!/^(kernel|modules|ui|apps|scripts|bench)\//.test(file) || !existsSync(join(root, file))) return true
  const said = title.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  const told = new RegExp(`(?<![.\\w])(?:test|plain|story)\\(\\s*(['"\`])[^'"\`\\n]*${said}[^'"\`\\n]*\\1,([^]{0,80})`)
  const found = told.exec(readFileSync(join(root, file), 'utf8'))
  return !found || /^\s*\{[^}]*\b(?:skip|todo)\b/.test(found[2]!)
}

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

test('the numbers of ASVS are those of its text, and every one of level 1 and 2 has its line', () => {
  const named: string[] = []
  for (const part of page
    .slice(page.indexOf('## OWASP ASVS'))
    .split(/^### V/m)
    .slice(1))
    for (const [, cell = ''] of part.matchAll(/^\| (?!Number )([\d.,– ]+|all) \|/gm)) {
      const numbers = namedBy(cell, /^\d+/.exec(part)![0])
      assert.ok(numbers, `V${part.split('\n')[0]} names what is not there: ${cell}`)
      named.push(...numbers)
    }
  const wanted = requirements.filter(r => r.level < 3).map(r => r.number)
  assert.deepEqual([requirements.length, wanted.length], [345, 253])
  assert.deepEqual(
    wanted.filter(number => !named.includes(number)),
    [],
  )
  assert.deepEqual(
    named.filter((number, i) => named.indexOf(number) !== i),
    [],
    'two lines for one number',
  )
})

test('a test that is gone and a line that shows nothing are noticed', () => {
  assert.ok(isSilent('| V1 | all is well | – |'))
  assert.ok(!isSilent('| V1 | not yet | – |'))
  assert.ok(missing({ file: 'scripts/security.test.ts', title: ['no such', 'title'].join(' ') }))
  assert.ok(missing({ file: 'scripts/nowhere.test.ts', title: 'x' }))
  // A title that stands only in a comment, as this one: the tables say of each line.
  assert.ok(missing({ file: 'scripts/security.test.ts', title: 'the tables say of each line' }))
  assert.equal(namedBy('1.2.11', '1'), null)
  assert.deepEqual(namedBy('4.1.4–4.2.1', '4'), ['4.1.4', '4.1.5', '4.2.1'])
})
