/** One matter: as its reporter sees and moves it, and as everyone may see it. 篇8 2「互动交流」 */
import { t } from '../../../kernel/text.ts'
import { html, type Child, type Html } from '../../../ui/html.ts'
import { icon } from '../../../ui/icons.ts'
import { Moves, RecordPage, Section } from '../../../ui/portal.ts'
import { inputOf, page, sending, type Visit } from '../../../ui/portal-page.ts'
import { sayMade, Time } from '../../../ui/portal-values.ts'
import { grid } from '../contract.ts'
import { Matter, Published } from '../shapes.ts'
import { matter } from '../rules.ts'
import { sayState, Steps, toneOf } from './progress.ts'

/** What a reporter may do, in the order it is offered. */
const theirs = ['supplement', 'confirm', 'reopen', 'rate', 'urge', 'withdraw'] as const

const stars = () =>
  [t('很不满意'), t('不满意'), t('一般'), t('满意'), t('很满意')]
    .map((label, i) => ({ value: String(i + 1), label }))
    .toReversed()

type Key = Visit<'community' | 'id'>
const mine = (visit: Pick<Key, 'params'>) => `/m/${visit.params.community}/${visit.params.id}`

export const matterPage = page(
  '/m/:community/:id',
  () => t('我报的事'),
  async visit => {
    const m = await visit.ask(grid.ops.matter, visit.params)
    const done = theirs.find(move => move === visit.query['done'])
    return RecordPage(visit, {
      record: m,
      schema: Matter,
      title: m.title,
      over: t('编号 {number}', { number: m.number }),
      lead: html`${done && html`<div class="notice" role="status">${icon('done')}<p>${t('「{move}」已收到。', { move: matter.moves[done].label })}</p></div>`}
${Now(m.state, sayState(m, visit.now), m.late)}${Asked(m)}${Leading(m)}`,
      actions: Moves(visit, {
        offers: m.offers,
        ops: grid.ops,
        order: theirs,
        questions: { rate: { stars: { choices: stars() } } },
      }),
      show: ['categoryName', 'address', 'description', 'reportedAt', 'holderName', 'closedAt', 'ratingText'],
      children: html`${Result(m)}
${Section(t('经过'), Timeline(visit.now, m.community, m.timeline))}
<p class="ways"><a class="button quiet" href="/print/grid.matter?community=${m.community}&id=${m.id}">${t('打印')}</a></p>`,
    })
  },
  {
    post: theirs.map(move =>
      sending(grid.ops[move], {
        input: (values, visit) => inputOf(grid.ops[move], values, visit.params),
        then: (_answer, visit) => `/m/${visit.params['community']}/${visit.params['id']}?done=${move}`,
      }),
    ),
  },
)

export const publicPage = page(
  '/c/:community/matters/:id',
  () => t('大家的事'),
  async visit => {
    const m = await visit.ask(grid.ops.publishedOne, visit.params)
    return RecordPage(visit, {
      record: m,
      schema: Published,
      title: m.title,
      over: t('编号 {number}', { number: m.number }),
      lead: Now(m.state, matter.states[m.state].label, m.late),
      show: ['categoryName', 'placeName', 'reportedAt', 'closedAt'],
      children: html`${Result(m, m.photos)}
${m.rating !== null && Section(t('报事人的评价'), html`<p>${Stars(m.rating)}</p>`)}
${Section(t('经过'), Timeline(visit.now, m.community, m.timeline))}
<p class="ways"><a class="button quiet" href="${mine(visit)}">${t('这件事是我报的')}</a><a class="button quiet" href="/c/${m.community}/matters">${t('看其他事')}</a></p>`,
    })
  },
)

/** What the community wants to know, above the form that answers it. */
const Asked = ({ offers, timeline }: Matter): Child => {
  const asked = offers.some(o => o.move === 'supplement') && timeline.findLast(e => e.move === 'askMore')
  return (
    asked &&
    html`<div class="notice warn" role="status">${icon('warn')}<p><strong>${t('请您补充：')}</strong>${asked.text}</p></div>`
  )
}

const Leading = ({ leading }: Matter): Child =>
  leading &&
  html`<div class="notice" role="status">${icon('done')}<p>${t('别人也报过这件事，社区合在一起办。办好了，这里也会显示，您照样可以评价。')}</p></div>`

const Now = (
  state: Matter['state'],
  say: string,
  late: boolean,
): Html => html`<section class="now ${toneOf(state)}" aria-label="${t('现在到哪一步')}">
<p>${say}</p>${late && html`<p class="meta">${t('已超过时限，街道和社区都看得到。')}</p>`}${Steps(state)}</section>`

/** Only once it stands: before the check, or after a reopening, it is one line of the story. */
function Result(
  { state, result, community }: Pick<Matter, 'state' | 'result' | 'community'>,
  photos: readonly string[] = [],
): Child {
  if (toneOf(state) !== 'done') return null
  return (
    (result || photos.length > 0) &&
    Section(t('办理结果'), html`${result && html`<p class="result">${result}</p>`}${Photos(community, photos)}`)
  )
}

export function Photos(community: string, photos: readonly string[]): Child {
  if (!photos.length) return null
  const alt = (i: number) => t('照片 {n}，点开看大图', { n: i + 1 })
  return html`<div class="photos">${photos.map((id, i) => html`<a href="/files/${community}/${id}"><img src="/files/${community}/${id}" alt="${alt(i)}" loading="lazy" width="300" height="300"></a>`)}</div>`
}

type Line = Pick<Matter['timeline'][number], 'at' | 'label'> & Partial<Matter['timeline'][number]>

/** Newest first: what happened last is what people came for. */
function Timeline(now: Date, community: string, entries: readonly Line[]): Html {
  return html`<ol class="trail">${entries
    .toReversed()
    .map(
      e =>
        html`<li><b>${e.label}</b><span class="meta">${Time(e.at, now)}${e.by && html` <span>${e.by}</span>`}</span>${e.made && html`<p class="hint">${sayMade(e.made, e.at, now)}</p>`}${e.text && html`<p>${e.text}</p>`}${Photos(community, e.photos ?? [])}</li>`,
    )}</ol>`
}

export const Stars = (n: number): Html =>
  html`<span class="stars" aria-hidden="true">${'★'.repeat(n)}${'☆'.repeat(5 - n)}</span> ${stars()[5 - n]?.label}`
