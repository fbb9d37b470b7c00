/** The form of one move, on a page of its own: the camera may close the app, and the address and the draft bring it back. */
import { useState } from 'react'
import type { Op } from '../../../kernel/contract.ts'
import type { Machine, Offer } from '../../../kernel/rules.ts'
import { t } from '../../../kernel/text.ts'
import { useAsk, useOffline } from '../../../ui/field/data.ts'
import { useDraft } from '../../../ui/field/draft.ts'
import type { InputProps } from '../../../ui/field/fields.tsx'
import { back, useKey } from '../../../ui/field/go.tsx'
import { Head } from '../../../ui/field/head.tsx'
import { useMe } from '../../../ui/field/me.ts'
import { OpForm, sayTold } from '../../../ui/field/op-form.tsx'
import { ahead, usePending } from '../../../ui/field/pending.tsx'
import { Loaded, Nothing } from '../../../ui/field/shown.tsx'
import { grid } from '../contract.ts'
import type { Matter } from '../shapes.ts'
import { homeVisit } from '../home-rules.ts'
import { going, order, task } from '../joint-rules.ts'
import { round } from '../patrol-rules.ts'
import { matter } from '../rules.ts'
import { CallPhone } from './field-call.tsx'
import { CategoryField } from './field-category.tsx'
import { HandlerField } from './field-handler.tsx'
import { hints, phrases } from './field-phrases.ts'

const ops: Readonly<Record<string, Op | undefined>> = grid.ops

/** The kinds of record that a worker moves, each under its own address. */
export const MovePage = () => <Page op={grid.ops.matter} machine={matter} base="/task" />
export const HelpMovePage = () => <Page op={grid.ops.task} machine={task} base="/help" />
export const OrderMovePage = () => <Page op={grid.ops.order} machine={order} base="/order" />

export const RoundMovePage = () => <Page op={grid.ops.round} machine={round} base="/patrol" />
export const HomeMovePage = () => <Page op={grid.ops.homeVisit} machine={homeVisit} base="/homes" />

type On = { machine: Pick<Machine<string, string, never>, 'label' | 'states' | 'moves'>; base: string }
type Asks =
  | typeof grid.ops.matter
  | typeof grid.ops.task
  | typeof grid.ops.order
  | typeof grid.ops.round
  | typeof grid.ops.homeVisit

function Page({ op, ...on }: { op: Asks } & On) {
  const { community, id, move } = useKey()
  const asked = useAsk(op, { community, id })
  const pending = usePending(id, asked.at)
  const me = useMe()
  const label = (move && ops[move]?.label) ?? on.machine.label
  return (
    <>
      <Head title={label} back={`${on.base}/${community}/${id}`} />
      <Loaded of={asked}>
        {m => <MoveForm key={move} of={ahead(on.machine, m as Shown, pending, me)} move={move ?? ''} {...on} />}
      </Loaded>
    </>
  )
}

/** A full number comes from the server at once and is kept nowhere. */
const asksNow = (move: string) => move === 'contact' || move === 'callHome'

type Shown = Pick<Matter, 'community' | 'id' | 'place' | 'title'> & {
  state: string
  offers: Offer[]
  tasks?: Matter['tasks']
}

function MoveForm({ of, move, machine, base }: { of: Shown; move: string } & On) {
  const { community, id, place, title, offers } = of
  const to = `${base}/${community}/${id}`
  const helped = of.tasks?.some(one => going(task).includes(one.state)) ?? false
  const draft = useDraft(`${move}/${id}`, { title: `${ops[move]?.label ?? ''} ${title}`, to: `${to}/${move}` })
  const offline = useOffline()
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
        about={{ community, place, record: id, now: asksNow(move) }}
        {...(move === 'feedback' && !helped && { fields: ['text', 'photos'] })}
        widgets={widgets}
        phrases={phrases(move)}
        hints={hints(move)}
        submit={t('提交「{move}」', { move: offer.label })}
        done={told => {
          const { revealed: number } = (told.answer ?? {}) as Partial<Matter>
          if (number) return setRevealed(number)
          sayTold(told, t('已提交「{move}」', { move: offer.label }))
          back(to)
        }}
      >
        {offline && asksNow(move) && <p className="advice">{t('看号码要有网络，没有信号时看不了。')}</p>}
        {offer.because && <p className="refused">{offer.because}</p>}
        {offer.to && (
          <p className="small">
            {t('提交后，状态变为「{state}」。', { state: machine.states[offer.to]?.label ?? '' })}
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
