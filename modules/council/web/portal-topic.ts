/** One topic as everyone sees it: where it stands and why; its words once somebody has looked at them; adding one's name to it. */
import { dayOf } from '../../../kernel/clock.ts'
import { t } from '../../../kernel/text.ts'
import { html, type Child, type Html } from '../../../ui/html.ts'
import { Moves, RecordPage, Section } from '../../../ui/portal.ts'
import { page, sending } from '../../../ui/portal-page.ts'
import { sayDay, Time } from '../../../ui/portal-values.ts'
import { council } from '../contract.ts'
import { topic as course } from '../rules.ts'
import { PublicTopic } from '../topic-contract.ts'

const { publicTopic, support, withdrawTopic } = council.ops
type State = keyof typeof course.states

const tones: Partial<Record<State, string>> = {
  resolved: 'done',
  executing: 'done',
  done: 'done',
  archived: 'done',
  notCarried: 'late',
  refused: 'late',
}
export const StateTag = (state: State): Html =>
  html`<span class="tag ${tones[state] ?? ''}">${course.states[state].label}</span>`

/** What comes next, for whoever waits. */
const nexts: Partial<Record<State, () => string>> = {
  admitted: () => t('接下来列入会议议程，开会前会公布。'),
  scheduled: () => t('已经列入议程，开会那天表决。'),
  postponed: () => t('这次没有议成，下次再议。'),
  resolved: () => t('已经议定，公示以后交给执行的组织去办。'),
  executing: () => t('正在办，办好会公开结果。'),
}

export const topicPage = page(
  '/c/:community/council/topics/:id',
  () => t('议题进展'),
  async visit => {
    const i = await visit.ask(publicTopic, visit.params)
    const back = `/c/${i.community}/council/topics/${i.id}`
    return RecordPage(visit, {
      record: i,
      schema: PublicTopic,
      title: i.title ?? t('待审查的议题'),
      over: t('编号 {number}', { number: i.number }),
      lead: html`${visit.query['new'] && html`<div class="notice" role="status"><p><b>${t('收到了，谢谢您。')}</b>${t('请记下编号，或收藏这一页，随时来看办到哪里。')}</p></div>`}<p>${StateTag(i.state)}</p>${Next(i)}`,
      show: ['said', 'source', 'bodyName', 'motion', 'reason', 'forwarded', 'collectedAt'],
      actions: Moves(visit, {
        offers: i.offers,
        ops: { support, withdrawTopic },
        order: ['support', 'withdrawTopic'],
        questions: { support: { name: { autocomplete: 'name', hint: t('只给社区核对，不公开') } } },
      }),
      children: html`${i.resolution && html`<p class="ways"><a class="button quiet" href="/c/${i.community}/council/resolutions/${i.resolution}">${t('看决议')}</a></p>`}
${i.steps.length > 0 && Section(t('四议两公开'), html`<ol class="next">${i.steps.map(s => html`<li>${s.label}${s.on ? html`　<b>${s.on}</b>` : html`　${t('还没有')}`}</li>`)}</ol>`)}
${Section(t('经过'), html`<ul class="lines">${i.timeline.map(l => html`<li class="line"><b>${l.label}</b><p class="meta">${Time(l.at, visit.now)}</p></li>`)}</ul>`)}
<p class="ways"><a class="button quiet" href="/c/${i.community}/council">${t('看大家议事')}</a>${!visit.me && i.state === 'collected' && html`<a class="button quiet" href="/signin/phone?to=${encodeURIComponent(back)}">${t('登录后可以联名')}</a>`}</p>`,
    })
  },
  {
    post: [support, withdrawTopic].map(op =>
      sending(op, { then: ({ community, id }) => `/c/${community}/council/topics/${id}` }),
    ),
  },
)

const Next = (i: PublicTopic): Child =>
  i.state === 'collected'
    ? html`<p class="lead">${t('党组织会在{day}前审查：同意的列入议程，不同意的写明理由。', { day: sayDay(dayOf(i.examineBy), dayOf(i.collectedAt)) })}</p>`
    : nexts[i.state] && html`<p class="lead">${nexts[i.state]?.()}</p>`
