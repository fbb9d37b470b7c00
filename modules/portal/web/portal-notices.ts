/** What the community tells everyone: the list, one notice, and the newest of them on the home page. 篇8 3.2.1(1)「内容管理」 */
import { dayOf } from '../../../kernel/clock.ts'
import { t } from '../../../kernel/text.ts'
import { html, type Child, type Html } from '../../../ui/html.ts'
import { icon } from '../../../ui/icons.ts'
import { Empty, ListPage, RecordPage, Section } from '../../../ui/portal.ts'
import { page, type Visit } from '../../../ui/portal-page.ts'
import { Filter } from '../../../ui/portal-parts.ts'
import { sayDay, Time } from '../../../ui/portal-values.ts'
import { portal, Published } from '../contract.ts'
import { kinds, type Kind } from '../rules.ts'

const { published, publishedOne } = portal.ops

export const noticesPage = page(
  '/c/:community/notices',
  () => t('公告'),
  async visit => {
    const { community } = visit.params
    const kind = (Object.keys(kinds) as Kind[]).find(k => k === visit.query['kind'])
    const page = Math.max(1, Number.parseInt(visit.query['page'] ?? '1', 10) || 1)
    const answer = await visit.ask(published, { place: community, page, size: 20, ...(kind && { kind }) })
    return ListPage(visit, {
      op: published,
      answer,
      title: t('公告'),
      lead: t('社区通知、公示和村（居）务公开都在这里。'),
      filters: Filter(visit.query, 'kind', t('按类别看'), [
        { value: '', label: t('全部') },
        ...Object.entries(kinds).map(([value, { label }]) => ({ value, label })),
      ]),
      line: n => Line(n, visit.now),
      empty: html`<p>${t('现在没有公布中的公告。')}</p><a class="button quiet" href="/c/${community}">${t('回首页')}</a>`,
    })
  },
)

export const noticePage = page(
  '/c/:community/notices/:id',
  () => t('公告'),
  async visit => {
    const n = await visit.ask(publishedOne, visit.params)
    return RecordPage(visit, {
      record: n,
      schema: Published,
      title: n.title,
      over: kinds[n.kind].label,
      lead: Standing(n, visit.now),
      show: ['placeName', 'publishedAt'],
      children: html`${n.corrections.map(
        c =>
          html`<div class="notice" role="note">${icon('warn')}<p><b>${t('更正')}</b> ${Time(c.at, visit.now)}</p><p>${c.text}</p></div>`,
      )}
<div class="words">${paragraphs(n.body)}</div>
${Pictures(n)}
<p class="ways"><a class="button quiet" href="/c/${n.community}/notices">${t('看其他公告')}</a></p>`,
    })
  },
)

/** Why it is no longer up, or until when it is; what is up without an end says nothing. */
function Standing(n: Published, now: Date): Child {
  if (n.withdrawn !== null) return html`<p class="lead">${t('这条公告已撤下：{reason}', { reason: n.withdrawn })}</p>`
  if (!n.lastDay) return null
  const day = sayDay(n.lastDay, dayOf(now))
  return html`<p class="lead">${n.lastDay < dayOf(now) ? t('公布到{day}，已到期。', { day }) : t('公布到{day}。', { day })}</p>`
}

const paragraphs = (text: string): Html[] =>
  text
    .split(/\n{1,}/)
    .filter(line => line.trim())
    .map(line => html`<p>${line.trim()}</p>`)

function Pictures({ community, photos }: Published): Child {
  if (!photos.length) return null
  return html`<div class="photos">${photos.map((id, i) => html`<a href="/files/${community}/${id}"><img src="/files/${community}/${id}" alt="${t('照片 {n}，点开看大图', { n: i + 1 })}" loading="lazy" width="300" height="300"></a>`)}</div>`
}

const Line = (n: Published, now: Date): Html =>
  html`<a class="line" href="/c/${n.community}/notices/${n.id}"><b class="name">${n.title}</b>
<p class="meta"><span class="tag${n.kind === 'warning' && ' late'}">${kinds[n.kind].label}</span>${n.pinned && html`<span>${t('置顶')}</span>`}<span>${n.placeName}</span>${Time(n.publishedAt, now)}</p></a>`

/** Warnings first, each in its own words; then the newest. */
export async function home({ ask, community, now }: Visit<string>): Promise<Html> {
  const { code } = community!
  const [{ items: warnings }, { items }] = await Promise.all([
    ask(published, { place: code, kind: 'warning', size: 3 }),
    ask(published, { place: code, size: 4 }),
  ])
  const others = items.filter(n => n.kind !== 'warning')
  return html`${warnings.map(
    n =>
      html`<div class="notice warn" role="note">${icon('warn')}<p><a href="/c/${code}/notices/${n.id}"><b>${n.title}</b></a></p></div>`,
  )}
${Section(
  t('公告'),
  others.length
    ? html`<ul class="lines across">${others.slice(0, 3).map(n => html`<li>${Line(n, now)}</li>`)}</ul>`
    : Empty(html`<p>${t('现在没有公布中的公告。')}</p>`),
  { href: `/c/${code}/notices`, label: t('看全部') },
)}`
}
