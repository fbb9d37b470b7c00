/** The public pages of funds: where each came from, what it was decided for, what it bought, what is left. 篇1 二（二）2「民主监督」 */
import { yuan } from '../../../kernel/fen.ts'
import { t } from '../../../kernel/text.ts'
import { attributes, html, type Child, type Html } from '../../../ui/html.ts'
import { Empty, Section, Sums } from '../../../ui/portal.ts'
import { page, type Pages, type Visit } from '../../../ui/portal-page.ts'
import { Pager } from '../../../ui/portal-parts.ts'
import { sayDay } from '../../../ui/portal-values.ts'
import { dayOf } from '../../../kernel/clock.ts'
import { sources } from '../chart.ts'
import { money } from '../contract.ts'
import type { PublicFund } from '../contract-spending.ts'
import { lineKinds } from '../fund-rules.ts'
import { share } from '../shares.ts'

const { publicFunds, publicFund } = money.ops

const fundsPage = page(
  '/c/:community/funds',
  () => t('钱花到哪里'),
  async visit => {
    const { community } = visit.params
    const funds = await visit.ask(publicFunds, { place: community })
    return html`<h1>${t('钱花到哪里')}</h1>
<p class="lead">${t('社区每一笔公共资金从哪里来、用到哪里、还剩多少，都在这里。')}</p>
${
  funds.length
    ? html`<ul class="lines">${funds.map(
        f => html`<li><a class="line" href="/c/${community}/funds/${f.id}"><b class="name">${f.year} ${f.name}</b>
<p class="meta"><span>${sources[f.source].label}</span><span>${t('到账 {n} 元', { n: yuan(f.received) })}</span><span>${t('已用 {n} 元', { n: yuan(f.paid) })}</span><span>${t('还剩 {n} 元', { n: yuan(f.left) })}</span></p>${Bar(f.paid, f.received, t('已用'))}</a></li>`,
      )}</ul>`
    : Empty(html`<p>${t('还没有公布的资金。')}</p><a class="button quiet" href="/c/${community}">${t('回首页')}</a>`)
}`
  },
  { menu: 6 },
)

const fundPage = page(
  '/c/:community/funds/:id',
  () => t('钱花到哪里'),
  async visit => {
    const { community, id } = visit.params
    const search = visit.query['search']?.slice(0, 60)
    const page = Math.max(1, Number.parseInt(visit.query['page'] ?? '1', 10) || 1)
    const f = await visit.ask(publicFund, { community, id, page, ...(search && { search }) })
    return html`<h1>${f.year} ${f.name}</h1>
<p class="lead">${f.purpose}</p>
${Sums(t('这笔钱'), [
  { label: t('已到账'), value: yuan(f.received), unit: t('元'), href: '#from' },
  { label: t('已支出'), value: yuan(f.paid), unit: t('元'), href: '#to' },
  { label: t('还剩'), value: yuan(f.left), unit: t('元') },
])}
${Bar(f.paid, f.received, t('已用'))}
<div id="from">${Section(
      t('从哪里来'),
      html`<p class="hint">${sources[f.source].label}；${f.basis}</p>${
        f.receipts.length
          ? html`<ul class="lines">${f.receipts.map(r => html`<li class="line"><b>${r.said}</b><p class="meta"><span>${sayDay(r.day, dayOf(visit.now))}</span><span>${t('{n} 元', { n: yuan(r.amount) })}</span></p></li>`)}</ul>`
          : Empty(html`<p>${t('还没有到账。')}</p>`)
      }`,
    )}</div>
${f.lines.length > 0 && Section(t('定下来做什么'), html`<ul class="lines">${f.lines.map(l => Line(l, visit))}</ul>`)}
<div id="to">${Section(t('用到哪里'), Spent(f, visit, search ?? ''))}</div>
<p class="ways"><a class="button quiet" href="/print/money.publicFund?community=${community}&id=${id}">${t('打印')}</a><a class="button quiet" href="/c/${community}/funds">${t('看全部资金')}</a></p>`
  },
)

const Line = (l: PublicFund['lines'][number], { now }: Pick<Visit, 'now'>): Html =>
  html`<li class="line"><b>${l.name}</b><p class="meta"><span>${lineKinds[l.kind].label}</span><span>${t('预算 {n} 元', { n: yuan(l.amount) })}</span><span>${t('已付 {n} 元', { n: yuan(l.paid) })}</span></p>
${Bar(l.paid, l.amount, t('已付'))}<p class="hint">${t('决议 {number}，{day}', { number: l.resolutionNumber, day: sayDay(l.resolutionDay, dayOf(now)) })}</p></li>`

function Spent(f: PublicFund, { query, now }: Pick<Visit, 'query' | 'now'>, search: string): Html {
  const { items, total } = f.payments
  return html`<form method="get" class="find" role="search"><label for="search">${t('找一笔支出')}</label> <input ${attributes({ id: 'search', name: 'search', type: 'search', value: search, maxlength: 60 })}> <button class="button quiet">${t('找')}</button></form>
<p class="total">${t('共 {n} 笔', { n: total })}</p>
${items.length ? html`<ul class="lines">${items.map(p => html`<li class="line"><b>${p.what}</b><p class="meta"><span>${sayDay(p.day, dayOf(now))}</span><span>${t('付给{payee}', { payee: p.payee })}</span><span>${t('{n} 元', { n: yuan(p.amount) })}</span></p><p class="hint">${t('项目：{line}；合同 {contract}', { line: p.line, contract: p.contract })}</p></li>`)}</ul>` : Empty(html`<p>${search ? t('没有这样的支出，请换个词。') : t('还没有支出。')}</p>`)}
${Pager(query, total, 20)}`
}

/** A bar says nothing that its words do not. */
function Bar(part: number, whole: number, label: string): Child {
  if (whole <= 0) return null
  const percent = Math.min(100, Math.round(share(part, whole) / 100))
  return html`<p class="share"><meter ${attributes({ min: 0, max: 100, value: percent })}>${percent}%</meter> <span class="hint">${label} ${percent}%</span></p>`
}

export const moneyPortal: Pages = { pages: [fundsPage, fundPage] }
