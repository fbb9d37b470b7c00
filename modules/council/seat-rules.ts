/**
 * 组织从筹备到届满，谁来坐席位，谁给它授权。
 * How a body is made up, sits and ends, and how it is given and loses a mandate.
 */
import { any, clock, guard, machine, post } from '../../kernel/rules.ts'
import { party, watchers } from './rules.ts'

const clerk = post('clerk').over('place')
const keeper = any(party, clerk)
const made = '篇1 二（一）「组织规则」;CD-04'

export type BodyFacts = { from: string; until: string }
const over = guard<BodyFacts>(
  '任期还没有满',
  (f, at) => f.until <= new Date(at.now.getTime() + 8 * 3_600_000).toISOString().slice(0, 10),
)

export const body = machine({
  name: 'council.body',
  label: '议事组织',
  source: '篇1 二（一）「治理架构」;CD-01',
  seen: watchers,
  initial: 'forming',
  states: { forming: '筹备', working: '在任', ended: { label: '已届满或撤销', end: true } },
  moves: {
    reshape: { label: '改名额和人数', from: ['forming', 'working'], by: keeper, source: made },
    seat: { label: '安排席位', from: ['forming', 'working'], by: keeper, source: made },
    unseat: { label: '离任', from: ['forming', 'working'], by: keeper, source: 'CD-13' },
    replaceSeat: { label: '替补', from: 'working', by: keeper, source: 'CD-13' },
    declareKin: { label: '申报近亲属', from: ['forming', 'working'], by: keeper, source: 'V-01;V-24' },
    constitute: { label: '宣告成立', from: 'forming', to: 'working', by: party, source: made },
    endTerm: { label: '届满', from: 'working', to: 'ended', by: any(keeper, clock), when: [over], source: 'CD-04' },
    abolish: { label: '撤销', from: ['forming', 'working'], to: 'ended', by: party },
  },
})

export const mandate = machine({
  name: 'council.mandate',
  label: '授权',
  source: '篇1 二（二）「授权范围」;CD-01',
  seen: watchers,
  initial: 'given',
  states: { given: '有效', revoked: { label: '已收回', end: true } },
  moves: { revokeMandate: { label: '收回授权', from: 'given', to: 'revoked', by: party, source: 'CD-01' } },
})
