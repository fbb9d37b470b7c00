/** How each operation of matters, of what hangs on them, and of patrols is asked. */
import { answered, has, is, lists, type Case, type Named } from './case.ts'
import { at, later, type World } from './world.ts'

export const grid = (w: World): Record<string, Case> => {
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
    'grid.publishedByGrid': { input: { place: at.community }, ...answered },
    'grid.ages': {
      input: { place: at.community },
      row,
      shows: (r: { n: number }[]) => r.some(span => span.n > 0),
    },
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
    'grid.called': move({ result: 'reached', text: '说明天来' }),
    'grid.heardDone': move({ system: '暨阳平台', text: '换了灯泡' }),
    'grid.takeResult': { ...move({ text: '换了灯泡' }), never: 'no other system has it' },
    'grid.notDone': { ...move({ reason: '灯还是不亮' }), never: 'no other system has it' },
    'grid.leaving': { input: key, row: { place: row.place }, shows: (m: { number: string }) => m.number === w.number },
    'grid.leavingSteps': {
      input: { ...key, since: '2020-01-01T00:00:00Z' },
      row: { place: row.place },
      shows: (steps: { label: string }[]) => steps.length > 0,
    },
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

/** What hangs on a matter: requests, help, orders. */
export const joint = (w: World): Record<string, Case> => {
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
export const patrol = (w: World): Record<string, Case> => {
  const row = w.rows.patrol
  const on = (key: object, input: object = {}): Case => ({ input: { ...key, ...input }, row })
  const seen = (r: { total: { due: number } }) => r.total.due === 1
  const wish = { place: at.grid, what: '看看扶手', address: '12幢3单元502室' }
  const { holder: _, ...place } = row
  return {
    'grid.point': { input: w.spot, row: place, shows: is(w.spot.id) },
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
    'grid.breakOff': { ...on(w.round), now: later(60) },
    'grid.missRound': { ...on(w.round), now: later(60) },
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
