/** One project as everyone sees it: one line from the resolution to the reviews; and the review, for the homes that are asked. */
import { dayOf } from '../../../kernel/clock.ts'
import { yuan } from '../../../kernel/fen.ts'
import { t } from '../../../kernel/text.ts'
import { html, type Child, type Html } from '../../../ui/html.ts'
import { FormOf, Mistakes, Section } from '../../../ui/portal.ts'
import { page, sending, type Visit } from '../../../ui/portal-page.ts'
import { said } from '../../../ui/portal-fields.ts'
import { sayDay } from '../../../ui/portal-values.ts'
import { itemOf, providers } from '../catalogue-rules.ts'
import { works } from '../contract.ts'
import { contents, mets } from '../review-rules.ts'
import { project as law } from '../rules.ts'
import type { PublicProject, Step } from '../shapes.ts'

const { publicProject, review } = works.ops
type Here = Pick<Visit, 'now' | 'form' | 'query' | 'me'>

export const projectPage = page(
  '/c/:community/works/:id',
  () => t('办实事'),
  async visit => {
    const p = await visit.ask(publicProject, visit.params)
    const { label, end } = law.states[p.state]
    const { label: item, provider } = itemOf(p.item)
    return html`<article class="record"><header><p class="over">${t('{item}　{provider}', { item, provider: providers[provider].label })}</p><h1>${p.title}</h1></header>
<div class="lead-in"><p><span class="tag${end && ' done'}">${label}</span></p></div>
<p class="lead">${p.said}</p>
${visit.query['done'] && html`<p class="notice" role="status">${t('收到您家的评价，谢谢。公布的只有数，不公布谁说的。')}</p>`}
${Asked(p, visit)}
${Section(t('从决议到三评'), html`<ol class="lines">${p.steps.map(s => StepOf(s, visit.now))}</ol>`)}
${p.quotes.length > 0 && Section(t('报价'), html`<ul class="lines">${p.quotes.map(q => html`<li class="line">${q.bidder}<p class="meta"><span>${t('{n} 元', { n: yuan(q.amount) })}</span></p></li>`)}</ul>`)}
${p.milestones.length > 0 && Section(t('做到哪里'), html`<ul class="lines">${p.milestones.map(m => html`<li class="line"><b>${m.title}</b><p class="meta"><span>${t('到这里 {n}%', { n: m.share })}</span><span>${m.passedOn ? t('{day} 通过阶段验收', { day: sayDay(m.passedOn, dayOf(visit.now)) }) : t('约定 {day} 前', { day: sayDay(m.dueOn, dayOf(visit.now)) })}</span></p></li>`)}</ul>`)}
${p.changes.length > 0 && Section(t('变更'), html`<ul class="lines">${p.changes.map(c => html`<li class="line"><b>${c.why}</b><p class="meta"><span>${sayDay(c.on, dayOf(visit.now))}</span><span>${t('{n} 元', { n: yuan(c.amount) })}</span>${c.resolutionNumber && html`<span>${c.resolutionNumber}</span>`}</p></li>`)}</ul>`)}
${p.photos.length > 0 && Section(t('现场'), html`<ul class="lines">${p.photos.map(s => SitePhotos(p, s, visit.now))}</ul>`)}
${p.visits.length > 0 && Section(t('到场监督'), html`<ul class="lines">${p.visits.map(v => html`<li class="line"><p>${v.findings}</p>${v.answer && html`<p class="hint">${t('答复：{text}', { text: v.answer })}</p>`}<p class="meta"><span>${sayDay(v.on, dayOf(visit.now))}</span></p></li>`)}</ul>`)}
${p.defects.length > 0 && Section(t('问题和整改'), html`<ul class="lines">${p.defects.map(d => html`<li class="line"><b>${d.what}</b><p class="meta"><span>${d.passedOn ? t('{day} 改好', { day: sayDay(d.passedOn, dayOf(visit.now)) }) : t('{day} 前改好', { day: sayDay(d.mendBy, dayOf(visit.now)) })}</span></p></li>`)}</ul>`)}
${p.results.toReversed().map(Said)}
<p class="ways"><a class="button quiet" href="/c/${p.community}/council/resolutions/${p.resolution}">${t('看决议')}</a><a class="button quiet" href="/c/${p.community}/works">${t('看其他项目')}</a></p></article>`
  },
  {
    post: sending(review, {
      input: (values, { params }) => ({
        community: params['community'],
        project: params['id'],
        ...Object.fromEntries(
          ['met', 'content', 'improve'].map(name => [name, said(values, name)]).filter(([, v]) => v),
        ),
      }),
      then: (_, { params }) => `/c/${params['community']}/works/${params['id']}?done=1`,
    }),
  },
)

/** 篇1 二（二）2「三评」 */
function Asked(p: PublicProject, visit: Here): Child {
  if (p.state !== 'reviewing') return null
  const fields = ['met', 'content', 'improve']
  if (p.mayReview)
    return Section(
      t('请您家评一评'),
      html`<p class="hint">${t('一户评一次。评了以后只公布数，不公布谁说的。')}</p>${Mistakes(visit.form, { op: review, fields })}${FormOf(visit, { op: review, fields, submit: t('交评价') })}`,
    )
  const heard = html`<p class="total">${t('应评 {all} 户，已收到 {n} 户；收齐以后公布数', { all: p.households, n: p.answers })}</p>`
  const to = encodeURIComponent(`/c/${p.community}/works/${p.id}`)
  return Section(
    t('三评正在进行'),
    visit.me
      ? html`<p>${t('由受益的住户来评，一户一次；网格员也会上门来问。')}</p>${heard}`
      : html`<p>${t('受益的住户登录后可以评；不方便上网的，网格员上门来问。')}</p><p class="ways"><a class="button" href="/signin/phone?to=${to}">${t('登录来评')}</a></p>${heard}`,
  )
}

const StepOf = (s: Step, now: Date): Html =>
  html`<li class="line"><b>${s.done ? '✓' : '○'} ${s.label}</b>${s.said && html`<p>${s.said}</p>`}
<p class="meta">${s.day && html`<span>${sayDay(s.day, dayOf(now))}</span>`}${s.paper && html`<span>${s.paper}</span>`}${s.amount !== null && html`<span>${t('{n} 元', { n: yuan(s.amount) })}</span>`}${s.who && html`<span>${s.who}</span>`}${!s.done && html`<span>${t('还没有')}</span>`}</p></li>`

const SitePhotos = ({ community }: PublicProject, s: PublicProject['photos'][number], now: Date): Html =>
  html`<li class="line">${s.text && html`<p>${s.text}</p>`}${s.photos.length > 0 && html`<div class="photos">${s.photos.map((id, n) => html`<a href="/files/${community}/${id}"><img src="/files/${community}/${id}" alt="${t('现场照片 {n}', { n: n + 1 })}" loading="lazy" width="300" height="300"></a>`)}</div>`}<p class="meta"><span>${sayDay(s.on, dayOf(now))}</span></p></li>`

const Said = (r: PublicProject['results'][number]): Html =>
  Section(
    t('第 {n} 轮三评', { n: r.round }),
    html`<p>${t('应评 {all} 户，收到 {n} 户', { all: r.households, n: r.answers })}</p>
<dl class="facts"><div><dt>${t('合同要求做到了吗')}</dt><dd>${r.met.map(c => `${mets[c.choice]} ${c.n}`).join('，')}</dd></div><div><dt>${t('满意吗')}</dt><dd>${r.content.map(c => `${contents[c.choice]} ${c.n}`).join('，')}</dd></div></dl>`,
  )
