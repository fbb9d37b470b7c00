/**
 * The form of an operation, made from its input shape, on a draft. What is wrong is said beside its field, by the same shape
 * the server reads with; when the network is away, or the server refuses, every word stays.
 */
import { useRef, useState, type FormEvent, type ReactNode } from 'react'
import type { Asked, Op } from '../../kernel/contract.ts'
import { Problem } from '../../kernel/rules.ts'
import { t } from '../../kernel/text.ts'
import { fieldsOf } from '../shapes.ts'
import { mistakesIn, mistakesOf } from '../portal-page.ts'
import type { Drafting, Told, Values, Where } from './draft.ts'
import { FieldRow, type Widget } from './fields.tsx'
import { say } from './said.tsx'
import { sayOf } from './shown.tsx'

type Props<T extends Op> = {
  op: T
  draft: Drafting
  /** What is known and not asked. */
  given?: Values
  /** Only these, in this order. */
  fields?: readonly string[]
  about: Where
  widgets?: Record<string, Widget>
  labels?: Record<string, string>
  hints?: Record<string, ReactNode>
  phrases?: Record<string, readonly string[]>
  submit: string
  /** Stands above the button. */
  children?: ReactNode
  /** Told without an answer when it lies on the device and will be sent. */
  done: (told: Told) => void
}

export function OpForm<T extends Op>({
  op,
  draft,
  given = {},
  fields,
  about,
  widgets = {},
  labels = {},
  hints = {},
  phrases = {},
  submit,
  children,
  done,
}: Props<T>) {
  const [mistakes, setMistakes] = useState<Record<string, string>>({})
  const [refused, setRefused] = useState('')
  const { busy, act } = useSending(draft)
  const form = useRef<HTMLFormElement>(null)
  const all = fieldsOf(op.input).filter(f => !(f.name in given))
  const asked = fields ? fields.flatMap(name => all.filter(f => f.name === name)) : all
  const input = { ...given, ...withoutEmpty(draft.values) }

  function point(wrong: Record<string, string>) {
    setMistakes(wrong)
    const elsewhere = Object.keys(wrong).filter(name => !asked.some(f => f.name === name))
    setRefused(elsewhere.map(name => wrong[name]).join('；'))
    requestAnimationFrame(() => {
      const first = form.current?.querySelector('.wrong')
      first?.scrollIntoView({ block: 'center' })
      first?.querySelector<HTMLElement>('input, textarea, select, button')?.focus({ preventScroll: true })
    })
  }

  async function finish(e: FormEvent) {
    e.preventDefault()
    setRefused('')
    // What a page lets people choose is not filled in.
    const wrong = Object.fromEntries(
      Object.entries(mistakesIn(op, input)).map(([name, say]) => [
        name,
        widgets[name] && (input as Record<string, unknown>)[name] === undefined ? t('请选择') : say,
      ]),
    )
    if (Object.keys(wrong).length) return point(wrong)
    setMistakes({})
    try {
      const told = await act(op, input as Asked<T>, about)
      if (told !== null) done(told)
    } catch (error) {
      const issues =
        error instanceof Problem && error.code === 'common.invalid' && Array.isArray(error.detail) ? error.detail : []
      if (issues.length) point(mistakesOf(op, issues as Parameters<typeof mistakesOf>[1], input))
      else setRefused(sayOf(error))
    }
  }

  return (
    <form ref={form} className="form" noValidate onSubmit={e => void finish(e)}>
      {asked.map(field => (
        <FieldRow
          key={field.name}
          field={field}
          about={about}
          value={draft.values[field.name] ?? field.initial}
          mistake={mistakes[field.name]}
          widget={widgets[field.name]}
          hint={hints[field.name]}
          phrases={phrases[field.name] ?? []}
          {...(labels[field.name] !== undefined && { label: labels[field.name]! })}
          onChange={value => {
            draft.set({ [field.name]: value })
            if (mistakes[field.name])
              setMistakes(all => Object.fromEntries(Object.entries(all).filter(([name]) => name !== field.name)))
          }}
        />
      ))}
      {children}
      <div className="send">
        {refused && (
          <p className="refused" role="alert">
            {refused}
          </p>
        )}
        <button type="submit" className="button main" disabled={busy}>
          {busy ? t('正在提交…') : submit}
        </button>
      </div>
    </form>
  )
}

/** One sending at a time: the second of two taps is answered with null. */
export function useSending(draft: Drafting) {
  const [busy, setBusy] = useState(false)
  const under = useRef(false)
  async function act<T extends Op>(op: T, input: Asked<T>, about: Where): Promise<Told | null> {
    if (under.current) return null
    under.current = true
    setBusy(true)
    try {
      return await draft.submit(op, input, about)
    } finally {
      under.current = false
      setBusy(false)
    }
  }
  return { busy, act }
}

/** What is said after pressing the button: the server has it, or the device has. */
export const sayTold = (told: Told, arrived: string) =>
  say(told.answer === undefined ? t('已记下，有网络时自动提交') : arrived)

const withoutEmpty = (values: Values): Values =>
  Object.fromEntries(Object.entries(values).filter(([, v]) => v !== '' && v !== undefined && v !== null))
