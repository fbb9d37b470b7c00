/** How each operation of the exchange with other systems is asked. */
import { has, is, lists, type Case } from './case.ts'
import { at, later, type World } from './world.ts'

export const open311 = (w: World): Record<string, Case> => {
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
    'open311.ofMatter': {
      input: w.matter,
      row,
      shows: (of: { ways: { id: string }[] }) => has(id)(of.ways),
    },
    'open311.deliver': move({ external: 'X-1' }),
    'open311.postpone': move({ said: '没有及时答复', nextAt: later(1) }),
    'open311.giveUp': move({ said: '对方不接受' }),
    'open311.number': move({ external: 'X-1' }),
    'open311.hear': move(told),
    'open311.told': move({ seq: 1 }),
    'open311.untold': move({ said: '对方不接受（400）' }),
    'open311.finish': move(told),
    'open311.resend': move(),
    'open311.recall': move(),
  }
}
