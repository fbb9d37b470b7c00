/** Who serves this grid, with the telephone: the page for each grid that the rules want posted and current (GR-03). */
import type { Output } from '../../../kernel/contract.ts'
import { t } from '../../../kernel/text.ts'
import { identity } from '../../identity/contract.ts'
import { places, type PlaceLine } from '../../places/contract.ts'
import { attributes, html, type Child, type Html } from '../../../ui/html.ts'
import { icon } from '../../../ui/icons.ts'
import { withoutShared } from '../../../ui/map.ts'
import { page } from '../../../ui/portal-page.ts'
import { Section } from '../../../ui/portal.ts'
import { common } from '../../../kernel/rules.ts'

type OnDuty = Output<typeof identity.ops.onDuty>[number]

export const dutyPage = page('/c/:community/duty/:grid', t('谁负责'), async visit => {
  const { community, grid } = visit.params
  const [duty, grids] = await Promise.all([
    visit.ask(identity.ops.onDuty, { place: grid }),
    visit.ask(places.ops.grids, { place: community }),
  ])
  const here = grids.find(g => g.code === grid)
  if (!here) throw common.notFound()
  const near = duty.filter(d => d.place === grid)
  return html`<h1>${t('{name}谁负责', { name: here.name })}</h1>
${near.length ? html`<ul class="people part">${near.map(d => Person(d))}</ul>` : html`<p class="lead">${t('这一片的网格员还没有公布，先找社区。')}</p>`}
${Section(
  t('社区和街道'),
  html`<ul class="people">${duty.filter(d => d.place !== grid).map(d => Person(d))}</ul>
<p class="hint">${t('反映不了、没人管，打 12345。')}</p>`,
)}
<p class="ways"><a class="button quiet" href="/print/identity.onDuty?place=${grid}">${t('打印公示牌')}</a><a class="button quiet" href="/print/identity.onDuty?place=${grid}&paper=A3">${t('打印大张（A3）')}</a></p>
${Section(t('别的网格'), Grids(community, grids, grid))}`
})

export function Person(duty: OnDuty): Html {
  const call: Child =
    duty.workPhone &&
    html`<a class="button quiet" href="tel:${duty.workPhone}" aria-label="${t('打电话给{name}，{phone}', { name: duty.name, phone: duty.workPhone })}">${icon('phone')}${t('打电话')}</a>`
  return html`<li><div><b>${duty.name}</b><p>${duty.label}</p>${duty.workPhone && html`<p>${duty.workPhone}</p>`}</div>${call}</li>`
}

export function Grids(community: string, grids: readonly PlaceLine[], chosen?: string): Html {
  const short = withoutShared(grids.map(g => g.name))
  return html`<nav class="filter" aria-label="${t('网格')}">${grids.map(
    g =>
      html`<a ${attributes({ href: `/c/${community}/duty/${g.code}`, 'aria-current': g.code === chosen ? 'page' : null })}>${short(g.name)}</a>`,
  )}</nav>`
}
