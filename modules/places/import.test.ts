/** A map and a list of rooms come in, go out, and come in again without a difference. */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after } from 'node:test'
import { exportNamed, type ExportCtx } from '../../kernel/exchange-kinds.ts'
import { badRows } from '../../kernel/exchange-batch.ts'
import { runImport } from '../../kernel/exchange.ts'
import { problemOf, world, type Told } from '../../kernel/testing.ts'
import './import.ts'
import './service.ts'

const street = '320582100'
const here = '320582100004'
const folder = mkdtempSync(join(tmpdir(), 'linli-places-'))
after(() => rmSync(folder, { recursive: true, force: true }))

const { test: story } = world({ 老沈: [{ role: 'clerk', place: here }] }, async ({ db }) => {
  const codes = ['32', '3205', '320582', street, here, `${street}005`]
  for (const code of codes)
    await db
      .insertInto('places.place')
      .values({ code, name: `地${code}` })
      .execute()
})

const file = (name: string, text: string) => {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}
const load = async ({ house, actors }: Told, kind: string, path: string) => {
  const run = await runImport(house, { kind, path, place: here, actor: actors['老沈']! })
  const bad = await badRows(house, run.id, { size: 100 })
  return { ...run, says: bad.map(row => [row.line, row.reasons.map(r => r.say).join('；')]) }
}
const counts = (r: { added: number; changed: number; same: number; bad: number }) => [r.added, r.changed, r.same, r.bad]

const square = (x: number, y = 31, d = 0.01) => [
  [
    [x, y],
    [x + d, y],
    [x + d, y + d],
    [x, y + d],
    [x, y],
  ],
]
const feature = (code: string, name: string, coordinates: unknown, type = 'Polygon') => ({
  type: 'Feature',
  properties: { 网格编码: code, name, 面积: 3 },
  geometry: { type, coordinates },
})
const map = (...features: unknown[]) => JSON.stringify({ type: 'FeatureCollection', features })
const grids = map(
  feature(`${here}001`, '第一网格', square(120)),
  feature(`${here}002`, '第二网格', [square(120.01)], 'MultiPolygon'),
)

story('grids come from a GeoJSON map; the same map again changes nothing', async told => {
  const path = file('grids.geojson', grids)
  assert.deepEqual(counts(await load(told, 'places.grids', path)), [2, 0, 0, 0])
  assert.deepEqual(counts(await load(told, 'places.grids', path)), [0, 0, 2, 0])
  const moved = await load(told, 'places.grids', file('moved.geojson', grids.replace('第二网格', '第二网格(南)')))
  assert.deepEqual(
    [counts(moved), moved.says],
    [[0, 0, 1, 1], [[2, '这个网格已经有边界，调整请到「网格图」里画，定生效日']]],
    'a redrawing has a date',
  )
  const shown = await told.as(null)('places.map', { place: here })
  assert.deepEqual(
    shown.features.map((f: { properties: unknown }) => f.properties),
    [
      { code: `${here}001`, name: '第一网格' },
      { code: `${here}002`, name: '第二网格' },
    ],
  )
})

story('a grid that overlaps, crosses itself or lies elsewhere comes back with the reason', async told => {
  await load(told, 'places.grids', file('grids.geojson', grids))
  const bow = [
    [
      [120.1, 31],
      [120.2, 31.15],
      [120.2, 31],
      [120.1, 31.1],
      [120.1, 31],
    ],
  ]
  const bad = map(
    feature(`${here}003`, '压着的', square(120.005)),
    feature(`${street}005001`, '别处的', square(121)),
    feature(`${here}004`, '打结的', bow),
    feature(`${here}005`, '点', [120, 31], 'Point'),
    feature(`${here}006`, '好的', square(120.02)),
    feature(`${here}007`, '压着好的', square(120.025)),
  )
  const run = await load(told, 'places.grids', file('bad.geojson', bad))
  assert.deepEqual(counts(run), [1, 0, 0, 5])
  assert.deepEqual(run.says, [
    [1, '与第一网格重叠 529,916 平方米；与第二网格重叠 529,916 平方米'],
    [2, '这个网格不在您选择的范围内'],
    [3, '边界不成立：边界自己相交'],
    [4, '边界应是一个多边形'],
    [6, '与好的重叠 529,916 平方米'],
  ])
  assert.equal((await problemOf(load(told, 'places.grids', file('x.geojson', '{"type":')))).code, 'places.notGeoJson')
})

const rooms = `小区名称,幢号,单元,层,房号,网格代码,用途
花园新村,12幢,3,5,502室,${here}001,住宅
花园新村,12幢,3单元,,501室,${here}001,
花园新村,3幢,,,101,${here}002,商铺
,和平路8号,,,1室,${here}002,办公
`

story('rooms bring their buildings; the same rooms spelled otherwise are the same rooms', async told => {
  await load(told, 'places.grids', file('grids.geojson', grids))
  const run = await load(told, 'places.rooms', file('rooms.csv', rooms))
  assert.deepEqual([counts(run), run.says], [[4, 0, 0, 0], []])
  const otherwise = rooms.replaceAll('12幢', '12号楼').replace('502室', '502').replace('商铺', '住宅')
  assert.deepEqual(counts(await load(told, 'places.rooms', file('otherwise.csv', otherwise))), [0, 1, 3, 0])
  const buildings = await told.as(null)('places.buildings', { place: here })
  assert.deepEqual(
    buildings.map((b: { code: string; estate: string; name: string; place: string; rooms: number }) => [
      b.code.slice(12),
      b.estate,
      b.name,
      b.place.slice(12),
      b.rooms,
    ]),
    [
      ['00001', '花园新村', '12幢', '001', 2],
      ['00002', '花园新村', '3幢', '002', 1],
      ['00003', '', '和平路8号', '002', 1],
    ],
  )
  const home = await told.as('老沈')('places.findRoom', { community: here, address: '花园新村12幢3单元501' })
  assert.deepEqual([home.floor, home.unit, home.use], [5, '3', 'home'])
})

story('a room in a grid that is not there, or in two grids at once, comes back', async told => {
  await load(told, 'places.grids', file('grids.geojson', grids))
  await load(told, 'places.rooms', file('rooms.csv', rooms))
  const bad = `小区,楼栋,单元,楼层,房号,网格代码,用途
花园新村,20幢,1,1,101,${here}009,住宅
花园新村,20幢,1,1,102,${street}005001,住宅
花园新村,12幢,1,1,103,${here}002,住宅
花园新村,21幢,1,高,104,${here}001,仓库
花园新村,22幢,1,1,105室,${here}001,住宅
花园新村,22栋,1,1,105,${here}001,住宅
花园新村,22幢,1,1,106,${here}002,住宅
`
  const run = await load(told, 'places.rooms', file('badrooms.csv', bad))
  assert.deepEqual(counts(run), [1, 0, 0, 6])
  assert.deepEqual(run.says, [
    [2, '没有这个网格，请先登记网格'],
    [3, '这个网格不在您选择的范围内'],
    [4, `这一栋在网格 ${here}001，同一栋不能分在两个网格`],
    [5, '楼层应是整数；用途应是住宅、商铺、办公、公用之一'],
    [7, '与第 6 行重复'],
    [8, `这一栋在网格 ${here}001，同一栋不能分在两个网格`],
  ])
})

story('the list of rooms that goes out comes back in without a difference', async told => {
  await load(told, 'places.grids', file('grids.geojson', grids))
  await load(told, 'places.rooms', file('rooms.csv', rooms))
  const kind = exportNamed('places.rooms')!
  const ctx = {
    ...told.house,
    db: told.db,
    me: told.actors['老沈'],
    now: new Date(),
    place: here,
  } as unknown as ExportCtx
  const lines = [kind.columns.map(c => c.title)]
  for await (const { cells } of kind.rows(ctx, {})) lines.push(cells.map(String))
  assert.equal(lines.length, 5)
  assert.deepEqual(
    counts(await load(told, 'places.rooms', file('back.csv', lines.map(l => l.join(',')).join('\n')))),
    [0, 0, 4, 0],
  )
})
