/** What each state of a matter means to whoever reported it: how far it has come, and what happens next. Every state has its line. */
import { t } from '../../../kernel/text.ts'
import { attributes, html, type Html } from '../../../ui/html.ts'
import { sayMoment } from '../../../ui/portal-values.ts'
import { matter } from '../rules.ts'
import type { Matter } from '../shapes.ts'

type State = keyof typeof matter.states
type Tone = 'open' | 'done' | 'stopped'

const road = () => [t('收到'), t('受理'), t('派人'), t('处理'), t('核查'), t('办结')]

/** `step`: the one it has reached; everything before it is done. */
const told: Record<State, { step: number; tone: Tone; say: (m: Matter, now: Date) => string }> = {
  reported: {
    step: 0,
    tone: 'open',
    say: (m, now) => t('社区收到了，{by} 前会看。', { by: sayMoment(m.acceptBy, now) }),
  },
  waiting: {
    step: 0,
    tone: 'open',
    say: (m, now) =>
      m.supplementBy
        ? t('社区请您补充情况，{by} 前补上就接着办。', { by: sayMoment(m.supplementBy, now) })
        : t('社区请您补充情况。'),
  },
  accepted: { step: 1, tone: 'open', say: () => t('社区受理了，正在找人来办。') },
  dispatched: { step: 2, tone: 'open', say: m => t('已经派给{who}，等着接手。', { who: m.holderName ?? t('承办人') }) },
  handling: {
    step: 3,
    tone: 'open',
    say: (m, now) =>
      t('{who}正在办，最晚 {by} 办完。', { who: m.holderName ?? t('承办人'), by: sayMoment(m.resultBy, now) }),
  },
  paused: {
    step: 3,
    tone: 'open',
    say: (m, now) =>
      m.pausedUntil
        ? t('要等一等，最晚 {by} 接着办，原因写在下面。', { by: sayMoment(m.pausedUntil, now) })
        : t('要等一等再办。'),
  },
  checking: { step: 4, tone: 'open', say: () => t('承办人说办好了，社区正在核查。') },
  closed: { step: 6, tone: 'done', say: () => t('办好了。您看满意吗？没解决可以要求重办。') },
  confirmed: { step: 6, tone: 'done', say: () => t('您确认解决了，谢谢您。') },
  archived: { step: 6, tone: 'done', say: () => t('这件事办完了，已经归档。') },
  merged: {
    step: 1,
    tone: 'open',
    say: m =>
      m.leading
        ? t('有人报过同一件事，一起办；那一件现在「{state}」。', { state: matter.states[m.leading.state].label })
        : t('有人报过同一件事，一起办。'),
  },
  rejected: { step: -1, tone: 'stopped', say: () => t('社区没有受理这件事，理由写在下面。') },
  withdrawn: { step: -1, tone: 'stopped', say: () => t('您撤回了这件事。') },
}

export const sayState = (m: Matter, now: Date): string => told[m.state].say(m, now)
/** How far it has come, from 0; -1 once it has left the road. */
export const stepOf = (state: State): number => told[state].step
export const toneOf = (state: State): Tone => told[state].tone

export const Tag = (state: State, late: boolean): Html =>
  html`<span class="tag ${toneOf(state)}">${matter.states[state].label}</span>${late && html` <span class="tag late">${t('已超时限')}</span>`}`

/** The road as steps; nothing for what left it. */
export function Steps(state: State): Html | null {
  const { step } = told[state]
  if (step < 0) return null
  return html`<ol class="steps">${road().map((label, i) => html`<li ${attributes({ class: i < step ? 'past' : null, 'aria-current': i === step ? 'step' : null })}>${label}</li>`)}</ol>`
}
