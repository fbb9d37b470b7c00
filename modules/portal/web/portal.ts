/** The portal's own pages: choosing a community, its home page and what belongs to the person who is signed in. */
import { t } from '../../../kernel/text.ts'
import { identity } from '../../identity/contract.ts'
import { people } from '../../people/contract.ts'
import { html } from '../../../ui/html.ts'
import { Empty, Section } from '../../../ui/portal.ts'
import { page, type Pages } from '../../../ui/portal-page.ts'
import { Time } from '../../../ui/portal-values.ts'
import { dutyIndex, dutyPage } from './portal-duty.ts'
import { choosePage, homePage } from './portal-home.ts'
import { home, noticePage, noticesPage } from './portal-notices.ts'
import { setupPage } from './portal-setup.ts'

const { looks } = identity.ops

const minePage = page(
  '/mine',
  () => t('我的'),
  async visit => {
    if (!visit.me || visit.me.guest)
      return html`<h1>${t('我的')}</h1><p class="lead">${t('没有账号也能报事、查进度，凭编号和手机后四位（或查询码）就行。')}</p>
<p class="ways"><a class="button" href="/follow">${t('凭编号查进度')}</a><a class="button quiet" href="/signin/phone?to=/mine">${t('用手机号登录')}</a><a class="button quiet" href="/signin?to=/mine">${t('用账号登录')}</a></p>`
    const [blocks, { items }] = await Promise.all([visit.blocks('mine'), visit.ask(looks, { size: 20 })])
    return html`<h1>${visit.me.name ? t('{name}，您好', { name: visit.me.name }) : t('我的')}</h1>
${blocks}
${Section(
  t('谁看过我的信息'),
  items.length
    ? html`<ul class="lines">${items.map(look => html`<li class="line"><b>${t('{who} {did}', { who: look.name ?? t('系统'), did: look.label })}</b><p class="meta">${Time(look.at, visit.now)}${look.reason && html`<span>${t('事由：{reason}', { reason: look.reason })}</span>`}</p></li>`)}</ul>`
    : Empty(html`<p>${t('还没有人查看过您的信息。谁看了，这里会记下来。')}</p>`),
  { href: '/privacy', label: t('您的信息怎么用') },
)}`
  },
  { menu: 4 },
)

const privacyPage = page(
  '/privacy',
  () => t('您的信息怎么用'),
  async visit => {
    const purposes = await visit.ask(people.ops.purposes, {})
    return html`<h1>${t('您的信息怎么用')}</h1>
<p class="lead">${t('只收办事用得着的，说明用来做什么、留多久。谁看过您的信息，都有记录，您登录后能查到。')}</p>
<section class="part"><h2>${t('收集清单')}</h2><ul class="lines">${purposes.map(
      p =>
        html`<li class="line"><b>${p.label}</b><p>${p.purpose}</p><p class="meta"><span>${t('依据：{basis}', { basis: p.basis })}</span><span>${t('保存：{keep}', { keep: p.keep })}</span></p></li>`,
    )}</ul></section>
<section class="part"><h2>${t('报事时留的手机号')}</h2><p>${t('可以不留。留了，只给办这件事的人联系您用，不公开。公开的事项里没有姓名、电话、门牌号，也没有您的原话。')}</p></section>
<section class="part"><h2>${t('信息不对怎么办')}</h2><p>${t('告诉网格员或社区，核实后更正；也可以打 12345。')}</p></section>`
  },
)

export const portalPortal: Pages = {
  pages: [choosePage, setupPage, homePage, noticesPage, noticePage, dutyIndex, dutyPage, minePage, privacyPage],
  home,
}
