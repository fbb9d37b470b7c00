/**
 * One question of a form as HTML, of the kind its shape in the contract says: its label, a hint, what was wrong with the last
 * answer, and the answer itself, kept.
 */
import type { Op } from '../kernel/contract.ts'
import { t } from '../kernel/text.ts'
import type { Choice, Field as Shape, Kind } from './shapes.ts'
import { attributes, html, type Child, type Html } from './html.ts'

export type Values = Record<string, string | string[]>

/** What a form knows: its key for sending once, and after a refusal what was sent and what was wrong with it. */
export type Form = {
  /** The idempotency key: pressing twice, or sending again from the page before, does it once. */
  key: string
  /** The operation whose form was sent; null when the page is fresh. */
  op: string | null
  values: Values
  /** By field. */
  mistakes: Record<string, string>
  /** The sentence of a refusal that belongs to no field. */
  problem: string | null
}

export const freshForm = (key: string): Form => ({ key, op: null, values: {}, mistakes: {}, problem: null })

/** The one answer to a question; '' when there is none. */
export const said = (values: Values, name: string): string => [values[name] ?? ''].flat().at(-1) ?? ''

export type Question = {
  label?: string
  hint?: Child
  kind?: Kind | 'hidden' | 'digits'
  /** Instead of the words of the enum; many of them become a select. */
  choices?: readonly (Choice | { value: string; label: string; note?: Child })[]
  groups?: readonly { label: string; choices: readonly { value: string; label: string }[] }[]
  /** The first choice of a select: what it means not to choose. */
  none?: string
  autocomplete?: string
  /** Required by the page although the shape could do without. */
  required?: boolean
}

/** `op` keeps the ids of several forms on one page apart. */
export function Field(shape: Shape, form: Form, op: Op, question: Question = {}): Html {
  const kind = question.kind ?? shape.kind
  const kept = [form.values[shape.name] ?? []].flat()
  const one = kept[0] ?? String(shape.initial ?? '')
  const ask: Asked = {
    name: shape.name,
    id: idOf(op, shape.name),
    label: question.label ?? shape.label,
    shape,
    question,
    kept,
    one,
    required: question.required ?? shape.required,
    mistake: form.mistakes[shape.name],
  }
  const choices = question.choices ?? shape.choices
  if (kind === 'hidden') return html`<input type="hidden" name="${ask.name}" value="${one}">`
  if (question.groups || (choices.length > 6 && kind !== 'choices')) return labelled(ask, Select(ask, choices))
  if (choices.length) return Cards(ask, choices, kind === 'choices')
  if (kind === 'yesno') return Tick(ask)
  if (kind === 'photos')
    return labelled(
      ask,
      html`${Kept(ask)}<div class="pick"><label class="button quiet" for="${ask.id}">${ask.kept.length ? t('再选照片') : t('选照片')}</label><input ${attributes({ ...common(ask), type: 'file', accept: 'image/*', multiple: true, required: false })}></div>`,
      t('最多 {n} 张，可以不传', { n: shape.most ?? 6 }),
    )
  if (kind === 'paragraph')
    return labelled(
      ask,
      html`<textarea ${attributes({ ...common(ask), rows: 4, maxlength: shape.most })}>${one}</textarea>`,
    )
  return labelled(
    ask,
    html`<input ${attributes({ ...common(ask), ...typed(kind), ...limits(ask, kind), value: kind === 'password' ? null : one })}>`,
  )
}

export const idOf = (op: Op, name: string): string => `${op.name}-${name}`.replaceAll('.', '-')

type Asked = {
  name: string
  id: string
  label: string
  shape: Shape
  question: Question
  kept: string[]
  one: string
  required: boolean
  mistake: string | undefined
}

function labelled(ask: Asked, input: Html, hint: Child = ask.question.hint): Html {
  return html`<div class="field${ask.mistake && ' wrong'}">
<label for="${ask.id}">${ask.label}${optional(ask)}</label>
${hints(ask, hint)}${input}
</div>`
}

/** Few choices stand as cards, each as large as a thumb. */
function Cards(ask: Asked, choices: NonNullable<Question['choices']>, several: boolean): Html {
  return html`<fieldset class="field cards-field${ask.mistake && ' wrong'}" id="${ask.id}" tabindex="-1">
<legend>${ask.label}${optional(ask)}</legend>
${hints(ask, ask.question.hint)}<div class="choices">${choices.map(
    c =>
      html`<label class="choice"><input ${attributes({
        type: several ? 'checkbox' : 'radio',
        name: ask.name,
        value: c.value,
        checked: ask.kept.length ? ask.kept.includes(c.value) : c.value === ask.one,
        'aria-describedby': ask.mistake ? `${ask.id}-mistake` : null,
      })}><span>${c.label}${'note' in c && c.note && html`<small>${c.note}</small>`}</span></label>`,
  )}</div>
</fieldset>`
}

function Select(ask: Asked, choices: NonNullable<Question['choices']>): Html {
  const option = (c: { value: string; label: string }) =>
    html`<option ${attributes({ value: c.value, selected: c.value === ask.one })}>${c.label}</option>`
  return html`<select ${attributes(common(ask))}><option value="">${ask.question.none ?? t('请选择')}</option>${choices.map(option)}${ask.question.groups?.map(
    g => html`<optgroup label="${g.label}">${g.choices.map(option)}</optgroup>`,
  )}</select>`
}

/** An unticked box sends nothing at all, so a no stands before it. */
function Tick(ask: Asked): Html {
  return html`<div class="field${ask.mistake && ' wrong'}">${hints(ask, ask.question.hint)}<input type="hidden" name="${ask.name}" value="false">
<label class="choice"><input ${attributes({ type: 'checkbox', name: ask.name, value: 'true', id: ask.id, checked: (ask.kept.at(-1) ?? ask.one) === 'true' })}><span>${ask.label}</span></label></div>`
}

/** Photos that arrived with the last sending: a browser cannot be given them back, so they stay by name and may be unticked. */
function Kept(ask: Asked): Child {
  if (!ask.kept.length) return null
  return html`<div class="choices">${ask.kept.map(
    (id, i) =>
      html`<label class="choice"><input ${attributes({ type: 'checkbox', name: ask.name, value: id, checked: true })}><span>${t('照片 {n}，已传好', { n: i + 1 })}</span></label>`,
  )}</div>`
}

const optional = (ask: Asked) => !ask.required && html` <span class="optional">${t('选填')}</span>`

const hints = (ask: Asked, hint: Child) =>
  html`${
    hint &&
    html`<p class="hint" id="${ask.id}-hint">${hint}</p>
`
  }${
    ask.mistake &&
    html`<p class="mistake" id="${ask.id}-mistake">${ask.mistake}</p>
`
  }`

function common(ask: Asked) {
  const told = [
    (ask.question.hint || ask.shape.kind === 'photos') && `${ask.id}-hint`,
    ask.mistake && `${ask.id}-mistake`,
  ].filter(Boolean)
  return {
    id: ask.id,
    name: ask.name,
    autocomplete: ask.question.autocomplete ?? null,
    'aria-required': ask.required ? 'true' : null,
    'aria-invalid': ask.mistake ? 'true' : null,
    'aria-describedby': told.join(' ') || null,
  }
}

const typed = (kind: NonNullable<Question['kind']>) => inputs[kind] ?? { type: 'text' }
const inputs: Partial<Record<NonNullable<Question['kind']>, Record<string, string>>> = {
  digits: { type: 'text', inputmode: 'numeric' },
  password: { type: 'password' },
  phone: { type: 'tel', inputmode: 'numeric' },
  number: { type: 'text', inputmode: 'decimal' },
  date: { type: 'date' },
  moment: { type: 'datetime-local' },
  secret: { type: 'text' },
}

const limits = ({ shape }: Asked, kind: NonNullable<Question['kind']>) =>
  kind === 'number' || kind === 'date' ? {} : { maxlength: shape.most ?? null }
