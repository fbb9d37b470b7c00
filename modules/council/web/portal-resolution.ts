/** One resolution as everyone sees it: what was decided by how many, who carries it out and who watches, and how to object. */
import { t } from '../../../kernel/text.ts'
import { html, type Child } from '../../../ui/html.ts'
import { Moves, RecordPage, Section } from '../../../ui/portal.ts'
import { page, sending } from '../../../ui/portal-page.ts'
import { Time } from '../../../ui/portal-values.ts'
import { council } from '../contract.ts'
import { acts, PublicResolution } from '../resolution-contract.ts'
import { resolution as law } from '../resolution-rules.ts'

const { publicResolution, object } = council.ops

export const resolutionPage = page(
  '/c/:community/council/resolutions/:id',
  () => t('决议'),
  async visit => {
    const r = await visit.ask(publicResolution, visit.params)
    const back = `/c/${r.community}/council/resolutions/${r.id}`
    return RecordPage(visit, {
      record: r,
      schema: PublicResolution,
      title: r.title,
      over: r.number,
      lead: html`<p><span class="tag${(r.state === 'done' || r.state === 'archived') && ' done'}">${law.states[r.state].label}</span></p>`,
      show: [
        'said',
        'counted',
        'basis',
        'decidedOn',
        'displayedOn',
        'displayUntil',
        'executorName',
        'doneAt',
        'result',
        'reason',
      ],
      children: html`${Parts(r)}
${Section(t('办到哪里'), html`<ul class="lines">${r.timeline.map(l => html`<li class="line"><b>${l.label}</b>${l.text && html`<p>${l.text}</p>`}<p class="meta">${Time(l.at, visit.now)}</p></li>`)}</ul>`)}
${
  r.objections.length > 0 &&
  Section(
    t('异议和答复'),
    html`<ul class="lines">${r.objections.map(o => html`<li class="line"><p>${o.said}</p><p class="hint">${o.answer ? t('答复：{text}', { text: o.answer }) : t('还没有答复')}</p><p class="meta">${Time(o.at, visit.now)}</p></li>`)}</ul>`,
  )
}
${Section(t('不同意怎么办'), html`<p>${r.remedy}</p>`)}
${Moves(visit, { offers: r.offers, ops: { object }, order: ['object'], questions: { object: { name: { hint: t('只给议事会看，不公开') } } } })}
<p class="ways">${!visit.me && r.state === 'displayed' && html`<a class="button quiet" href="/signin/phone?to=${encodeURIComponent(back)}">${t('登录后可以提异议')}</a>`}${r.topic && html`<a class="button quiet" href="/c/${r.community}/council/topics/${r.topic}">${t('看这件事怎么来的')}</a>`}<a class="button quiet" href="/c/${r.community}/council/resolutions">${t('看其他决议')}</a></p>`,
    })
  },
  { post: sending(object, { then: ({ community, id }) => `/c/${community}/council/resolutions/${id}` }) },
)

const Parts = ({ parts }: PublicResolution): Child =>
  parts.length > 0 &&
  Section(
    t('谁决策、谁执行、谁监督'),
    html`<ul class="people">${parts.map(p => html`<li><div><b>${p.name}</b><p>${acts[p.act]}</p></div></li>`)}</ul>`,
  )
