/** The first page: which community, and then its home, where the one thing people come for is the largest thing on it. 篇8 3.2.1(1)「站群」、篇8 3.2.1(1)「多种版本」 */
import { t } from '../../../kernel/text.ts'
import { identity } from '../../identity/contract.ts'
import { people } from '../../people/contract.ts'
import { places, type PlaceLine } from '../../places/contract.ts'
import { html } from '../../../ui/html.ts'
import { icon } from '../../../ui/icons.ts'
import { Empty, Section } from '../../../ui/portal.ts'
import { page, type Visit } from '../../../ui/portal-page.ts'
import { Emergency } from '../../../ui/portal-parts.ts'
import { hourOf } from '../../../ui/portal-values.ts'
import { Grids, Person } from './portal-duty.ts'

export const choosePage = page(
  '/',
  () => t('选择社区'),
  async visit => {
    const { community, query } = visit
    if (!(await visit.ask(identity.ops.me, {})).founded) return { to: '/setup' }
    if (community && !query['all'] && query['in'] === undefined) return { to: `/c/${community.code}` }
    const own = query['in'] === undefined ? await ownOf(visit) : []
    if (own.length === 1 && !query['all']) return { to: `/c/${own[0]!.code}` }
    const { path, below } = await opened(visit, query['in'] ?? '')
    if (below.length === 1 && below[0]!.code.length === 12 && !query['all']) return { to: `/c/${below[0]!.code}` }
    return html`<h1>${t('您住在哪个社区？')}</h1>
<p class="lead">${t('选一次就记住，以后直接进去。')}</p>
${query['in'] && html`<p class="filter"><a href="/?all=1">${t('从头选')}</a></p>`}
${own.length > 0 && Section(t('您的社区'), List(own))}
${below.length ? Section(path.at(-1)?.name ?? t('从大到小选'), List(below)) : Empty(html`<p>${t('这里还没有社区开通。可以打 12345，会转给您的社区。')}</p><a class="button" href="tel:12345">${t('打 12345')}</a>`)}`
  },
)

const List = (all: readonly { code: string; name: string }[]) =>
  html`<ul class="lines across">${all.map(p => html`<li><a class="line" href="${p.code.length === 12 ? `/c/${p.code}` : `/?in=${p.code}`}"><b>${p.name}</b></a></li>`)}</ul>`

/** Where whoever is signed in lives, as far as the account is linked, and where they hold a post. */
async function ownOf({ ask, me }: Pick<Visit, 'ask' | 'me'>): Promise<PlaceLine[]> {
  if (!me || me.guest) return []
  const { cards } = await ask(people.ops.myData, {})
  const codes = [...cards.map(c => c.community), ...me.posts.map(p => p.place.slice(0, 12))]
  const found = [...new Set(codes.filter(code => code.length === 12))].slice(0, 6)
  return Promise.all(found.map(code => ask(places.ops.place, { code })))
}

/** Walks down as long as there is only one way: a town's installation begins with its communities, not with the province. */
async function opened({ ask }: Pick<Visit, 'ask'>, from: string): Promise<{ path: PlaceLine[]; below: PlaceLine[] }> {
  const path: PlaceLine[] = []
  for (let parent = /^\d{0,9}$/.test(from) ? from : ''; ;) {
    const below = await ask(places.ops.tree, { parent, served: true })
    const [only] = below
    if (below.length !== 1 || only!.code.length >= 12) return { path, below }
    path.push(only!)
    parent = only!.code
  }
}

export const homePage = page(
  '/c/:community',
  () => t('首页'),
  async visit => {
    const { code, name } = visit.community!
    const [blocks, duty, grids] = await Promise.all([
      visit.blocks('home'),
      visit.ask(identity.ops.onDuty, { place: code }),
      visit.ask(places.ops.grids, { place: code }),
    ])
    return html`<div class="hero"><div class="inner">
<h1><span>${greetingAt(hourOf(visit.now))}，</span><span>${t('{name}的街坊', { name })}</span></h1>
<p class="lead">${t('家门口的事，说一声，有人办，办到哪里看得见。')}</p>
<div class="tasks">
<a class="task first" href="/c/${code}/report">${icon('speak')}<span><b>${t('我要反映')}</b><small>${t('灯不亮、漏水、垃圾、邻里难处')}</small></span></a>
<a class="task" href="/follow">${icon('search')}<span><b>${t('查进度')}</b><small>${t('凭编号，和手机后四位或查询码')}</small></span></a>
</div>
${Emergency()}
</div></div>
${blocks}
${Section(
  t('我这一片谁负责'),
  html`<ul class="people">${duty.slice(0, 3).map(d => Person({ ...d, phone: d.workPhone }))}</ul>
${grids.length > 0 && html`<p class="hint">${t('网格员在这里查，选您住的那一片，或者')}<a href="/c/${code}/duty">${t('选您住的楼')}</a></p>${Grids(code, grids)}`}`,
  { href: `/c/${code}/bodies`, label: t('社区组织') },
)}`
  },
  { menu: 0 },
)

const greetingAt = (hour: number) =>
  hour < 5 ? t('夜深了') : hour < 11 ? t('早上好') : hour < 13 ? t('中午好') : hour < 18 ? t('下午好') : t('晚上好')
