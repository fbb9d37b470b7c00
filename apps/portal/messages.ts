/**
 * The portal's pages of messages: what I was told, which SMS I do not want, and, on a trial, the outbox that stands for
 * a phone.
 */
import { message, type Received } from '../../kernel/message-contract.ts'
import { channels, declinable, purposes } from '../../kernel/message-rules.ts'
import { common } from '../../kernel/rules.ts'
import { t } from '../../kernel/text.ts'
import { html, type Html } from '../../ui/html.ts'
import { Empty, FormPage, Section } from '../../ui/portal.ts'
import { said } from '../../ui/portal-fields.ts'
import { Pager } from '../../ui/portal-parts.ts'
import { page, sending, type Pages, type Visit } from '../../ui/portal-page.ts'
import { Time } from '../../ui/portal-values.ts'

const { inbox, read, local, code, choose } = message.ops

const inboxPage = page(
  '/messages',
  () => t('我的消息'),
  async visit => {
    if (!visit.me || visit.me.guest) return { to: '/signin?to=/messages' }
    const page = Math.max(1, Number.parseInt(visit.query['page'] ?? '1', 10) || 1)
    const answer = await visit.ask(inbox, { page, size: 20 })
    return html`<h1>${t('我的消息')}</h1>
${
  answer.unread > 0 &&
  html`<form class="part" method="post" action="/messages"><input type="hidden" name="_op" value="message.read"><input type="hidden" name="_key" value="${visit.form.key}"><button class="button quiet">${t('{n} 条未读，全部标为已读', { n: answer.unread })}</button></form>`
}
<section class="part">${Lines(answer.items, visit.now)}${Pager(visit.query, answer.total, 20)}</section>
<p class="aside">${t('不想收短信？')} <a href="/messages/choices">${t('选择不收哪些')}</a></p>`
  },
  { post: sending(read, { then: () => '/messages' }) },
)

const Lines = (items: readonly Received[], now: Date): Html =>
  items.length
    ? html`<ul class="lines">${items.map(one => html`<li>${Line(one, now)}</li>`)}</ul>`
    : Empty(html`<p>${t('还没有消息。您报的事有了进展，会在这里告诉您。')}</p>`)

const Line = ({ title, body, link, at, seen }: Received, now: Date): Html => {
  const inside = html`<b class="name">${!seen && html`<span class="tag">${t('未读')}</span> `}${title}</b><p>${body}</p><p class="meta">${Time(at, now)}</p>`
  return link ? html`<a class="line" href="${link}">${inside}</a>` : html`<div class="line">${inside}</div>`
}

/** One form, sent twice: the first time it asks for the code that was sent to the phone. */
const choicesPage = page(
  '/messages/choices',
  () => t('不收哪些短信'),
  async visit => {
    if (visit.query['done'])
      return html`<h1>${t('记下了')}</h1><p class="lead">${t('按您选的办。验证码不受影响；想改，随时再来。')}</p><p class="ways"><a class="button" href="/">${t('回首页')}</a></p>`
    const { op, mistakes, problem, values } = visit.form
    // Sent once without a mistake: the code is on its way. Sent with a wrong one: it is asked for again.
    const asked = op !== null && (said(values, 'code') !== '' || (!problem && !Object.keys(mistakes).length))
    return FormPage(visit, {
      op: choose,
      title: t('不收哪些短信'),
      lead: asked
        ? t('验证码已发到您填的手机号，5 分钟内有效。')
        : t('填手机号，选不要再发的；我们发一个验证码，确认是您本人。'),
      fields: asked ? ['code', 'phone', 'declined'] : ['phone', 'declined', 'code'],
      questions: {
        phone: { kind: 'phone', autocomplete: 'tel' },
        declined: {
          hint: t('都不选，就是都收'),
          choices: declinable.map(value => ({ value, label: purposes[value].label })),
        },
        code: asked && {
          kind: 'number',
          autocomplete: 'one-time-code',
          hint: t('没收到：清空这一栏，过 1 分钟再点「确定」'),
        },
      },
      submit: asked ? t('确定') : t('下一步：收验证码'),
    })
  },
  {
    post: sending(choose, {
      async first(values, visit, mistakes) {
        if (said(values, 'code')) return null
        const { code: _, ...others } = mistakes
        if (Object.keys(others).length) return others
        await visit.ask(code, { phone: said(values, 'phone') })
        return {}
      },
      then: () => '/messages/choices?done=1',
    }),
  },
)

const outboxPage = page(
  '/outbox',
  () => t('本机发件箱'),
  async visit => {
    const answer = await visit.ask(local, {})
    if (!answer) throw common.notFound()
    return html`<h1>${t('本机发件箱：这里代替手机')}</h1>
<p class="lead">${t('现在是试用，短信不会真的发出去。要发到手机上的内容都在这里，验证码也在这里看。正式运行时没有这一页。')}</p>
<p class="ways"><a class="button quiet" href="/outbox">${t('刷新')}</a></p>
<section class="part">${
      answer.items.length
        ? html`<ul class="lines">${answer.items.map(
            m =>
              html`<li class="line"><p>${m.text ?? t('内容已清除')}</p><p class="meta"><span>${channels[m.channel].label}</span><span>${t('发给 {to}', { to: m.to })}</span>${Time(m.at, visit.now)}</p></li>`,
          )}</ul>`
        : Empty(html`<p>${t('还没有要发的短信。报一件事并留下手机号，受理以后这里就有了。')}</p>`)
    }</section>`
  },
)

/** On the page of what is mine: the newest three. */
async function mine(visit: Visit<string>): Promise<Html> {
  const { items, unread } = await visit.ask(inbox, { size: 3 })
  return Section(unread ? t('我的消息（{n} 条未读）', { n: unread }) : t('我的消息'), Lines(items, visit.now), {
    href: '/messages',
    label: t('看全部'),
  })
}

export const messagePortal: Pages = { pages: [inboxPage, choicesPage, outboxPage], mine }
