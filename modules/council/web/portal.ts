/** 大家议事: what is being decided, proposing something, how far a topic is, and what was resolved. Everything works without a script. 篇8 2「网上村委会」 */
import type { Output } from '../../../kernel/contract.ts'
import { t } from '../../../kernel/text.ts'
import { stamp } from '../../../kernel/clock.ts'
import { html, type Child, type Html } from '../../../ui/html.ts'
import { Empty, FormPage, ListPage, Section } from '../../../ui/portal.ts'
import { inputOf, page, sending, type Pages, type Visit } from '../../../ui/portal-page.ts'
import { Time } from '../../../ui/portal-values.ts'
import { council } from '../contract.ts'
import { roles } from '../power-rules.ts'
import { outcomes } from '../meeting-contract.ts'
import { resolution as law } from '../resolution-rules.ts'
import { resolutionPage } from './portal-resolution.ts'
import { StateTag, topicPage } from './portal-topic.ts'
import { ballotPages, toDecide } from './portal-ballots.ts'

const { propose, publicTopics, publicMeetings, publicResolutions, publicBodies, myTopics } = council.ops

const councilPage = page(
  '/c/:community/council',
  () => t('大家议事'),
  async visit => {
    const { community } = visit.params
    const [going, meetings, resolved, bodies] = await Promise.all([
      visit.ask(publicTopics, { place: community, going: true, size: 10 }),
      visit.ask(publicMeetings, { place: community, size: 4 }),
      visit.ask(publicResolutions, { place: community, size: 5 }),
      visit.ask(publicBodies, { place: community }),
    ])
    return html`<h1>${t('大家议事')}</h1>
<p class="lead">${t('村里、社区里的事，大家提，大家议，议定了看得见谁去办、办到哪里。')}</p>
<p class="ways"><a class="button" href="/c/${community}/council/propose">${t('我要提议题')}</a></p>
${Section(
  t('正在议的事'),
  going.items.length
    ? html`<ul class="lines">${going.items.map(i => html`<li>${TopicLine(i, visit.now)}</li>`)}</ul>`
    : Empty(html`<p>${t('现在没有正在议的事。您有想让大家议一议的，说出来。')}</p>`),
  { href: `/c/${community}/council/topics`, label: t('看全部') },
)}
${Section(
  t('议定的事'),
  resolved.items.length
    ? html`<ul class="lines">${resolved.items.map(r => html`<li>${ResolutionLine(r)}</li>`)}</ul>`
    : Empty(html`<p>${t('还没有公示的决议。')}</p>`),
  { href: `/c/${community}/council/resolutions`, label: t('看全部') },
)}
${Section(t('开会'), meetings.items.length ? html`<ul class="lines">${meetings.items.map(MeetingLine)}</ul>` : Empty(html`<p>${t('近期没有会议。')}</p>`))}
${Section(t('谁在议事'), bodies.length ? html`${bodies.map(Body)}` : Empty(html`<p>${t('还没有登记议事组织。')}</p>`))}`
  },
)

type Topics = Output<typeof publicTopics>['items'][number]
const TopicLine = (i: Topics, now: Date): Html =>
  html`<a class="line" href="/c/${i.community}/council/topics/${i.id}"><b class="name">${i.title ?? t('待审查的议题 {number}', { number: i.number })}</b>
<p class="meta">${StateTag(i.state)}${i.bodyName && html`<span>${i.bodyName}</span>`}${Time(i.updatedAt, now)}</p></a>`

type Resolved = {
  community: string
  id: string
  title: string
  state: keyof typeof law.states
  number: string
  counted: string
  executorName: string | null
}
const ResolutionLine = (r: Resolved): Html =>
  html`<a class="line" href="/c/${r.community}/council/resolutions/${r.id}"><b class="name">${r.title}</b>
<p class="meta"><span class="tag${(r.state === 'done' || r.state === 'archived') && ' done'}">${law.states[r.state].label}</span><span>${r.number}</span>${r.executorName && html`<span>${t('{who}执行', { who: r.executorName })}</span>`}</p>
<p class="result">${r.counted}</p></a>`

type Meeting = {
  title: string
  bodyName: string
  startsAt: Date
  venue: string
  came: string | null
  agenda: { title: string; outcome: keyof typeof outcomes | null; counted: string }[]
}
const MeetingLine = (m: Meeting): Html =>
  html`<li class="line"><b>${m.bodyName}　${m.title}</b><p class="meta"><span>${stamp(m.startsAt)}</span><span>${m.venue}</span>${m.came && html`<span>${m.came}</span>`}</p>
<ul>${m.agenda.map(i => html`<li>${i.title}${i.outcome && html`：${outcomes[i.outcome]}`}${i.counted && html`（${i.counted}）`}</li>`)}</ul></li>`

type BodyOf = {
  name: string
  term: string
  until: string
  scope: string[]
  seats: { name: string; role: keyof typeof roles; grp: string }[]
}
const Body = (b: BodyOf): Html =>
  html`<details class="more"><summary>${b.name}${b.seats.length > 0 && html`　${t('{n} 人', { n: b.seats.length })}`}</summary>
${b.scope.length > 0 && html`<p class="hint">${t('被授权决定：{what}', { what: b.scope.join('、') })}</p>`}
<p>${b.seats.map(s => s.name + (s.role === 'convener' ? `（${roles.convener}）` : '')).join('、')}</p></details>`

const proposePage = page(
  '/c/:community/council/propose',
  () => t('提议题'),
  async visit =>
    FormPage(visit, {
      op: propose,
      fields: ['title', 'said', ...(visit.me && !visit.me.guest ? [] : ['name'])],
      title: t('提一个议题'),
      lead: t('大家的事大家议。党组织 15 天内审查：同意的列入议程，不同意的写明理由，该政府办的转过去。'),
      questions: {
        title: { hint: t('一句话，比如：村口装两盏路灯') },
        name: { hint: t('可以不填；填了也只给社区看，不公开') },
      },
      submit: t('提交'),
      after: html`<p class="aside">${t('灯不亮、漏水这样马上要办的事，请用')}<a href="/c/${visit.params.community}/report">${t('我要反映')}</a></p>`,
    }),
  {
    post: sending(propose, {
      input: (values, { params }) => ({ ...(inputOf(propose, values, params) as object), place: params['community'] }),
      then: ({ community, id }) => `/c/${community}/council/topics/${id}?new=1`,
    }),
  },
)

const topicsPage = page(
  '/c/:community/council/topics',
  () => t('议题'),
  async visit => {
    const page = Math.max(1, Number.parseInt(visit.query['page'] ?? '1', 10) || 1)
    const answer = await visit.ask(publicTopics, { place: visit.params.community, page, size: 20 })
    return ListPage(visit, {
      op: publicTopics,
      answer,
      title: t('议过和正在议的事'),
      line: i => TopicLine(i, visit.now),
      empty: html`<p>${t('还没有议题。')}</p><a class="button" href="/c/${visit.params.community}/council/propose">${t('我要提议题')}</a>`,
    })
  },
)

const resolutionsPage = page(
  '/c/:community/council/resolutions',
  () => t('决议'),
  async visit => {
    const page = Math.max(1, Number.parseInt(visit.query['page'] ?? '1', 10) || 1)
    const answer = await visit.ask(publicResolutions, { place: visit.params.community, page, size: 20 })
    return ListPage(visit, {
      op: publicResolutions,
      answer,
      title: t('议定的事'),
      lead: t('每份决议都有编号，议定了什么、几票通过、谁去办、办到哪里，都在这里。'),
      line: ResolutionLine,
      empty: html`<p>${t('还没有公示的决议。')}</p><a class="button quiet" href="/c/${visit.params.community}/council">${t('看正在议的事')}</a>`,
    })
  },
)

async function home({ ask, community, now }: Visit<string>): Promise<Html> {
  const { code } = community!
  const { items } = await ask(publicTopics, { place: code, going: true, size: 3 })
  return Section(
    t('大家议事'),
    items.length
      ? html`<ul class="lines">${items.map(i => html`<li>${TopicLine(i, now)}</li>`)}</ul>`
      : Empty(html`<p>${t('您有想让大家议一议的事，可以提出来。')}</p>`),
    { href: `/c/${code}/council`, label: items.length ? t('看全部') : t('去提议题') },
  )
}

async function mine({ ask, now }: Visit<string>): Promise<Child> {
  const { items } = await ask(myTopics, { size: 20 })
  return (
    items.length > 0 &&
    Section(t('我提的议题'), html`<ul class="lines">${items.map(i => html`<li>${TopicLine(i, now)}</li>`)}</ul>`)
  )
}

export const councilPortal: Pages = {
  pages: [councilPage, proposePage, topicsPage, topicPage, resolutionsPage, resolutionPage, ...ballotPages],
  home: async visit => html`${await toDecide(visit)}${await home(visit)}`,
  mine: async visit => html`${await mine(visit)}`,
}
