/** What stands around every page of the portal: the way past the links, the name of the community, the links, help by telephone. */
import { language, t } from '../../kernel/text.ts'
import { attributes, html, raw, type Child, type Html } from '../../ui/html.ts'
import { icon, mark } from '../../ui/icons.ts'
import type { Page, Visit } from '../../ui/portal-page.ts'

/** The national hotline answers for every place in the country; an installation may name its own. */
export const hotline = '12345'

type Around = Pick<Visit<string>, 'url' | 'me' | 'elder' | 'community'>

export function frame(
  visit: Around,
  {
    title,
    body,
    style,
    menu,
    wrong = false,
  }: { title: string; body: Html; style: string; menu: readonly Page[]; wrong?: boolean },
): string {
  const name = visit.community?.name ?? t('邻里')
  const head = `${wrong ? `${t('有误')}：` : ''}${title === name ? name : `${title} · ${name}`}`
  return String(html`${raw('<!doctype html>')}
<html ${attributes({ lang: language, class: visit.elder ? 'elder' : null })}><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${head}</title><meta name="theme-color" content="#fbf8f2"><meta name="format-detection" content="telephone=no">
<link rel="stylesheet" href="${style}"><link rel="icon" href="/portal/icon.svg" type="image/svg+xml">${visit.community && html`<link rel="alternate" type="application/atom+xml" title="${t('{name}的公告和办好的事', { name })}" href="/c/${visit.community.code}/feed.xml">`}</head>
<body>
<a class="skip" href="#main">${t('跳到正文')}</a>
<header class="top"><div class="inner">
<a class="brand" href="${home(visit)}">${mark}<span>${name}</span></a>
${Switch(visit)}
<nav aria-label="${t('主要页面')}">${menu.map(page => Link(visit, page))}${visit.elder && html`<a class="ask" href="tel:${hotline}">${t('打电话问')}</a>`}</nav>
</div></header>
<main id="main" tabindex="-1"><div class="inner">
${body}
</div></main>
<footer class="bottom"><div class="inner">
<p class="help"><a class="call" href="tel:${hotline}">${icon('phone')}<span>${t('不会用？打 {hotline}，有人帮您', { hotline })}</span></a></p>
<ul>
<li><a href="/?all=1">${t('换一个社区')}</a></li><li><a href="/privacy">${t('您的信息怎么用')}</a></li>
${visit.me && !visit.me.guest ? html`<li><a href="/signout">${t('退出登录')}</a></li>` : html`<li><a href="/signin">${t('登录')}</a></li>`}
</ul></div></footer>
</body></html>`)
}

/** Elder mode is one press away on every page, and so is the way back. */
const Switch = ({ elder, url }: Around): Html =>
  html`<form class="switch" method="post" action="/elder"><input type="hidden" name="on" value="${elder ? '0' : '1'}"><input type="hidden" name="back" value="${url}"><button>${elder ? t('标准版') : t('长辈版')}</button></form>`

function Link({ url, community }: Around, page: Page): Child {
  if (page.path.includes(':community') && !community) return null
  const to = page.path.replace(':community', community?.code ?? '')
  return html`<a ${attributes({ href: to, 'aria-current': url.split('?')[0] === to ? 'page' : null })}>${page.title()}</a>`
}

const home = ({ community }: Around) => (community ? `/c/${community.code}` : '/')
