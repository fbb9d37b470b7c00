/** What people give to the portal: all that is held of oneself, to read and to take along, and asking to have it put right. */
import { dayOf } from '../../../kernel/clock.ts'
import type { Output } from '../../../kernel/contract.ts'
import { t } from '../../../kernel/text.ts'
import { html, type Child, type Html } from '../../../ui/html.ts'
import { Empty, FormOf, FormPage, Section } from '../../../ui/portal.ts'
import { page, sending, type Pages, type Visit } from '../../../ui/portal-page.ts'
import { Time } from '../../../ui/portal-values.ts'
import { people } from '../contract.ts'
import { correcting } from '../papers.ts'
import { linkPage } from './portal-link.ts'

const { myData, myCorrections, requestCorrection, takeBack, untag } = people.ops
type Card = Output<typeof myData>['cards'][number]
type Line = Output<typeof myCorrections>['items'][number]

const dataPage = page(
  '/mine/data',
  () => t('我的信息'),
  async visit => {
    if (!visit.me || visit.me.guest) return { to: '/signin?to=/mine/data' }
    const [{ cards }, corrections] = await Promise.all([visit.ask(myData, {}), visit.ask(myCorrections, { size: 50 })])
    return html`<h1>${t('我的信息')}</h1>
<p class="lead">${t('社区登记的您的全部信息，都在这里。只有您自己看得到这一页。')}</p>
${cards.length === 0 && Empty(html`<p>${t('您的账号还没有关联到居民档案。申请后社区核对，三个工作日内告诉您。')}</p><a class="button" href="/mine/link">${t('关联本人信息')}</a>`)}
${cards.map(card => One(visit, card))}
${
  cards.length > 0 &&
  html`<p class="ways"><a class="button" href="/mine/correct">${t('哪里不对，申请更正')}</a><a class="button quiet" href="/api/people.myData" download="${t('我的信息')}.json">${t('下载一份带走')}</a></p>`
}
${corrections.total > 0 && Section(t('我的更正申请'), html`<ul class="lines">${corrections.items.map(c => html`<li class="line">${Asked(visit, c)}</li>`)}</ul>`)}`
  },
  { post: [sending(takeBack, { then: () => '/mine/data' }), sending(untag, { then: () => '/mine/data' })] },
)

function One(visit: Visit, card: Card): Html {
  const facts: [string, Child][] = [
    [t('姓名'), card.name],
    [t('性别'), card.sex],
    [t('出生日期'), card.birth],
    [card.document ?? t('证件'), card.idNumber?.replace(/^(\d{6})(\d{8})(\w{4})$/, '$1 $2 $3') ?? null],
    [t('手机号'), card.phone],
    [t('住处'), card.address],
    [t('居住类型'), card.residence],
    [t('户籍地'), card.hometown],
    [t('与户主关系'), card.relation],
  ]
  return html`<section class="part"><dl class="facts">${facts.filter(([, value]) => value).map(([label, value]) => html`<div><dt>${label}</dt><dd>${value}</dd></div>`)}</dl></section>
${card.contacts.length > 0 && Section(t('其他联系方式'), html`<ul class="lines">${card.contacts.map(c => html`<li class="line"><b>${[c.kind, c.name].filter(Boolean).join(' ')}</b><p>${c.number}</p></li>`)}</ul>`)}
${card.tags.length > 0 && Section(t('您同意的帮助'), html`<ul class="lines">${card.tags.map(tag => html`<li class="line"><b>${tag.label}</b><p>${tag.purpose}</p><p class="meta"><span>${tag.said}</span><span>${t('到 {day}', { day: tag.until })}</span></p>${Withdraw(visit, tag)}</li>`)}</ul>`)}
${Section(t('住过哪里'), html`<ul class="lines">${card.residences.toReversed().map(r => html`<li class="line"><b>${r.address ?? t('没有登记住处')}</b><p class="meta"><span>${r.kind}</span><span>${t('{from} 至 {to}', { from: r.from, to: r.to ?? t('今') })}</span></p></li>`)}</ul>`)}
<details class="part"><summary>${t('各项从哪里来，做什么用')}</summary><ul class="lines">${card.sources.map(s => html`<li class="line"><b>${s.label}</b><p>${s.purpose}</p><p class="meta"><span>${t('来自：{source}', { source: s.source })}</span><span>${dayOf(s.at)}</span></p></li>`)}</ul></details>`
}

/** As easily taken back as given. */
const Withdraw = (visit: Visit, tag: Card['tags'][number]) =>
  FormOf(visit, {
    op: untag,
    fields: ['community', 'id', 'tag'],
    questions: { community: { kind: 'hidden' }, id: { kind: 'hidden' }, tag: { kind: 'hidden' } },
    values: { community: tag.community, id: tag.resident, tag: tag.id },
    submit: t('不再同意，取消'),
    quiet: true,
  })

const Asked = (visit: Visit, c: Line): Html => html`<b>${c.label}：${correcting.states[c.state].label}</b>
<p>${c.reason}</p>${c.answer && html`<p class="result">${t('答复：{answer}', { answer: c.answer })}</p>`}<p class="meta">${Time(c.at, visit.now)}</p>
${
  c.state === correcting.initial &&
  FormOf(visit, {
    op: takeBack,
    fields: ['community', 'id'],
    questions: { community: { kind: 'hidden' }, id: { kind: 'hidden' } },
    values: { community: c.community, id: c.id },
    submit: t('撤回'),
    quiet: true,
  })
}`

const correctPage = page(
  '/mine/correct',
  () => t('申请更正'),
  async visit =>
    visit.me && !visit.me.guest
      ? FormPage(visit, {
          op: requestCorrection,
          lead: t(
            '告诉社区哪里不对、应当是什么；也可以要求删除您自己留下的手机号、联系人和关爱标签。社区核实后办理，15 个工作日内答复您。',
          ),
          fields: ['field', 'wanted', 'reason'],
          questions: {
            wanted: { autocomplete: 'off', hint: t('要求删除的，写“删除”') },
            reason: { hint: t('例如：户口簿上写的是“瑛”') },
          },
          submit: t('提交'),
        })
      : { to: '/signin?to=/mine/correct' },
  { post: sending(requestCorrection, { then: () => '/mine/data' }) },
)

const mine = async ({ me }: Visit<string>): Promise<Html> =>
  Section(
    t('我的信息'),
    me && !me.guest
      ? html`<p>${t('看社区登记了您的什么，哪里不对可以申请更正，也可以下载带走。')}</p><p class="ways"><a class="button quiet" href="/mine/data">${t('看我的信息')}</a></p>`
      : html`<p>${t('登录后可以看。')}</p>`,
  )

export const peoplePortal: Pages = { pages: [dataPage, correctPage, linkPage], mine }
