/** What the grid gives to the portal: reporting, following, the public list with its map, and its part of the home page. */
import { dayOf } from '../../../kernel/clock.ts'
import { t } from '../../../kernel/text.ts'
import { html, type Child, type Html } from '../../../ui/html.ts'
import { Empty, FormPage, Section, Sums } from '../../../ui/portal.ts'
import { page, sending, type Pages, type Visit } from '../../../ui/portal-page.ts'
import { sayDay, Time } from '../../../ui/portal-values.ts'
import { grid } from '../contract.ts'
import type { Published } from '../shapes.ts'
import { matterPage, publicPage, Stars } from './portal-matter.ts'
import { reportPage } from './portal-report.ts'
import { reportedPage } from './portal-reported.ts'
import { brief, mattersPage } from './portal-matters.ts'
import { numberOf } from '../short.ts'
import { askVisitPage, MyVisits, visitPage } from './portal-visit.ts'
import { Tag } from './progress.ts'

const { published, figures, follow, mine } = grid.ops

const followPage = page(
  '/follow',
  () => t('查进度'),
  async visit =>
    FormPage(visit, {
      op: follow,
      title: t('查进度'),
      lead: t('填报事时给您的编号，再填手机号后四位。没留手机号的，填 6 位查询码。'),
      questions: {
        number: { hint: t('在「收到了」那一页上'), autocomplete: 'off' },
        tail: { hint: t('4 位，或 6 位'), autocomplete: 'off', kind: 'digits' },
      },
      submit: t('查进度'),
      after:
        visit.community &&
        html`<p class="aside">${t('编号找不到了？')} <a href="/c/${visit.community.code}/matters">${t('在大家的事里找')}</a></p>`,
    }),
  { menu: 2, post: sending(follow, { then: ({ community, id }) => `/m/${community}/${id}` }) },
)

/** What an SMS leads to: the page that asks for the phone's tail, with the number filled in. */
const shortPage = page(
  '/s/:short',
  () => t('查进度'),
  async ({ params }) => {
    const number = numberOf(params.short)
    return { to: number ? `/follow?number=${number}` : '/follow' }
  },
)

/** The month so far in three figures, and what was finished last. */
async function home({ ask, community, now }: Visit<string>): Promise<Html> {
  const { code } = community!
  const days = Number(dayOf(now).slice(8))
  const [month, latest] = await Promise.all([
    ask(figures, { place: code, days }),
    ask(published, { place: code, state: 'done', size: 3 }),
  ])
  return html`${Sums(t('本月办事情况'), [
    { label: t('本月收到'), value: month.reported, unit: t('件') },
    { label: t('本月办结'), value: month.closed, unit: t('件') },
    { label: t('正在办'), value: month.open, unit: t('件') },
  ])}
${Section(
  t('最近办好的事'),
  latest.items.length
    ? html`<ul class="lines across">${latest.items.map(m => html`<li>${Finished(m, dayOf(now))}</li>`)}</ul>`
    : Empty(html`<p>${t('还没有办结的事。您身边有什么要办的，说一声。')}</p>`),
  {
    href: `/c/${code}/matters`,
    label: t('看全部'),
  },
)}
${Section(t('不方便出门'), html`<p class="hint">${t('可以请网格员、医生上门。您不提，不会有人来；来了也随时可以说不。')}</p><p><a class="button quiet" href="/c/${code}/visit">${t('请人上门')}</a></p>`)}`
}

const Finished = (
  m: Published,
  today: string,
): Html => html`<a class="line" href="/c/${m.community}/matters/${m.id}"><h3>${m.title}</h3>
${m.result && html`<p class="result">${brief(m.result)}</p>`}
<p class="meta"><span>${m.placeName}</span>${m.closedAt && html`<span>${t('{day}办结', { day: sayDay(dayOf(m.closedAt), today) })}</span>`}${m.rating !== null && html`<span>${Stars(m.rating)}</span>`}</p></a>`

async function ours(visit: Visit<string>): Promise<Html> {
  const { ask, now } = visit
  const { items } = await ask(mine, { size: 50 })
  const lines: Child = items.map(
    m =>
      html`<li><a class="line" href="/m/${m.community}/${m.id}"><h3>${m.title}</h3><p class="meta">${Tag(m.state, m.late)}<span>${m.number}</span>${Time(m.reportedAt, now)}</p></a></li>`,
  )
  return html`${Section(
    t('我报的事'),
    items.length
      ? html`<ul class="lines">${lines}</ul>`
      : Empty(
          html`<p>${t('登录以后报的事会列在这里；没登录时报的，凭编号查。')}</p><a class="button quiet" href="/follow">${t('查进度')}</a>`,
        ),
  )}${await MyVisits(visit)}`
}

export const gridPortal: Pages = {
  pages: [
    reportPage,
    reportedPage,
    followPage,
    shortPage,
    matterPage,
    mattersPage,
    publicPage,
    askVisitPage,
    visitPage,
  ],
  home,
  mine: ours,
}
