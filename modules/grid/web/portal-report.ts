/**
 * Reporting: one page, few questions. The category is guessed from what was written and chosen from large cards; what looks like the
 * same matter is shown before another one is made. Without a script these are the same page sent again, nothing filled in is lost. 篇8 2「反映诉求」
 */
import type { Output } from '../../../kernel/contract.ts'
import { t } from '../../../kernel/text.ts'
import { places, type Building } from '../../places/contract.ts'
import { fieldOf } from '../../../ui/shapes.ts'
import { html, type Child, type Html } from '../../../ui/html.ts'
import { icon } from '../../../ui/icons.ts'
import { FormOf, Mistakes } from '../../../ui/portal.ts'
import { Field, said, type Question, type Values } from '../../../ui/portal-fields.ts'
import { inputOf, page, sending, type Visit } from '../../../ui/portal-page.ts'
import { Emergency } from '../../../ui/portal-parts.ts'
import { Time } from '../../../ui/portal-values.ts'
import { grid } from '../contract.ts'
import type { Published } from '../shapes.ts'
import { Tag } from './progress.ts'

type Category = Output<typeof grid.ops.categories>[number]
type Here = Visit<'community'>
const { report } = grid.ops

const steps = [
  { title: t('什么事'), fields: ['title', 'description', 'photos'] },
  { title: t('在哪里'), fields: ['where', 'address'] },
  { title: t('怎么联系您'), fields: ['phone', 'contactName'] },
]

export const reportPage = page(
  '/c/:community/report',
  t('我要反映'),
  async visit => {
    const [buildings, grids] = await Promise.all([
      visit.ask(places.ops.buildings, { place: visit.params.community }),
      visit.ask(places.ops.grids, { place: visit.params.community }),
    ])
    const questions = asked(visit.params.community, buildings, grids)
    const next = visit.form.op ? await stillToAsk(visit.form.values, visit) : nothing
    const filled = steps.map((step, i) => Step(i + 1, step, visit, questions))
    return html`<h1>${t('我要反映')}</h1>
${Emergency()}
${Mistakes(visit.form, { op: report, fields: ['category', ...steps.flatMap(s => s.fields)], questions })}
${FormOf(visit, {
  op: report,
  fields: [],
  before: next.asks
    ? html`${next.asks}<details class="more filled"${Object.keys(visit.form.mistakes).some(name => name !== 'category') && html` open`}><summary>${t('看看、改改刚才填的')}</summary>${filled}</details>`
    : filled,
  submit: next.submit ?? t('下一步'),
})}`
  },
  {
    menu: 1,
    kept: true,
    post: sending(report, {
      input: inputOfReport,
      shownAt: { place: 'where', building: 'where' },
      async first(values, visit, { category, ...others }) {
        if (others['where']) others['where'] = t('请选哪栋楼，或者哪一片')
        if (Object.keys(others).length) return others
        if (category !== undefined) return said(values, 'asked') ? { category: t('请选一类') } : {}
        return (await stillToAsk(values, visit)).asks ? {} : null
      },
      then: (answer, visit) =>
        `/c/${visit.params['community']}/reported/${answer.id}?${new URLSearchParams({ number: answer.number, by: answer.acceptBy.toISOString() })}`,
    }),
  },
)

/** `where` is a building (`grid/building`), a grid, or the community when neither is known. */
function inputOfReport(values: Values) {
  const [place, building] = said(values, 'where').split('/')
  return inputOf(report, { ...values, place: place ?? '', building: building ?? '', category: categoryOf(values) }, {})
}

const categoryOf = (values: Values) =>
  said(values, 'category') === other ? said(values, 'anyCategory') : said(values, 'category')
const other = 'other'

function asked(
  community: string,
  buildings: readonly Building[],
  grids: readonly { code: string; name: string }[],
): Record<string, Question> {
  const estates = Map.groupBy(buildings, b => b.estate)
  return {
    title: { label: t('一句话说说'), hint: t('例如：3 号楼楼道灯不亮') },
    description: { label: t('再多说一点') },
    where: {
      label: t('哪栋楼，哪一片'),
      required: true,
      groups: [
        ...[...estates].map(([estate, of]) => ({
          label: estate,
          choices: of.map(b => ({ value: `${b.place}/${b.id}`, label: `${estate} ${b.name}` })),
        })),
        {
          label: t('不在楼里'),
          choices: [
            ...grids.map(g => ({ value: g.code, label: g.name })),
            { value: community, label: t('说不清在哪一片') },
          ],
        },
      ],
    },
    address: { hint: t('例如：2 单元门口、菜场东门') },
    phone: { hint: t('只有办这件事的人能看到，不公开；查进度时要用后四位。'), autocomplete: 'tel' },
    contactName: { hint: t('例如：王婶'), autocomplete: 'name' },
  }
}

function Step(
  n: number,
  { title, fields }: (typeof steps)[number],
  { form }: Here,
  questions: Record<string, Question>,
): Html {
  const mine = form.op ? form : { ...form, mistakes: {} }
  return html`<section class="step"><h2><i aria-hidden="true">${n}</i>${title}</h2>${fields.map(name => Field(fieldOf(report.input, name), mine, report, questions[name]))}</section>`
}

// ── What is asked before it is sent ─────────────────────────────────────────

type Next = { asks: Child; submit?: string }
const nothing: Next = { asks: null }

async function stillToAsk(values: Values, visit: Visit<string>): Promise<Next> {
  const title = said(values, 'title').trim()
  const category = categoryOf(values)
  const unfit = Object.keys(visit.form.mistakes).some(name => name !== 'category')
  if (!title || unfit) return { asks: null }
  const known = category ? (await visit.ask(grid.ops.categories, {})).find(c => c.code === category) : undefined
  if (!known) return askCategory(values, visit, title)
  const answered = html`<input type="hidden" name="category" value="${category}"><input type="hidden" name="asked" value="1">`
  if (said(values, 'sure')) return nothing
  const alike = await visit.ask(grid.ops.alike, {
    ...whereOf(values),
    category,
    text: `${title} ${said(values, 'description')}`.slice(0, 500),
  })
  // The advice stood on the card of a suggestion; whoever chose from the whole list has not seen it yet.
  const advice = said(values, 'category') === other ? known.advice : null
  if (!alike.length && !advice) return nothing
  return {
    asks: html`${answered}<input type="hidden" name="sure" value="1">${Advice(advice)}${alike.length > 0 && Alike(visit, alike)}`,
    submit: alike.length ? t('不是同一件，继续上报') : t('知道了，继续上报'),
  }
}

function whereOf(values: Values): { place: string; building?: string } {
  const [place = '', building] = said(values, 'where').split('/')
  return building ? { place, building } : { place }
}

async function askCategory(values: Values, visit: Visit<string>, title: string): Promise<Next> {
  const [suggested, all] = await Promise.all([
    visit.ask(grid.ops.suggest, { text: `${title} ${said(values, 'description')}`.slice(0, 500) }),
    visit.ask(grid.ops.categories, {}),
  ])
  const cards = [
    ...suggested.map(c => ({ value: c.code, label: c.name })),
    { value: other, label: suggested.length ? t('都不是，在下面选') : t('在下面选一类') },
  ]
  const form = suggested.length ? visit.form : { ...visit.form, values: { ...values, category: other } }
  return {
    asks: html`<section class="step"><h2>${t('「{title}」是哪一类？', { title })}</h2><input type="hidden" name="asked" value="1">
${[...new Set(suggested.map(c => c.advice))].map(Advice)}
${Field(fieldOf(report.input, 'category'), form, report, { label: t('选一个最像的，交给对的人办'), choices: cards })}
<div class="any">${Field({ ...fieldOf(report.input, 'category'), name: 'anyCategory' }, form, report, { label: t('全部分类'), groups: grouped(all) })}</div></section>`,
  }
}

/** The finest categories, under those they belong to. */
function grouped(all: readonly Category[]) {
  const parents = new Set(all.map(c => c.parent))
  const names = new Map(all.map(c => [c.code, c.name]))
  const leaves = Map.groupBy(
    all.filter(c => !parents.has(c.code)),
    c => c.parent ?? '',
  )
  return [...leaves].map(([parent, of]) => ({
    label: names.get(parent) ?? t('其他'),
    choices: of.map(c => ({ value: c.code, label: c.name })),
  }))
}

/** Life first: the numbers in the advice can be pressed. */
function Advice(advice: string | null | undefined): Child {
  if (!advice) return null
  const parts = advice.split(/\b(110|119|120)\b/)
  return html`<div class="notice warn" role="alert">${icon('warn')}<p>${parts.map((part, i) => (i % 2 ? html`<a href="tel:${part}">${part}</a>` : part))}</p></div>`
}

const Alike = (
  { now }: Pick<Here, 'now'>,
  alike: readonly (Published & { why: readonly string[] })[],
): Html => html`<section class="step"><h2>${t('附近有人报过，是同一件事吗？')}</h2>
<p class="hint">${t('是同一件，就不用再报，点进去看办到哪里了。')}</p>
<ul class="lines">${alike.map(
  m => html`<li class="line"><b>${m.title}</b><p class="meta">${Tag(m.state, m.late)} <span>${m.placeName}</span> ${Time(m.reportedAt, now)}</p><p class="hint">${m.why.join('；')}</p>
<p class="ways"><a class="button quiet" href="/c/${m.community}/matters/${m.id}">${t('是同一件事')}</a></p></li>`,
)}</ul></section>`
