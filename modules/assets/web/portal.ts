/** The public page of what is owned in common: what there is, who rents it for how much, what the rent was used for, what was given out. 篇8 2「三资监管」 */
import { dayOf } from '../../../kernel/clock.ts'
import { yuan } from '../../../kernel/fen.ts'
import { t } from '../../../kernel/text.ts'
import type { Output } from '../../../kernel/contract.ts'
import { html, type Html } from '../../../ui/html.ts'
import { Empty, Section, Sums } from '../../../ui/portal.ts'
import { page, type Pages } from '../../../ui/portal-page.ts'
import { Pager } from '../../../ui/portal-parts.ts'
import { assets } from '../contract.ts'
import { periods } from '../lease-rules.ts'
import { asset, kinds, sorts } from '../rules.ts'
import { purposes } from '../share-rules.ts'

const { publicAssets, publicDividends } = assets.ops

const assetsPage = page(
  '/c/:community/assets',
  () => t('集体资产'),
  async visit => {
    const { community } = visit.params
    const year = Number(dayOf(visit.now).slice(0, 4))
    const page = Math.max(1, Number.parseInt(visit.query['page'] ?? '1', 10) || 1)
    const all = await visit.ask(publicAssets, { place: community, year, page })
    const dividends = await visit.ask(publicDividends, { place: community })
    return html`<h1>${t('集体资产')}</h1>
<p class="lead">${t('大家共有的房屋、店面、土地和设施，租给谁、收多少、用到哪里，都在这里。')}</p>
${Sums(t('这一年'), [
  { label: t('资产和资源'), value: all.total, unit: t('项'), href: '#list' },
  { label: t('今年收租'), value: yuan(all.received), unit: t('元'), href: '#used' },
])}
<div id="used">${Section(t('租金用到哪里'), Used(all))}</div>
<div id="list">${Section(t('资产和租约'), List(all, visit.query))}</div>
${dividends.length > 0 && Section(t('集体分红'), html`${dividends.map(Dividend)}`)}
<p class="ways"><a class="button quiet" href="/c/${community}/funds">${t('看钱花到哪里')}</a></p>`
  },
)

type All = Output<typeof publicAssets>
const Used = ({ splits, policyNumber, policyDay }: All): Html =>
  html`${policyNumber ? html`<p class="hint">${t('分配办法：决议 {number}（{day}）', { number: policyNumber, day: policyDay ?? '' })}</p>` : html`<p class="hint">${t('还没有定分配办法。')}</p>`}
<ul class="lines">${splits.map(
    s =>
      html`<li class="line"><b>${purposes[s.purpose]}</b><p class="meta"><span>${t('占 {n}%', { n: s.share / 100 })}</span><span>${t('{n} 元', { n: yuan(s.amount) })}</span></p></li>`,
  )}</ul>`

const List = (all: All, query: Record<string, string>): Html =>
  all.items.length
    ? html`<ul class="lines">${all.items.map(
        a =>
          html`<li class="line"><b>${a.name}</b><p class="meta"><span>${kinds[a.kind].label}</span><span>${sorts[a.sort]}</span><span>${asset.states[a.state].label}</span><span>${a.located}</span></p>${
            a.tenant &&
            html`<p class="hint">${t('租给{tenant}，{from} 至 {until}，{period} {rent} 元', {
              tenant: a.tenant,
              from: a.fromDay ?? '',
              until: a.until ?? '',
              period: periods[a.months as keyof typeof periods],
              rent: yuan(a.rent ?? 0),
            })}</p>`
          }</li>`,
      )}</ul>${Pager(query, all.total, 20)}`
    : Empty(html`<p>${t('还没有公布的资产。')}</p>`)

const Dividend = (d: Output<typeof publicDividends>[number]): Html =>
  html`<details class="more"><summary>${t('{year} {name}：{n} 元，{members} 人', { year: d.year, name: d.name, n: yuan(d.total), members: d.members })}</summary>
<p class="hint">${t('决议 {number}（{day}）', { number: d.resolutionNumber, day: d.resolutionDay })}</p>
<ul class="lines">${d.lines.map(l => html`<li class="line"><b>${l.name}</b><p class="meta"><span>${t('股权证 {number}', { number: l.number })}</span><span>${t('{n} 股', { n: l.shares })}</span><span>${t('{n} 元', { n: yuan(l.amount) })}</span></p></li>`)}</ul></details>`

export const assetsPortal: Pages = { pages: [assetsPage] }
