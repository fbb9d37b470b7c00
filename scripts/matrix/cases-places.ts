/** How each operation of places is asked. */
import { answered, has, is, type Case } from './case.ts'
import { at, outline, type World } from './world.ts'

export const places = (w: World): Record<string, Case> => {
  const community = at.community
  const move = (id: string, input: object = {}, now?: Date): Case => ({
    input: { community, id, ...input },
    row: { place: at.grid },
    ...(now && { now }),
  })
  const house = (input: object = {}) => move(w.building, input)
  const spot = (input: object = {}) => move(w.point, input)
  const call = (input: object = {}) => move(w.contact, input)
  const map = { row: { place: community } }
  const body = (input: object = {}): Case => ({ input: { community, id: w.body.id, ...input }, ...map })
  const where = { lon: 120.5006, lat: 31.8606 }
  return {
    'places.tree': { input: { parent: at.street }, ...answered },
    'places.place': { input: { code: at.grid }, ...answered },
    'places.counts': { input: { parent: at.street }, ...answered },
    'places.grids': { input: { place: community }, ...answered },
    'places.map': { input: { place: community }, ...answered },
    'places.locate': {
      input: { lon: 120.5005, lat: 31.8605 },
      shows: (found: { place: string | null }) => found.place === at.grid,
    },
    'places.baseMap': { input: {}, ...answered },
    'places.buildings': { input: { place: community }, shows: has(w.building) },
    'places.building': { input: { community, id: w.building }, shows: is(w.building) },
    'places.rooms': { input: { community, building: w.building }, shows: has(w.room) },
    'places.room': { input: { community, id: w.room }, shows: is(w.room) },
    'places.findRoom': {
      input: { community, address: '花园新村12幢3单元502室' },
      row: { place: at.grid },
      shows: is(w.room),
    },
    'places.kinds': { input: { family: 'point' }, ...answered },
    'places.points': { input: { place: community }, shows: has(w.point) },
    'places.point': { input: { community, id: w.point }, shows: is(w.point) },
    'places.contacts': { input: { place: community }, shows: has(w.contact) },
    'places.contact': { input: { community, id: w.contact }, shows: is(w.contact) },
    'places.responsible': {
      input: { community, room: w.room },
      shows: (found: { grid: string | null }) => found.grid === at.grid,
    },
    'places.addPlace': { input: { place: community, name: '花园社区' }, never: 'it stands already' },
    'places.addGrid': {
      input: { place: at.grid, name: '又一个', outline: outline(120.7) },
      never: 'it stands already',
    },
    'places.addBuilding': { input: { place: at.grid, estate: '花园新村', name: '13幢' } },
    'places.addRooms': {
      input: { place: at.grid, building: w.building, rooms: [{ unit: '3', floor: 6, name: '602', use: 'home' }] },
    },
    'places.addPoint': { input: { place: at.grid, kind: 'manhole', name: '井盖' } },
    'places.addContact': { input: { place: at.grid, kind: 'gas', name: '燃气公司', phone: '0512-2' } },
    'places.correctBuilding': house({ floors: 6 }),
    'places.placeBuilding': house(where),
    'places.regrid': house({ to: at.otherGrid }),
    'places.demolish': house({ on: '2026-11-20' }),
    'places.correctPoint': spot({ note: '缺盖' }),
    'places.breakPoint': spot(),
    'places.mendPoint': spot(),
    'places.removePoint': spot(),
    'places.regridPoint': spot({ to: at.otherGrid }),
    'places.correctContact': call({ phone: '0512-3' }),
    'places.endContact': call(),
    'places.regridContact': call({ to: at.otherGrid }),

    'places.redrawings': { input: { place: community }, ...map, shows: has(w.redrawing) },
    'places.redrawing': { input: { community, id: w.redrawing }, ...map, shows: is(w.redrawing) },
    'places.planRedrawing': {
      input: {
        place: community,
        title: '再加一个',
        from: '2026-11-20',
        grids: [{ place: `${community}008`, name: '第八网格', outline: outline(120.9) }],
      },
    },
    'places.adopt': { input: { community, id: w.redrawing }, ...map },
    'places.drop': { input: { community, id: w.redrawing }, ...map },

    'places.bodies': { input: { place: community }, shows: has(w.body.id) },
    'places.body': { input: { community, id: w.body.id }, shows: is(w.body.id) },
    'places.members': { input: { place: community }, ...map, shows: has(w.body.member) },
    'places.addMembers': { input: { place: community, members: [{ name: '新任的人' }] } },
    'places.addBody': { input: { place: community, kind: 'council', name: '议事会' } },
    'places.amendBody': body({ phone: '0512-4' }),
    'places.addSeat': body({ name: '副主任' }),
    'places.endSeat': body({ seat: w.body.free }),
    'places.reportTo': body({ seat: w.body.free, above: w.body.chair }),
    'places.beginTerm': body({ name: '第一届', from: '2026-01-01' }),
    'places.takeSeat': body({ seat: w.body.free, name: '陆惠芬', from: '2026-01-01' }),
    'places.leaveSeat': body({ holding: w.body.holding, on: '2026-11-20' }),
    'places.answerTo': body({ upper: w.body.other, relation: 'guides' }),
    'places.release': body({ line: w.body.line, on: '2026-11-20' }),
    'places.dissolve': body({ on: '2026-11-20', everyone: true }),
  }
}
