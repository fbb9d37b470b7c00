/** The form of one move, on a page of its own: the camera may close the app, and the address and the draft bring it back. */
import { useState } from 'react'
import type { Op } from '../../../kernel/contract.ts'
import { t } from '../../../kernel/text.ts'
import { useAsk } from '../../../ui/field/data.ts'
import { useDraft } from '../../../ui/field/draft.ts'
import type { InputProps } from '../../../ui/field/fields.tsx'
import { back, useKey } from '../../../ui/field/go.tsx'
import { Head } from '../../../ui/field/head.tsx'
import { OpForm } from '../../../ui/field/op-form.tsx'
import { say } from '../../../ui/field/said.tsx'
import { Loaded, Nothing } from '../../../ui/field/shown.tsx'
import { grid } from '../contract.ts'
import type { Matter } from '../shapes.ts'
import { matter } from '../rules.ts'
import { CallPhone } from './field-call.tsx'
import { CategoryField } from './field-category.tsx'
import { HandlerField } from './field-handler.tsx'
import { hints, phrases } from './field-phrases.ts'

const ops: Readonly<Record<string, Op | undefined>> = grid.ops

export function MovePage() {
  const { community, id, move } = useKey()
  const asked = useAsk(grid.ops.matter, { community, id })
  const label = (move && ops[move]?.label) ?? matter.label
  return (
    <>
      <Head title={label} back={`/task/${community}/${id}`} />
      <Loaded of={asked}>{m => <MoveForm key={move} matter={m} move={move ?? ''} />}</Loaded>
    </>
  )
}

function MoveForm({ matter: { community, id, place, title, offers }, move }: { matter: Matter; move: string }) {
  const to = `/task/${community}/${id}`
  const draft = useDraft(`${move}/${id}`, { title: `${ops[move]?.label ?? ''} ${title}`, to: `${to}/${move}` })
  const [revealed, setRevealed] = useState<string>()
  const offer = offers.find(o => o.move === move)
  const op = ops[move]
  if (revealed) return <CallPhone number={revealed} close={() => back(to)} />
  if (!op || !offer) return <Nothing icon="warn" say={t('这件事现在不能这样办了，可能已有人办过。请返回看看经过。')} />
  return (
    <div className="move-page">
      <p className="about">{title}</p>
      <OpForm
        op={op}
        draft={draft}
        given={{ community, id }}
        about={{ community, place }}
        widgets={widgets}
        phrases={phrases(move)}
        hints={hints(move)}
        submit={t('提交「{move}」', { move: offer.label })}
        done={answer => {
          const { revealed: number } = answer as Matter
          if (number) setRevealed(number)
          else {
            say(t('已提交「{move}」', { move: offer.label }))
            back(to)
          }
        }}
      >
        {offer.because && <p className="refused">{offer.because}</p>}
        {offer.to && (
          <p className="small">
            {t('提交后，状态变为「{state}」。', { state: matter.states[offer.to as keyof typeof matter.states].label })}
          </p>
        )}
      </OpForm>
    </div>
  )
}
const widgets = {
  holder: (props: InputProps) => <HandlerField {...props} />,
  category: (props: InputProps) => <CategoryField {...props} />,
}
