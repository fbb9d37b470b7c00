/** One's own sheet, without a script: three lines for wishes and the questions of the survey; sent again, the later one counts. */
import { t } from '../../../kernel/text.ts'
import { html } from '../../../ui/html.ts'
import { Empty, FormPage } from '../../../ui/portal.ts'
import { page, sending } from '../../../ui/portal-page.ts'
import { said, type Question, type Values } from '../../../ui/portal-fields.ts'
import { needs } from '../contract.ts'
import { kinds, priorities } from '../wish-rules.ts'

const { answer, myForms } = needs.ops
const lines = (most: number) => Array.from({ length: most }, (_, i) => i)
const choice = (table: Record<string, string | { label: string }>) =>
  Object.entries(table).map(([value, word]) => ({ value, label: t(typeof word === 'string' ? word : word.label) }))

export const sheetPage = page(
  '/c/:community/needs/:id/fill',
  () => t('填一户一表'),
  async visit => {
    const { community, id } = visit.params
    if (!visit.me || visit.me.guest) return { to: `/signin?to=/c/${community}/needs/${id}/fill` }
    const mine = (await visit.ask(myForms, { community })).filter(f => f.id === id)
    const [form] = mine
    if (!form)
      return html`<h1>${t('填一户一表')}</h1>${Empty(html`<p>${t('这次摸底没有问到您家，或者已经截止。账号还没有关联住处的，请先申请关联。')}</p><a class="button" href="/mine/link">${t('关联本人信息')}</a>`)}`
    const questions: Record<string, Question> = {
      room: { choices: mine.map(f => ({ value: f.room, label: f.address })) },
      ...Object.fromEntries(
        lines(form.most).flatMap(n => [
          [`said${n}`, { label: t('第 {n} 件想办的事', { n: n + 1 }) }],
          [`kind${n}`, { label: t('第 {n} 件是哪一类', { n: n + 1 }), choices: choice(kinds) }],
          [`priority${n}`, { label: t('第 {n} 件要紧不要紧', { n: n + 1 }), choices: choice(priorities) }],
        ]),
      ),
      ...Object.fromEntries(
        form.questions.map((q, n) => [
          `choice${n}`,
          { label: q.ask, choices: q.choices.map(c => ({ value: c, label: c })) },
        ]),
      ),
    }
    return FormPage(visit, {
      op: answer,
      title: form.title,
      lead: html`${form.said} ${t('一户一张表，{day} 前都可以改，改了以后一次为准。', { day: form.until })}${form.answered && t('您家已经填过。')}`,
      fields: ['room', ...Object.keys(questions).filter(name => name !== 'room')],
      questions,
      values: { room: form.room },
      submit: t('提交'),
    })
  },
  {
    post: sending(answer, {
      input: (values, { params }) => ({
        community: params['community'],
        survey: params['id'],
        room: said(values, 'room'),
        ...filledIn(values),
      }),
      then: ({ community }, { params }) => `/c/${community}/needs/${params['id']}?new=1`,
    }),
  },
)

/** Lines that were left empty are no wishes; a question without a touch has no answer. */
function filledIn(values: Values) {
  const wishes = lines(MOST).flatMap(n => {
    const text = said(values, `said${n}`).trim()
    const [kind, priority] = [said(values, `kind${n}`), said(values, `priority${n}`)]
    return text ? [{ said: text, kind: kind || 'works', priority: priority || '2' }] : []
  })
  const asked = Object.keys(values).flatMap(name => /^choice(\d+)$/.exec(name)?.[1] ?? [])
  const choices = lines(Math.max(0, ...asked.map(n => Number(n) + 1))).map(n => said(values, `choice${n}`) || null)
  return { wishes, choices }
}
const MOST = 10
