/** The page for what went wrong: one sentence, what to do now, and somebody to call. */
import type { Problem } from '../../kernel/rules.ts'
import { t } from '../../kernel/text.ts'
import { html, type Child, type Html } from '../../ui/html.ts'
import { sayOf } from '../../ui/portal-page.ts'
import { hotline } from './frame.ts'

type Where = { url: string; number: string; community: { code: string; name: string } | null }

export function trouble(problem: Problem, where: Where): { title: string; body: Html } {
  const { title, lead, ways } = wordsFor(problem, where)
  return {
    title,
    body: html`<div class="sorry"><h1>${title}</h1>
<p class="lead">${lead}</p>
<p class="ways">${ways}</p></div>`,
  }
}

function wordsFor(problem: Problem, { url, number, community }: Where): { title: string; lead: Child; ways: Child } {
  const home = html`<a class="button" href="${community ? `/c/${community.code}` : '/'}">${t('回首页')}</a>`
  if (problem.status === 404)
    return {
      title: t('没有找到这一页'),
      lead: t('网址可能抄错了，或者这件事没有公开。'),
      ways: html`${home}${Follow()}`,
    }
  if (problem.status === 401)
    return {
      title: t('请先证明是您本人'),
      lead: t('查自己报的事，凭编号和手机后四位（或查询码）就行；有账号的请登录。'),
      ways: html`${Follow('')}<a class="button quiet" href="/signin?to=${encodeURIComponent(url)}">${t('登录')}</a>`,
    }
  if (problem.status === 503 || problem.status === 507)
    return {
      title: t('系统现在忙不过来'),
      lead: sayOf(problem),
      ways: html`<a class="button" href="${url}">${t('再试一次')}</a><a class="button quiet" href="tel:${hotline}">${t('打 {hotline}', { hotline })}</a>`,
    }
  if (problem.status >= 500)
    return {
      title: t('系统出了点问题'),
      lead: html`${sayOf(problem)}${'。'}${t('已经记下来了，编号是')} <code>${number}</code>`,
      ways: html`<a class="button" href="${url}">${t('再试一次')}</a><a class="button quiet" href="tel:${hotline}">${t('打 {hotline}', { hotline })}</a>`,
    }
  return { title: t('现在办不了'), lead: sayOf(problem), ways: home }
}

const Follow = (quiet = ' quiet') => html`<a class="button${quiet}" href="/follow">${t('凭编号查进度')}</a>`
