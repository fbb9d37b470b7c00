/** The agenda, item by item: what is said is written down in a line, the votes in three numbers, and the law says what they come to. */
import { App, Button, Input, InputNumber, Segmented } from 'antd'
import { useState } from 'react'
import { t } from '../../../kernel/text.ts'
import { useSend } from '../../../ui/desk/context.tsx'
import { Go } from '../../../ui/desk/go.tsx'
import { sayOf } from '../../../ui/desk/trouble.tsx'
import { council } from '../contract.ts'
import { choices, methods, outcomes, type Meeting } from '../meeting-contract.ts'
import { Laws } from './said.tsx'

type Item = Meeting['agenda'][number]

export const Items = (m: Meeting) => (
  <section className="sheet">
    <h2>{t('议程 {n} 项', { n: m.agenda.length })}</h2>
    {m.agenda.length === 0 && <p className="hint">{t('还没有议程：在议题里「列入议程」，或在上面「增加议程」。')}</p>}
    {m.agenda.map(i => (
      <article key={i.id} className="agenda-item">
        <h3>
          {i.at}. {i.topic ? <Go to={`/council/topics/${m.community}/${i.topic}`}>{i.title}</Go> : i.title}{' '}
          {i.outcome && <span className={i.outcome === 'invalid' ? 'due-late' : 'badge'}>{outcomes[i.outcome]}</span>}
        </h3>
        <p className="hint">{[methods[i.method], i.said].filter(Boolean).join('。')}</p>
        {i.speeches.map(s => (
          <p key={s.at.toISOString() + s.speaker}>
            <b>{s.speaker}</b>：{s.said}
          </p>
        ))}
        {i.yes !== null && (
          <p>
            <b className="figures">
              {t('同意 {yes}，不同意 {no}，弃权 {abstain}', { yes: i.yes, no: i.no ?? 0, abstain: i.abstain ?? 0 })}
            </b>
          </p>
        )}
        {i.verdict.length > 0 && <Laws all={i.verdict} />}
        {i.reason && <p className="hint">{i.reason}</p>}
        {i.resolution && (
          <p className="ways">
            <Go to={`/council/resolutions/${m.community}/${i.resolution}`}>{t('看决议')}</Go>
          </p>
        )}
        {m.state === 'open' && (i.outcome === null || i.outcome === 'heard') && <Running m={m} i={i} />}
      </article>
    ))}
  </section>
)

function Running({ m, i }: { m: Meeting; i: Item }) {
  const may = (move: string) => m.offers.some(o => o.move === move && !o.because)
  return (
    <>
      {may('discuss') && <Say m={m} i={i} />}
      {i.method === 'signed' && may('voice') && <Voices m={m} i={i} />}
      {i.method !== 'report' && may('countVotes') && <Count m={m} i={i} />}
    </>
  )
}

/** A refusal is said where it is seen at once. */
function useSaying() {
  const { message } = App.useApp()
  return (sent: Promise<unknown>, done: () => void = () => {}) =>
    void sent.then(done, (error: unknown) => void message.error(sayOf(error), 8))
}

function Say({ m, i }: { m: Meeting; i: Item }) {
  const [speaker, setSpeaker] = useState('')
  const [said, setSaid] = useState('')
  const send = useSend(council.ops.discuss)
  const saying = useSaying()
  return (
    <div className="counts">
      <Input
        aria-label={t('第{at}项谁发言', { at: i.at })}
        placeholder={t('谁发言')}
        value={speaker}
        onChange={e => setSpeaker(e.target.value)}
        style={{ width: 110 }}
      />
      <Input.TextArea
        aria-label={t('第{at}项说了什么', { at: i.at })}
        placeholder={t('说了什么')}
        value={said}
        onChange={e => setSaid(e.target.value)}
        autoSize={{ minRows: 1, maxRows: 4 }}
        style={{ flex: '1 1 180px' }}
      />
      <Button
        loading={send.isPending}
        disabled={!speaker || said.length < 2}
        onClick={() =>
          saying(send.mutateAsync({ community: m.community, id: m.id, item: i.id, speaker, said }), () => setSaid(''))
        }
      >
        {t('记下')}
      </Button>
    </div>
  )
}

function Voices({ m, i }: { m: Meeting; i: Item }) {
  const send = useSend(council.ops.voice)
  const saying = useSaying()
  const there = m.people.filter(p => p.came === 'present' || p.came === 'proxy')
  const options = Object.entries(choices).map(([value, label]) => ({ value, label }))
  return (
    <table className="lines">
      <tbody>
        {there.map(p => (
          <tr key={p.seat}>
            <td>{p.name}</td>
            <td className="right">
              <Segmented
                aria-label={t('{name}的态度', { name: p.name })}
                options={options}
                value={i.voices.find(v => v.seat === p.seat)?.choice ?? ''}
                onChange={choice =>
                  saying(
                    send.mutateAsync({
                      community: m.community,
                      id: m.id,
                      item: i.id,
                      seat: p.seat,
                      choice: choice as keyof typeof choices,
                    }),
                  )
                }
              />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Count({ m, i }: { m: Meeting; i: Item }) {
  const [n, setN] = useState<{ yes?: number; no?: number; abstain?: number }>({})
  const send = useSend(council.ops.countVotes)
  const put = useSend(council.ops.postponeItem)
  const saying = useSaying()
  const [why, setWhy] = useState('')
  const key = { community: m.community, id: m.id, item: i.id }
  const signed = i.method === 'signed'
  return (
    <>
      <div className="counts">
        {!signed &&
          (Object.keys(choices) as (keyof typeof choices)[]).map(c => (
            <label key={c}>
              {choices[c]}
              <br />
              <InputNumber
                aria-label={t('第{at}项{choices}', { at: i.at, choices: choices[c] })}
                min={0}
                max={m.present}
                inputMode="numeric"
                size="large"
                value={n[c] ?? null}
                onChange={v => setN({ ...n, [c]: v ?? undefined })}
              />
            </label>
          ))}
        <Button
          type="primary"
          size="large"
          loading={send.isPending}
          onClick={() => saying(send.mutateAsync({ ...key, ...(signed ? {} : n) }))}
        >
          {t('计票')}
        </Button>
      </div>
      <div className="counts">
        <Input
          aria-label={t('第{at}项为什么推迟', { at: i.at })}
          placeholder={t('不议了？写明为什么推迟')}
          value={why}
          onChange={e => setWhy(e.target.value)}
          style={{ flex: '1 1 180px' }}
        />
        <Button
          loading={put.isPending}
          disabled={why.length < 2}
          onClick={() => saying(put.mutateAsync({ ...key, reason: why }))}
        >
          {t('推迟再议')}
        </Button>
      </div>
    </>
  )
}
