/** Whatever the doors say: numerators and denominators add up over grids, over owners and tenants, and to the list behind each. */
import assert from 'node:assert/strict'
import fc from 'fast-check'
import { inSavepoint } from '../../kernel/testing-walk.ts'
import type { Rates } from './shapes.ts'
import { aSurvey, atDoor, days, here, key, rooms, test, wishFor } from './stories.ts'

const parts = ['asked', 'answered', 'nobody', 'declined'] as const
const Said = fc.constantFrom('answered', 'nobody', 'declined', null)

test('rates add up over grids and groups, and each leads to a list that is as long', async told => {
  const survey = await aSurvey(told)
  const doors = Object.keys(rooms).filter(door => door !== '106')
  const list = async (more: object) =>
    (await told.as('小沈')('needs.doors', { community: here, survey: survey.id, ...more }, days(2))).total
  await fc.assert(
    fc.asyncProperty(fc.array(Said, { minLength: doors.length, maxLength: doors.length }), outcomes =>
      inSavepoint(told, async () => {
        for (const [i, outcome] of outcomes.entries())
          if (outcome)
            await atDoor(told, survey, doors[i]!, outcome === 'answered' ? [wishFor('装路灯')] : [], { outcome })
        const { total, byGrid, byGroup } = await told.as('小沈')<Rates>('needs.rates', key(survey), days(2))
        const sum = (among: readonly Rates['total'][], part: (typeof parts)[number]) =>
          among.reduce((n, one) => n + one[part], 0)
        const halves = byGroup.filter(g => g.group !== 'elder')
        for (const part of parts) {
          assert.equal(sum(byGrid, part), total[part])
          assert.equal(sum(halves, part), total[part])
        }
        assert.equal(total.answered, outcomes.filter(o => o === 'answered').length)
        for (const { place, answered } of byGrid) assert.equal(await list({ place, outcome: 'answered' }), answered)
        for (const { group, nobody } of byGroup) assert.equal(await list({ group, outcome: 'nobody' }), nobody)
      }),
    ),
    { numRuns: 8, seed: 20261126 },
  )
})
