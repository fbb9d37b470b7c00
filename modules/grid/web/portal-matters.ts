/**
 * What was reported here, as a list and as a map of the same list: one filter, one rule of what everyone may see, and every
 * mark on the map has its number in the list beside it, so that whoever cannot see the one has the other.
 */
import { t } from '../../../kernel/text.ts'
import { places } from '../../places/contract.ts'
import { html, raw, type Html } from '../../../ui/html.ts'
import { mapSvg, withoutShared } from '../../../ui/map.ts'
import { ListPage } from '../../../ui/portal.ts'
import { page, type Visit } from '../../../ui/portal-page.ts'
import { Filter } from '../../../ui/portal-parts.ts'
import { Time } from '../../../ui/portal-values.ts'
import { Credit } from '../../../ui/spot-map.ts'
import { grid } from '../contract.ts'
import type { Published } from '../shapes.ts'
import { Tag, toneOf } from './progress.ts'

const { published, publishedByGrid } = grid.ops
const SIZE = 20
type Numbered = { n: number; m: Published }

export const mattersPage = page(
  '/c/:community/matters',
  () => t('大家的事'),
  async visit => {
    const { community } = visit.params
    const place = visit.query['grid']?.startsWith(community) ? visit.query['grid'] : community
    const state = (['open', 'done'] as const).find(s => s === visit.query['state'])
    const page = Math.max(1, Number.parseInt(visit.query['page'] ?? '1', 10) || 1)
    const narrow = { ...(state && { state }) }
    const [answer, byGrid] = await Promise.all([
      visit.ask(published, { ...narrow, place, page, size: SIZE }),
      visit.ask(publishedByGrid, { ...narrow, place: community }),
    ])
    const numbered = answer.items.map((m, i) => ({ n: (page - 1) * SIZE + i + 1, m }))
    const lines = new Map(numbered.map(one => [one.m.id, one.n]))
    return ListPage(visit, {
      op: published,
      answer,
      size: SIZE,
      title: t('大家的事'),
      lead: t('报了什么，办到哪里，都在这里；不显示谁报的。'),
      filters: Filter(visit.query, 'state', t('按进展看'), [
        { value: '', label: t('全部') },
        { value: 'open', label: t('正在办') },
        { value: 'done', label: t('已办结') },
      ]),
      aside: await Picture(visit, byGrid, numbered),
      line: m => Line(m, lines.get(m.id)!, visit.now),
      empty: html`<p>${t('这里还没有事项。')}</p><a class="button" href="/c/${community}/report">${t('我要反映')}</a>`,
    })
  },
  { menu: 3 },
)

type Count = { place: string; n: number }
async function Picture(
  { ask, query, params }: Visit<'community'>,
  byGrid: readonly Count[],
  numbered: readonly Numbered[],
): Promise<Html> {
  const { community } = params
  const [map, grids, { tiles }] = await Promise.all([
    ask(places.ops.map, { place: community }),
    ask(places.ops.grids, { place: community }),
    ask(places.ops.baseMap, {}),
  ])
  const counts = new Map(byGrid.map(c => [c.place, c.n]))
  const known = new Set(grids.map(g => g.code))
  const all = { code: '', name: t('全社区'), n: byGrid.reduce((sum, c) => sum + c.n, 0) }
  const lines = [all, ...grids.map(g => ({ ...g, n: counts.get(g.code) ?? 0 }))]
  const values = new Map(lines.map(g => [g.code, g.n]))
  // Reported for the community as a whole, or in a grid that was given up since.
  const others = byGrid.reduce((sum, c) => sum + (known.has(c.place) ? 0 : c.n), 0)
  const describe = lines.map(g => t('{name} {n} 件', g)).join('；')
  const current = query['grid'] ?? ''
  const to = (code: string) =>
    `?${new URLSearchParams(Object.entries({ state: query['state'] ?? '', grid: code }).filter(([, v]) => v))}`
  const short = withoutShared(grids.map(g => g.name))
  const spots = spotsOf(numbered)
  return html`<figure class="picture">${map.features.length > 0 && raw(mapSvg({ features: map.features, values, spots, tiles, title: t('各网格的件数，和这一页的事在哪里'), describe, chosen: current }))}
<figcaption>${t('大字是件数；圆点里的数字和单子上的一样，位置只到百米左右。点名称只看那一片')}${Credit(tiles)}</figcaption>
<ul class="grids">${lines.map(g => html`<li><a href="${to(g.code)}"${g.code === current && html` aria-current="true"`}><span>${short(g.name)}</span><b>${g.n}</b></a></li>`)}${others > 0 && html`<li class="rest"><span>${t('没说清在哪一片')}</span><b>${others}</b></li>`}</ul></figure>`
}

/** Those that are told to the same hundred metres share one mark. */
function spotsOf(numbered: readonly Numbered[]) {
  const placed = numbered.filter(({ m }) => m.lon !== null && m.lat !== null)
  return [...Map.groupBy(placed, ({ m }) => `${m.lon},${m.lat}`).values()].map(of => ({
    at: [of[0]!.m.lon!, of[0]!.m.lat!] as const,
    label: of.length > 1 ? `${of[0]!.n}…` : String(of[0]!.n),
    words: of.map(({ n, m }) => `${n} ${m.title}`).join('；'),
  }))
}

const Line = (m: Published, n: number, now: Date): Html =>
  html`<a class="line" href="/c/${m.community}/matters/${m.id}"><b class="name"><i class="nth">${n}</i>${m.title}</b>
<p class="meta">${Tag(m.state, m.late)}<span>${m.placeName}</span>${Time(m.reportedAt, now)}</p>
${toneOf(m.state) === 'done' && m.result && html`<p class="result">${brief(m.result)}</p>`}</a>`

export const brief = (text: string) => (text.length > 60 ? `${text.slice(0, 58)}……` : text)
