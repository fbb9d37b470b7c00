/**
 * What each operation is asked in the permission matrix, and, of a query, how the prototype record shows in its answer.
 * An operation without a line here fails the matrix: whoever adds one says how it is tried.
 */
import { all, any, from, signedIn, type Actor, type Machine, type Row, type Rule } from '../../kernel/rules.ts'
import { matter } from '../../modules/grid/rules.ts'
import { may as mayPeople } from '../../modules/people/rules.ts'
import { at, later, outline, type World } from './world.ts'

export type Case = {
  input: unknown
  /** What the rule is judged by; a command's is its input, a move's its record. */
  row?: Row
  /** Whether an answer holds the prototype record. */
  shows?: (answer: never) => boolean
  now?: Date
  /** The rule that counts where the operation's own says only who may ask. */
  rule?: Rule
  /** Who sees the record besides, and why is said where the operation is written. */
  besides?: (actor: Actor) => boolean
  /** What does not exist for those who may not. */
  hidden?: true
  /** It can never succeed on the prototype: the reason. */
  never?: string
}

type Named = { id: string }
type Page = { items: Named[] }
const has = (id: string) => (answer: Named[]) => answer.some(one => one.id === id)
const lists = (id: string) => (answer: Page) => has(id)(answer.items)
const is = (id: string) => (answer: Named | null) => answer?.id === id
const answered = { shows: () => true }

export const casesOf = (w: World): Record<string, Case> => ({
  ...identity(w),
  ...places(w),
  ...people(w),
  ...grid(w),
  ...work(w),
  ...exchange(w),
})

const identity = (w: World): Record<string, Case> => ({
  'identity.me': { input: {}, ...answered },
  'identity.signIn': { input: { username: '没有此人', password: 'Wrong-2026' }, never: 'there is no such account' },
  'identity.signOut': { input: {} },
  'identity.changePassword': {
    input: { old: 'Wrong-2026', fresh: 'Fresh-2026-x' },
    never: 'the old password is wrong',
  },
  'identity.found': {
    input: { place: at.street, username: '又一个', name: '又一个', password: 'Founding-2026' },
    never: 'it was founded already',
  },
  'identity.enrol': { input: { place: at.community, username: '新人', name: '新人', password: 'Newcomer-2026' } },
  'identity.appoint': { input: { account: w.holder, role: 'clerk', place: at.community } },
  'identity.accounts': { input: { size: 200 }, row: { place: at.community }, shows: lists(w.holder) },
  // Besides those in their own area, people see who stands in their place or above them.
  'identity.holders': {
    input: { place: at.grid },
    row: { place: at.grid },
    shows: has(w.holder),
    besides: a => a.posts.some(p => p.place.startsWith(at.grid)),
  },
  'identity.onDuty': {
    input: { place: at.grid },
    shows: (list: { name: string }[]) => list.some(one => one.name === '承办人'),
  },
  'identity.looks': { input: {}, ...answered },
  'identity.trail': {
    input: { op: 'people.register' },
    row: { place: at.community },
    shows: (page: { items: unknown[] }) => page.items.length === 1,
  },
})

const places = (w: World): Record<string, Case> => {
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

const people = (w: World): Record<string, Case> => {
  const [key, row] = [w.resident, w.rows.resident]
  const move = (input: object = {}): Case => ({ input: { ...key, ...input }, row })
  return {
    'people.persons': { input: { size: 200 }, row, shows: lists(key.id) },
    'people.person': { input: key, row, shows: is(key.id) },
    'people.household': { input: { community: key.community, room: w.room }, row, shows: has(key.id) },
    'people.register': { input: { place: at.grid, name: '李四' } },
    'people.counts': { input: { place: at.community }, row, shows: (n: { people: number }) => n.people === 1 },
    'people.purposes': { input: {}, ...answered },
    'people.reveal': move({ field: 'phone', reason: '核对联系方式' }),
    'people.correct': move({ name: '王秀云', source: '户口簿' }),
    'people.leaveHome': move(),
    'people.returnHome': move(),
    'people.moveOut': move({ reason: '搬到市区' }),
    'people.passAway': move({ date: '2026-11-01' }),
    'people.restore': move({ reason: '登记错了人' }),
  }
}

const grid = (w: World): Record<string, Case> => {
  const [key, row] = [w.matter, w.rows.matter]
  const move = (input: object = {}, now?: Date): Case => ({ input: { ...key, ...input }, row, ...(now && { now }) })
  const said = { place: at.grid, category: '020101', title: '又一盏灯坏了', phone: '13812345678' }
  return {
    'grid.categories': { input: {}, ...answered },
    'grid.suggest': { input: { text: '灯不亮' }, ...answered },
    'grid.alike': { input: { place: at.community, category: '020101' }, shows: has(key.id) },
    'grid.report': { input: said },
    'grid.register': { input: { ...said, source: 'phone' } },
    'grid.follow': { input: { number: '000000000000', tail: '0000' }, never: 'there is no such number' },
    'grid.published': { input: { place: at.community }, shows: lists(key.id) },
    'grid.publishedOne': { input: key, shows: is(key.id) },
    'grid.figures': { input: { place: at.community }, shows: (n: { reported: number }) => n.reported === 1 },
    'grid.matters': { input: { size: 200 }, row, shows: lists(key.id) },
    'grid.matter': { input: key, row, shows: is(key.id) },
    'grid.mine': { input: {}, row, shows: lists(key.id) },
    // Who stands where is told to more people, by identity.holders; how much they have in hand is what this rule keeps.
    'grid.handlers': {
      input: { place: at.grid },
      row: { place: at.grid },
      shows: (list: (Named & { inHand: number })[]) => list.some(h => h.id === w.holder && h.inHand === 1),
    },
    'grid.accept': move(),
    'grid.reject': move({ reason: '不属于本系统受理范围' }),
    'grid.withdraw': move(),
    'grid.dispatch': move({ holder: w.holder }),
    'grid.sign': move(),
    'grid.sendBack': move({ reason: '不是我的网格' }),
    'grid.note': move({ text: '已到现场' }),
    'grid.contact': move({ reason: '约定上门时间' }),
    'grid.feedback': move({ text: '已更换灯泡' }),
    'grid.redo': move({ reason: '还是不亮' }),
    'grid.verify': move(),
    'grid.confirm': move(),
    'grid.reopen': move({ reason: '又不亮了' }),
    'grid.rate': move({ stars: 5 }),
    'grid.urge': move(),
    'grid.escalate': move({}, later(30)),
    'grid.archive': move({}, later(60)),
  }
}

/** Work in hand knows place, holder and owner of a record, not the ticket of a guest. */
const work = (w: World): Record<string, Case> => {
  const { ticket: _, ...row } = w.rows.matter
  const counting = { machine: matter.name, place: at.grid }
  const seen: Rule = all(signedIn, matter.seen)
  const shows = (page: { items: { record: string }[] }) => page.items.some(one => one.record === w.matter.id)
  return {
    'work.mine': { input: { size: 200 }, row, rule: any(...onward(matter, matter.initial)), shows },
    'work.late': { input: { place: at.grid, size: 200 }, row, rule: matter.seen, shows, now: later(30) },
    'work.pace': { input: counting, row: { place: at.grid }, rule: seen, ...answered },
    'work.flow': {
      input: { ...counting, from: '2026-11-01', to: '2026-11-30' },
      row: { place: at.grid },
      rule: seen,
      ...answered,
    },
    'work.standing': { input: counting, row: { place: at.grid }, rule: seen, ...answered },
  }
}
const onward = (m: Machine<string, string, never>, state: string) =>
  Object.values(m.moves).flatMap(move => (move.to && from(move).includes(state) ? [move.by] : []))

/** Who may import is said by the kind, asked with the run's place. */
const exchange = (w: World): Record<string, Case> => {
  const of = { rule: mayPeople.register, row: { place: at.grid } }
  const one: Case = { input: { id: w.sheet }, ...of, hidden: true }
  return {
    'exchange.kinds': {
      input: { place: at.grid },
      ...of,
      shows: (all: { imports: { kind: string }[] }) => all.imports.some(k => k.kind === 'people.residents'),
    },
    'exchange.runs': { input: { size: 200 }, ...of, shows: lists(w.sheet) },
    'exchange.run': { ...one, shows: is(w.sheet) },
    'exchange.bad': { ...one, ...answered },
    'exchange.check': one,
    'exchange.apply': { ...one, never: 'it has not been checked' },
    'exchange.resume': { ...one, never: 'nothing was interrupted' },
    'exchange.cancel': one,
  }
}
