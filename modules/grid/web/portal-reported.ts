/** The page after a report: the number, and the code where no phone was left, large; and what happens next. Whoever reported has nothing else in hand. */
import { t } from '../../../kernel/text.ts'
import { html, type Child } from '../../../ui/html.ts'
import { page, type Visit } from '../../../ui/portal-page.ts'
import { Time } from '../../../ui/portal-values.ts'
import { isCode, spacedCode } from './portal-code.ts'

export const reportedPage = page(
  '/c/:community/reported/:id',
  () => t('已经收到'),
  async visit => {
    const { params, query, now } = visit
    const paper = new URLSearchParams({ community: params.community, id: params.id, number: query['number'] ?? '' })
    // The address can be made up by anyone, so it may say a number and a time, and no sentence.
    const number = /^[\w-]{4,40}$/.test(query['number'] ?? '') ? query['number']! : null
    const by = new Date(query['by'] ?? '')
    return html`<h1>${t('收到了，谢谢您')}</h1>
${
  number &&
  html`<section class="ticket" aria-label="${t('您的编号')}"><p class="over">${t('您的编号，请记下或截图')}</p>
<p class="number">${number}</p>${How(visit)}</section>`
}
<section class="part"><h2>${t('接下来')}</h2><ol class="next">
<li>${Number.isNaN(by.getTime()) ? t('社区会尽快看。') : html`<strong>${Time(by, now)}</strong> ${t('前，社区会看，决定受理并派人。')}`}</li>
<li>${t('有人来办，办完社区核查。')}</li>
<li>${t('办好了请您说满不满意；没解决可以要求重办。')}</li></ol></section>
<p class="ways"><a class="button" href="/follow${number && `?number=${encodeURIComponent(number)}`}">${t('查进度')}</a>${number && html`<a class="button quiet" href="/print/grid.receipt?${paper.toString()}">${t('打印回执')}</a>`}<a class="button quiet" href="/c/${params.community}">${t('回首页')}</a></p>`
  },
)

/** What is needed besides the number: the code is shown only where it was given, and for a day. */
function How({ query, left = '', me }: Pick<Visit, 'query' | 'left' | 'me'>): Child {
  if (!query['code'])
    return html`<p class="hint">${me && !me.guest ? t('登录后在「我的」里也能看到') : t('查进度要用：编号 + 手机后四位')}</p>`
  if (!isCode(left))
    return html`<p class="hint">${t('查进度要用：编号 + 查询码。查询码只在报事的手机上显示一天；没有记下的，打社区电话报编号。')}</p>`
  return html`<p class="over also">${t('查询码，和编号一起记下')}</p><p class="number">${spacedCode(left)}</p>
<p class="hint">${t('您没有留手机号：查进度、要求重办、评价，都凭编号和这个查询码。查询码只显示这一次，请不要告诉别人。')}</p>`
}
