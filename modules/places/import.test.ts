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

// ── Buildings, points, contacts ─────────────────────────────────────────────

const buildings = `小区,楼栋,网格代码,经度,纬度,坐标系,层数,单元数,建成年份
花园新村,12幢,,120.005,31.005,,6,3,1998
花园新村,13幢,${here}002,,,,,,
花园新村,14幢,,120.0195,31.0029,高德,18,1,
`

story('buildings find their grid by their position, in any system; twice is once, out and in again too', async told => {
  await load(told, 'places.grids', file('grids.geojson', grids))
  const path = file('buildings.csv', buildings)
  const run = await load(told, 'places.buildings', path)
  assert.deepEqual([counts(run), run.says], [[3, 0, 0, 0], []])
  assert.deepEqual(counts(await load(told, 'places.buildings', path)), [0, 0, 3, 0])
  const found = await told.as(null)('places.buildings', { place: here })
  assert.deepEqual(
    found.map((b: { place: string; floors: number | null; lon: number | null }) => [
      b.place.slice(12),
      b.floors,
      b.lon !== null,
    ]),
    [
      ['001', 6, true],
      ['002', null, false],
      ['002', 18, true],
    ],
  )
  const out = await exported(told, 'places.buildings')
  assert.deepEqual(counts(await load(told, 'places.buildings', file('out.csv', out))), [0, 0, 3, 0])
  const raised = file('raised.csv', '小区,楼栋,层数\n花园新村,12号楼,7\n')
  assert.deepEqual(counts(await load(told, 'places.buildings', raised)), [0, 1, 0, 0])
  const [first] = await told.as(null)('places.buildings', { place: here })
  assert.deepEqual([first.floors, first.lon, first.built], [7, 120.005, 1998], 'what the sheet leaves out stays')
})

story('a building nowhere, half a position, latitude first and a wrong system come back', async told => {
  await load(told, 'places.grids', file('grids.geojson', grids))
  await load(told, 'places.buildings', file('buildings.csv', buildings))
  const rows = [
    '小区,楼栋,网格代码,经度,纬度,坐标系,层数',
    '花园新村,21幢,,,,,',
    '花园新村,22幢,,120.9,31.9,,',
    '花园新村,23幢,,120.005,,,',
    '花园新村,24幢,,31.005,120.005,,',
    '花园新村,25幢,,120.005,31.005,北京54,',
    `花园新村,12幢,${here}002,,,,`,
    '花园新村,26幢,,120.005,31.005,,六层',
    `花园新村,27幢,${here}009,,,,`,
  ]
  const { says } = await load(told, 'places.buildings', file('bad.csv', rows.join('\n')))
  assert.deepEqual(says, [
    [2, '请填网格代码，或填经纬度'],
    [3, '这个坐标不在您选择范围的任何网格里，请核对坐标，或填网格代码'],
    [4, '经度和纬度要一起填'],
    [5, '经度和纬度写反了'],
    [6, '坐标系应是 WGS-84、GCJ-02、BD-09 之一'],
    [7, `这一栋登记在网格 ${here}001，要改划请到楼栋页面`],
    [8, '层数应是整数'],
    [9, '没有这个网格，请先登记网格'],
  ])
})

const points = `种类,编号,名称,网格代码,经度,纬度,坐标系,位置,电话
消防栓,XF-1,12幢西侧,,120.005,31.005,,,
卫生室,,花园浜卫生室,${here}002,,,,园林路1号,0512-58000000
`

story('points come and go by sheet, told apart by number or by name', async told => {
  await load(told, 'places.grids', file('grids.geojson', grids))
  const path = file('points.csv', points)
  const run = await load(told, 'places.points', path)
  assert.deepEqual([counts(run), run.says], [[2, 0, 0, 0], []])
  assert.deepEqual(counts(await load(told, 'places.points', path)), [0, 0, 2, 0])
  const moved = file('moved.csv', points.replace('12幢西侧', '13幢西侧'))
  assert.deepEqual(counts(await load(told, 'places.points', moved)), [0, 1, 1, 0], 'the number says which it is')
  const out = await exported(told, 'places.points')
  assert.deepEqual(counts(await load(told, 'places.points', file('out.csv', out))), [0, 0, 2, 0])
  const strange = await load(told, 'places.points', file('strange.csv', points.replace('消防栓', '飞船')))
  assert.match(String(strange.says[0]![1]), /^没有「飞船」这个种类，可以填：.*消防栓/)
})

story('whom to call comes and goes by sheet, for a community, an estate and a house', async told => {
  await load(told, 'places.grids', file('grids.geojson', grids))
  await load(told, 'places.buildings', file('buildings.csv', buildings))
  const contacts = `服务,范围代码,小区,楼栋,单位,电话\n供水,${here},,,给排水公司,0512-1234\n物业,${here},花园新村,,花园物业,0512-5678\n电梯,${here},花园新村,14幢,快修电梯,0512-9999\n`
  const path = file('contacts.csv', contacts)
  const run = await load(told, 'places.contacts', path)
  assert.deepEqual([counts(run), run.says], [[3, 0, 0, 0], []])
  assert.deepEqual(counts(await load(told, 'places.contacts', path)), [0, 0, 3, 0])
  const out = await exported(told, 'places.contacts')
  assert.deepEqual(counts(await load(told, 'places.contacts', file('out.csv', out))), [0, 0, 3, 0])
  const wrong = await load(
    told,
    'places.contacts',
    file('wrong.csv', contacts.replace('14幢', '99幢').replace('供水', '供氧')),
  )
  assert.deepEqual(wrong.says, [
    [2, '没有「供氧」这个种类，请从模板的提示中选择'],
    [4, '没有这一栋，请核对或先登记楼栋'],
  ])
})

story('a map of communities gives them their outline, and changes neither their names nor their grids', async told => {
  await load(told, 'places.grids', file('grids.geojson', grids))
  const frame = file('frame.geojson', map(feature(here, '随便叫', square(119.99, 30.99, 0.05))))
  assert.deepEqual(counts(await load(told, 'places.grids', frame)), [0, 1, 0, 0])
  const { features } = await told.as(null)('places.map', { place: here, outlines: true })
  assert.deepEqual(
    features.map((f: { properties: unknown }) => f.properties),
    [{ code: here, name: `地${here}` }],
  )
  assert.equal((await told.as(null)('places.map', { place: here })).features.length, 2)
  assert.equal(
    (await told.as(null)('places.locate', { lon: 119.995, lat: 30.995 })).place,
    null,
    'an outline is no grid',
  )
})

async function exported(told: Told, kind: string): Promise<string> {
  const found = exportNamed(kind)!
  const ctx = {
    ...told.house,
    db: told.db,
    me: told.actors['老沈']!,
    now: new Date(),
    place: here,
  } as unknown as ExportCtx
  const lines = [found.columns.map(c => c.title).join(',')]
  for await (const { cells } of found.rows(ctx, {})) lines.push(cells.join(','))
  return lines.join('\n')
}
