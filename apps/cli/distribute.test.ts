/** What would spread the tables over a Citus cluster. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { freshDatabase } from '../../kernel/testing.ts'
import { folder } from '../server/testing-installation.ts'
import { linli } from './testing.ts'

let base: Awaited<ReturnType<typeof freshDatabase>>
before(async () => (base = await freshDatabase()))
after(() => base?.drop())

const run = (...args: string[]) => linli(folder(), ['distribute', ...args], { env: { DATABASE_URL: base.owner } })

test('it names every statement: foreign keys away, references, tables by community and by key, foreign keys back', async () => {
  const { code, data, said } = await run('--json')
  assert.equal(code, 0, said)
  const all = data['statements'] as string[]
  const order = ['prepare', 'drop constraint', 'create_reference_table', 'by community', 'by key', 'add constraint']
  const kinds = all.map(text => {
    const [said] = /drop constraint|create_reference_table|create_distributed_table|add constraint/.exec(text) ?? [
      'prepare',
    ]
    return said !== 'create_distributed_table' ? said : text.includes(", 'community',") ? 'by community' : 'by key'
  })
  assert.deepEqual([...new Set(kinds)], order)
  assert.deepEqual(
    kinds,
    kinds.toSorted((a, b) => order.indexOf(a) - order.indexOf(b)),
  )
  const count = (kind: string) => kinds.filter(one => one === kind).length
  assert.equal(count('drop constraint'), count('add constraint'))
  assert.ok(
    all.some(text => text.includes("create_distributed_table('people.identity', 'id_key'")),
    all.join('\n'),
  )
  assert.ok(all.some(text => text.includes("create_distributed_table('people.resident', 'community'")))
  assert.ok(all.some(text => text.includes("create_reference_table('places.place')")))
})
