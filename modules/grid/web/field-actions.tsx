/** The buttons of a task, from what the server offers: the step onward is wide and under the thumb, what only adds to it beside, the rest above. */
import { useState } from 'react'
import type { Machine, Offer } from '../../../kernel/rules.ts'
import type { Op } from '../../../kernel/contract.ts'
import { t } from '../../../kernel/text.ts'
import { fieldsOf } from '../../../ui/shapes.ts'
import { useDraft } from '../../../ui/field/draft.ts'
import { Go } from '../../../ui/field/go.tsx'
import { Icon, type IconName } from '../../../ui/field/icons.tsx'
import { sayTold, useSending } from '../../../ui/field/op-form.tsx'
import { sayOf } from '../../../ui/field/shown.tsx'
import { grid } from '../contract.ts'

const ops: Readonly<Record<string, Op | undefined>> = grid.ops

type Record_ = {
  community: string
  id: string
  place: string
  title: string
  state: string
  offers: readonly { move: string; label: string; to?: string | undefined; because?: string | undefined }[]
}
/** `base`: the address of the record's page, before its key. */
type On = { machine: Pick<Machine, 'states'>; base: string }

export function Actions({ of: m, ...on }: { of: Record_ } & On) {
  const offers = m.offers.filter(o => ops[o.move]) as Offer[]
  const ready = offers.filter(o => !o.because)
  const onward = stepOnward(on.machine, m.state, ready)
  const beside = ready.filter(o => !o.to && pictures[o.move]).slice(0, 2)
  const others = offers.filter(o => o !== onward && !beside.includes(o))
  if (!offers.length) return null
  return (
    <>
      {others.length > 0 && (
        <section className="others">
          {others
            .filter(o => !o.because)
            .map(o => (
              <Move key={o.move} offer={o} of={m} {...on} className="button" />
            ))}
          {[
            ...Map.groupBy(
              others.filter(o => o.because),
              o => o.because,
            ),
          ].map(([because, of]) => (
            <p key={because} className="greyed">
              {of.map(o => o.label).join('、')}
              <small>{because}</small>
            </p>
          ))}
        </section>
      )}
      {(onward || beside.length > 0) && (
        <div className="actions">
          {beside.map(o => (
            <Move key={o.move} offer={o} of={m} {...on} className="button beside" icon={pictures[o.move]!} />
          ))}
          {onward && <Move offer={onward} of={m} {...on} className="button main" />}
        </div>
      )}
    </>
  )
}
const pictures: Readonly<Record<string, IconName>> = { note: 'note', contact: 'phone' }

/** The states stand in the law in the order of the road: the next one ahead is the way on, one behind is a way back. */
function stepOnward(machine: On['machine'], state: string, offers: readonly Offer[]): Offer | undefined {
  const road = Object.keys(machine.states)
  const steps = offers.flatMap(o =>
    o.to && road.indexOf(o.to) > road.indexOf(state) ? [{ o, far: road.indexOf(o.to) }] : [],
  )
  return steps.toSorted((a, b) => a.far - b.far)[0]?.o
}

type Props = { offer: Offer; of: Record_; className: string; icon?: IconName } & On

/** A move that asks for nothing is made at once; any other has its own page. */
function Move({ offer, of, className, icon, ...on }: Props) {
  const op = ops[offer.move]!
  if (fieldsOf(op.input).length <= keyFields) return <AtOnce offer={offer} of={of} className={className} {...on} />
  return (
    <Go to={`${on.base}/${of.community}/${of.id}/${offer.move}`} className={className}>
      {icon && <Icon name={icon} />}
      <span>{offer.label}</span>
    </Go>
  )
}
const keyFields = Object.keys({ community: '', id: '' } satisfies Pick<Record_, 'community' | 'id'>).length

function AtOnce({ offer, of: { community, id, place, title }, className, base }: Props) {
  const draft = useDraft(`${offer.move}/${id}`, { title: `${offer.label} ${title}`, to: `${base}/${community}/${id}` })
  const { busy, act } = useSending(draft)
  const [refused, setRefused] = useState('')
  async function make() {
    setRefused('')
    try {
      const told = await act(ops[offer.move]!, { community, id }, { community, place })
      if (told) sayTold(told, t('已{move}', { move: offer.label }))
    } catch (error) {
      setRefused(sayOf(error))
    }
  }
  return (
    <>
      {refused && (
        <p className="refused" role="alert">
          {refused}
        </p>
      )}
      <button type="button" className={className} disabled={busy} onClick={() => void make()}>
        {busy ? t('正在提交…') : offer.label}
      </button>
    </>
  )
}
