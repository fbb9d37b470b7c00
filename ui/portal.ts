/**
 * The pages almost every record needs, as HTML that is complete without a script. They state differences only: labels and kinds of
 * fields come from the contract, buttons from the offers that a record carries.
 */
import type { core, z } from 'zod'
import { labelOf, type Offers, type Op } from '../kernel/contract.ts'
import { t } from '../kernel/text.ts'
import { fieldOf, fieldsOf, shapeOf, type Item } from './shapes.ts'
import { attributes, html, type Child, type Html } from './html.ts'
import { Field, freshForm, idOf, type Form, type Question } from './portal-fields.ts'
import type { Visit } from './portal-page.ts'
import { Pager } from './portal-parts.ts'
import { shown } from './portal-values.ts'

type Here = Pick<Visit, 'form' | 'now' | 'query'>
type Questions = Record<string, Question | false>

// ── FormPage ────────────────────────────────────────────────────────────────

type FormOptions = {
  op: Op
  /** Only these, in this order; a name the operation does not know is a question of the page's own. Without it all of them. */
  fields?: readonly string[]
  questions?: Questions
  /** What a fresh form begins with. */
  values?: Form['values']
  submit?: string
  /** Before and behind the questions. */
  before?: Child
  after?: Child
  quiet?: boolean
  /** Where the answer begins, if the page was left somewhere in its middle: '#' is the top. */
  action?: string
}

export function FormPage(here: Here, { title, lead, ...form }: FormOptions & { title?: string; lead?: Child }): Html {
  return html`<h1>${title ?? t(form.op.label)}</h1>
${lead && html`<p class="lead">${lead}</p>`}
${Mistakes(here.form, form)}
${FormOf(here, form)}`
}

/** The bare form: several of them may stand on a page, each keeps what was sent to it and nothing else. */
export function FormOf({ form: sent, query }: Pick<Here, 'form' | 'query'>, options: FormOptions): Html {
  const {
    op,
    fields = fieldsOf(op.input).map(f => f.name),
    questions = {},
    before,
    after,
    submit,
    quiet,
    action,
  } = options
  const shapes = fields.filter(name => questions[name] !== false).map(name => fieldOf(op.input, name))
  const visible = shapes.filter(({ name, kind }) => {
    const question = questionOf(questions, name)
    return question.kind !== 'hidden' && (kind !== 'id' || question.choices)
  })
  const fresh = { ...freshForm(sent.key), values: { ...asked(query, visible), ...options.values } }
  const form = sent.op === op.name ? sent : fresh
  const photos = fieldsOf(op.input).some(f => f.kind === 'photos')
  return html`<form method="post" novalidate ${attributes({ id: idOf(op, 'form'), action, enctype: photos ? 'multipart/form-data' : null })}>
<input type="hidden" name="_op" value="${op.name}"><input type="hidden" name="_key" value="${sent.key}">
${before}${visible.map(f => Field(f, form, op, questionOf(questions, f.name)))}${shapes.filter(f => !visible.includes(f)).map(f => Field(f, form, op, { kind: 'hidden' }))}${after}
<p class="send"><button class="button${quiet && ' quiet'}">${submit ?? t(op.label)}</button></p>
</form>`
}

/** What was wrong, on top, each line a way to where it can be put right. It takes the focus, so that a screen reader begins here. */
export function Mistakes(
  form: Form,
  { op, fields, questions = {} }: Pick<FormOptions, 'op' | 'fields' | 'questions'>,
): Child {
  const place = (name: string) => fields?.indexOf(name) ?? 0
  const mistakes = Object.entries(form.mistakes).toSorted(([a], [b]) => place(a) - place(b))
  if (form.op !== op.name || (!form.problem && !mistakes.length)) return null
  const label = (name: string) => questionOf(questions, name).label ?? t(labelOf(op.input, name))
  const here = (name: string) => !fields || fields.includes(name)
  return html`<div class="mistakes" role="alert" tabindex="-1" autofocus>
<h2>${form.problem ?? t('还有 {n} 处要改，其他内容都替您留着', { n: mistakes.length })}</h2>
${mistakes.length > 0 && html`<ul>${mistakes.map(([name, said]) => html`<li>${here(name) ? html`<a href="#${idOf(op, name)}">${label(name)}：${said}</a>` : said}</li>`)}</ul>`}
</div>`
}

const questionOf = (questions: Questions, name: string): Question => questions[name] || {}

/** A link may bring answers along, `/follow?number=…`, but none that the person would not see. */
const asked = (query: Record<string, string>, visible: readonly { name: string; kind: string }[]) =>
  Object.fromEntries(visible.filter(f => query[f.name] && f.kind !== 'photos').map(f => [f.name, query[f.name]!]))

// ── RecordPage ──────────────────────────────────────────────────────────────

type RecordOptions<T extends object> = {
  record: T
  schema: core.$ZodType
  title: Child
  /** Above the title: its number, its kind. */
  over?: Child
  show: readonly (keyof T & string)[]
  lead?: Child
  children?: Child
  actions?: Child
}

export function RecordPage<T extends object>(
  { now }: Pick<Here, 'now'>,
  { record, schema, title, over, show, lead, children, actions }: RecordOptions<T>,
): Html {
  return html`<article class="record">
<header>${over && html`<p class="over">${over}</p>`}<h1>${title}</h1></header>
<div class="lead-in">${lead}${actions}</div>
${Facts(schema, record, show, now)}
<div class="rest">${children}</div>
</article>`
}

export function Facts<T extends object>(
  schema: core.$ZodType,
  record: T,
  show: readonly (keyof T & string)[],
  now: Date,
): Child {
  const facts = show.flatMap(name => {
    const value = shown(schema, name, record[name], now)
    return value === undefined ? [] : [html`<div><dt>${labelOf(schema, name)}</dt><dd>${value}</dd></div>`]
  })
  return facts.length > 0 && html`<dl class="facts">${facts}</dl>`
}

/** The moves a record offers, each its own form. What cannot be done now stands there with the reason. */
export function Moves(
  here: Here,
  {
    offers,
    ops,
    order,
    questions = {},
  }: {
    offers: z.infer<typeof Offers>
    ops: Record<string, Op>
    order: readonly string[]
    questions?: Record<string, Questions>
  },
): Child {
  const offered = order.flatMap(move => offers.filter(o => o.move === move))
  return (
    offered.length > 0 &&
    html`<section class="moves" aria-label="${t('您可以')}">${offered.map((offer, i) => {
      const op = ops[offer.move]!
      if (offer.because)
        return html`<div class="move"><button class="button quiet" disabled>${t(offer.label)}</button><p class="because">${offer.because}</p></div>`
      const fields = Object.keys(shapeOf(op.input)).filter(name => !['community', 'id'].includes(name))
      const form = FormOf(here, {
        op,
        fields,
        questions: questions[offer.move] ?? {},
        submit: t(offer.label),
        quiet: i > 0 && !fields.length,
      })
      if (!fields.length) return html`<div class="move">${Mistakes(here.form, { op })}${form}</div>`
      return html`<details class="move"${here.form.op === op.name && html` ${attributes({ open: true })}`}><summary class="button quiet">${t(offer.label)}</summary>${Mistakes(here.form, { op, fields })}${form}</details>`
    })}</section>`
  )
}

// ── ListPage ────────────────────────────────────────────────────────────────

type ListOptions<T extends Op> = {
  op: T
  answer: { items: Item<T>[]; total: number }
  title?: Child
  lead?: Child
  /** Links that narrow the list. */
  filters?: Child
  line: (item: Item<T>) => Html
  /** A sentence and a next step. */
  empty: Child
  aside?: Child
  size?: number
}

export function ListPage<T extends Op>(
  { query }: Pick<Here, 'query'>,
  { op, answer, title, lead, filters, line, empty, aside, size = 20 }: ListOptions<T>,
): Html {
  const { items, total } = answer
  return html`<h1>${title ?? t(op.label)}</h1>
${lead && html`<p class="lead">${lead}</p>`}
<div class="${aside ? 'beside' : 'alone'}">${aside}
<div>${filters}
<p class="total">${t('共 {n} 件', { n: total })}</p>
${items.length ? html`<ul class="lines">${items.map(item => html`<li>${line(item)}</li>`)}</ul>` : Empty(empty)}
${Pager(query, total, size)}</div></div>`
}

export const Empty = (children: Child): Html => html`<div class="empty">${children}</div>`

// ── BoardPage ───────────────────────────────────────────────────────────────

export type Sum = { label: string; value: Child; unit?: string; href?: string }

export const Sums = (label: string, sums: readonly Sum[]): Html =>
  html`<section aria-label="${label}"><dl class="sums${sums.some(s => String(s.value).length > 6) ? ' wide' : ''}">${sums.map(
    s =>
      html`<div><dt>${s.label}</dt><dd>${s.href ? html`<a href="${s.href}">${s.value}</a>` : s.value}${s.unit && html`<small>${s.unit}</small>`}</dd></div>`,
  )}</dl></section>`

export function BoardPage({
  title,
  lead,
  sums,
  children,
}: {
  title: Child
  lead?: Child
  sums: readonly Sum[]
  children?: Child
}): Html {
  return html`<h1>${title}</h1>
${lead && html`<p class="lead">${lead}</p>`}
${Sums(t('数字'), sums)}
${children}`
}

/** A part of a page under its own heading. */
export function Section(title: string, children: Child, more?: { href: string; label: string }): Html {
  return html`<section class="part"><header><h2>${title}</h2>${more && html`<a href="${more.href}">${more.label}</a>`}</header>
${children}</section>`
}
