/** The cast of this module's stories: whose village it is, and whoever is asked, judges and hears of it. */
import { newId } from '../../kernel/id.ts'
import type { Post } from '../../kernel/rules.ts'
import { theClock } from '../../kernel/rules.ts'
import { call } from '../../kernel/server.ts'
import { world, type Told } from '../../kernel/testing.ts'
import '../identity/service.ts'
import '../places/service.ts'
import '../money/service.ts'
import '../assets/service.ts'
import './service.ts'

export const here = '320582100004'
export const now = new Date('2026-11-20T02:00:00Z')
export const on = (day: string) => new Date(`${day}T04:00:00Z`)
const cast: Record<string, Post[]> = {
  会计: [{ role: 'accountant', place: here }],
  书记: [{ role: 'head', place: here }],
  监督员: [{ role: 'supervisor', place: here }],
  街道主任: [{ role: 'chief', place: '320582100' }],
  邻居监督员: [{ role: 'supervisor', place: '320582100013' }],
  // In a small village one person may hold what should be held by two.
  一人多岗: ['head', 'supervisor'].map(role => ({ role, place: here })),
  王婶: [],
}
export const { test, actors } = world(cast)

export type Key = { community: string; id: string }
export const key = ({ community, id }: Key): Key => ({ community, id })
export const run = <T = Key>({ as }: Told, who: string, op: string, input: object, at = now) =>
  as(who)<T>(op.includes('.') ? op : `insight.${op}`, input, at)
export const byClock = async <T>(told: Told, op: string, input: object, at = now) =>
  (await call(told.house, { op: `insight.${op}`, input, actor: theClock, now: at })).answer as T

/** A book, and a shop that is let for less than it is worth until a day. */
export async function aShop(told: Told, { rent = '1000', until = '2026-12-31' } = {}) {
  const said = { place: here, ownerKind: 'collective', name: '花园浜经济合作社', year: 2026 }
  const book = key(await run(told, '会计', 'money.openBook', said))
  const thing = { place: here, book: book.id, number: 'DM-1', name: '东门店面', kind: 'shop', located: '花园路 12 号' }
  const asset = key(await run(told, '会计', 'assets.registerAsset', { ...thing, registeredOn: '2026-01-01' }))
  const value = { day: '2026-01-02', value: '400000', yearlyRent: '36000', basis: '街道评估' }
  await run(told, '会计', 'assets.valueAsset', { ...asset, ...value })
  const decided = { resolutionNumber: '议〔2026〕8 号', resolutionDay: '2026-01-05' }
  const terms = { fromDay: '2026-01-15', until, months: '1', rent, ...decided }
  const draft = {
    place: here,
    asset: asset.id,
    number: `ZL-${newId().slice(-5)}`,
    tenant: '好再来小吃店',
    purpose: '餐饮',
  }
  const lease = key(await run(told, '会计', 'assets.draftLease', { ...draft, ...terms }))
  await run(told, '书记', 'assets.checkLease', lease)
  await run(told, '监督员', 'assets.agreeLease', lease)
  await run(told, '书记', 'assets.beginLease', lease)
  return { book, asset, lease }
}
