/** One survey as everyone sees it: until when, how many of each grid answered, what is wanted, and what became of it and why. */
import { t } from '../../../kernel/text.ts'
import { html, type Child, type Html } from '../../../ui/html.ts'
import { Empty, Section, Sums } from '../../../ui/portal.ts'
import { page } from '../../../ui/portal-page.ts'
import { places } from '../../places/contract.ts'
import { needs } from '../contract.ts'
import { survey } from '../rules.ts'
import type { PublicSurvey } from '../survey-contract.ts'
import { kinds, wish } from '../wish-rules.ts'

type Wish = PublicSurvey['wishes'][number]
type State = keyof typeof wish.states
const tones: Partial<Record<State, string>> = {
  raised: ' done',
  candidate: ' done',
  passed: ' done',
  rejected: ' late',
}

/** Where a wish stands, why, and the way to where it went on. */
export const Became = (
  community: string,
  w: { state: State; because: string | null; number: string | null; topic: string | null },
): Html =>
  html`<span class="tag${tones[w.state]}">${wish.states[w.state].label}</span>${w.because && html` <span>${w.because}</span>`}${
    w.topic
      ? html` <a href="/c/${community}/council/topics/${w.topic}">${t('议题 {number}', { number: w.number ?? '' })}</a>`
      : w.number && html` <span>${w.number}</span>`
  }`

export const surveyPage = page(
  '/c/:community/needs/:id',
  () => survey.label,
  async visit => {
    const { community } = visit.params
    const s = await visit.ask(needs.ops.publicSurvey, visit.params)
    const grids = await visit.ask(places.ops.grids, { place: community })
    const name = (code: string) => grids.find(g => g.code === code)?.name ?? t('其他网格')
    const { total, byGrid } = s.rates
    const fill = `/c/${community}/needs/${s.id}/fill`
    return html`<h1>${s.title}</h1>
${visit.query['new'] && html`<div class="notice" role="status"><p><b>${t('收到了，谢谢您。')}</b>${t('截止以后逐条梳理，每一条的去处都在这一页和「我的」里。')}</p></div>`}
<p class="lead">${s.said}</p>
<p class="meta"><span class="tag">${survey.states[s.state].label}</span><span>${t('到 {day}', { day: s.until })}</span></p>
${Sums(t('数字'), [
  { label: t('应答户数'), value: total.asked, unit: t('户') },
  { label: t('已答复'), value: total.answered, unit: t('户') },
  { label: t('答复率'), value: rate(total), unit: '%' },
])}
${s.state === 'open' && html`<p class="ways"><a class="button" href="${visit.me && !visit.me.guest ? fill : `/signin?to=${encodeURIComponent(fill)}`}">${t('填我家的一张表')}</a></p>`}
${Section(t('各网格答复率'), html`<ul class="lines">${byGrid.map(g => html`<li class="line"><b>${name(g.place)}</b><p class="meta"><span>${t('{answered} / {asked} 户', { answered: g.answered, asked: g.asked })}</span><span>${rate(g)}%</span></p></li>`)}</ul>`)}
${s.byKind.length > 0 && Section(t('想办哪一类事'), html`<ul class="lines">${s.byKind.map(k => html`<li class="line"><b>${t(kinds[k.kind].label)}</b><p class="meta"><span>${k.households === null ? t('几户') : t('{n} 户', { n: k.households })}</span></p></li>`)}</ul>`)}
${Section(t('每一条的去处'), Ends(s, community, name))}
${s.questions.length > 0 && Section(t('还问了'), html`<ul>${s.questions.map(q => html`<li>${q.ask}（${q.choices.join('、')}）</li>`)}</ul>`)}`
  },
)

const rate = ({ answered, asked }: { answered: number; asked: number }) =>
  asked ? Math.floor((100 * answered) / asked) : 0

function Ends(s: PublicSurvey, community: string, name: (code: string) => string): Child {
  if (!s.wishes.length) return Empty(html`<p>${t('还没有梳理。截止以后逐条说明去处，没有人名，也没有门牌。')}</p>`)
  return html`${s.heard > 0 && html`<p class="hint">${t('另有 {n} 条还在梳理。', { n: s.heard })}</p>`}
<ul class="lines">${s.wishes.map((w: Wish) => html`<li class="line"><b class="name">${w.title}</b><p class="meta"><span>${t(kinds[w.kind].label)}</span><span>${t('{n} 户想要', { n: w.households })}</span>${w.grids.length > 0 && html`<span>${w.grids.map(name).join('、')}</span>`}</p><p class="result">${Became(community, w)}</p></li>`)}</ul>`
}
