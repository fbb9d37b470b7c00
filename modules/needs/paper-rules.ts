/**
 * 纸表的规矩：两个人各录一遍，互相看不到；一样的就算数，不一样的由第三个人对着原表核定。
 * The law of sheets of paper: typed by two who do not see each other's, and settled by a third where they differ.
 */
import { guard, machine } from '../../kernel/rules.ts'
import { walker } from './rules.ts'

export type Facts = { twice: boolean; same: boolean }
const twice = guard<Facts>('只录了一遍，请另一个人再录一遍', f => f.twice)
const same = guard<Facts>('两遍录得不一样，要由第三个人核定', f => f.same)
const differs = guard<Facts>('两遍录得一样，不用核定', f => !f.same)

export const paper = machine({
  name: 'needs.paper',
  label: '纸表',
  source: '篇1 二（二）2「问卷调查」',
  seen: walker,
  initial: 'once',
  states: {
    once: '录了一遍',
    differing: '两遍不一样',
    counted: { label: '已计入', end: true },
  },
  moves: {
    agreePaper: { label: '两遍一样，计入', from: 'once', to: 'counted', by: walker, when: [twice, same] },
    differPaper: { label: '两遍不一样，待核定', from: 'once', to: 'differing', by: walker, when: [twice, differs] },
    settlePaper: { label: '核定', from: 'differing', to: 'counted', by: walker },
  },
})
