/** The bodies of a community for everybody: what each is for, who sits in it since when, what is vacant, and who sat there before. */
import { t } from '../../../kernel/text.ts'
import { html, type Child, type Html } from '../../../ui/html.ts'
import { Empty, Section } from '../../../ui/portal.ts'
import { page, type Pages } from '../../../ui/portal-page.ts'
import { places, type Body, type Seat } from '../contract.ts'
import { hows } from '../shapes-bodies.ts'

const bodiesPage = page(
  '/c/:community/bodies',
  () => t('社区组织'),
  async visit => {
    const { community } = visit.params
    const all = await visit.ask(places.ops.bodies, { place: community })
    return html`<h1>${t('社区组织')}</h1>
<p class="lead">${t('社区里有哪些组织，各管什么，谁在任，都在这里。')}</p>
${all.length ? html`<ul class="lines">${all.map(b => html`<li>${Line(b)}</li>`)}</ul>` : Empty(html`<p>${t('还没有公布。')}</p><a class="button quiet" href="/c/${community}/duty">${t('看谁负责')}</a>`)}`
  },
)

const Line = (b: Body): Html => {
  const seats = b.seats.slice(0, 3).map(s => `${s.name} ${named(s)}`)
  return html`<a class="line" href="/c/${b.community}/bodies/${b.id}"><b class="name">${b.name}</b>
<p class="meta"><span>${b.kindLabel}</span>${b.vacant > 0 && html`<span>${t('空缺 {n} 人', { n: b.vacant })}</span>`}</p>
${seats.length > 0 && html`<p class="result">${seats.join('；')}</p>`}</a>`
}

const named = ({ holders }: Seat): string => holders.map(h => h.name).join('、') || t('空缺')

const bodyPage = page(
  '/c/:community/bodies/:id',
  () => t('社区组织'),
  async visit => {
    const { community, id } = visit.params
    const b = await visit.ask(places.ops.body, { community, id })
    const past = b.history.filter(h => h.until)
    return html`<h1>${b.name}</h1>
${b.duty && html`<p class="lead">${b.duty}</p>`}
${b.term && html`<p class="hint">${t('{term}，{from} 至 {to}', { term: b.term.name, from: b.term.from, to: b.term.to })}${b.term.ended && t('，已届满')}</p>`}
${Call(b)}
${Section(t('谁在任'), html`<ul class="lines">${b.seats.map(s => html`<li class="line"><b>${s.name}</b>${s.holders.map(h => html`<p>${h.name}<span class="hint">${t('，{how}，{since} 起', { how: hows[h.how], since: h.since })}</span>${h.also.length > 0 && html`<span class="hint">${t('，兼{posts}', { posts: h.also.join('、') })}</span>`}</p>`)}${s.vacant > 0 && html`<p class="hint">${t('空缺 {n} 人', { n: s.vacant })}</p>`}</li>`)}</ul>`)}
${Lines(b)}
${past.length > 0 && Section(t('历任'), html`<ul class="lines">${past.map(h => html`<li class="line"><b>${h.name}</b><p class="meta"><span>${h.seat}</span><span>${t('{from} 至 {until}', { from: h.from, until: h.until ?? '' })}</span>${h.why && html`<span>${h.why}</span>`}</p></li>`)}</ul>`)}
<p class="ways"><a class="button quiet" href="/c/${community}/bodies">${t('看全部组织')}</a></p>`
  },
)

const Call = (b: Body): Child =>
  (b.phone || b.office) &&
  html`<p>${b.office}${b.office && b.phone && ' '}${b.phone && html`<a class="call" href="tel:${b.phone}">${b.phone}</a>`}</p>`

const Lines = ({ above, below }: Body): Child => {
  const list = (lines: Body['above'], led: string, guided: string) =>
    lines.map(
      l =>
        html`<li class="line"><p>${l.kind === 'leads' ? led : guided} ${l.place.length === 12 ? html`<a href="/c/${l.community}/bodies/${l.id}">${l.name}</a>` : l.name}</p></li>`,
    )
  return (
    above.length + below.length > 0 &&
    Section(
      t('和谁有关系'),
      html`<ul class="lines">${list(above, t('受它领导：'), t('受它业务指导：'))}${list(below, t('领导：'), t('业务指导：'))}</ul>`,
    )
  )
}

export const placesPortal: Pages = { pages: [bodiesPage, bodyPage] }
