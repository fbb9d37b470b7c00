/**
 * Who answers for a door, with the telephone: the page for each grid that the rules want posted and current (GR-03), and
 * by house whom to call for water, power, gas and the property.
 */
import type { Output } from '../../../kernel/contract.ts'
import { common } from '../../../kernel/rules.ts'
import { t } from '../../../kernel/text.ts'
import { places, type Building, type PlaceLine } from '../../places/contract.ts'
import { attributes, html, type Child, type Html } from '../../../ui/html.ts'
import { icon } from '../../../ui/icons.ts'
import { withoutShared } from '../../../ui/map.ts'
import { page } from '../../../ui/portal-page.ts'
import { Empty, Section } from '../../../ui/portal.ts'

type Answer = Output<typeof places.ops.responsible>
type Called = { name: string; label: string; phone: string | null; hours?: string }

/** By house, or by grid, whichever somebody knows. */
export const dutyIndex = page(
  '/c/:community/duty',
  () => t('谁负责'),
  async visit => {
    const { community } = visit.params
    const [houses, grids] = await Promise.all([
      visit.ask(places.ops.buildings, { place: community }),
      visit.ask(places.ops.grids, { place: community }),
    ])
    const chosen = houses.find(h => h.id === visit.query['house'])
    if (chosen) return { to: `/c/${community}/duty/${chosen.place}?house=${chosen.id}` }
    return html`<h1>${t('我家归谁管')}</h1>
<p class="lead">${t('选您住的楼，就看到网格员、物业和水电气的电话。')}</p>
${houses.length ? HouseForm(`/c/${community}/duty`, houses) : Empty(html`<p>${t('这个社区的楼还没有登记，可以按网格找。')}</p>`)}
${grids.length > 0 && Section(t('按网格找'), Grids(community, grids))}`
  },
)

export const dutyPage = page(
  '/c/:community/duty/:grid',
  () => t('谁负责'),
  async visit => {
    const { community, grid } = visit.params
    const [grids, houses] = await Promise.all([
      visit.ask(places.ops.grids, { place: community }),
      visit.ask(places.ops.buildings, { place: grid }),
    ])
    const here = grids.find(g => g.code === grid)
    if (!here) throw common.notFound()
    const house = houses.find(h => h.id === visit.query['house'])
    const found = await visit.ask(places.ops.responsible, house ? { community, building: house.id } : { place: grid })
    const near = found.duty.filter(d => d.place === grid)
    return html`<h1>${t('{name}谁负责', { name: house ? house.estate + house.name : here.name })}</h1>
${house && html`<p class="lead">${t('属于{name}', { name: here.name })}</p>`}
${near.length ? html`<ul class="people part">${near.map(Person)}</ul>` : html`<p class="lead">${t('这一片的网格员还没有公布，先找社区。')}</p>`}
${Called(found)}
${!house && houses.length > 0 && Section(t('选您住的楼'), html`<p class="hint">${t('不同小区的物业、电梯电话不一样，选了楼就准。')}</p>${HouseForm(`/c/${community}/duty`, houses)}`)}
${Section(t('社区和街道'), Staff(found, grid))}
<p class="ways"><a class="button quiet" href="/print/identity.onDuty?place=${grid}">${t('打印公示牌')}</a><a class="button quiet" href="/print/identity.onDuty?place=${grid}&paper=A3">${t('打印大张（A3）')}</a></p>
${Bodies(found, community)}
${Section(t('别的网格'), Grids(community, grids, grid))}`
  },
)

/** One of each kind first; a page of nine clerks hides the doctor. */
function Staff({ duty }: Answer, grid: string): Html {
  const others = duty.filter(d => d.place !== grid)
  const first = others.filter((d, i) => others.findIndex(o => o.label === d.label) === i)
  const rest = others.filter(d => !first.includes(d))
  return html`<ul class="people">${first.map(Person)}</ul>
${rest.length > 0 && html`<details class="more"><summary>${t('另外 {n} 位工作人员', { n: rest.length })}</summary><ul class="people">${rest.map(Person)}</ul></details>`}
<p class="hint">${t('反映不了、没人管，打 12345。')}</p>`
}

const Called = ({ contacts }: Answer): Child =>
  contacts.length > 0 && Section(t('家里的事打给谁'), html`<ul class="people">${contacts.map(Person)}</ul>`)

const Bodies = ({ bodies }: Answer, community: string): Child =>
  bodies.length > 0 &&
  html`<p class="ways"><a class="button quiet" href="/c/${community}/bodies">${t('党组织、居委会等 {n} 个组织，谁在任', { n: bodies.length })}</a></p>`

export function Person({ name, label, phone, hours }: Called): Html {
  const call: Child =
    phone &&
    html`<a class="button quiet" href="tel:${phone}" aria-label="${t('打电话给{name}，{phone}', { name, phone })}">${icon('phone')}${t('打电话')}</a>`
  return html`<li><div><b>${name}</b><p>${label}${hours && html` · ${hours}`}</p>${phone && html`<p>${phone}</p>`}</div>${call}</li>`
}

/** A plain form that asks: it works without a script, and its answer can be bookmarked. */
function HouseForm(action: string, houses: readonly Building[]): Html {
  const estates = [...Map.groupBy(houses, h => h.estate || t('其他'))]
  return html`<form action="${action}" method="get" class="part"><p class="field"><label for="house">${t('您住的楼')}</label>
<select id="house" name="house">${estates.map(([estate, all]) => html`<optgroup label="${estate}">${all.map(h => html`<option value="${h.id}">${h.estate}${h.name}</option>`)}</optgroup>`)}</select></p>
<p class="send"><button class="button">${t('看谁负责')}</button></p></form>`
}

export function Grids(community: string, grids: readonly PlaceLine[], chosen?: string): Html {
  const short = withoutShared(grids.map(g => g.name))
  return html`<nav class="filter" aria-label="${t('网格')}">${grids.map(
    g =>
      html`<a ${attributes({ href: `/c/${community}/duty/${g.code}`, 'aria-current': g.code === chosen ? 'page' : null })}>${short(g.name)}</a>`,
  )}</nav>`
}
