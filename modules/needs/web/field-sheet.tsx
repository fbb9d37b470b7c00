/** The sheet at a door: what they wish for in their own words, one touch for each choice; kept on the device until it is sent. */
import { useState } from 'react'
import { t } from '../../../kernel/text.ts'
import { useAsk } from '../../../ui/field/data.ts'
import { useDraft } from '../../../ui/field/draft.ts'
import { Choices } from '../../../ui/field/fields.tsx'
import { back, useKey } from '../../../ui/field/go.tsx'
import { Head } from '../../../ui/field/head.tsx'
import { useGrids } from '../../../ui/field/me.ts'
import { sayTold, useSending } from '../../../ui/field/op-form.tsx'
import { Loaded, sayOf } from '../../../ui/field/shown.tsx'
import { needs } from '../contract.ts'
import { may, outcomes, type Outcome } from '../rules.ts'
import { kinds, priorities, type Kind, type Priority } from '../wish-rules.ts'
import { doorsIn } from './field-doors.tsx'
import { addWish, blank, changeWish, chosen, written, type Draft } from './sheet-draft.ts'

type Question = { ask: string; choices: string[] }
type Door = { community: string; id: string; place: string; address: string }

export function SheetAtDoor() {
  const { community, id, room = '' } = useKey()
  const about = useAsk(needs.ops.publicSurvey, { community, id })
  const grids = useGrids(may.answerAtDoor)
  const to = `/needs/${community}/${id}`
  return (
    <>
      <Head title={about.data?.title ?? t('上门填表')} back={to} />
      <Loaded of={about}>
        {survey =>
          (grids.data ?? [])
            .filter(g => g.code.startsWith(community))
            .map(g => (
              <InGrid key={g.code} survey={id} place={g.code} room={room} questions={survey.questions} to={to} />
            ))
        }
      </Loaded>
    </>
  )
}

type Place = { survey: string; place: string; room: string; questions: Question[]; to: string }
/** The list that was shown before knows the door: without a network, too. */
function InGrid({ survey, place, room, questions, to }: Place) {
  const asked = useAsk(needs.ops.doors, doorsIn(place.slice(0, 12), survey, place), { fresh: 300_000 })
  const door = asked.data?.items.find(d => d.id === room)
  return door ? <Sheet door={door} survey={survey} questions={questions} to={to} /> : null
}

function Sheet({ door, survey, questions, to }: { door: Door; survey: string; questions: Question[]; to: string }) {
  const { community, id: room, place, address } = door
  const draft = useDraft(
    `needs ${survey} ${room}`,
    { title: t('摸底 {address}', { address }), to: `${to}/${room}` },
    { outcome: 'answered', wishes: [blank], choices: [] },
  )
  const { busy, act } = useSending(draft)
  const [refused, setRefused] = useState('')
  const outcome = (draft.values['outcome'] as Outcome | undefined) ?? 'answered'
  const wishes = (draft.values['wishes'] as Draft[] | undefined) ?? []
  const choices = (draft.values['choices'] as (string | null)[] | undefined) ?? []

  async function finish() {
    setRefused('')
    const said = outcome === 'answered' ? { wishes: written(wishes), choices } : {}
    try {
      const told = await act(
        needs.ops.answerAtDoor,
        { place, survey, room, outcome, ...said },
        { community, place, record: room },
      )
      if (!told) return
      sayTold(told, t('「{address}」已记下', { address }))
      back(to)
    } catch (error) {
      setRefused(sayOf(error))
    }
  }

  return (
    <section className="card form">
      <h2>{address}</h2>
      <Choices
        value={outcome}
        onChange={v => draft.set({ outcome: v })}
        choices={Object.entries(outcomes).map(([value, label]) => ({ value, label: t(label) }))}
        label={t('结果')}
      />
      {outcome === 'answered' && (
        <>
          <Wishes all={wishes} set={all => draft.set({ wishes: all })} />
          {questions.map((q, n) => (
            <div key={q.ask} className="field" role="group" aria-label={q.ask}>
              <span className="field-name">{q.ask}</span>
              <Choices
                value={choices[n] ?? ''}
                onChange={c => draft.set({ choices: chosen(questions.length, choices, n, c) })}
                choices={q.choices.map(c => ({ value: c, label: c }))}
                label={q.ask}
              />
            </div>
          ))}
        </>
      )}
      {refused && (
        <p className="refused" role="alert">
          {refused}
        </p>
      )}
      <button type="button" className="button main wide" disabled={busy} onClick={() => void finish()}>
        {busy ? t('正在提交…') : t('记下')}
      </button>
    </section>
  )
}

function Wishes({ all, set }: { all: readonly Draft[]; set: (all: Draft[]) => void }) {
  return (
    <>
      {all.map((one, n) => (
        <div key={n} className="field" role="group" aria-label={t('第 {n} 条意愿', { n: n + 1 })}>
          <span className="field-name">{t('想办什么事')}</span>
          <textarea
            rows={2}
            maxLength={200}
            aria-label={t('想办什么事')}
            value={one.said}
            onChange={e => set(changeWish(all, n, { said: e.target.value }))}
          />
          <Choices
            value={one.kind}
            onChange={kind => set(changeWish(all, n, { kind: kind as Kind }))}
            choices={Object.entries(kinds).map(([value, { label }]) => ({ value, label: t(label) }))}
            label={t('哪一类')}
          />
          <Choices
            value={one.priority}
            onChange={priority => set(changeWish(all, n, { priority: priority as Priority }))}
            choices={Object.entries(priorities).map(([value, label]) => ({ value, label: t(label) }))}
            label={t('要紧不要紧')}
          />
        </div>
      ))}
      <button type="button" className="button" onClick={() => set(addWish(all, blank))}>
        {t('再写一条')}
      </button>
    </>
  )
}
