/** 办实事: what is being built from public money, in the order that was voted; and how samples are drawn. Everything works without a script. 篇1 三 第三 */
import { dayOf } from '../../../kernel/clock.ts'
import type { Output } from '../../../kernel/contract.ts'
import { yuan } from '../../../kernel/fen.ts'
import { t } from '../../../kernel/text.ts'
import { html, type Html } from '../../../ui/html.ts'
import { Empty, ListPage, Section } from '../../../ui/portal.ts'
import { page, type Pages, type Visit } from '../../../ui/portal-page.ts'
import { sayDay } from '../../../ui/portal-values.ts'
import { works } from '../contract.ts'
import { project as law } from '../rules.ts'
import { projectPage } from './portal-project.ts'

const { publicProjects, publicDraws } = works.ops

type Line = Output<typeof publicProjects>['items'][number]
const ProjectLine = (p: Line): Html =>
  html`<a class="line" href="/c/${p.community}/works/${p.id}"><b class="name">${p.title}</b>
<p class="meta"><span class="tag${law.states[p.state].end && ' done'}">${law.states[p.state].label}</span><span>${t('次序 {n}', { n: p.rank })}</span>${p.contractor && html`<span>${p.contractor}</span>`}${(p.total ?? p.estimate) !== null && html`<span>${t('{n} 元', { n: yuan(p.total ?? p.estimate!) })}</span>`}</p>
<p class="hint">${t('决议 {number}', { number: p.resolutionNumber })}</p></a>`

const pageOf = (query: Record<string, string>) => Math.max(1, Number.parseInt(query['page'] ?? '1', 10) || 1)

const projectsPage = page(
  '/c/:community/works',
  () => t('办实事'),
  async visit => {
    const { community } = visit.params
    const answer = await visit.ask(publicProjects, { place: community, page: pageOf(visit.query), size: 20 })
    return ListPage(visit, {
      op: publicProjects,
      answer,
      title: t('办实事'),
      lead: t('会议定下、用公共资金办的事：谁定的、多少钱、谁来做、做到哪里、大家怎么评，一件一页。'),
      filters: html`<p class="ways"><a class="button quiet" href="/c/${community}/works/draws">${t('看监督抽查')}</a><a class="button quiet" href="/c/${community}/funds">${t('看钱花到哪里')}</a></p>`,
      line: ProjectLine,
      empty: html`<p>${t('还没有立项的事。')}</p><a class="button quiet" href="/c/${community}/council">${t('看正在议的事')}</a>`,
    })
  },
)

type Draw = Output<typeof publicDraws>['items'][number]
const DrawOf = (d: Draw, now: Date): Html => html`<div class="line"><b class="name">${d.title}</b>
<p class="meta"><span>${sayDay(d.day, dayOf(now))}</span><span>${t('名单上 {all} 个，抽 {n} 个', { all: d.all, n: d.n })}</span></p>
<ul>${d.list.map(l => html`<li>${l.title}${l.drawn && html` <span class="tag">${t('抽中')}</span>`}</li>`)}</ul>
${d.seed ? Numbers(d) : html`<p class="hint">${d.seal ? t('第一个数已封存，封存码 {seal}', { seal: d.seal }) : t('名单已公布，等两个人各报一个数。')}</p>`}</div>`

/** Everything that is needed to draw again. */
const Numbers = (d: Draw): Html =>
  html`<details class="more"><summary>${t('重算一遍')}</summary><p>${t('种子是「编号|日期|第一个数|第二个数」的 SHA-256；每个项目的码是「种子|项目编号」的 SHA-256，码小的先抽中。')}</p>
<dl class="facts"><div><dt>${t('编号')}</dt><dd class="code">${d.id}</dd></div><div><dt>${t('第一个数')}</dt><dd>${d.first}${d.firstName && html`（${d.firstName}）`}</dd></div><div><dt>${t('第二个数')}</dt><dd>${d.second}${d.secondName && html`（${d.secondName}）`}</dd></div><div><dt>${t('封存码')}</dt><dd class="code">${d.seal}</dd></div><div><dt>${t('封存用的随机串')}</dt><dd class="code">${d.salt}</dd></div><div><dt>${t('种子')}</dt><dd class="code">${d.seed}</dd></div></dl>
<p class="hint">${t('封存码是「编号|第一个数|随机串」的 SHA-256，报第二个数之前就公布了。')}</p>
<ul>${d.list.map(l => html`<li>${l.title}<br><span class="code">${l.project}</span><br><span class="code">${l.digest}</span></li>`)}</ul></details>`

const drawsPage = page(
  '/c/:community/works/draws',
  () => t('监督抽查'),
  async visit => {
    const { community } = visit.params
    const answer = await visit.ask(publicDraws, { place: community, page: pageOf(visit.query), size: 20 })
    return ListPage(visit, {
      op: publicDraws,
      answer,
      title: t('监督抽查'),
      lead: t('先公布在建项目的名单，再由两个人各报一个数，抽中谁由两个数算出来，谁也挑不了。'),
      line: d => DrawOf(d, visit.now),
      empty: html`<p>${t('还没有抽查。')}</p><a class="button quiet" href="/c/${community}/works">${t('看办实事的项目')}</a>`,
    })
  },
)

async function home({ ask, community }: Visit<string>): Promise<Html> {
  const { code } = community!
  const { items } = await ask(publicProjects, { place: code, size: 3 })
  return Section(
    t('办实事'),
    items.length
      ? html`<ul class="lines">${items.map(p => html`<li>${ProjectLine(p)}</li>`)}</ul>`
      : Empty(html`<p>${t('还没有立项的事。')}</p>`),
    { href: `/c/${code}/works`, label: t('看全部') },
  )
}

export const worksPortal: Pages = { pages: [projectsPage, drawsPage, projectPage], home }
