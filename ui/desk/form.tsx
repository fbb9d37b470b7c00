/**
 * The form of an operation, made from its input shape. What is wrong is said beside its field, by the same shape
 * the server reads with; a refusal keeps every word that was typed.
 */
import { Button, Form } from 'antd'
import { useState, type ReactNode } from 'react'
import type { z } from 'zod'
import { t } from '../../kernel/text.ts'
import type { Asked, Op, Output } from '../../kernel/contract.ts'
import { fieldMistakes } from '../client.ts'
import { useSend } from './context.tsx'
import { FieldInput, type About, type Widget } from './fields.tsx'
import { fieldsOf, type Field } from '../shapes.ts'
import { sayOf } from './trouble.tsx'

export type Values = Record<string, unknown>
type Props<T extends Op> = {
  op: T
  /** What is known beforehand; a field named in `given` is not asked. */
  given?: Values
  initial?: Values
  /** Only these, in this order; without it all fields in the order of the contract. */
  fields?: readonly string[]
  widgets?: Record<string, Widget>
  labels?: Record<string, string>
  hints?: Record<string, ReactNode>
  submit?: string
  about?: About
  /** Sends it another way, as for many records at once; then `done` hears nothing. */
  sendAs?: (input: Asked<T>) => Promise<void>
  done: (answer: Output<T>) => void
  cancel?: () => void
  changed?: (values: Values) => void
  children?: ReactNode
}

export function OpForm<T extends Op>({
  op,
  given = {},
  initial = {},
  fields,
  widgets = {},
  labels = {},
  hints = {},
  submit,
  about,
  sendAs,
  done,
  cancel,
  changed,
  children,
}: Props<T>) {
  const [form] = Form.useForm<Values>()
  const [refused, setRefused] = useState<ReactNode>()
  const send = useSend(op)
  const asked = pick(fieldsOf(op.input), fields).filter(f => !(f.name in given))
  const values = (Form.useWatch([], form) as Values | undefined) ?? initial
  const place = String(values['place'] ?? values['community'] ?? '')
  const where = about ?? { community: place.slice(0, COMMUNITY), place }

  async function finish(typed: Values) {
    setRefused(undefined)
    const input = { ...given, ...typed }
    const wrong = mistakesIn(op, input, widgets)
    if (wrong.length) return point(wrong)
    try {
      if (sendAs) await sendAs(input as Asked<T>)
      else done(await send.mutateAsync(input as Asked<T>))
    } catch (error) {
      const told = Object.entries(fieldMistakes(error)).filter(([name]) => asked.some(f => f.name === name))
      if (told.length) point(told.map(([name, message]) => ({ name, message })))
      else setRefused(Object.values(fieldMistakes(error)).join('；') || sayOf(error))
    }
  }

  /** What was said about a field is about what stood there before. */
  function edited(some: Values, all: Values) {
    form.setFields(Object.keys(some).map(name => ({ name, errors: [] })))
    changed?.(all)
  }

  function point(wrong: Mistake[]) {
    form.setFields(asked.map(f => ({ name: f.name, errors: wrong.filter(w => w.name === f.name).map(w => w.message) })))
    const elsewhere = wrong.filter(w => !asked.some(f => f.name === w.name))
    if (elsewhere.length) setRefused(elsewhere.map(w => w.message).join('；'))
    const first = asked.find(f => wrong.some(w => w.name === f.name))
    if (first) form.scrollToField(first.name, { focus: true, block: 'center' })
  }

  const starting = Object.fromEntries(asked.filter(f => f.initial !== undefined).map(f => [f.name, f.initial]))
  return (
    <Form
      form={form}
      layout="vertical"
      requiredMark={false}
      className="op-form"
      initialValues={{ ...starting, ...initial }}
      onFinish={typed => void finish(typed)}
      onValuesChange={edited}
    >
      {asked.map((field, n) => (
        <Form.Item
          key={field.name}
          name={field.name}
          label={field.kind === 'yesno' ? null : <FieldLabel field={field} said={labels[field.name]} />}
          extra={hints[field.name]}
          className={`kind-${field.kind}${n === 0 ? ' form-first' : ''}`}
        >
          <One field={field} about={where} widget={widgets[field.name]} />
        </Form.Item>
      ))}
      {children}
      {refused && (
        <p className="mistake" role="alert">
          {refused}
        </p>
      )}
      <div className="form-buttons">
        <Button type="primary" htmlType="submit" loading={send.isPending} autoFocus={asked.length === 0}>
          {submit ?? t(op.label)}
        </Button>
        {cancel && <Button onClick={cancel}>{t('取消')}</Button>}
      </div>
    </Form>
  )
}

/** antd hands `value` and `onChange` to whatever stands inside Form.Item. */
function One({
  widget: Own,
  ...props
}: {
  field: Field
  about: About
  widget: Widget | undefined
  id?: string
  value?: unknown
  onChange?: (v: unknown) => void
}) {
  return Own ? <Own {...props} /> : <FieldInput {...props} />
}

const FieldLabel = ({ field, said }: { field: Field; said: string | undefined }) => (
  <>
    {said ?? field.label}
    {!field.required && <span className="hint optional">{t('选填')}</span>}
  </>
)

function pick(all: Field[], names?: readonly string[]): Field[] {
  return names ? names.flatMap(name => all.filter(f => f.name === name)) : all
}

const COMMUNITY = 12

type Mistake = { name: string; message: string }

/** The shape's own complaints; for a field left empty, which one it is. */
function mistakesIn(op: Op, input: Values, chosen: Record<string, Widget>): Mistake[] {
  const read = (op.input as z.ZodType).safeParse(input)
  if (read.success) return []
  const all = fieldsOf(op.input)
  return read.error.issues.map(issue => {
    const name = String(issue.path[0] ?? '')
    const field = all.find(f => f.name === name)
    const empty = input[name] === undefined && field
    return {
      name,
      message: empty
        ? t('请{chosen}{label}', {
            chosen:
              chosen[name] || ['choice', 'choices', 'place', 'date', 'id'].includes(field.kind) ? t('选择') : t('填写'),
            label: field.label,
          })
        : issue.message,
    }
  })
}
