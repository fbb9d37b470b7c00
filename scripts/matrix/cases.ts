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
    shows: (page: { items: unknown[] }) => page.items.length > 0,
  },
})

const places = (w: World): Record<string, Case> => ({
  'places.tree': { input: { parent: at.street }, ...answered },
  'places.place': { input: { code: at.grid }, ...answered },
  'places.grids': { input: { place: at.community }, ...answered },
  'places.map': { input: { place: at.community }, ...answered },
  'places.locate': {
    input: { lon: 120.5005, lat: 31.8605 },
    shows: (found: { place: string | null }) => found.place === at.grid,
  },
  'places.buildings': { input: { place: at.community }, shows: has(w.building) },
  'places.rooms': { input: { community: at.community, building: w.building }, shows: has(w.room) },
  'places.room': { input: { community: at.community, id: w.room }, shows: is(w.room) },
  'places.findRoom': {
    input: { community: at.community, address: '花园新村12幢3单元502室' },
    row: { place: at.grid },
    shows: is(w.room),
  },
  'places.addPlace': { input: { place: at.community, name: '花园社区' }, never: 'it stands already' },
  'places.addGrid': { input: { place: at.grid, name: '又一个', outline: outline(120.7) }, never: 'it stands already' },
  'places.addBuilding': { input: { place: at.grid, estate: '花园新村', name: '13幢' } },
  'places.addRooms': {
    input: { place: at.grid, building: w.building, rooms: [{ unit: '3', floor: 6, name: '602', use: 'home' }] },
  },
})

const people = (w: World): Record<string, Case> => {
  const [key, row] = [w.resident, w.rows.resident]
  const move = (input: object = {}): Case => ({ input: { ...key, ...input }, row })
  const day = { date: '2026-11-20' }
  return {
    ...cardsAndHomes(w),
    ...papers(w),
    'people.reveal': move({ field: 'phone', reason: '核对联系方式' }),
    // The person may call it too, for the own telephone; what else may be changed so is told in the module's stories.
    'people.correct': move({ phone: '13900000000', source: '户口簿' }),
    'people.edit': move({ changes: { hometown: { was: null, is: '河南固始' } }, source: '户口簿' }),
    'people.addContact': move({ kind: 'phone', number: '13700000000', source: '本人' }),
    'people.endContact': move({ contact: w.contact }),
    'people.tag': move({ kind: 'visit', basis: 'consent', said: '本人说', until: '2027-01-01' }),
    'people.untag': move({ tag: w.tag }),
    'people.moveHome': move({ ...day, place: at.grid, source: '本人' }),
    'people.splitHousehold': move(),
    'people.joinHousehold': move({ of: w.twin, relation: 'other' }),
    'people.becomeHead': move(),
    'people.leaveHome': move(),
    'people.returnHome': move(),
    'people.handOver': move({ ...day, to: at.otherCommunity, reason: '搬家' }),
    'people.depart': move(day),
    'people.moveOut': move({ reason: '搬到市区' }),
    'people.passAway': move({ date: '2026-11-01' }),
    'people.restore': move({ reason: '登记错了人' }),
    'people.absorb': move({ into: w.twin, reason: '同一个人登记了两次' }),
  }
}

const cardsAndHomes = (w: World): Record<string, Case> => {
  const [key, row] = [w.resident, w.rows.resident]
  const home = { community: key.community, id: w.room }
  const some = { shows: (answer: { items: unknown[] }) => answer.items.length > 0 }
  return {
    'people.persons': { input: { size: 200 }, row, shows: lists(key.id) },
    'people.person': { input: key, row, shows: is(key.id) },
    'people.household': { input: { community: key.community, room: w.room }, row, shows: has(key.id) },
    'people.home': { input: home, row, ...answered },
    'people.block': { input: { ...home, id: w.building }, row, ...answered },
    'people.tags': { input: { resident: key.id }, row, shows: lists(w.tag) },
    'people.history': { input: key, row, ...answered },
    'people.whoIs': { input: { person: key.id }, ...answered },
    'people.register': { input: { place: at.grid, name: '李四' } },
    'people.alike': {
      input: { place: at.grid, idNumber: '11010519491231002X' },
      row,
      shows: (all: unknown[]) => all.length > 0,
    },
    'people.pairs': { input: { place: at.community }, row, ...some },
    'people.keepApart': { input: { place: at.grid, a: key.id, b: w.twin, reason: '两个人' } },
    'people.ask': { input: { community: key.community, room: w.room }, row, ...answered },
    'people.collect': { input: { place: at.grid, room: w.room, outcome: 'met' } },
    'people.counts': { input: { place: at.community }, row, shows: (n: { people: number }) => n.people > 0 },
    'people.purposes': { input: {}, ...answered },
    'people.myData': { input: {}, row, shows: (all: { cards: unknown[] }) => all.cards.length > 0 },
  }
}

const papers = (w: World): Record<string, Case> => {
  const { merge, handover, correction, rows } = w
  const moving = (key: object, row: Row, input: object = {}): Case => ({ input: { ...key, ...input }, row })
  const reason = { reason: '办错了，要改' }
  return {
    'people.merges': { input: {}, row: { place: at.grid }, shows: lists(merge.id) },
    'people.undoMerge': moving(merge, { place: at.grid }, reason),
    'people.handovers': { input: {}, row: rows.handover, shows: lists(handover.id) },
    'people.handover': { input: handover, row: rows.handover, shows: is(handover.id) },
    'people.receive': moving(handover, rows.handover, { place: `${at.otherCommunity}001` }),
    'people.sendBack': moving(handover, rows.handover, reason),
    'people.recall': moving(handover, rows.handover, reason),
    'people.corrections': { input: {}, row: { place: at.grid }, shows: lists(correction.id) },
    'people.correction': { input: correction, row: rows.correction, shows: is(correction.id) },
    'people.requestCorrection': { input: { field: 'hometown', wanted: '河南固始', reason: '户口簿' } },
    'people.myCorrections': { input: {}, row: rows.correction, shows: lists(correction.id) },
    'people.approve': moving(correction, rows.correction),
    'people.refuse': moving(correction, rows.correction, { answer: '与户口簿不符' }),
    'people.takeBack': moving(correction, rows.correction),
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
