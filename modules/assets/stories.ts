/** The cast of this module's stories: who drafts, who agrees, who watches; a book, a shop with its value, and a lease of it. */
import { newId } from '../../kernel/id.ts'
import type { Post } from '../../kernel/rules.ts'
import { world, type Told } from '../../kernel/testing.ts'
import '../identity/service.ts'
import '../places/service.ts'
import '../money/service.ts'
import './service.ts'

export const street = '320582100'
export const here = '320582100004'
export const next = '320582100013'
export const now = new Date('2026-11-20T02:00:00Z')
export const today = '2026-11-20'
/** Noon in China on that day. */
export const on = (day: string) => new Date(`${day}T04:00:00Z`)

export const cast: Record<string, Post[]> = {
  会计: [{ role: 'accountant', place: here }],
  代账会计: [{ role: 'accountant', place: street }],
  出纳: [{ role: 'cashier', place: here }],
  书记: [{ role: 'head', place: here }],
  监督员: [{ role: 'supervisor', place: here }],
  街道主任: [{ role: 'chief', place: street }],
  邻居会计: [{ role: 'accountant', place: next }],
  // In a small village one person may hold what should be held by three.
  一人多岗: ['accountant', 'cashier', 'head', 'supervisor'].map(role => ({ role, place: here })),
  王婶: [],
}
export const { test, open, meeting, actors } = world(cast)

export type Key = { community: string; id: string }
export const key = ({ community, id }: Key): Key => ({ community, id })
export const run = <T = Key>({ as }: Told, who: string, op: string, input: object, at = now) =>
  as(who)<T>(op.includes('.') ? op : `assets.${op}`, input, at)
export const decided = { resolutionNumber: '议〔2026〕8 号', resolutionDay: '2026-01-05' }

export const aBook = async (told: Told, more: object = {}) => {
  const said = { place: here, ownerKind: 'collective', name: '花园浜经济合作社', year: 2026, ...more }
  const book = key(await run(told, '会计', 'money.openBook', said))
  await run(told, '会计', 'money.nextYear', book)
  return book
}

export const shares = { pension: 3_000, operations: 2_500, property: 2_000, culture: 1_500, aid: 1_000 }
export const aPolicy = (told: Told, book: Key, fromDay = '2026-01-01', more: object = {}) =>
  run(told, '会计', 'setPolicy', { place: here, book: book.id, fromDay, ...shares, ...decided, ...more })

export const anAsset = async (told: Told, book: Key, more: object = {}) =>
  key(
    await run(told, '会计', 'registerAsset', {
      place: here,
      book: book.id,
      number: `DM-${newId().slice(-5)}`,
      name: '东门店面',
      kind: 'shop',
      located: '花园路 12 号',
      cost: '300000',
      registeredOn: '2026-01-01',
      ...more,
    }),
  )
export const valued = (told: Told, asset: Key, yearlyRent = '36000', day = '2026-01-02') =>
  run(told, '会计', 'valueAsset', { ...asset, day, value: '400000', yearlyRent, basis: '街道评估' })

export const terms = { fromDay: '2026-01-15', until: '2026-12-31', months: '1', rent: '3000', deposit: '6000' }
export const aDraft = async (told: Told, asset: Key, more: object = {}, who = '会计') =>
  key(
    await run(told, who, 'draftLease', {
      place: here,
      asset: asset.id,
      number: `ZL-${newId().slice(-6)}`,
      tenant: '好再来小吃店',
      tenantKind: 'company',
      purpose: '餐饮',
      ...terms,
      ...more,
    }),
  )
export async function agreed(told: Told, lease: Key, at = now) {
  await run(told, '书记', 'checkLease', lease, at)
  return run(told, '监督员', 'agreeLease', lease, at)
}

/** A shop that is let: everything that rent needs. */
export async function aTenancy(told: Told, more: object = {}) {
  const book = await aBook(told)
  await aPolicy(told, book)
  const asset = await anAsset(told, book)
  await valued(told, asset)
  const lease = await aDraft(told, asset, more)
  await agreed(told, lease)
  await run(told, '书记', 'beginLease', lease)
  return { book, asset, lease }
}

export const read = <T>(told: Told, op: string, input: object, who = '会计', at = now) =>
  run<T>(told, who, op, input, at)
/** What an account of the book holds, debit above zero. */
export async function balance(told: Told, book: Key, code: string): Promise<number> {
  const list = await read<{ code: string; balance: number }[]>(told, 'money.accounts', {
    community: here,
    book: book.id,
  })
  return list.find(a => a.code === code)!.balance
}
