/** How each operation of people and homes is asked. */
import { any, type Row } from '../../kernel/rules.ts'
import { answered, has, is, lists, type Case } from './case.ts'
import { at, type World } from './world.ts'

export const people = (w: World): Record<string, Case> => {
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
    'people.endContact': move({ contact: w.way }),
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
    'people.forget': move(),
    'people.absorb': move({ into: w.twin, reason: '同一个人登记了两次' }),
    'people.match': move({
      other: w.abroad,
      otherCommunity: at.otherCommunity,
      verdict: 'different',
      reason: '问过两边',
    }),
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
    'people.namesIn': {
      input: { place: at.grid, text: '王秀英家的灯' },
      row,
      shows: (names: string[]) => names.includes('王秀英'),
    },
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
    'people.lived': { input: { place: at.community }, row, shows: (homes: unknown[]) => homes.length > 0 },
    'people.purposes': { input: {}, ...answered },
    'people.applyLink': {
      input: { community: at.otherCommunity, name: '王秀英', idNumber: '11010519491231002X', address: '12幢502' },
    },
    'people.links': { input: { size: 200 }, row: w.rows.link, shows: lists(w.link.id) },
    'people.link': { input: w.link, row: w.rows.link, shows: is(w.link.id) },
    'people.approveLink': { input: w.link, row: w.rows.link },
    'people.rejectLink': { input: { ...w.link, reason: '与登记不符' }, row: w.rows.link },
    'people.withdrawLink': { input: w.link, row: w.rows.link },
    'people.mine': { input: {}, row, shows: (all: unknown[]) => all.length > 0 },
    'people.electors': { input: { place: at.grid }, rule: any(), never: 'only the drawing up of a roll asks it' },
    'people.myData': { input: {}, row, shows: (all: { cards: unknown[] }) => all.cards.length > 0 },
  }
}

const papers = (w: World): Record<string, Case> => {
  const { merge, handover, correction, rows } = w
  const moving = (key: object, row: Row, input: object = {}): Case => ({ input: { ...key, ...input }, row })
  const reason = { reason: '办错了，要改' }
  const acrossTwo = { place: at.grid, otherPlace: `${at.otherCommunity}001` }
  return {
    'people.merges': { input: {}, row: { place: at.grid }, shows: lists(merge.id) },
    'people.undoMerge': moving(merge, { place: at.grid }, reason),
    'people.matches': { input: {}, row: acrossTwo, shows: lists(w.match.id) },
    'people.undoMatch': moving(w.match, acrossTwo, reason),
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
