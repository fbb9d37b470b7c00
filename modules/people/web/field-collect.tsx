/**
 * What is asked at this door, answered by choosing or typing, or by one press: still so, or would rather not say. Sent as
 * one visit; what somebody changed meanwhile in the office is not overwritten: a page of its own lets the worker choose.
 */
import { useState } from 'react'
import { t } from '../../../kernel/text.ts'
import type { Output } from '../../../kernel/contract.ts'
import { useDraft } from '../../../ui/field/draft.ts'
import { Choices } from '../../../ui/field/fields.tsx'
import { go } from '../../../ui/field/go.tsx'
import { sayTold, useSending } from '../../../ui/field/op-form.tsx'
import { sayOf } from '../../../ui/field/shown.tsx'
import { people } from '../contract.ts'
import type { Home } from '../shapes.ts'
import { inputOf, nameOf, valuesOf, type Answer, type Answers, type Arrival } from './field-collect-input.ts'
import { outcomes, residencesHere } from '../words.ts'

type Questions = Output<typeof people.ops.ask>
type Question = Questions['members'][number]['questions'][number]

export function Collect({ home, asked, done }: { home: Home; asked: Questions; done: () => void }) {
  const { community, id, place, address } = home
  const draft = useDraft(
    `visit ${id}`,
    { title: t('走访 {address}', { address }), to: `/home/${community}/${id}` },
    {},
    valuesOf,
  )
  const { busy, act } = useSending(draft)
  const [refused, setRefused] = useState('')
  const answers = (draft.values['answers'] as Answers | undefined) ?? {}
  const outcome = (draft.values['outcome'] as string | undefined) ?? ''
  const arrivals = (draft.values['arrivals'] as Arrival[] | undefined) ?? []
  const answer = (name: string, given: Answer | undefined) => {
    const { [name]: _, ...others } = answers
    draft.set({ answers: given ? { ...others, [name]: given } : others, outcome: outcome || 'met' })
  }

  async function finish() {
    setRefused('')
    try {
      const input = inputOf(asked, { place, room: id }, draft.values)
      const told = await act(people.ops.collect, input, { community, place, record: id })
      if (!told) return
      if (told.conflicts) return go(`/outbox/${told.entry}`)
      sayTold(told, t('走访已记下'))
      done()
    } catch (error) {
      setRefused(sayOf(error))
    }
  }

  return (
    <>
      {asked.members.map(m => (
        <section key={m.id} className="card">
          <h2>{t('问一问：{name}', { name: m.name })}</h2>
          {m.questions.map(q => (
            <Ask
              key={q.field}
              question={q}
              answer={answers[nameOf(m.id, q.field)]}
              say={a => answer(nameOf(m.id, q.field), a)}
            />
          ))}
        </section>
      ))}
      {asked.avoided > 0 && <p className="small">{t('其余 {n} 项已经知道，不用问。', { n: asked.avoided })}</p>}
      <section className="card">
        <h2>{t('记下这次走访')}</h2>
        <Choices
          value={outcome}
          onChange={v => draft.set({ outcome: v })}
          choices={Object.entries(outcomes).map(([value, label]) => ({ value, label }))}
          label={t('结果')}
        />
        <div className="field">
          <label className="field-name" htmlFor="visit-note">
            {t('记录')}
            <small>{t('选填')}</small>
          </label>
          <textarea
            id="visit-note"
            rows={2}
            maxLength={500}
            value={String(draft.values['note'] ?? '')}
            onChange={e => draft.set({ note: e.target.value })}
          />
        </div>
        <Arrivals all={arrivals} set={all => draft.set({ arrivals: all })} />
        {refused && (
          <p className="refused" role="alert">
            {refused}
          </p>
        )}
        <button type="button" className="button main wide" disabled={busy || !outcome} onClick={() => void finish()}>
          {busy ? t('正在提交…') : outcome ? t('记下') : t('先选结果')}
        </button>
      </section>
    </>
  )
}

function Ask({
  question: q,
  answer,
  say: told,
}: {
  question: Question
  answer: Answer | undefined
  say: (a?: Answer) => void
}) {
  const value = answer?.how === 'is' ? (answer.value ?? '') : ''
  const id = `ask-${q.field}`
  const press = (how: 'checked' | 'declined') => () => told(answer?.how === how ? undefined : { how })
  return (
    <div className="field" role="group" aria-label={q.label}>
      <span className="field-name">{q.label}</span>
      <p className="hint">{q.because}</p>
      {q.kind === 'choice' ? (
        <Choices
          value={value || q.was}
          onChange={v => told({ how: 'is', value: v })}
          choices={q.choices}
          label={q.label}
        />
      ) : (
        <input
          id={id}
          aria-label={q.label}
          type={q.kind === 'date' ? 'date' : q.kind === 'phone' ? 'tel' : 'text'}
          autoComplete="off"
          placeholder={q.was ?? ''}
          value={value}
          onChange={e => told(e.target.value ? { how: 'is', value: e.target.value } : undefined)}
        />
      )}
      <div className="chips">
        {q.was !== null && (
          <button type="button" className="chip" aria-pressed={answer?.how === 'checked'} onClick={press('checked')}>
            {t('没有变')}
          </button>
        )}
        <button type="button" className="chip" aria-pressed={answer?.how === 'declined'} onClick={press('declined')}>
          {t('不愿说')}
        </button>
      </div>
    </div>
  )
}

/** Whoever has moved in is put on a card at once, with what they say; the rest is asked another time. */
function Arrivals({ all, set }: { all: readonly Arrival[]; set: (all: Arrival[]) => void }) {
  const change = (i: number, more: Partial<Arrival>) => set(all.map((one, n) => (n === i ? { ...one, ...more } : one)))
  return (
    <>
      {all.map((one, i) => (
        <div key={i} className="field" role="group" aria-label={t('新来的人')}>
          <span className="field-name">{t('新来的人')}</span>
          <input
            aria-label={t('姓名')}
            placeholder={t('姓名')}
            value={one.name}
            onChange={e => change(i, { name: e.target.value })}
          />
          <input
            aria-label={t('手机号')}
            placeholder={t('手机号（选填）')}
            type="tel"
            value={one.phone ?? ''}
            onChange={e => change(i, { phone: e.target.value })}
          />
          <Choices
            value={one.residence}
            onChange={v => change(i, { residence: v })}
            choices={Object.entries(residencesHere).map(([value, label]) => ({ value, label }))}
            label={t('居住类型')}
          />
        </div>
      ))}
      <button type="button" className="button" onClick={() => set([...all, { name: '', residence: 'tenant' }])}>
        {t('有新来的人')}
      </button>
    </>
  )
}
