/**
 * Two thousand shifts of a tablet that everything happens to: nothing entered is lost, doubled, put out of order or read by
 * the next person. LINLI_SEED repeats one run, LINLI_HISTORIES makes it longer.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { history, step, type Step } from './stories.ts'
import { freshDisk } from './testing.ts'

const histories = Number(process.env['LINLI_HISTORIES'] ?? 2_000)
const seed = Number(process.env['LINLI_SEED'] ?? Date.now() % 1_000_000)
/** Side by side, because each waits most of its time. */
const abreast = 20

test(`nothing entered is lost or done twice in ${histories} shifts (LINLI_SEED=${seed})`, async () => {
  const told = new Map<string, number>()
  const shifts = fc.sample(fc.array(step, { minLength: 3, maxLength: 10 }), { seed, numRuns: histories })
  for (let i = 0; i < shifts.length; i += abreast) {
    freshDisk()
    const some = shifts.slice(i, i + abreast)
    const ends = await Promise.all(some.map(steps => faultOf(steps, told)))
    const wrong = ends.findIndex(end => end !== null)
    if (wrong < 0) continue
    const least = await shortest(some[wrong]!)
    assert.fail(
      `LINLI_SEED=${seed}, shift ${i + wrong}: ${ends[wrong]!.message}\n${least.map(one => JSON.stringify(one)).join('\n')}`,
    )
  }
  // A run in which something never happened has proved nothing about it.
  for (const what of always)
    assert.ok(histories < 1_000 || told.get(what), `never: ${what} ${JSON.stringify([...told])}`)
})
const always = [
  'done',
  'refused',
  'conflict',
  'behind',
  'changed',
  'discarded',
  'settled',
  'full',
  'next person',
  'killed',
]

const faultOf = (steps: readonly Step[], told?: Map<string, number>): Promise<Error | null> =>
  history(steps, told).then(
    () => null,
    (error: unknown) => error as Error,
  )

/** Leaves out every step without which it still goes wrong. */
async function shortest(steps: readonly Step[]): Promise<readonly Step[]> {
  for (const i of steps.keys()) {
    const fewer = steps.toSpliced(i, 1)
    if (await faultOf(fewer)) return shortest(fewer)
  }
  return steps
}
