/** Small parts that pages share: the way through a long list, links that narrow it, and whom to call when life is at stake. */
import type { Op } from '../kernel/contract.ts'
import { t } from '../kernel/text.ts'
import { attributes, html, type Child, type Html } from './html.ts'
import { icon } from './icons.ts'
import { qrOf } from './qr.ts'

/** Nothing while everything stands on one page. */
export function Pager(query: Record<string, string>, total: number, size: number): Child {
  const [page, last] = [Math.max(1, Number(query['page']) || 1), Math.ceil(total / size)]
  if (last < 2) return null
  const to = (n: number) => `?${new URLSearchParams({ ...query, page: String(n) })}`
  return html`<nav class="pager" aria-label="${t('翻页')}">${page > 1 && html`<a class="button quiet" rel="prev" href="${to(page - 1)}">${t('上一页')}</a>`}
<span>${t('第 {page} 页，共 {last} 页', { page, last })}</span>${page < last && html`<a class="button quiet" rel="next" href="${to(page + 1)}">${t('下一页')}</a>`}</nav>`
}

/** Links of which one is where we are; `value` '' is "all". */
export function Filter(
  query: Record<string, string>,
  name: string,
  label: string,
  choices: readonly { value: string; label: Child }[],
): Html {
  const to = (value: string) =>
    `?${new URLSearchParams(Object.entries({ ...query, [name]: value, page: '' }).filter(([, v]) => v))}`
  return html`<nav class="filter" aria-label="${label}">${choices.map(
    c =>
      html`<a ${attributes({ href: to(c.value), 'aria-current': (query[name] ?? '') === c.value ? 'true' : null })}>${c.label}</a>`,
  )}</nav>`
}

/** Life first: on every page where people come with something urgent. */
export const Emergency =
  (): Html => html`<section class="danger" aria-label="${t('紧急电话')}"><p>${icon('warn')}${t('有人受伤、起火、被困，先打电话')}</p>
<p class="calls"><a href="tel:120"><b>120</b> ${t('急救')}</a><a href="tel:119"><b>119</b> ${t('火警')}</a><a href="tel:110"><b>110</b> ${t('报警')}</a></p></section>`

/** Passkeys need a script: only the pages that offer them carry it. */
export const passkeyScript = '/portal/passkey.js'
/** So does a vote that nobody may see, on the page where it is cast. */
export const ballotScript = '/portal/ballot.js'

/** The phone's own position, on the page that asks where it is. */
export const locatePath = '/portal/locate.js'
export const locateScript: Html = html`<script ${attributes({ src: locatePath, defer: true })}></script>`

/** Hidden until the script finds that this browser can; `then` is where to go when it has worked. */
export const PasskeyBox = (
  work: 'signIn' | 'register',
  then: string,
  { label, ask, name = '' }: { label: string; ask?: string; name?: string },
): Html => html`<div ${attributes({ class: 'passkey', 'data-passkey': work, 'data-then': then, 'data-name': name, 'data-failed': t('没有成功，请再试一次，或换一种方式登录'), hidden: true })}>
${ask && html`<div class="field"><label for="passkey-name">${ask}</label><input id="passkey-name" maxlength="30" placeholder="${name}"></div>`}
<p class="send"><button type="button" class="button quiet">${label}</button></p><p role="status" class="mistake"></p></div>
<script ${attributes({ src: passkeyScript, defer: true })}></script>`

/** A form that is one button: what it is about goes along unseen. */
export const Press = (key: string, op: Op, values: Record<string, string>, label: string): Html =>
  html`<form method="post"><input type="hidden" name="_op" value="${op.name}"><input type="hidden" name="_key" value="${key}">${Object.entries(values).map(([name, value]) => html`<input ${attributes({ type: 'hidden', name, value })}>`)}<button class="button quiet">${label}</button></form>`

/** A QR code; its words say what it opens, for whoever cannot photograph it. */
export function Qr(text: string, label: string): Html {
  const { side, path } = qrOf(text)
  return html`<svg class="qr" role="img" aria-label="${label}" width="200" height="200" viewBox="0 0 ${side} ${side}" xmlns="http://www.w3.org/2000/svg"><path d="${path}" shape-rendering="crispEdges"/></svg>`
}
