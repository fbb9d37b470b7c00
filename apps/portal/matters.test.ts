/** The public list and the map beside it: the same matters under the same filter, and nothing of a person on either. */
import assert from 'node:assert/strict'
import { http } from '../../kernel/http.ts'
import type { Told } from '../../kernel/testing.ts'
import { begin, here, key, one, report, square, test, upTo } from '../../modules/grid/stories.ts'
import '../server/services.ts'
import { portalPages } from './pages.ts'
import { portalRoutes } from './shell.ts'

const two = `${here}002`

/** In two grids and in none, open and done, with a position and without; one that is nobody's business. */
async function lived(told: Told) {
  await told.db.insertInto('places.place').values({ code: two, name: '第二网格' }).execute()
  for (const [code, west] of [
    [one, 120.55],
    [two, 120.56],
  ] as const)
    await told.db
      .updateTable('places.place')
      .set({ outline: JSON.stringify(square(west)), west, south: 31.5, east: west + 0.01, north: 31.51 })
      .where('code', '=', code)
      .execute()
  const named = { title: '王秀兰家3单元502室门口灯坏，打13812345678', contactName: '王秀兰', description: '我住三楼' }
  await told.as('小沈')(
    'grid.accept',
    key(await report(told, { ...named, place: here, lon: 120.5512345, lat: 31.5054321 })),
    begin,
  )
  for (let i = 0; i < 22; i++) await report(told, { place: two, ...(i % 2 && { lon: 120.565, lat: 31.505 }) })
  await report(told, { place: here })
  await report(told, { category: '060201', title: '夫妻吵架' })
  await upTo(told, 'closed')
}

async function visitor({ house }: Told) {
  const { app, kit } = await http({
    house,
    now: () => begin,
    origin: 'http://x',
    secure: false,
    whoIs: async () => null,
  })
  portalRoutes(app, { ...kit, saveFile: async () => '' }, portalPages)
  return async (query: Record<string, string>) => {
    const { body } = await app.inject(`/c/${here}/matters?${new URLSearchParams(query)}`)
    const [figure = ''] = /<figure class="picture">[^]*?<\/figure>/.exec(body) ?? []
    const list = body.replace(figure, '')
    const grids = [...figure.matchAll(/<li(?: class="rest")?>(?:<a [^>]*>)?<span>([^<]*)<\/span><b>(\d+)<\/b>/g)]
    return {
      body,
      total: Number(/共 (\d+) 件/.exec(list)![1]),
      ids: [...list.matchAll(/href="\/c\/\d+\/matters\/([0-9a-f-]{36})"/g)].map(m => m[1]!),
      numbers: [...list.matchAll(/<i class="nth">(\d+)<\/i>/g)].map(m => Number(m[1])),
      grids: new Map(grids.map(([, name, n]) => [name!, Number(n)])),
      shades: new Map([...figure.matchAll(/<text class="area-number"[^>]*>([^<]*)/g)].map(([, n], i) => [i, n])),
      marks: [...figure.matchAll(/<g class="spot-mark"[^>]*><title>([^<]*)<\/title>/g)].flatMap(m =>
        m[1]!.split('；').map(w => Number(/^\d+/.exec(w)![0])),
      ),
      said: /<desc[^>]*>([^<]*)/.exec(figure)?.[1] ?? '',
    }
  }
}

test('under every filter the map counts what the list holds, marks what it lists, and says it in words too', async told => {
  await lived(told)
  const open = await visitor(told)
  for (const state of ['', 'open', 'done']) {
    const whole = await open({ state })
    assert.equal(whole.grids.get('全社区'), whole.total, state)
    const parts = [...whole.grids].filter(([name]) => name !== '全社区')
    assert.equal(
      parts.reduce((sum, [, n]) => sum + n, 0),
      whole.total,
      state,
    )
    assert.deepEqual(
      [...whole.shades.values()].map(Number).toSorted(),
      ['第一网格', '第二网格'].map(n => whole.grids.get(n)!).toSorted(),
    )
    for (const [name, n] of parts.filter(([name]) => name.includes('网格')))
      assert.ok(whole.said.includes(`${name} ${n} 件`))
    for (const [code, name] of [
      [one, '第一网格'],
      [two, '第二网格'],
    ] as const) {
      const narrow = await open({ state, grid: code })
      assert.deepEqual(
        [narrow.total, narrow.grids.get(name)],
        [whole.grids.get(name), whole.grids.get(name)],
        `${state} ${code}`,
      )
    }
  }
  const [first, second] = [await open({}), await open({ page: '2' })]
  assert.deepEqual(
    [first.ids.length + second.ids.length, new Set([...first.ids, ...second.ids]).size],
    [first.total, first.total],
  )
  assert.deepEqual(second.numbers[0], 21)
  const placed = await told.db.selectFrom('grid.matter').select('id').where('lon', 'is not', null).execute()
  const isPlaced = new Set(placed.map(m => m.id))
  for (const { ids, numbers, marks } of [first, second])
    assert.deepEqual(
      marks.toSorted((a, b) => a - b),
      numbers.filter((_, i) => isPlaced.has(ids[i]!)),
    )
})

test('neither shows a name, a phone, a door, where exactly, or what is private; the rule is the same for both', async told => {
  await lived(told)
  const open = await visitor(told)
  for (const query of [{}, { state: 'open' }, { grid: one }, { page: '2' }])
    for (const secret of [
      '王秀兰',
      '13812345678',
      '502室',
      '我住三楼',
      '夫妻',
      '120.5512345',
      '31.5054321',
      '120.55123',
    ])
      assert.ok(!(await open(query as Record<string, string>)).body.includes(secret), secret)
})
