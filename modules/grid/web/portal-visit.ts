/** Asking somebody to come home: for whoever is signed in. What is wanted, when; and that one may say no at any time. 篇3 二「每周巡视」 */
import { t } from '../../../kernel/text.ts'
import { places } from '../../places/contract.ts'
import { html, type Html } from '../../../ui/html.ts'
import { FormPage, Moves, RecordPage, Section } from '../../../ui/portal.ts'
import { inputOf, page, sending, type Visit } from '../../../ui/portal-page.ts'
import { Time } from '../../../ui/portal-values.ts'
import { grid } from '../contract.ts'
import { homeVisit } from '../home-rules.ts'
import { HomeVisit } from '../patrol-shapes.ts'

const { askVisit } = grid.ops

export const askVisitPage = page(
  '/c/:community/visit',
  () => t('请人上门'),
  async visit => {
    const grids = await visit.ask(places.ops.grids, { place: visit.params.community })
    return FormPage(visit, {
      op: askVisit,
      title: t('请人上门'),
      lead: t('行动不便，或想请社区来看看：说一声，社区和您约时间。随时可以说不用来了，不问理由。'),
      fields: ['what', 'wanted', 'place', 'address', 'contactName', 'phone'],
      questions: {
        what: { label: t('想请人来做什么'), hint: t('例如：看看卫生间扶手；帮忙填医保的表') },
        place: {
          label: t('您住哪一片'),
          choices: [
            ...grids.map(g => ({ value: g.code, label: g.name })),
            { value: visit.params.community, label: t('说不清在哪一片') },
          ],
        },
        address: { label: t('住处'), hint: t('例如：12幢3单元502室'), autocomplete: 'street-address' },
        phone: { hint: t('只有来的人能看到'), autocomplete: 'tel' },
      },
      submit: t('请人上门'),
    })
  },
  {
    post: sending(askVisit, {
      input: values => inputOf(askVisit, values, {}),
      then: answer => `/v/${answer.community}/${answer.id}`,
    }),
    kept: true,
  },
)

/** What the resident may do, in the order it is offered. */
const theirs = ['putOff', 'noNeed'] as const

export const visitPage = page(
  '/v/:community/:id',
  () => t('上门服务'),
  async visit => {
    const one = await visit.ask(grid.ops.homeVisit, visit.params)
    return RecordPage(visit, {
      record: one,
      schema: HomeVisit,
      title: one.title,
      lead: html`<section class="now ${homeVisit.states[one.state].end ? 'done' : 'open'}" aria-label="${t('现在到哪一步')}"><p>${sayState(one, visit.now)}</p></section>`,
      actions: Moves(visit, { offers: one.offers, ops: grid.ops, order: theirs }),
      show: ['address', 'wanted', 'askedAt', 'holderName', 'result'],
    })
  },
  {
    post: theirs.map(move =>
      sending(grid.ops[move], {
        input: (values, visit) => inputOf(grid.ops[move], values, visit.params),
        then: (_answer, visit) => `/v/${visit.params['community']}/${visit.params['id']}`,
      }),
    ),
  },
)

const sayState = (one: HomeVisit, now: Date) =>
  one.comesAt && !homeVisit.states[one.state].end
    ? html`${t('{who} 来，', { who: one.holderName ?? t('社区') })}<strong>${Time(one.comesAt, now)}</strong>`
    : homeVisit.states[one.state].label

/** In the person's own corner: what was asked for, and the way to ask. */
export async function MyVisits({ ask, now, community }: Visit<string>): Promise<Html> {
  const { items } = await ask(grid.ops.homeVisits, { size: 10 })
  const here = community && html`<p><a class="button quiet" href="/c/${community.code}/visit">${t('请人上门')}</a></p>`
  return Section(
    t('上门服务'),
    html`${items.length > 0 && html`<ul class="lines">${items.map(h => html`<li><a class="line" href="/v/${h.community}/${h.id}"><h3>${h.title}</h3><p class="meta"><span class="tag open">${homeVisit.states[h.state].label}</span>${Time(h.comesAt ?? h.askedAt, now)}</p></a></li>`)}</ul>`}${here}`,
  )
}
