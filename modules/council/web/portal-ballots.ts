/** Ballots on the portal: what is being decided, taking part, the roll, the result. */
import { t } from '../../../kernel/text.ts'
import { html, type Child, type Html } from '../../../ui/html.ts'
import { FormPage, ListPage, RecordPage, Section } from '../../../ui/portal.ts'
import { page, sending, type Pages, type Visit } from '../../../ui/portal-page.ts'
import { Time } from '../../../ui/portal-values.ts'
import { ballot, phases } from '../ballot-rules.ts'
import { PublicBallot, type PublicBallot as Told } from '../ballot-shapes.ts'
import { council } from '../contract.ts'
import { asks } from '../sheet-rules.ts'
import { resultPage } from './portal-result.ts'
import { votePage } from './portal-vote.ts'

const { publicBallot, publicBallots, publicRoll, raiseObjection, myRights } = council.ops
const is = (b: Pick<Told, 'state'>, phase: readonly string[]) => phase.includes(b.state)

const listPage = page(
  '/c/:community/ballots',
  () => t('正在表决的事'),
  async visit => {
    const place = visit.params.community
    const page = Math.max(1, Number.parseInt(visit.query['page'] ?? '1', 10) || 1)
    const answer = await visit.ask(publicBallots, { place, page, size: 20 })
    return ListPage(visit, {
      op: publicBallots,
      answer,
      title: t('正在表决的事'),
      lead: t('村里、社区里要大家定的事：什么时候投票，怎么投，结果是什么。'),
      line: b => Line(b, visit.now),
      empty: html`<p>${t('现在没有要表决的事。')}</p><a class="button quiet" href="/c/${place}">${t('回首页')}</a>`,
    })
  },
)

const Line = (b: Told, now: Date): Html =>
  html`<a class="line" href="/b/${b.community}/${b.id}"><b class="name">${b.title}</b>
<p class="meta"><span class="tag">${ballot.states[b.state].label}</span>${t('投票截止')} ${Time(b.closesAt, now)}</p></a>`

const ballotPage = page(
  '/b/:community/:id',
  () => t('表决'),
  async visit => {
    const b = await visit.ask(publicBallot, visit.params)
    return RecordPage(visit, {
      record: b,
      schema: PublicBallot,
      title: b.title,
      over: ballot.states[b.state].label,
      lead: html`${b.about && html`<p class="lead">${b.about}</p>`}${await Part(visit, b)}`,
      show: ['body', 'voters', 'objectBy', 'opensAt', 'closesAt'],
      children: html`${b.questions.map((q, i) =>
        Section(
          b.questions.length > 1 ? t('第 {n} 题：{text}', { n: i + 1, text: q.text }) : q.text,
          html`<p class="hint">${asks[q.ask].label}${q.signed ? t('，实名投票') : t('，不记名投票')}</p>
<ol class="lines">${q.options.map(o => html`<li class="line"><b>${o.name}</b>${o.cost !== null && html`<p class="meta">${t('造价 {n} 元', { n: money(o.cost) })}</p>`}</li>`)}</ol>`,
        ),
      )}
${Section(
  t('名册'),
  html`<p>${t('名册上有 {n} 人。能不能投票，看名册。', { n: b.voters })}</p><p class="ways"><a class="button quiet" href="/b/${b.community}/${b.id}/roll">${t('看名册、提异议')}</a></p>`,
)}
${b.publicKey && Section(t('怎么保证没人知道您投了谁'), Secrecy())}`,
    })
  },
)

export const money = (fen: number) => (fen / 100).toLocaleString('zh-CN')

const Secrecy =
  (): Html => html`<p>${t('您的手机先生成一个别人看不到的编号，系统隔着信封给它盖章，只记下您领过票；选票随后不带姓名、不带登录信息投进票箱。谁投了什么，管理员和数据库里都查不到。')}</p>
<p>${t('投票后您会得到一个回执。结果公布后，凭回执能找到自己的那张票；所有选票都公开，谁都可以重新数一遍。')}</p>
<p>${t('不用手机也一样：到票站投，或者投纸质票，一起计票，一人只能投一次。')}</p>`

/** What this visitor can do now. */
async function Part(visit: Visit<'community' | 'id'>, b: Told): Promise<Child> {
  const at = `/b/${b.community}/${b.id}`
  if (is(b, phases.shown)) return html`<p class="ways"><a class="button" href="${at}/result">${t('看结果')}</a></p>`
  if (!is(b, phases.voting)) return Waiting(b, visit.now)
  if (!visit.me || visit.me.guest)
    return html`<p class="ways"><a class="button" href="/signin/phone?to=${at}">${t('登录后投票')}</a></p><p class="hint">${t('不方便上网：带身份证到票站，或投纸质票。')}</p>`
  const rights = await visit.ask(myRights, visit.params)
  if (!rights.length)
    return html`<div class="notice warn"><p>${t('名册上没有找到您。账号要先和社区登记的信息关联；如果应该有您，请到社区核对。')}</p></div>`
  return html`<ul class="lines">${rights.map(r => {
    const left = b.questions.some(q => (q.signed ? !r.signedUsed : !r.secretUsed))
    return html`<li class="line"><b>${r.proxy ? t('替 {name} 投票', { name: r.name }) : t('我的一票')}</b><p class="meta"><span>${r.why}</span>${r.area !== null && html`<span>${t('{n} 平方米', { n: r.area })}</span>`}</p>
${
  r.givenTo
    ? html`<p class="hint">${t('已书面委托 {name}，由受托人投票。', { name: r.givenTo })}</p>`
    : html`<p class="ways"><a class="button" href="${at}/vote?voter=${r.voter}">${left ? t('去投票') : t('接着投票')}</a></p>${!left && html`<p class="hint">${t('票已领过。选票没投完的，请用领票时的那台设备接着投；投完了就不用再点。')}</p>`}`
}</li>`
  })}</ul>`
}

const Waiting = (b: Told, now: Date): Html =>
  html`<section class="now open" aria-label="${t('现在到哪一步')}"><p>${is(b, phases.objecting) ? html`${t('名册公示中，投票时间：')}${Time(b.opensAt, now)}` : t('投票已截止，正在计票。公布之前，谁也看不到结果。')}</p></section>`

const rollPage = page(
  '/b/:community/:id/roll',
  () => t('名册'),
  async visit => {
    const page = Math.max(1, Number.parseInt(visit.query['page'] ?? '1', 10) || 1)
    const [b, answer] = await Promise.all([
      visit.ask(publicBallot, visit.params),
      visit.ask(publicRoll, { ...visit.params, page, size: 50 }),
    ])
    const canObject = is(b, phases.objecting) && b.objectBy !== null && visit.now <= b.objectBy
    return html`${visit.query['done'] && html`<div class="notice" role="status"><p>${t('异议已收到，社区会在期限内答复，消息里能看到。')}</p></div>`}
${ListPage(visit, {
  op: publicRoll,
  answer,
  title: t('{title}：名册', { title: b.title }),
  lead: t('网上只显示姓，全名在公示栏。受委托投票的人也在这里。'),
  size: 50,
  line: v =>
    html`<div class="line"><b>${v.name}</b><p class="meta"><span>${v.placeName}</span><span>${v.why}</span>${v.proxyName && html`<span>${t('委托 {name}', { name: v.proxyName })}</span>`}</p></div>`,
  empty: html`<p>${t('名册上还没有人。')}</p>`,
})}
${
  canObject
    ? visit.me && !visit.me.guest
      ? FormPage(visit, {
          op: raiseObjection,
          fields: ['said'],
          title: t('名册不对？'),
          lead: html`${t('该有的没有，不该有的有了，都可以提。异议截止：')}${Time(b.objectBy!, visit.now)}`,
          submit: t('提出异议'),
        })
      : html`<p class="ways"><a class="button quiet" href="/signin/phone?to=/b/${b.community}/${b.id}/roll">${t('登录后提异议')}</a></p>`
    : html`<p class="hint">${t('异议期已过。仍有疑问，请到社区反映。')}</p>`
}`
  },
  {
    post: sending(raiseObjection, {
      then: (_, visit) => `/b/${visit.params['community']}/${visit.params['id']}/roll?done=1`,
    }),
  },
)

/** On the home page only while there is something to decide. */
export async function toDecide({ ask, community, now }: Visit<string>): Promise<Html> {
  const { items } = await ask(publicBallots, { place: community!.code, size: 3 })
  if (!items.length) return html``
  return Section(
    t('要大家定的事'),
    html`<ul class="lines across">${items.map(b => html`<li>${Line(b, now)}</li>`)}</ul>`,
    { href: `/c/${community!.code}/ballots`, label: t('看全部') },
  )
}

export const ballotPages: Pages['pages'] = [listPage, ballotPage, rollPage, votePage, resultPage]
