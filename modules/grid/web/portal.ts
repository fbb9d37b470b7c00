/** What the grid gives to the portal: reporting, following, the public list with its map, and its part of the home page. */
import { dayOf } from '../../../kernel/clock.ts'
import { t } from '../../../kernel/text.ts'
import { places } from '../../places/contract.ts'
import { html, raw, type Child, type Html } from '../../../ui/html.ts'
import { mapSvg, withoutShared } from '../../../ui/map.ts'
import { Empty, FormPage, ListPage, Section, Sums } from '../../../ui/portal.ts'
import { page, sending, type Pages, type Visit } from '../../../ui/portal-page.ts'
import { Filter } from '../../../ui/portal-parts.ts'
import { sayDay, Time } from '../../../ui/portal-values.ts'
import { grid } from '../contract.ts'
import type { Published } from '../shapes.ts'
import { matterPage, publicPage, Stars } from './portal-matter.ts'
import { reportPage } from './portal-report.ts'
import { reportedPage } from './portal-reported.ts'
import { numberOf } from '../short.ts'
import { askVisitPage, MyVisits, visitPage } from './portal-visit.ts'
import { Tag, toneOf } from './progress.ts'

const { published, figures, follow, mine, openByGrid } = grid.ops

const followPage = page(
  '/follow',
  t('查进度'),
  async visit =>
    FormPage(visit, {
      op: follow,
      title: t('查进度'),
      lead: t('报事时给您的编号，加上您留的手机号后四位。'),
      questions: { number: { hint: t('在「收到了」那一页上'), autocomplete: 'off' }, tail: { autocomplete: 'off' } },
      submit: t('查进度'),
      after:
        visit.community &&
        html`<p class="aside">${t('编号找不到了？')} <a href="/c/${visit.community.code}/matters">${t('在大家的事里找')}</a></p>`,
    }),
  { menu: 2, post: sending(follow, { then: ({ community, id }) => `/m/${community}/${id}` }) },
)

/** What an SMS leads to: the page that asks for the phone's tail, with the number filled in. */
const shortPage = page('/s/:short', t('查进度'), async ({ params }) => {
  const number = numberOf(params.short)
  return { to: number ? `/follow?number=${number}` : '/follow' }
})

const listPage = page(
  '/c/:community/matters',
  t('大家的事'),
  async visit => {
    const { community } = visit.params
    const place = visit.query['grid']?.startsWith(community) ? visit.query['grid'] : community
    const state = (['open', 'done'] as const).find(s => s === visit.query['state'])
    const page = Math.max(1, Number.parseInt(visit.query['page'] ?? '1', 10) || 1)
    const [answer, aside] = await Promise.all([
      visit.ask(published, { place, page, size: 20, ...(state && { state }) }),
      Grids(visit, community),
    ])
    return ListPage(visit, {
      op: published,
      answer,
      title: t('大家的事'),
      lead: t('报了什么，办到哪里，都在这里；不显示谁报的。'),
      filters: Filter(visit.query, 'state', t('按进展看'), [
        { value: '', label: t('全部') },
        { value: 'open', label: t('正在办') },
        { value: 'done', label: t('已办结') },
      ]),
      aside,
      line: m => Line(m, visit.now),
      empty: html`<p>${t('这里还没有事项。')}</p><a class="button" href="/c/${community}/report">${t('我要反映')}</a>`,
    })
  },
  { menu: 3 },
)

/** The map, and the same as a list: whoever cannot see the one has the other. */
async function Grids({ ask, query }: Visit<'community'>, community: string): Promise<Html> {
  const [map, grids, counts] = await Promise.all([
    ask(places.ops.map, { place: community }),
    ask(places.ops.grids, { place: community }),
    ask(openByGrid, { place: community }),
  ])
  const values = new Map(counts.map(c => [c.place, c.open]))
  const describe = grids.map(g => t('{name} {n} 件', { name: g.name, n: values.get(g.code) ?? 0 })).join('；')
  const all = { code: '', name: t('全社区'), n: counts.reduce((sum, c) => sum + c.open, 0) }
  const lines = [all, ...grids.map(g => ({ ...g, n: values.get(g.code) ?? 0 }))]
  const current = query['grid'] ?? ''
  const short = withoutShared(grids.map(g => g.name))
  return html`<figure class="picture">${map.features.length > 0 && raw(mapSvg({ features: map.features, values, title: t('各网格正在办的件数'), describe, chosen: current }))}
<figcaption>${t('数字是正在办的件数；点名称只看那一片')}</figcaption>
<ul class="grids">${lines.map(g => html`<li><a href="?${new URLSearchParams(g.code ? { grid: g.code } : {}).toString()}"${g.code === current && html` aria-current="true"`}><span>${short(g.name)}</span><b>${g.n}</b></a></li>`)}</ul></figure>`
}

const Line = (
  m: Published,
  now: Date,
): Html => html`<a class="line" href="/c/${m.community}/matters/${m.id}"><b class="name">${m.title}</b>
<p class="meta">${Tag(m.state, m.late)}<span>${m.placeName}</span>${Time(m.reportedAt, now)}</p>
${toneOf(m.state) === 'done' && m.result && html`<p class="result">${brief(m.result)}</p>`}</a>`

const brief = (text: string) => (text.length > 60 ? `${text.slice(0, 58)}……` : text)

/** The month so far in three figures, and what was finished last. */
async function home({ ask, community, now }: Visit<string>): Promise<Html> {
  const { code } = community!
  const days = Number(dayOf(now).slice(8))
  const [month, latest] = await Promise.all([
    ask(figures, { place: code, days }),
    ask(published, { place: code, state: 'done', size: 3 }),
  ])
  return html`${Sums(t('本月办事情况'), [
    { label: t('本月收到'), value: month.reported, unit: t('件') },
    { label: t('本月办结'), value: month.closed, unit: t('件') },
    { label: t('正在办'), value: month.open, unit: t('件') },
  ])}
${Section(
  t('最近办好的事'),
  latest.items.length
    ? html`<ul class="lines across">${latest.items.map(m => html`<li>${Finished(m, dayOf(now))}</li>`)}</ul>`
    : Empty(html`<p>${t('还没有办结的事。您身边有什么要办的，说一声。')}</p>`),
  {
    href: `/c/${code}/matters`,
    label: t('看全部'),
  },
)}
<p class="ways"><a class="button quiet" href="/c/${code}/visit">${t('请人上门')}</a></p>`
}

const Finished = (
  m: Published,
  today: string,
): Html => html`<a class="line" href="/c/${m.community}/matters/${m.id}"><h3>${m.title}</h3>
${m.result && html`<p class="result">${brief(m.result)}</p>`}
<p class="meta"><span>${m.placeName}</span>${m.closedAt && html`<span>${t('{day}办结', { day: sayDay(dayOf(m.closedAt), today) })}</span>`}${m.rating !== null && html`<span>${Stars(m.rating)}</span>`}</p></a>`

async function ours(visit: Visit<string>): Promise<Html> {
  const { ask, now } = visit
  const { items } = await ask(mine, { size: 50 })
  const lines: Child = items.map(
    m =>
      html`<li><a class="line" href="/m/${m.community}/${m.id}"><h3>${m.title}</h3><p class="meta">${Tag(m.state, m.late)}<span>${m.number}</span>${Time(m.reportedAt, now)}</p></a></li>`,
  )
  return html`${Section(
    t('我报的事'),
    items.length
      ? html`<ul class="lines">${lines}</ul>`
      : Empty(
          html`<p>${t('登录以后报的事会列在这里；没登录时报的，凭编号查。')}</p><a class="button quiet" href="/follow">${t('查进度')}</a>`,
        ),
  )}${await MyVisits(visit)}`
}

export const gridPortal: Pages = {
  pages: [reportPage, reportedPage, followPage, shortPage, matterPage, listPage, publicPage, askVisitPage, visitPage],
  home,
  mine: ours,
}
