/**
 * 决议从登记到归档：公示满天数，有异议先答复，谁执行、谁监督，办到哪里回来报告。
 * How a resolution moves: shown long enough, objections answered first, carried out by one and watched by another.
 */
import { any, clock, guard, machine, signedIn } from '../../kernel/rules.ts'
import { addDays, dayOf } from '../../kernel/clock.ts'
import { limit } from './figure-rules.ts'
import { chair, office, party, supervisor, watchers } from './rules.ts'

export type ResolutionFacts = {
  displayedOn: string | null
  takenDownOn: string | null
  openObjections: number
  major: boolean
  steps: number
}
const answered = guard<ResolutionFacts>('还有异议没有答复', f => f.openObjections === 0)
const allSteps = guard<ResolutionFacts>(
  '重大事项要先走完四议两公开的前五步：提议、商议、审议、决议、公开',
  f => !f.major || f.steps >= 5,
)
/** The day of posting is not counted: what is posted on the 1st for 15 days may come down on the 17th. */
const longEnough = guard<ResolutionFacts>(
  '公示没满 {0} 天，还不能撤下',
  (f, at) => f.displayedOn !== null && dayOf(at.now) > addDays(f.displayedOn, at.figure(limit.displayDays)),
  limit.displayDays,
)
const stillUp = guard<ResolutionFacts>('已经撤下了', f => f.takenDownOn === null)

const watch = '篇1 二（二）2「民主监督」'
export const resolution = machine({
  name: 'council.resolution',
  label: '决议',
  source: '篇1 二（二）「授权范围」;CD-12',
  seen: watchers,
  initial: 'registered',
  states: {
    registered: '已登记，待公示',
    displayed: '公示中，待执行',
    executing: { label: '执行中', due: { column: 'dueAt', label: '办结期限' } },
    done: '已办结',
    archived: { label: '已归档', end: true },
    annulled: { label: '已撤销', end: true },
  },
  moves: {
    displayResolution: { label: '公示', from: 'registered', to: 'displayed', by: chair, source: 'V-22;R-13' },
    object: { label: '提异议', from: 'displayed', by: signedIn, source: 'V-28' },
    answerObjection: { label: '答复异议', from: ['displayed', 'executing'], by: chair, source: 'V-28' },
    executeResolution: {
      label: '交付执行',
      from: 'displayed',
      to: 'executing',
      by: chair,
      when: [answered, allSteps],
      source: 'CD-02',
    },
    superviseResolution: {
      label: '指定监督',
      from: ['displayed', 'executing'],
      by: any(chair, supervisor),
      source: watch,
    },
    reportProgress: { label: '报告进展', from: 'executing', by: any(office, supervisor), source: watch },
    finishResolution: { label: '办结并公开结果', from: 'executing', to: 'done', by: office, source: 'V-22' },
    takeDown: {
      label: '撤下公示',
      from: ['displayed', 'executing', 'done'],
      by: chair,
      when: [longEnough, stillUp],
      source: 'V-22;R-13',
    },
    archiveResolution: {
      label: '归档',
      from: 'done',
      to: 'archived',
      by: any(office, clock),
      when: [longEnough],
      source: 'CD-12',
    },
    annulResolution: {
      label: '撤销决议',
      from: ['registered', 'displayed', 'executing'],
      to: 'annulled',
      by: party,
      source: 'V-28',
    },
  },
})

/** 四议两公开, in their order. */
export const steps = {
  1: '党组织提议',
  2: '两委会商议',
  3: '党员大会审议',
  4: '村（居）民会议或代表会议决议',
  5: '决议公开',
  6: '实施结果公开',
} as const
export type Step = keyof typeof steps
