/** Each rule on both sides of its figure, on facts made up for it; and what it finds of frauds that were planted. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { scored, villages } from '../../bench/warnings.ts'
import { asDeclared } from '../../kernel/rules.ts'
import type { Facts } from './facts.ts'
import { findOn } from './replay.ts'
import { codes, type Code } from './table-rules.ts'

const at = asDeclared(new Date('2026-11-23T02:00:00Z'))
const id = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`
type Given = { money?: Partial<Facts['money']>; assets?: Partial<Facts['assets']> }
const facts = ({ money, assets }: Given): Facts => ({
  place: '320582100004',
  money: { contracts: [], payments: [], lines: [], cash: [], bank: [], months: [], ...money },
  assets: { assets: [], idle: [], valuations: [], leases: [], charges: [], receipts: [], ...assets },
})
const levels = (code: Code, given: Given, day = '2026-11-23') => findOn(code, facts(given), day, at).map(f => f.level)
const contracts = (...list: (readonly [party: string, yuan: number, signed: string])[]): Given => ({
  money: {
    contracts: list.map(([party, yuan, signed], n) => ({
      id: id(n),
      number: `HT-${n}`,
      party,
      what: '维修',
      amount: yuan * 100,
      signed,
    })),
  },
})
const lease = (more: object = {}): Facts['assets']['leases'][number] => ({
  id: id(1),
  asset: id(9),
  name: '店面',
  number: 'ZL-1',
  tenant: '小吃店',
  signed: '2026-01-01',
  from: '2026-01-01',
  until: '2027-12-31',
  months: 12,
  rent: 3_600_000,
  decided: false,
  ended: null,
  ...more,
})
const leases = (...list: object[]): Given => ({
  assets: { leases: list.map((more, n) => lease({ id: id(n), ...more })) },
})

test('E03: three of one firm in five months are one contract over the line; in fourteen months they are not', () => {
  const three = (a: string, b: string, c: string) => contracts(['甲', 18_000, a], ['甲', 17_000, b], ['甲', 6_000, c])
  assert.deepEqual(levels('E03', three('2026-05-01', '2026-07-01', '2026-09-30')), ['red'])
  assert.deepEqual(
    levels('E03', contracts(['甲', 9_000, '2025-01-01'], ['甲', 9_000, '2025-08-01'], ['甲', 9_000, '2026-03-01'])),
    [],
  )
  assert.deepEqual(levels('E03', contracts(['甲', 9_999, '2026-01-01'], ['甲', 10_000, '2026-02-01'])), [])
  assert.deepEqual(levels('E03', contracts(['甲', 10_000, '2026-01-01'], ['甲', 10_000, '2026-02-01'])), ['red'])
  assert.deepEqual(levels('E03', contracts(['甲', 10_000, '2026-01-01'], ['乙', 10_000, '2026-02-01'])), [])
})

test('C01: 90 days blue, 60 yellow, 30 red; 91 nothing', () => {
  const soon = leases({ until: '2027-02-21' })
  const on = (day: string) => levels('C01', soon, day)
  assert.deepEqual(
    ['2026-11-22', '2026-11-23', '2026-12-22', '2026-12-23', '2027-01-21', '2027-01-22', '2027-02-22'].flatMap(
      day => on(day)[0] ?? 'none',
    ),
    ['none', 'blue', 'blue', 'yellow', 'yellow', 'red', 'none'],
  )
})

test('C04: five, ten and twenty years are not longer than themselves', () => {
  const until = (day: string) => levels('C04', leases({ from: '2026-11-23', signed: '2026-11-23', until: day }))
  assert.deepEqual(
    ['2031-11-22', '2031-11-23', '2036-11-23', '2046-11-22', '2046-11-24'].map(day => until(day)[0] ?? 'none'),
    ['none', 'yellow', 'orange', 'orange', 'red'],
  )
})

test('C05: below nine tenths of the value, or a fifth below the last tenant', () => {
  const valued = (rent: number) => ({
    assets: { leases: [lease({ rent })], valuations: [{ asset: id(9), day: '2025-12-01', yearlyRent: 4_000_000 }] },
  })
  assert.deepEqual([levels('C05', valued(3_600_000)), levels('C05', valued(3_599_999))], [[], ['orange']])
  const after = (rent: number) =>
    leases({ from: '2025-01-01', until: '2025-12-31', ended: '2025-12-31', rent: 1_000_000 }, { rent })
  assert.deepEqual([levels('C05', after(800_000)), levels('C05', after(799_999))], [[], ['orange']])
})

test('C03: eight days after it was due, unless what came in has covered it', () => {
  const owed = (...receipts: Facts['assets']['receipts']): Given => ({
    assets: { leases: [lease()], charges: [{ lease: id(1), due: '2026-11-01', amount: 100 }], receipts },
  })
  assert.deepEqual([levels('C03', owed(), '2026-11-08'), levels('C03', owed(), '2026-11-09')], [[], ['yellow']])
  assert.deepEqual([levels('C03', owed(), '2026-12-02'), levels('C03', owed(), '2027-01-01')], [['orange'], ['red']])
  assert.deepEqual(levels('C03', owed({ lease: id(1), day: '2026-11-20', amount: 100 })), [])
  assert.deepEqual(levels('C03', owed({ lease: id(1), day: '2026-11-20', amount: 99 })), ['yellow'])
  assert.deepEqual(levels('C03', owed({ lease: id(1), day: '2026-11-24', amount: 100 })), ['yellow'])
})

test('C02, C09 and C10: still there, three by one, half a year empty', () => {
  assert.deepEqual(
    [levels('C02', leases({ until: '2026-11-23' })), levels('C02', leases({ until: '2026-11-22' }))],
    [[], ['red']],
  )
  assert.deepEqual(levels('C02', leases({ until: '2026-11-22', ended: '2026-11-23' })), [])
  assert.deepEqual([levels('C09', leases({}, {})), levels('C09', leases({}, {}, {}))], [[], ['yellow']])
  const idle = (from: string, until: string | null = null): Given => ({
    assets: { idle: [{ asset: id(9), from, until }] },
  })
  assert.deepEqual([levels('C10', idle('2026-05-27')), levels('C10', idle('2026-05-26'))], [[], ['blue']])
  assert.deepEqual(levels('C10', idle('2026-01-01', '2026-11-01')), [])
})

test('F01, F02 and F03: 5,000 in the till, 1,000 in cash, a payment without its papers', () => {
  const till = (amount: number): Given => ({ money: { cash: [{ book: id(1), day: '2026-11-01', amount }] } })
  assert.deepEqual([levels('F01', till(500_000)), levels('F01', till(500_001))], [[], ['yellow']])
  const paid = (more: object): Given => ({
    money: {
      payments: [
        {
          id: id(1),
          number: 'FK-1',
          contract: id(2),
          what: '材料',
          payee: '甲',
          amount: 100_000,
          cash: true,
          day: '2026-11-01',
          papers: true,
          ...more,
        },
      ],
    },
  })
  assert.deepEqual([levels('F02', paid({})), levels('F02', paid({ amount: 100_001 }))], [[], ['red']])
  assert.deepEqual([levels('F03', paid({})), levels('F03', paid({ papers: false }))], [[], ['red']])
})

test('F08, F10 and F17: a line nearly used up, a month not closed, a budget that lies still', () => {
  const line = (yuan: number, adopted = '2026-10-01', contracted = [id(0)]): Given => ({
    money: {
      ...contracts(['甲', yuan, '2026-10-02']).money,
      lines: [{ id: id(5), budget: id(6), name: '路灯', amount: 100_000, adopted, contracted }],
    },
  })
  assert.deepEqual(
    [899, 900, 1_000, 1_001].map(yuan => levels('F08', line(yuan))[0] ?? 'none'),
    ['none', 'yellow', 'yellow', 'red'],
  )
  const month: Given = { money: { months: [{ id: id(1), book: '合作社账', month: '2026-10', closed: '2026-11-25' }] } }
  assert.deepEqual(
    ['2026-11-10', '2026-11-11', '2026-11-21', '2026-11-25'].map(day => levels('F10', month, day)[0] ?? 'none'),
    ['none', 'yellow', 'red', 'none'],
  )
  assert.deepEqual(
    [levels('F17', line(1, '2026-05-27', [])), levels('F17', line(1, '2026-05-26', []))],
    [[], ['yellow']],
  )
})

test('F16: most of what was paid comes back within thirty days', () => {
  const back = (yuan: number, day: string, party = '甲'): Given => ({
    money: {
      bank: [
        { id: id(1), day: '2026-10-01', amount: -100_000, party: '甲' },
        { id: id(2), day, amount: yuan * 100, party },
      ],
    },
  })
  assert.deepEqual([levels('F16', back(800, '2026-10-31')), levels('F16', back(799, '2026-10-31'))], [['red'], []])
  assert.deepEqual([levels('F16', back(800, '2026-11-01')), levels('F16', back(800, '2026-10-31', '乙'))], [[], []])
})

test('E10: three a year and more than half of all of it', () => {
  const year = (yuan: number) =>
    contracts(['甲', 10, '2026-01-01'], ['甲', 10, '2026-02-01'], ['甲', yuan, '2026-03-01'], ['乙', 30, '2026-04-01'])
  assert.deepEqual([levels('E10', year(10)), levels('E10', year(11))], [[], ['orange']])
  assert.deepEqual(levels('E10', contracts(['甲', 10, '2026-01-01'], ['甲', 90, '2026-02-01'])), [])
})

test('every plain fraud is found, sly ones slip through, and most of what is asked was planted', () => {
  const all = scored(villages(16))
  assert.deepEqual(
    all.map(s => s.code),
    codes,
  )
  assert.deepEqual(
    all.filter(s => s.planted === 0).map(s => s.code),
    [],
  )
  assert.deepEqual(
    all.filter(s => s.hit + s.sly < s.planted),
    [],
  )
  assert.ok(all.some(s => s.sly > 0) && all.some(s => s.wrong > 0), 'a measure that nothing escapes measures nothing')
  assert.deepEqual(
    all.filter(s => s.precision < 0.7).map(s => [s.code, s.precision]),
    [],
  )
})
