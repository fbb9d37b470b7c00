/** The register and the shares: what is owned, what it is worth, what is written off; dividends pro rata, to the fen, under a mask. */
import assert from 'node:assert/strict'
import { problemOf, refused, type Told } from '../../kernel/testing.ts'
import type { Dividend, Member } from './contract-share.ts'
import type { Asset } from './shapes.ts'
import { aBook, anAsset, balance, decided, here, key, read, run, test, today, valued, type Key } from './stories.ts'

const aMember = async (told: Told, book: Key, number: string, name: string, shares: number) =>
  key(
    await run(told, '会计', 'addMember', {
      place: here,
      book: book.id,
      number,
      name,
      shares,
      since: '2026-01-01',
      resolutionNumber: '社〔2025〕1 号',
    }),
  )
const draw = (told: Told, book: Key, total: string, more: object = {}, who = '会计') =>
  run(told, who, 'drawDividend', {
    place: here,
    book: book.id,
    year: 2026,
    name: '年度分红',
    total,
    ...decided,
    ...more,
  })

test('what is registered is found by its number, its kind and its place, with the value that holds', async told => {
  const asset = await anAsset(told, await aBook(told), { number: 'DM-1', area: 86.5, lon: 120.55, lat: 31.87 })
  await valued(told, asset, '30000', '2026-06-01')
  await valued(told, asset, '36000', '2026-01-02')
  assert.equal(await refused(valued(told, asset, '1', '2026-01-02')), 'assets.valuedThatDay')
  const a = await read<Asset>(told, 'asset', asset)
  assert.deepEqual([a.area, a.yearlyRent, a.sort, a.valuations.length], [86.5, 3_000_000, 'operating', 2])
  const found = async (input: object) => (await read<{ total: number }>(told, 'assets', input)).total
  assert.deepEqual(
    [await found({ search: 'DM-1' }), await found({ kind: 'land' }), await found({ kind: 'shop' })],
    [1, 0, 1],
  )
  assert.equal(await refused(anAsset(told, { community: here, id: a.book }, { number: 'DM-1' })), 'assets.numberTaken')
  assert.equal(await refused(anAsset(told, { community: here, id: asset.id })), 'assets.noSuchBook')
})

test('a thing is used, left idle, and written off by a resolution; then nothing more is done with it', async told => {
  const asset = await anAsset(told, await aBook(told))
  await run(told, '书记', 'useAsset', asset)
  assert.equal(await refused(run(told, '书记', 'useAsset', asset)), 'common.wrongState')
  await run(told, '书记', 'vacateAsset', asset)
  const off = { ...asset, day: today, reason: '房屋拆除' }
  assert.equal(await refused(run(told, '书记', 'writeOff', off)), 'common.invalid')
  assert.equal(await refused(run(told, '会计', 'writeOff', { ...off, ...decided })), 'common.forbidden')
  await run(told, '书记', 'writeOff', { ...off, ...decided })
  assert.equal(await refused(run(told, '书记', 'useAsset', asset)), 'common.wrongState')
  const open = await told.as(null)<{ total: number }>('assets.publicAssets', { place: here, year: 2026 })
  assert.equal(open.total, 0)
})

test('a dividend goes by shares, to the fen, and is owed from the day it is declared', async told => {
  const book = await aBook(told)
  assert.equal(await refused(draw(told, book, '100')), 'assets.noMembers')
  const first = await aMember(told, book, 'G-001', '王秀英', 1)
  await aMember(told, book, 'G-002', '李福根', 1)
  await aMember(told, book, 'G-003', '张建国', 1)
  const left = await aMember(told, book, 'G-004', '陈大海', 5)
  await run(told, '会计', 'leaveShares', { ...left, resolutionNumber: '社〔2026〕2 号' })
  assert.equal(await refused(aMember(told, book, 'G-001', '又一人', 1)), 'assets.memberThere')
  const dividend = key(await draw(told, book, '100'))
  assert.equal(await refused(draw(told, book, '100')), 'assets.dividendThere')
  const d = await read<Dividend>(told, 'dividend', dividend)
  assert.deepEqual(
    d.lines.map(l => [l.number, l.name, l.amount]),
    [
      ['G-001', '王*英', 3_334],
      ['G-002', '李*根', 3_333],
      ['G-003', '张*国', 3_333],
    ],
  )
  assert.equal(await refused(run(told, '会计', 'declareDividend', { ...dividend, day: today })), 'common.forbidden')
  await run(told, '书记', 'declareDividend', { ...dividend, day: today })
  assert.deepEqual([await balance(told, book, '322'), await balance(told, book, '211')], [-10_000, 10_000])
  assert.equal(await refused(run(told, '书记', 'declareDividend', { ...dividend, day: today })), 'common.wrongState')
  assert.deepEqual(
    (await read<Member>(told, 'member', first)).had.map(h => h.amount),
    [3_334],
  )
})

test('who drew the list up does not declare it; everyone sees what was declared, under a mask', async told => {
  const book = await aBook(told)
  await aMember(told, book, 'G-001', '王秀英', 3)
  const own = key(await draw(told, book, '90', {}, '一人多岗'))
  assert.equal(
    (await problemOf(run(told, '一人多岗', 'declareDividend', { ...own, day: today }))).detail,
    '编分红表的人不能自己宣布，请换个人',
  )
  const open = () => told.as(null)<Dividend[]>('assets.publicDividends', { place: here })
  assert.equal((await open()).length, 0)
  await run(told, '书记', 'declareDividend', { ...own, day: today })
  assert.ok(!JSON.stringify(await open()).includes('王秀英'))
  assert.equal((await open())[0]!.lines[0]!.amount, 9_000)
})

test('members stand under a mask in lists; what changes their shares says by which resolution', async told => {
  const book = await aBook(told)
  const m = await aMember(told, book, 'G-001', '王秀英', 3)
  assert.equal(await refused(run(told, '会计', 'changeShares', { ...m, shares: 4, since: today })), 'common.invalid')
  await run(told, '会计', 'changeShares', { ...m, shares: 4, since: today, resolutionNumber: '社〔2026〕3 号' })
  const { items } = await read<{ items: { name: string; shares: number }[] }>(told, 'members', {})
  assert.deepEqual(
    items.map(i => [i.name, i.shares]),
    [['王*英', 4]],
  )
  assert.equal(await refused(read(told, 'member', m, '邻居会计')), 'common.notFound')
})
