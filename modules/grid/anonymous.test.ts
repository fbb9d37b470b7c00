/** Reporting without a phone and without an account: followed by number and code, held to the same limits, found by its position. */
import assert from 'node:assert/strict'
import { call } from '../../kernel/server.ts'
import { refused, type Told } from '../../kernel/testing.ts'
import { after, begin, here, key, lamp, next, one, open, read, report, square, test } from './stories.ts'
import { limit } from './figure-rules.ts'

const draw = async ({ db }: Told) => {
  for (const [code, west] of [
    [one, 120.55],
    [`${next}001`, 120.57],
  ] as const)
    await db
      .updateTable('places.place')
      .set({ outline: JSON.stringify(square(west)), west, south: 31.5, east: west + 0.01, north: 31.51 })
      .where('code', '=', code)
      .execute()
}
const without = { ...lamp, phone: undefined }

test('without a phone the number and the code open the matter, and nothing else does', async told => {
  const { number } = await told.as(null)('grid.report', { ...without, code: '048213' }, begin)
  const other = await told.as(null)('grid.report', { ...without, code: '048213' }, begin)
  const follow = (tail: string) => told.as(null)('grid.follow', { number, tail }, begin)
  assert.deepEqual(Object.keys(await follow('048 213')), ['community', 'id'])
  for (const tail of ['048214', '8213', '0482']) assert.equal(await refused(follow(tail)), 'grid.unknownNumber')
  assert.equal(await refused(follow('04821')), 'common.invalid')
  const rows = await told.db.selectFrom('grid.matter').select(['followKey', 'phone', 'phoneTail']).execute()
  assert.ok(rows[0]!.followKey && rows.every(r => r.phone === null && r.phoneTail === null))
  assert.equal(new Set(rows.map(r => r.followKey)).size, 2, other.number)
  const trail = await told.db.selectFrom('kernel.trail').select('input').where('op', '=', 'grid.report').execute()
  assert.ok(!JSON.stringify(trail).includes('048213'))
})

test('with a phone the code counts for nothing, and without either the matter still goes its way', async told => {
  const { number } = await told.as(null)('grid.report', { ...lamp, code: '048213' }, begin)
  assert.equal(await refused(told.as(null)('grid.follow', { number, tail: '048213' }, begin)), 'grid.unknownNumber')
  const matter = key(await told.as(null)('grid.report', without, begin))
  await told.as('小沈')('grid.accept', matter, begin)
  assert.equal((await read(told, matter)).contactPhone, null)
  assert.equal(await refused(told.as('小沈')('grid.contact', { ...matter, reason: '约时间' }, begin)), 'grid.noPhone')
})

test('the receipt says by which of the two the matter is followed, and never the code', async told => {
  const receipt = async (more: object) => {
    const { number, ...at } = await told.as(null)('grid.report', { ...without, ...more }, begin)
    return told.as(null)('grid.receipt', { community: at.community, id: at.id, number }, begin)
  }
  const byCode = await receipt({ code: '048213' })
  assert.deepEqual([byCode.byCode, JSON.stringify(byCode).includes('048213')], [true, false])
  assert.equal((await receipt({ phone: lamp.phone })).byCode, false)
})

test('a position falls into the grid whose outline holds it; outside of the community is said, with the name of the other', async told => {
  const at = (lon: number, lat = 31.505) => told.as(null)('grid.report', { ...without, place: here, lon, lat }, begin)
  // Nothing is drawn yet, so nobody can say that it lies outside.
  assert.equal((await at(120.9)).place, here)
  await draw(told)
  assert.equal((await at(120.555)).place, one)
  const said = async (lon: number) =>
    at(lon).then(
      () => null,
      (e: { code: string; detail?: string; message: string }) => e,
    )
  assert.equal((await said(120.565))?.message, '这个位置不在这个社区的范围内：请再点一次，或选楼栋、网格')
  assert.match(String((await said(120.575))?.detail), /^这个位置在暨阳社区，不在这个社区/)
})

// The last story: it is committed, since what a refusal counted must stand.
test('one address reports so often and no oftener, whoever has followed a matter in between included', async () => {
  const told = open()
  const from = { ip: '198.51.100.7' }
  const send = (actor: { id: string; posts: never[]; guest?: boolean } | null, at = begin) =>
    call(told.house, { op: 'grid.report', input: without, actor, from, now: at })
  for (let i = 0; i < limit.addressReports.is; i++) await send(null)
  assert.equal(await refused(send(null)), 'request.tooMany')
  const guest = { id: '00000000-0000-7000-8000-00000000aaaa', posts: [], guest: true }
  assert.equal(await refused(send(guest)), 'request.tooMany')
  assert.ok(await send(null, after(0.2)))
  assert.ok(await report(told))
})
