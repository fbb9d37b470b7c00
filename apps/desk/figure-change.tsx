/** Changing a figure: before anything is saved the form says in which direction the clause allows it, and how far. */
import { App, InputNumber } from 'antd'
import { useState } from 'react'
import { book, type FigureLine } from '../../kernel/book-contract.ts'
import { whyNot } from '../../kernel/book-rules.ts'
import { OpForm, type Values } from '../../ui/desk/form.tsx'
import type { WidgetProps } from '../../ui/desk/fields.tsx'
import { PlaceName } from '../../ui/desk/place-names.tsx'
import { dayOf } from '../../ui/desk/when.ts'
import { given, inLaw, Source, ways, withUnit } from './figure-words.tsx'

type Props = { figure: FigureLine; place: string; close: () => void }

export function ChangeFigure({ figure: f, place, close }: Props) {
  const { message } = App.useApp()
  const today = dayOf(new Date())
  const [typed, setTyped] = useState<Values>({ from: today })
  const { figure, lines } = inLaw(f)
  const is = typeof typed['is'] === 'number' ? typed['is'] : undefined
  const from = String(typed['from'] ?? today)
  const why = is === undefined ? null : whyNot(lines, figure, place, from, is)
  return (
    <>
      <Bounds figure={f} place={place} />
      <OpForm
        op={book.ops.set}
        given={{ name: f.name, place }}
        fields={['is', 'from', 'document', 'reason']}
        initial={{ from: today }}
        labels={{ is: `改为${f.unit ? `（${f.unit}）` : ''}` }}
        widgets={{ is: Value }}
        hints={{
          is: why ? <span className="mistake">{why}</span> : is !== undefined && said(f, is, from, today),
          from: '不能早于今天；已经办过的事不受影响。',
          document: '例如：杨政发〔2026〕12号',
        }}
        submit="保存"
        changed={setTyped}
        cancel={close}
        done={answer => {
          void message.success(from > today ? `已定，自 ${from} 起` : `现在是 ${withUnit(f, answer.is)}`)
          close()
        }}
      />
    </>
  )
}

function said(f: FigureLine, is: number, from: string, today: string) {
  const when = from > today ? `${from} 零点起` : '保存后立即'
  return `${when}由 ${withUnit(f, f.is)} 改为 ${withUnit(f, is)}`
}

function Bounds({ figure: f, place }: Pick<Props, 'figure' | 'place'>) {
  const limit = f.may && f.may !== 'set' ? (f.above?.is ?? f.builtIn) : null
  return (
    <dl className="figure-bounds">
      <dt>在哪里</dt>
      <dd>
        <PlaceName code={place} />
        及其以下
      </dd>
      <dt>{given(f)}</dt>
      <dd>
        {withUnit(f, f.builtIn)} <Source said={f.source} />
      </dd>
      {f.above?.is != null && (
        <>
          <dt>上级已定</dt>
          <dd>
            {withUnit(f, f.above.is)}（<PlaceName code={f.above.place} />，{f.above.document}，自 {f.above.from} 起）
          </dd>
        </>
      )}
      <dt>可以怎么改</dt>
      <dd>
        <strong>{f.may && ways[f.may].label}</strong>
        {f.may && limit !== null && `：${ways[f.may].say} ${withUnit(f, limit)}`}
        {f.may === 'set' && '：高低都可以，以最近一级所定的为准'}
      </dd>
    </dl>
  )
}

const Value = ({ id, value, onChange }: WidgetProps) => (
  <InputNumber
    {...(id && { id })}
    value={(value as number | undefined) ?? null}
    onChange={v => onChange?.(v ?? undefined)}
    min={0}
    autoFocus
    inputMode="numeric"
  />
)

export function EndFigure({ figure: f, place, close }: Props) {
  const { message } = App.useApp()
  const today = dayOf(new Date())
  const first = f.own ? today : (f.coming.find(c => c.place === place)?.from ?? today)
  const after = f.above?.is ?? f.builtIn
  return (
    <>
      <p className="move-to">
        停用后，
        <PlaceName code={place} />
        的「{f.label}」回到{f.above ? '上级所定的' : `${given(f)}的`} {withUnit(f, after)}。原来的记录留着。
      </p>
      <OpForm
        op={book.ops.end}
        given={{ name: f.name, place }}
        fields={['from', 'document', 'reason']}
        initial={{ from: first }}
        submit="停用"
        cancel={close}
        done={() => {
          void message.success('已停用')
          close()
        }}
      />
    </>
  )
}
