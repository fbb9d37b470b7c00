/** How each operation of the kernel itself is asked: work in hand, views, imports, messages, figures. */
import { keeperOf, may as mayBook } from '../../kernel/book-rules.ts'
import { may as mayMessages } from '../../kernel/message-rules.ts'
import { all, any, from, signedIn, type Machine, type Rule } from '../../kernel/rules.ts'
import { limit as gridLimit } from '../../modules/grid/figure-rules.ts'
import { matter } from '../../modules/grid/rules.ts'
import { limit as identityLimit } from '../../modules/identity/rules.ts'
import { may as mayPeople } from '../../modules/people/rules.ts'
import { answered, is, lists, type Case } from './case.ts'
import { at, later, type World } from './world.ts'

/** Work in hand knows place, desk, holder and owner of a record, not the ticket of a guest. */
export const work = (w: World): Record<string, Case> => {
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
    'work.states': { input: counting, row: { place: at.grid }, rule: seen, ...answered },
    'work.standing': { input: counting, row: { place: at.grid }, rule: seen, ...answered },
  }
}
const onward = (m: Machine<string, string, never>, state: string) =>
  Object.values(m.moves).flatMap(move => (move.to && from(move).includes(state) ? [move.by] : []))

export const view: Record<string, Case> = {
  'view.mine': { input: { page: '/grid' }, ...answered },
  'view.keep': { input: { page: '/grid', name: '超时的', search: '?late=true' } },
  'view.arrange': { input: { page: '/grid', names: ['超时的'] }, ...answered },
  'view.drop': { input: { page: '/grid', name: '超时的' } },
}

/** Who may import is said by the kind, asked with the run's place. */
export const exchange = (w: World): Record<string, Case> => {
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
export const message = (w: World): Record<string, Case> => {
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
export const book = (): Record<string, Case> => {
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
