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
  'identity.askPasskey': { input: {}, never: 'it came from no address' },
  'identity.signInByPasskey': {
    input: { id: w.holder, credential: { id: 'x', response: { clientDataJSON: 'x' } } },
    never: 'no such challenge was made',
  },
  'identity.sendCode': { input: { phone: '13700000001' } },
  'identity.signInByPhone': { input: { phone: '13700000001', code: '000000' }, never: 'no code was sent' },
  'identity.accept': { input: { code: 'ABCD-EFGH-JKMN', fresh: 'Fresh-2026-x' }, never: 'there is no such code' },
  'identity.verifyCode': { input: { code: '000000' }, never: 'there is no second factor' },
  'identity.signOut': { input: {} },
  'identity.changePassword': {
    input: { old: 'Wrong-2026', fresh: 'Fresh-2026-x' },
    never: 'the old password is wrong',
  },
  'identity.security': { input: {}, rule: any(), besides: a => a.id === w.holder, hidden: true, shows: () => true },
  ...Object.fromEntries(
    [
      ['startTotp', {}],
      ['confirmTotp', { code: '000000' }],
      ['removeTotp', { code: '000000' }],
      ['renewRecovery', { code: '000000' }],
      ['startPasskey', {}],
      ['addPasskey', { id: w.holder, name: '手机', credential: { id: 'x', response: { clientDataJSON: 'x' } } }],
      ['removePasskey', { passkey: 'x' }],
    ].map(([name, input]) => [`identity.${name as string}`, { input, never: 'nobody has signed in a moment ago' }]),
  ),
  'identity.namePasskey': { input: { passkey: 'x', name: '手机' }, never: 'there is no such key' },
  'identity.endSession': { input: { session: w.holder } },
  'identity.endSessions': { input: {} },
  'identity.mySignIns': { input: {}, ...answered },
  'identity.colleagues': { input: { post: w.post }, ...answered },
  'identity.delegations': { input: {}, ...answered },
  'identity.delegate': {
    input: { post: w.post, deputy: w.deputy, from: '2026-11-20', until: '2026-11-21', reason: '休年假' },
  },
  'identity.recall': { input: w.delegation, row: { place: at.grid, owner: w.holder } },
  'identity.found': {
    input: { place: at.street, username: '又一个', name: '又一个', password: 'Founding-2026' },
    never: 'it was founded already',
  },
  'identity.enrol': { input: { place: at.community, username: '新人', name: '新人' } },
  'identity.appoint': { input: { account: w.holder, role: 'clerk', place: at.community } },
  'identity.accounts': { input: { size: 200 }, row: { place: at.community }, shows: lists(w.holder) },
  'identity.account': { input: w.account, row: { place: at.community }, shows: is(w.holder) },
  ...Object.fromEntries(
    Object.entries({
      activate: {},
      invite: {},
      close: {},
      reopen: {},
      resetPassword: {},
      clearFactors: {},
      redatePost: { post: w.post, from: '2026-11-01' },
      endPost: { post: w.post },
    }).map(([name, more]) => [
      `identity.${name}`,
      { input: { ...w.account, ...more }, row: { place: at.community, id: w.holder } },
    ]),
  ),
  'identity.administrators': {
    input: {},
    row: { place: at.street },
    shows: (all: { name: string }[]) => all.some(one => one.name === '建立的人'),
  },
  'identity.signIns': {
    input: { size: 200 },
    row: { place: at.community },
    shows: (page: { items: { name: string }[] }) => page.items.some(one => one.name === '承办人'),
  },
  'identity.link': {
    input: { account: w.holder, person: w.holder, place: at.community },
    rule: any(),
    never: 'only an approved request asks it',
  },
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
  return {
    'people.persons': { input: { size: 200 }, row, shows: lists(key.id) },
    'people.person': { input: key, row, shows: is(key.id) },
    'people.household': { input: { community: key.community, room: w.room }, row, shows: has(key.id) },
    'people.register': { input: { place: at.grid, name: '李四' } },
    'people.counts': { input: { place: at.community }, row, shows: (n: { people: number }) => n.people === 1 },
    'people.purposes': { input: {}, ...answered },
    'people.mine': { input: {}, rule: any(), besides: a => a.id === row.account, shows: has(key.id) },
    'people.applyLink': {
      input: { community: at.otherCommunity, name: '王秀英', idNumber: '11010519491231002X', address: '12幢502' },
    },
    'people.links': { input: { size: 200 }, row: w.rows.link, shows: lists(w.link.id) },
    'people.link': { input: w.link, row: w.rows.link, shows: is(w.link.id) },
    'people.approveLink': { input: w.link, row: w.rows.link },
    'people.rejectLink': { input: { ...w.link, reason: '与登记不符' }, row: w.rows.link },
    'people.withdrawLink': { input: w.link, row: w.rows.link },
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
