/** Changing a figure: before anything is saved the form says in which direction the clause allows it, and how far. */
import { App, InputNumber } from 'antd'
import { useState } from 'react'
import { t } from '../../kernel/text.ts'
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
        labels={{ is: t('改为{unit}', { unit: f.unit ? `（${f.unit}）` : '' }) }}
        widgets={{ is: Value }}
        hints={{
          is: why ? <span className="mistake">{why}</span> : is !== undefined && said(f, is, from, today),
          from: t('不能早于今天；已经办过的事不受影响。'),
          document: t('例如：杨政发〔2026〕12号'),
        }}
        submit={t('保存')}
        changed={setTyped}
        cancel={close}
        done={answer => {
          void message.success(
            from > today ? t('已定，自 {from} 起', { from }) : t('现在是 {is}', { is: withUnit(f, answer.is) }),
          )
          close()
        }}
      />
    </>
  )
}

function said(f: FigureLine, is: number, from: string, today: string) {
  const when = from > today ? t('{from} 零点起', { from }) : t('保存后立即')
  return t('{when}由 {was} 改为 {is}', { when, was: withUnit(f, f.is), is: withUnit(f, is) })
}

function Bounds({ figure: f, place }: Pick<Props, 'figure' | 'place'>) {
  const limit = f.may && f.may !== 'set' ? (f.above?.is ?? f.builtIn) : null
  return (
    <dl className="figure-bounds">
      <dt>{t('在哪里')}</dt>
      <dd>
        <PlaceName code={place} />
        {t('及其以下')}
      </dd>
      <dt>{given(f)}</dt>
      <dd>
        {withUnit(f, f.builtIn)} <Source said={f.source} />
      </dd>
      {f.above?.is != null && (
        <>
          <dt>{t('上级已定')}</dt>
          <dd>
            {withUnit(f, f.above.is)}（<PlaceName code={f.above.place} />
            {t('，{document}，自 {from} 起）', { document: f.above.document, from: f.above.from })}
          </dd>
        </>
      )}
      <dt>{t('可以怎么改')}</dt>
      <dd>
        <strong>{f.may && ways[f.may].label}</strong>
        {f.may && limit !== null && `：${ways[f.may].say} ${withUnit(f, limit)}`}
        {f.may === 'set' && t('：高低都可以，以最近一级所定的为准')}
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
        {t('停用后，')}
        <PlaceName code={place} />
        {t('的「{label}」回到{whose} {is}。原来的记录留着。', {
          label: f.label,
          whose: f.above ? t('上级所定的') : t('{given}的', { given: given(f) }),
          is: withUnit(f, after),
        })}
      </p>
      <OpForm
        op={book.ops.end}
        given={{ name: f.name, place }}
        fields={['from', 'document', 'reason']}
        initial={{ from: first }}
        submit={t('停用')}
        cancel={close}
        done={() => {
          void message.success(t('已停用'))
          close()
        }}
      />
    </>
  )
}
