/**
 * What is asked before a report is sent: the category, guessed from what was written and chosen from large cards, and whether
 * somebody has reported the same. Each is the same page sent again; nothing filled in is lost.
 */
import type { Output } from '../../../kernel/contract.ts'
import { t } from '../../../kernel/text.ts'
import { fieldOf } from '../../../ui/shapes.ts'
import { html, type Child, type Html } from '../../../ui/html.ts'
import { icon } from '../../../ui/icons.ts'
import { Field, said, type Values } from '../../../ui/portal-fields.ts'
import type { Visit } from '../../../ui/portal-page.ts'
import { Time } from '../../../ui/portal-values.ts'
import { grid } from '../contract.ts'
import type { Published } from '../shapes.ts'
import { chosen } from './portal-where.ts'
import { Tag } from './progress.ts'

type Category = Output<typeof grid.ops.categories>[number]
const { report } = grid.ops

export const categoryOf = (values: Values) =>
  said(values, 'category') === other ? said(values, 'anyCategory') : said(values, 'category')
const other = 'other'

export type Next = { asks: Child; submit?: string }
export const nothing: Next = { asks: null }

export async function stillToAsk(values: Values, visit: Visit<string>): Promise<Next> {
  const title = said(values, 'title').trim()
  const category = categoryOf(values)
  const unfit = Object.keys(visit.form.mistakes).some(name => name !== 'category')
  if (!title || unfit) return { asks: null }
  const known = category ? (await visit.ask(grid.ops.categories, {})).find(c => c.code === category) : undefined
  if (!known) return askCategory(values, visit, title)
  const answered = html`<input type="hidden" name="category" value="${category}"><input type="hidden" name="asked" value="1">`
  if (said(values, 'sure')) return nothing
  const alike = await visit.ask(grid.ops.alike, {
    ...whereOf(values, visit),
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

/** Around a position: its community, and how near. */
function whereOf(values: Values, { params }: Pick<Visit<string>, 'params'>) {
  const { place, ...at } = chosen(values)
  return { place: place || params['community']!, ...at }
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
  { now }: Pick<Visit<string>, 'now'>,
  alike: readonly (Published & { why: readonly string[] })[],
): Html => html`<section class="step"><h2>${t('附近有人报过，是同一件事吗？')}</h2>
<p class="hint">${t('是同一件，就不用再报，点进去看办到哪里了。')}</p>
<ul class="lines">${alike.map(
  m => html`<li class="line"><b>${m.title}</b><p class="meta">${Tag(m.state, m.late)} <span>${m.placeName}</span> ${Time(m.reportedAt, now)}</p><p class="hint">${m.why.join('；')}</p>
<p class="ways"><a class="button quiet" href="/c/${m.community}/matters/${m.id}">${t('是同一件事')}</a></p></li>`,
)}</ul></section>`
