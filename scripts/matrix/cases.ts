/**
 * What each operation is asked in the permission matrix, and, of a query, how the prototype record shows in its answer.
 * An operation without a line here fails the matrix: whoever adds one says how it is tried.
 */
import { keeperOf, may as mayBook } from '../../kernel/book-rules.ts'
import { all, any, from, signedIn, type Actor, type Machine, type Row, type Rule } from '../../kernel/rules.ts'
import { may as mayMessages } from '../../kernel/message-rules.ts'
import { limit as gridLimit } from '../../modules/grid/figure-rules.ts'
import { matter } from '../../modules/grid/rules.ts'
import { limit as identityLimit } from '../../modules/identity/rules.ts'
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
  ...portal(w),
  ...open311(w),
  ...work(w),
  ...exchange(w),
  ...view,
  ...message(w),
  ...book(),
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
    'grid.categoryList': { input: {}, ...answered },
    'grid.categoryAdd': { input: { place: at.street, parent: '0201', name: '路灯常亮', urgency: 'ordinary' } },
    'grid.categoryChange': { input: { place: at.street, code: '020101', name: '路灯不亮', urgency: 'ordinary' } },
    'grid.categoryRetire': { input: { place: at.street, code: '020101', until: '2026-12-01', reason: '并入别的分类' } },
    'grid.suggest': { input: { text: '灯不亮' }, ...answered },
    'grid.alike': { input: { place: at.community, category: '020101' }, shows: has(key.id) },
    'grid.report': { input: said },
    'grid.register': { input: { ...said, source: 'phone' } },
    'grid.receive': { input: { ...said, system: '12345', external: 'A-1', service: '020101' } },
    'grid.caller': { input: { place: at.grid, phone: said.phone, reason: '来电询问进展' } },
    'grid.openByGrid': { input: { place: at.community }, ...answered },
    'grid.rates': {
      input: {},
      row: { place: at.grid },
      shows: (r: { total: { orders: number } }) => r.total.orders === 2,
    },
    'grid.follow': { input: { number: '000000000000', tail: '0000' }, never: 'there is no such number' },
    'grid.published': { input: { place: at.community }, shows: lists(key.id) },
    'grid.publishedSteps': { input: { place: at.community, numbers: [w.number] }, ...answered },
    'grid.publishedOne': { input: key, shows: is(key.id) },
    'grid.figures': { input: { place: at.community }, shows: (n: { reported: number }) => n.reported === 2 },
    'grid.matters': { input: { size: 200 }, row, shows: lists(key.id) },
    'grid.matter': { input: key, row, shows: is(key.id) },
    'grid.receipt': { input: { ...key, number: w.number }, shows: is(key.id) },
    'grid.mine': { input: {}, row, shows: lists(key.id) },
    // Who stands where is told to more people, by identity.holders; how much they have in hand is what this rule keeps.
    'grid.handlers': {
      input: { place: at.grid },
      row: { place: at.grid },
      shows: (list: (Named & { inHand: number })[]) => list.some(h => h.id === w.holder && h.inHand === 3),
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
    'grid.askMore': move({ text: '是哪一层' }),
    'grid.supplement': move({ text: '三楼' }),
    'grid.proceed': move(),
    'grid.transfer': move({ holder: w.helper, reason: '归维修班' }),
    'grid.invite': move({ holder: w.helper, text: '带梯子来' }),
    'grid.pause': move({ until: '2026-11-25', reason: '等配件' }),
    'grid.resume': move(),
    'grid.extend': move({ days: 2, reason: '等配件' }),
    'grid.askTransfer': move({ reason: '归维修班' }),
    'grid.askHelp': move({ reason: '要两个人' }),
    'grid.askPause': move({ until: '2026-11-25', reason: '等配件' }),
    'grid.askExtend': move({ days: 2, reason: '等配件' }),
    'grid.lift': move({ reason: '要街道协调' }),
    'grid.lower': { ...move({ reason: '属地处理' }), never: 'it lies with the community already' },
    'grid.merge': move({ lead: w.lead }),
    'grid.unmerge': move({ reason: '不是同一件' }),
    'grid.closeWithLead': { ...move(), never: 'there is no lead' },
    'grid.revisit': move({ result: 'pleased' }),
    'grid.revisitFailed': move({ reason: '又不亮了' }),
    'grid.supervise': move({ text: '请说明' }),
    'grid.exclude': move({ reason: '诉求不合理' }),
    ...joint(w),
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

const portal = (w: World): Record<string, Case> => {
  const [key, row] = [w.notice, w.rows.notice]
  const move = (input: object = {}, now?: Date): Case => ({ input: { ...key, ...input }, row, ...(now && { now }) })
  const said = { kind: 'notice', title: '周六停水', body: '请提前储水。', until: '2026-11-27' }
  return {
    'portal.published': { input: { place: at.community }, shows: lists(key.id) },
    'portal.publishedOne': { input: key, shows: is(key.id) },
    'portal.notices': { input: { size: 200 }, row, shows: lists(key.id) },
    'portal.notice': { input: key, row, shows: is(key.id) },
    'portal.draft': { input: { place: at.grid, ...said } },
    'portal.edit': move(said),
    'portal.publish': move(),
    'portal.discard': move(),
    'portal.correct': move({ text: '停水改为周日。' }),
    'portal.extend': move({ until: '2026-12-30' }),
    'portal.withdraw': move({ reason: '日期写错' }),
    'portal.expire': move({}, later(60)),
  }
}

/** What hangs on a matter: requests, help, orders. */
const joint = (w: World): Record<string, Case> => {
  const row = w.rows.hanging
  const on = (key: object, input: object = {}): Case => ({ input: { ...key, ...input }, row })
  return {
    'grid.requests': { input: { size: 200 }, row, shows: lists(w.request.id) },
    'grid.request': { ...on(w.request), shows: is(w.request.id) },
    'grid.grant': { ...on(w.request), never: 'its matter is in nobody’s hands' },
    'grid.refuse': on(w.request, { reason: '仓库有货' }),
    'grid.drop': on(w.request),
    'grid.task': { ...on(w.task), shows: is(w.task.id) },
    'grid.takeUp': on(w.task),
    'grid.finish': on(w.task, { text: '线路通了' }),
    'grid.decline': on(w.task, { reason: '归物业' }),
    'grid.callOff': on(w.task),
    'grid.orders': { input: { size: 200 }, row, shows: lists(w.order.id) },
    'grid.order': { ...on(w.order), shows: is(w.order.id) },
    'grid.answer': on(w.order, { text: '配件周五到' }),
    'grid.settle': on(w.order),
    'grid.askAgain': on(w.order, { reason: '没说哪天' }),
    'grid.revoke': on(w.order, { reason: '件号写错' }),
  }
}

/** Work in hand knows place, desk, holder and owner of a record, not the ticket of a guest. */
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

const view: Record<string, Case> = {
  'view.mine': { input: { page: '/grid' }, ...answered },
  'view.keep': { input: { page: '/grid', name: '超时的', search: '?late=true' } },
  'view.drop': { input: { page: '/grid', name: '超时的' } },
}

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

/** One message of the matter's community that did not get through. */
const open311 = (w: World): Record<string, Case> => {
  const [key, row, id] = [w.passing, { place: at.grid }, w.system]
  const of = { input: { place: at.community, id } }
  const move = (input: object = {}): Case => ({ input: { ...key, ...input }, row })
  const told = { heard: '已派人', at: later(1) }
  const endpoint = 'https://other.example.cn/v2'
  return {
    'open311.systems': { input: {}, row: { place: at.community }, shows: has(id) },
    'open311.add': { input: { place: at.community, name: '又一个平台', endpoint } },
    'open311.change': { input: { ...of.input, endpoint } },
    'open311.map': { input: { ...of.input, service: 'lamp', category: '0201' } },
    'open311.retry': of,
    'open311.receivers': { input: { place: at.grid }, shows: has(id) },
    'open311.passOn': { input: { place: at.community, number: w.number, system: id, service: 'lamp' } },
    'open311.passings': { input: { size: 200 }, row, shows: lists(key.id) },
    'open311.passing': { input: key, row, shows: is(key.id) },
    'open311.deliver': move({ external: 'X-1' }),
    'open311.postpone': move({ said: '没有及时答复', nextAt: later(1) }),
    'open311.giveUp': move({ said: '对方不接受' }),
    'open311.number': move({ external: 'X-1' }),
    'open311.hear': move(told),
    'open311.finish': move(told),
    'open311.resend': move(),
    'open311.recall': move(),
  }
}

const message = (w: World): Record<string, Case> => {
  const row = { place: at.community }
  return {
    'message.inbox': { input: {}, row: { to: w.told.to }, shows: lists(w.told.id) },
    'message.read': { input: {} },
    'message.outbox': { input: { size: 200 }, row, shows: lists(w.unsent) },
    'message.retry': { input: { id: w.unsent }, row, rule: mayMessages.outbox, hidden: true },
    'message.local': { input: {}, ...answered },
    'message.code': { input: { phone: '13812345678' } },
    'message.choose': { input: { phone: '13812345678', code: '000000' }, never: 'no code was asked for' },
  }
}

/** Which figure is whose to set is the figure's own rule; the security administrator's is tried beside the others'. */
const book = (): Record<string, Case> => {
  const { acceptHours } = gridLimit
  const line = { place: at.community, from: '2026-12-01', document: '杨政发〔2026〕12号', reason: '群众反映太慢' }
  const off = ['01-01', '05-01', '10-01', '10-02', '10-03'].map(d => `2027-${d}`)
  return {
    'book.figures': { input: { place: at.community }, ...answered },
    'book.history': { input: { name: acceptHours.name, place: at.community }, ...answered },
    'book.set': { input: { ...line, name: acceptHours.name, is: 1 }, rule: keeperOf(acceptHours) },
    'book.end': {
      input: { ...line, name: identityLimit.lockMinutes.name },
      rule: keeperOf(identityLimit.lockMinutes),
      never: 'nothing was set',
    },
    'book.holidays': { input: { year: 2027 }, ...answered },
    'book.preview': {
      input: { place: at.street, year: 2027, off, work: [] },
      row: { place: at.grid },
      rule: mayBook.preview,
      shows: (seen: { looked: number }) => seen.looked > 0,
    },
    'book.setHolidays': {
      input: {
        place: at.street,
        year: 2027,
        document: '国办发明电〔2026〕9号',
        off: off.map(day => ({ day, name: '节' })),
        work: [],
      },
    },
  }
}
