/** What the screens read out of the contracts: kinds, labels, choices. Read from the real contracts, so that a field nobody can read fails here. */
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { z } from 'zod'
import { Place, secret } from '../kernel/contract.ts'
import { grid } from '../modules/grid/contract.ts'
import { identity } from '../modules/identity/contract.ts'
import { people } from '../modules/people/contract.ts'
import { places } from '../modules/places/contract.ts'
import { choicesOf, fieldOf, fieldsOf, itemOf, shapeOf, wordFor } from './shapes.ts'

const contracts = [grid, identity, people, places]
const kind = (schema: z.ZodType, name = 'x') => fieldOf(z.object({ [name]: schema }), name).kind

test('a field is shown by what its shape says, whatever wraps it', () => {
  assert.equal(kind(z.string().max(100)), 'text')
  assert.equal(kind(z.string().max(101).optional()), 'paragraph')
  assert.equal(kind(z.iso.date().nullable().default(null)), 'date')
  assert.equal(kind(z.date()), 'moment')
  assert.equal(kind(z.boolean().optional()), 'yesno')
  assert.equal(kind(Place.length(15).describe('网格')), 'place')
  assert.equal(kind(z.array(z.uuid()).max(6)), 'photos')
  assert.equal(kind(z.array(z.enum(['a']))), 'choices')
  assert.equal(kind(secret(z.string().describe('手机号')).optional()), 'phone')
  assert.equal(kind(secret(z.string().describe('新密码'))), 'password')
})

test('a form knows what must be filled in and what it begins with', () => {
  const of = (name: string) => fieldOf(grid.ops.register.input, name)
  assert.equal(of('title').required, true)
  assert.equal(of('phone').required, false)
  assert.deepEqual(of('description').initial, '')
  assert.equal(of('place').least, 12)
  assert.equal(fieldOf(people.ops.register.input, 'place').digits, 15)
})

test('every choice that people see or make has its Chinese word', () => {
  const silent = contracts.flatMap(c =>
    Object.values(c.ops).flatMap(op =>
      [op.input, op.output, itemOf(op)].flatMap(schema =>
        fieldsOf(schema).flatMap(f =>
          f.choices.filter(x => !/[\u4e00-\u9fff]/.test(x.label)).map(x => `${op.name} ${f.name} ${x.value}`),
        ),
      ),
    ),
  )
  assert.deepEqual([...new Set(silent)], [])
})

test('every field that a move or a form asks for has a label', () => {
  const asked = contracts.flatMap(c => Object.values(c.ops).filter(op => op.kind === 'move'))
  const nameless = asked.flatMap(op =>
    fieldsOf(op.input)
      .filter(f => f.name !== 'id' && f.label === f.name)
      .map(f => `${op.name} ${f.name}`),
  )
  assert.deepEqual(nameless, [])
})

test('a state says its word and whether it is an end', () => {
  const { choices } = fieldOf(itemOf(grid.ops.matters), 'state')
  assert.equal(wordFor(choices, 'accepted'), '待派遣')
  assert.deepEqual(
    choices.filter(c => c.end).map(c => c.value),
    ['archived', 'rejected', 'withdrawn'],
  )
  assert.deepEqual(choicesOf(shapeOf(grid.ops.matter.output)['title']!), [])
})

test('no field keeps anybody from pasting, and no field for a password sends password managers away', () => {
  const root = join(import.meta.dirname, '..')
  const screens = globSync('{ui,apps,modules}/**/*.{ts,tsx}', { cwd: root }).filter(
    file => !/\.(test|e2e)\.ts$/.test(file),
  )
  const lines = screens.flatMap(file => readFileSync(join(root, file), 'utf8').split('\n'))
  assert.ok(lines.some(line => /autocomplete: 'current-password'/.test(line)))
  assert.deepEqual(
    lines.filter(line => /onPaste|['"]paste['"]|password.*auto[cC]omplete\W+off/.test(line)),
    [],
  )
})
