/** The needs survey on the portal: filling in one's own sheet without a script, how many answered, and what became of every wish. 篇1 二（二）2「走访摸底、问卷调查」 */
import type { Output } from '../../../kernel/contract.ts'
import { t } from '../../../kernel/text.ts'
import { html, type Child, type Html } from '../../../ui/html.ts'
import { Empty, Section } from '../../../ui/portal.ts'
import type { Pages, Visit } from '../../../ui/portal-page.ts'
import { page } from '../../../ui/portal-page.ts'
import { needs } from '../contract.ts'
import { survey } from '../rules.ts'
import { sheetPage } from './portal-sheet.ts'
import { Became, surveyPage } from './portal-survey.ts'

const { publicSurveys, myForms, mySheets } = needs.ops
type Line = Output<typeof publicSurveys>['items'][number]

const SurveyLine = (s: Line): Html =>
  html`<a class="line" href="/c/${s.community}/needs/${s.id}"><b class="name">${s.title}</b>
<p class="meta"><span class="tag${s.state !== 'open' && ' done'}">${survey.states[s.state].label}</span><span>${t('到 {day}', { day: s.until })}</span></p></a>`

const surveysPage = page(
  '/c/:community/needs',
  () => survey.label,
  async visit => {
    const { community } = visit.params
    const { items } = await visit.ask(publicSurveys, { place: community, size: 50 })
    return html`<h1>${survey.label}</h1>
<p class="lead">${t('明年办什么，先挨家挨户问一问。每一条意愿都有去处：列为候选、不列入并说明为什么，或者转政府办理。')}</p>
${items.length ? html`<ul class="lines">${items.map(s => html`<li>${SurveyLine(s)}</li>`)}</ul>` : Empty(html`<p>${t('还没有摸底。')}</p><a class="button quiet" href="/c/${community}/council">${t('看大家议事')}</a>`)}`
  },
)

/** What is asked right now, for whoever may answer first. */
async function home({ ask, community, me }: Visit<string>): Promise<Html> {
  const { code } = community!
  const { items } = await ask(publicSurveys, { place: code, open: true, size: 3 })
  if (!items.length) return html``
  const forms = me && !me.guest ? await ask(myForms, { community: code }) : []
  return Section(
    survey.label,
    html`<ul class="lines">${items.map(s => html`<li>${SurveyLine(s)}</li>`)}</ul>
${forms.some(f => !f.answered) && html`<p class="ways"><a class="button" href="/c/${code}/needs/${forms.find(f => !f.answered)!.id}/fill">${t('填我家的一张表')}</a></p>`}`,
    { href: `/c/${code}/needs`, label: t('看全部') },
  )
}

async function mine({ ask, me }: Visit<string>): Promise<Child> {
  if (!me || me.guest) return null
  const [forms, filled] = await Promise.all([ask(myForms, {}), ask(mySheets, { size: 10 })])
  const open = forms.filter(f => !f.answered)
  if (!open.length && !filled.items.length) return null
  return Section(
    t('我家的意愿'),
    html`${open.map(f => html`<p class="ways"><a class="button" href="/c/${f.community}/needs/${f.id}/fill">${t('填「{title}」', { title: f.title })}</a></p>`)}
<ul class="lines">${filled.items
      .filter(f => f.counts)
      .map(
        f =>
          html`<li class="line"><a class="name" href="/c/${f.community}/needs/${f.survey}">${f.title}</a><ul>${f.wishes.map(w => html`<li>${w.said}　${Became(f.community, w)}</li>`)}</ul></li>`,
      )}</ul>`,
  )
}

export const needsPortal: Pages = {
  pages: [surveysPage, surveyPage, sheetPage],
  home,
  mine: async visit => html`${await mine(visit)}`,
}
