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
  ...work(w),
  ...exchange(w),
  ...view,
  ...message(w),
  ...book(),
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
      shows: (list: (Named & { inHand: number })[]) => list.some(h => h.id === w.holder && h.inHand === 5),
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
    ...patrol(w),
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

/** Points, plans, rounds, visits; and visits at home. */
const patrol = (w: World): Record<string, Case> => {
  const row = w.rows.patrol
  const on = (key: object, input: object = {}): Case => ({ input: { ...key, ...input }, row })
  const seen = (r: { total: { due: number } }) => r.total.due === 1
  const wish = { place: at.grid, what: '看看扶手', address: '12幢3单元502室' }
  const { holder: _, ...place } = row
  return {
    'grid.points': { input: { place: at.grid }, row: place, shows: has(w.spot.id) },
    'grid.addPoint': { input: { place: at.grid, name: '车棚' } },
    'grid.retirePoint': on(w.spot),
    'grid.plans': { input: { size: 200 }, row, shows: lists(w.plan.id) },
    'grid.plan': { ...on(w.plan), shows: is(w.plan.id) },
    'grid.planPatrol': { input: { place: at.grid, name: '晚巡', ...w.walk } },
    'grid.changePlan': on(w.plan, { name: '晚巡', ...w.walk }),
    'grid.stopPlan': on(w.plan, { reason: '人手不够' }),
    'grid.runPlan': on(w.plan),
    'grid.makeRound': { input: { place: at.grid, plan: w.plan.id, day: '2026-11-27' } },
    'grid.rounds': { input: { size: 200 }, row, shows: lists(w.round.id) },
    'grid.round': { ...on(w.round), shows: is(w.round.id) },
    'grid.setOut': on(w.round),
    'grid.finishRound': { ...on(w.round), never: 'a point was not visited' },
    'grid.breakOff': { ...on(w.round), now: later(30) },
    'grid.missRound': { ...on(w.round), now: later(30) },
    'grid.reassign': on(w.round, { holder: w.helper }),
    'grid.explain': on(w.round, { reason: '当天抗台值守' }),
    'grid.visits': { input: { size: 200 }, row, shows: lists(w.visit.id) },
    'grid.arrive': on(w.visit, { code: 'MATRIX-1' }),
    'grid.skip': on(w.visit, { reason: '施工围挡' }),
    'grid.missVisit': on(w.visit),
    'grid.patrolRates': { input: { from: '2026-11-19', to: '2026-11-19' }, row, shows: seen },
    'grid.askVisit': { input: wish },
    'grid.arrangeFor': { input: { ...wish, consent: 'agreed', consentSaid: '电话里说欢迎来' } },
    'grid.homeVisits': { input: { size: 200 }, row, shows: lists(w.home.id) },
    'grid.homeVisit': { ...on(w.home), shows: is(w.home.id) },
    'grid.homeVisitCounts': {
      input: { place: at.grid, from: '2026-11-01', to: '2026-11-30' },
      row,
      shows: (n: { asked: number | null }) => n.asked === null,
    },
    'grid.arrange': on(w.home, { holder: w.helper, day: '2026-11-25', time: '14:30' }),
    'grid.callHome': on(w.home, { reason: '约时间' }),
    'grid.serve': on(w.home, { text: '装好了' }),
    'grid.putOff': on(w.home, { reason: '那天不在家' }),
    'grid.noNeed': on(w.home),
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
