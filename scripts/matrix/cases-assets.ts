/** How each operation of the register, of leases, shares and warnings is asked. */
import { answered, is, lists, type Case } from './case.ts'
import { at, type World } from './world.ts'

const day = '2026-11-20'
const place = at.community
const row = { place }
const on = (key: object, input: object = {}): Case => ({ input: { ...key, ...input }, row })

export const assets = ({ assets: a, money: m }: World): Record<string, Case> => {
  const thing = {
    place,
    book: m.book.id,
    number: 'DM-9',
    name: '北门店面',
    kind: 'shop',
    located: '花园路',
    registeredOn: day,
  }
  const terms = {
    fromDay: '2026-02-01',
    until: '2026-12-31',
    months: '3',
    rent: '9000',
    tenant: '面馆',
    purpose: '餐饮',
  }
  const given = { place, book: m.book.id, year: 2026, total: '100', ...a.decided }
  const some = { row, shows: (list: { total: number }) => list.total > 0 }
  return {
    'assets.registerAsset': { input: thing },
    'assets.assets': { input: { size: 200 }, row, shows: lists(a.asset.id) },
    'assets.asset': { ...on(a.asset), shows: is(a.asset.id) },
    'assets.publicAssets': { input: { place, year: 2026 }, shows: lists(a.asset.id) },
    'assets.valueAsset': on(a.asset, { day, value: '1', basis: '街道评估' }),
    'assets.useAsset': on(a.asset),
    'assets.vacateAsset': on(a.asset),
    'assets.letAsset': { ...on(a.asset), never: 'only a lease that begins asks it' },
    'assets.freeAsset': on(a.asset),
    'assets.writeOff': on(a.asset, { day, reason: '拆除', ...a.decided }),
    'assets.draftLease': { input: { place, asset: a.asset.id, number: 'ZL-9', ...terms } },
    'assets.leases': { input: { size: 200 }, row, shows: lists(a.lease.id) },
    'assets.lease': { ...on(a.lease), shows: is(a.lease.id) },
    'assets.arrears': { input: {}, ...some },
    'assets.setPolicy': { input: { place, book: m.book.id, fromDay: day, ...a.shares, ...a.decided } },
    'assets.policies': { input: {}, ...some },
    'assets.checkLease': on(a.draft),
    'assets.agreeLease': on(a.draft),
    'assets.dropLease': on(a.draft, { reason: '不租了' }),
    'assets.beginLease': on(a.draft),
    'assets.takeDeposit': on(a.draft, { day }),
    'assets.chargeRent': on(a.lease),
    'assets.receiveRent': on(a.lease, { day, amount: '100', serial: 'LS-9' }),
    'assets.renewLease': on(a.lease, { number: 'ZL-10', until: '2027-12-31', rent: '1100' }),
    'assets.endLease': on(a.lease, { day, reason: '转行' }),
    'assets.settleLease': on(a.draft, { day }),
    'assets.addMember': {
      input: {
        place,
        book: m.book.id,
        number: 'G-9',
        name: '陈大海',
        shares: 1,
        since: day,
        resolutionNumber: '社 9 号',
      },
    },
    'assets.members': { input: {}, row, shows: lists(a.member.id) },
    'assets.member': { ...on(a.member), shows: is(a.member.id) },
    'assets.drawDividend': { input: { ...given, name: '又一次' } },
    'assets.dividends': { input: {}, row, shows: lists(a.dividend.id) },
    'assets.dividend': { ...on(a.dividend), shows: is(a.dividend.id) },
    'assets.publicDividends': { input: { place }, ...answered },
    'assets.changeShares': on(a.member, { shares: 4, since: day, resolutionNumber: '社 2 号' }),
    'assets.leaveShares': on(a.member, { resolutionNumber: '社 2 号' }),
    'assets.declareDividend': on(a.dividend, { day }),
    'assets.dropDividend': on(a.dividend, { reason: '重编' }),
    'assets.facts': { input: { place, to: day }, row, shows: (f: { leases: unknown[] }) => f.leases.length > 0 },
  }
}

export const insight = ({ assets: a }: World): Record<string, Case> => {
  const span = { place, from: '2026-01-01', to: day }
  return {
    'insight.table': { input: { place }, row, shows: (list: { places: number }[]) => list.some(r => r.places > 0) },
    'insight.replay': { input: span, row, shows: (r: { total: number }) => r.total > 0 },
    'insight.watchFor': { input: { place, code: 'F01' } },
    'insight.watched': { input: {}, row, shows: lists(a.watching.id) },
    'insight.watching': { ...on(a.watching), shows: is(a.watching.id) },
    'insight.scan': { input: { place, day } },
    'insight.warnings': { input: {}, row, shows: lists(a.warning.id) },
    'insight.warning': { ...on(a.warning), shows: is(a.warning.id) },
    'insight.answerWarning': on(a.warning, { text: '按决议减租' }),
    'insight.askAgain': on(a.warning, { text: '请附决议' }),
    'insight.acceptWarning': on(a.warning, { text: '情况属实' }),
    'insight.escalate': on(a.warning),
    'insight.settleWarning': on(a.warning, { text: '已约谈' }),
    'insight.switchOff': on(a.watching),
    'insight.switchOn': on(a.watching),
  }
}
