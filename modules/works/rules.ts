/**
 * 工程的规矩：凭决议立项，概算、公示、定承包人、签合同、施工、验收、三评、整改，管的人和监督的人分开。
 * The law of this module: how a project goes from a resolution to its reviews. Samples and visits stand in visit-rules.ts, what its
 * moves look at in fact-rules.ts, how a contractor may be chosen in way-rules.ts, the figures in figure-rules.ts.
 */
import { any, anyone, machine, post, signedIn } from '../../kernel/rules.ts'
import {
  allPassed,
  content,
  heardEnough,
  longEnough,
  noDefects,
  noneUnsigned,
  notHandling,
  notWatching,
} from './fact-rules.ts'

// 谁 ─ who
const clerk = post('clerk').over('place')
const accountant = post('accountant').over('place')
/** Of the committee that carries it out. CD-02 */
export const head = post('head').over('place')
export const manager = any(head, clerk)
export const supervisor = post('supervisor').over('place')
const chair = post('council-chair').over('place')
const worker = post('grid-worker').over('place')
/** Whoever stands on the site: the manager, whose grid it is, who repairs things here. */
export const onSite = any(manager, worker, post('repairer').over('place'))
export const staff = any(
  onSite,
  accountant,
  post('cashier').over('place'),
  supervisor,
  chair,
  post('chief').over('place'),
)

export const may = {
  catalogue: anyone,
  openProject: manager,
  projects: staff,
  project: staff,
  publicProjects: anyone,
  publicProject: anyone,
  households: any(manager, worker),
  review: signedIn,
}

// 步 ─ how a project moves
const watch = '篇1 二（二）2「民主监督」'
const three = '篇1 二（二）2「三评」'
const supervision = '篇8 2「工程监管」'
const doing = { by: manager, when: [notWatching], source: supervision }
const deciding = { by: head, when: [notWatching], source: 'CD-02' }
const site = { by: onSite, when: [notWatching], source: supervision }
const watching = { by: supervisor, when: [notHandling], source: watch }

export const project = machine({
  name: 'works.project',
  label: '工程项目',
  source: supervision,
  seen: staff,
  initial: 'planned',
  states: {
    planned: '已立项，待概算',
    estimated: '已概算，待公示',
    noticed: '公示中，待定承包人',
    chosen: '已定承包人，待签合同',
    underWay: { label: '施工中', due: { column: 'dueAt', label: '节点期限' } },
    completed: { label: '已报完工，待验收', due: { column: 'dueAt', label: '验收期限' } },
    reviewing: { label: '三评中', due: { column: 'dueAt', label: '三评期限' } },
    mending: { label: '整改中', due: { column: 'dueAt', label: '整改期限' } },
    closed: { label: '已结项', end: true },
    stopped: { label: '已终止', end: true },
  },
  moves: {
    estimate: { label: '概算', from: ['planned', 'estimated'], to: 'estimated', ...doing },
    announce: { label: '公示', from: 'estimated', to: 'noticed', ...doing, source: 'V-22;R-13' },
    addQuote: { label: '记报价', from: 'noticed', ...doing },
    withdrawNotice: { label: '撤回重新概算', from: 'noticed', to: 'estimated', ...deciding },
    choose: {
      label: '定承包人',
      from: 'noticed',
      to: 'chosen',
      ...deciding,
      when: [notWatching, longEnough],
      source: 'E01;E02;E03;CD-02',
    },
    signContract: {
      label: '签合同',
      from: 'chosen',
      to: 'underWay',
      by: accountant,
      when: [notWatching],
      source: 'C08',
    },
    addMilestone: { label: '加节点', from: ['chosen', 'underWay'], ...doing, source: 'E07' },
    reportSite: { label: '现场报告', from: 'underWay', ...site },
    passMilestone: { label: '通过阶段验收', from: 'underWay', ...watching, source: 'E06' },
    change: { label: '变更', from: 'underWay', ...deciding, source: 'E05' },
    signChange: { label: '签补充合同', from: 'underWay', by: accountant, when: [notWatching], source: 'E05' },
    complete: { label: '报完工', from: 'underWay', to: 'completed', ...doing, when: [notWatching, allPassed] },
    sendBackWork: { label: '退回返工', from: 'completed', to: 'underWay', ...watching },
    acceptProject: {
      label: '验收',
      from: 'completed',
      to: 'reviewing',
      ...watching,
      when: [notHandling, noneUnsigned],
      source: 'E08',
    },
    endReview: { label: '结束三评', from: 'reviewing', to: 'mending', by: manager, when: [heardEnough], source: three },
    reviewAgain: {
      label: '整改后再评',
      from: 'mending',
      to: 'reviewing',
      by: manager,
      when: [noDefects],
      source: three,
    },
    addDefect: { label: '记问题', from: ['reviewing', 'mending'], by: any(onSite, supervisor), source: watch },
    mendDefect: { label: '报告改好', from: ['reviewing', 'mending'], ...site },
    passDefect: { label: '复查问题', from: ['reviewing', 'mending'], ...watching },
    closeProject: {
      label: '结项',
      from: 'mending',
      to: 'closed',
      ...deciding,
      when: [noDefects, content],
      source: 'E08',
    },
    stopProject: {
      label: '终止项目',
      from: ['planned', 'estimated', 'noticed', 'chosen'],
      to: 'stopped',
      by: head,
      source: supervision,
    },
  },
})
