/** Resolutions of the council's register: number and day come from there, and one that was annulled decides nothing. */
import assert from 'node:assert/strict'
import { newId } from '../../kernel/id.ts'
import type { Actor } from '../../kernel/rules.ts'
import { call } from '../../kernel/server.ts'
import { problemOf, refused } from '../../kernel/testing.ts'
import { aCouncil, aResolution, days, does, here, test } from '../council/stories.ts'
import '../money/service.ts'
import './service.ts'

const accountant: Actor = { id: newId(), name: '会计', posts: [{ role: 'accountant', place: here }] }

test('how rent is split is decided by a resolution of the register, as long as it stands', async told => {
  const run = async <T = { id: string }>(op: string, input: object) =>
    (await call(told.house, { op, input, actor: accountant, now: days(8) })).answer as T
  const book = await run('money.openBook', { place: here, ownerKind: 'collective', name: '合作社', year: 2026 })
  const shares = { pension: 2_000, operations: 2_000, property: 2_000, culture: 2_000, aid: 2_000 }
  const typed = { resolutionNumber: '随手写的', resolutionDay: '2026-01-01' }
  const set = (fromDay: string, resolution: string) =>
    run('assets.setPolicy', { place: here, book: book.id, fromDay, ...shares, ...typed, resolution })
  assert.equal(await refused(set('2026-01-01', newId())), 'common.notFound')

  const { resolution } = await aResolution(told, await aCouncil(told))
  const moves = does(told, '老周', resolution)
  await moves('displayResolution', {}, days(7))
  await set('2026-01-01', resolution.id)
  const { items } = await run<{ items: { resolutionNumber: string; resolutionDay: string }[] }>('assets.policies', {})
  assert.match(items[0]!.resolutionNumber, /〔2026〕1号$/)
  assert.notEqual(items[0]!.resolutionDay, typed.resolutionDay)

  await does(told, '街道主任', resolution)('annulResolution', { reason: '人数不够' }, days(8))
  const no = await problemOf(set('2026-02-01', resolution.id))
  assert.equal(no.code, 'assets.annulled')
})
