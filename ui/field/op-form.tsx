/**
 * The form of an operation, made from its input shape, on a draft. What is wrong is said beside its field, by the same shape
 * the server reads with; when the network is away, or the server refuses, every word stays.
 */
import { useRef, useState, type FormEvent, type ReactNode } from 'react'
import type { Asked, Op, Output } from '../../kernel/contract.ts'
import { Problem } from '../../kernel/rules.ts'
import { t } from '../../kernel/text.ts'
import { fieldsOf } from '../shapes.ts'
import { mistakesIn, mistakesOf } from '../portal-page.ts'
import type { Drafting, Values } from './draft.ts'
import { FieldRow, type Widget } from './fields.tsx'
import { sayOf } from './shown.tsx'

type Props<T extends Op> = {
  op: T
  draft: Drafting
  /** What is known and not asked. */
  given?: Values
  /** Only these, in this order. */
  fields?: readonly string[]
  about: { community: string; place: string }
  widgets?: Record<string, Widget>
  labels?: Record<string, string>
  hints?: Record<string, ReactNode>
  phrases?: Record<string, readonly string[]>
  submit: string
  /** Stands above the button. */
  children?: ReactNode
  done: (answer: Output<T>) => void
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
  const { busy, progress, act } = useSending(draft)
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
    const wrong = mistakesIn(op, input)
    if (Object.keys(wrong).length) return point(wrong)
    setMistakes({})
    try {
      const answer = await act(op, input as Asked<T>, about)
      if (answer !== null) done(answer)
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
          {busy ? (progress ?? t('正在提交…')) : submit}
        </button>
      </div>
    </form>
  )
}

/** One sending at a time: the second of two taps is answered with null. */
export function useSending(draft: Drafting) {
  const [busy, setBusy] = useState(false)
  const [photo, setPhoto] = useState(0)
  const under = useRef(false)
  async function act<T extends Op>(
    op: T,
    input: Asked<T>,
    about: { community: string; place: string },
  ): Promise<Output<T> | null> {
    if (under.current) return null
    under.current = true
    setBusy(true)
    try {
      return await draft.submit(op, input, about, setPhoto)
    } finally {
      under.current = false
      setBusy(false)
      setPhoto(0)
    }
  }
  return { busy, progress: photo ? t('正在传第 {n} 张照片…', { n: photo }) : undefined, act }
}

const withoutEmpty = (values: Values): Values =>
  Object.fromEntries(Object.entries(values).filter(([, v]) => v !== '' && v !== undefined && v !== null))
