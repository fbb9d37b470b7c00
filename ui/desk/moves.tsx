/**
 * The buttons of a record, from what the server offers: what can be done now first, the rest greyed with its reason.
 * Pressing one asks only for what the move needs.
 */
import { App, Button, Dropdown } from 'antd'
import { useState } from 'react'
import type { z } from 'zod'
import { t } from '../../kernel/text.ts'
import type { Offers, Op, Ops } from '../../kernel/contract.ts'
import { Dialog } from './dialog.tsx'
import type { Widget } from './fields.tsx'
import { OpForm } from './form.tsx'
import { Greyed } from './greyed.tsx'
import { fieldsOf } from '../shapes.ts'

/** As a record carries them. */
type Offer = z.infer<typeof Offers>[number]
type Props = {
  ops: Ops
  record: { community: string; id: string; place: string; offers: readonly Offer[] }
  /** The words for the state a move leads to. */
  stateWord: (state: string) => string
  widgets?: Record<string, Widget>
  /** Which fields this record's move asks for; without an answer all of them. */
  asks?: (move: string) => readonly string[] | undefined
  done?: (answer: unknown) => void
}

/** More than these stand side by side in nobody's mind. */
const SHOWN = 6

export function Moves({ ops, record, stateWord, widgets = {}, asks: asked = () => undefined, done }: Props) {
  const { message } = App.useApp()
  const [chosen, setChosen] = useState<Offer>()
  const { community, id, place, offers } = record
  const shown = offers.filter(o => ops[o.move])
  const ready = shown.filter(o => !o.because)
  const greyed = shown.filter(o => o.because)
  const many = shown.length > SHOWN + 1
  const op = chosen && (ops[chosen.move] as Op)
  const wanted = chosen && asked(chosen.move)
  const asks = op ? fieldsOf(op.input).length > 2 : false
  return (
    <div className="moves">
      {ready.slice(0, many ? SHOWN : ready.length).map((o, n) => (
        <Button key={o.move} {...(n === 0 && o.to && { type: 'primary' as const })} onClick={() => setChosen(o)}>
          {t(o.label)}
        </Button>
      ))}
      {many && (
        <Dropdown
          trigger={['click']}
          menu={{
            items: [
              ...ready.slice(SHOWN).map(o => ({ key: o.move, label: t(o.label) })),
              ...greyed.map(o => ({
                key: o.move,
                disabled: true,
                label: (
                  <>
                    {t(o.label)} <small>{o.because}</small>
                  </>
                ),
              })),
            ],
            onClick: ({ key }) => setChosen(ready.find(o => o.move === key)),
          }}
        >
          <Button>{t('更多 ▾')}</Button>
        </Dropdown>
      )}
      {(many ? [] : greyed).map(o => (
        <Greyed key={o.move} label={t(o.label)} because={o.because!} />
      ))}
      <Dialog open={chosen !== undefined} title={chosen && t(chosen.label)} onCancel={() => setChosen(undefined)}>
        {chosen && op && (
          <>
            {chosen.to && (
              <p className="move-to">{t('办理后，状态变为「{stateWord}」。', { stateWord: stateWord(chosen.to) })}</p>
            )}
            <OpForm
              op={op}
              given={{ community, id }}
              widgets={widgets}
              {...(wanted && { fields: wanted })}
              about={{ community, place }}
              submit={asks ? t(chosen.label) : t('确定{label}', { label: t(chosen.label) })}
              cancel={() => setChosen(undefined)}
              done={answer => {
                setChosen(undefined)
                void message.success(t('「{label}」已完成', { label: t(chosen.label) }))
                done?.(answer)
              }}
            />
          </>
        )}
      </Dialog>
    </div>
  )
}
