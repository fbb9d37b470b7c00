/**
 * 监督抽查的规矩：先公布名单，两个人各报一个数，谁被抽中由两个数算出来；到场看，有问题限期答复。
 * The law of samples and visits. The list is frozen first, the first number stays sealed until the second is said, so that
 * nobody chooses who is looked at; anybody can work the draw out again.
 */
import { any, anyone, guard, machine, post } from '../../kernel/rules.ts'
import { manager, staff, supervisor } from './rules.ts'

const watch = '篇1 二（二）2「民主监督」'
/** Whoever may say a number: those who watch and the council that decides, not those who build. */
const witness = any(supervisor, post('council-chair').over('place'))

export const mayVisit = {
  planDraw: supervisor,
  draws: staff,
  draw: staff,
  publicDraws: anyone,
  planVisit: supervisor,
  visits: staff,
  visit: staff,
}

type DrawFacts = { firstIsMine: boolean }
const another = guard<DrawFacts>('两个数要由两个人报，请换一个人报第二个数', f => !f.firstIsMine)

export const draw = machine({
  name: 'works.draw',
  label: '监督抽查',
  source: watch,
  seen: staff,
  initial: 'listed',
  states: {
    listed: '名单已公布，待报数',
    sealed: '第一个数已封存',
    drawn: { label: '已抽定', end: true },
  },
  moves: {
    sealNumber: { label: '报第一个数', from: 'listed', to: 'sealed', by: witness, source: watch },
    openNumber: { label: '报第二个数，抽取', from: 'sealed', to: 'drawn', by: witness, when: [another], source: watch },
  },
})

type VisitFacts = { handled: boolean }
const notHandling = guard<VisitFacts>('您管过这个项目，不能监督它，请换监督员', f => !f.handled)
const watching = { by: supervisor, when: [notHandling], source: watch }

export const visit = machine({
  name: 'works.visit',
  label: '到场监督',
  source: watch,
  seen: staff,
  initial: 'planned',
  states: {
    planned: { label: '待到场', due: { column: 'dueAt', label: '到场期限' } },
    questioned: { label: '有问题，待答复', due: { column: 'dueAt', label: '答复期限' } },
    answered: '已答复，待监督员定',
    ended: { label: '已办结', end: true },
  },
  moves: {
    findNothing: { label: '到场，没有问题', from: 'planned', to: 'ended', ...watching },
    findFault: { label: '到场，有问题', from: 'planned', to: 'questioned', ...watching },
    answerVisit: { label: '答复', from: 'questioned', to: 'answered', by: manager, source: watch },
    askVisitAgain: { label: '继续问', from: 'answered', to: 'questioned', ...watching },
    acceptAnswer: { label: '认可答复', from: 'answered', to: 'ended', ...watching },
  },
})
