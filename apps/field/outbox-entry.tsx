/** One entry: what was written, what the server said of it, and what one can do now. Nothing goes away without being asked about. */
import { useState } from 'react'
import { key } from '../../kernel/contract.ts'
import { t } from '../../kernel/text.ts'
import { deviceNow, useEntries } from '../../ui/field/device.ts'
import { go, useKey } from '../../ui/field/go.tsx'
import { Head } from '../../ui/field/head.tsx'
import { labelOfOp, opNamed } from '../../ui/field/ops.ts'
import type { Entry } from '../../ui/field/outbox-entry.ts'
import { titleOf, wordsOf } from '../../ui/field/pending.tsx'
import { TakenPhotos } from '../../ui/field/photos.tsx'
import { say } from '../../ui/field/said.tsx'
import { Moment, Nothing, sayOf } from '../../ui/field/shown.tsx'
import { fieldsOf, wordFor } from '../../ui/shapes.ts'
import { Conflict } from './outbox-conflict.tsx'

export function EntryPage() {
  const { id } = useKey()
  const entry = useEntries().find(e => e.id === id)
  return (
    <>
      <Head title={entry ? labelOfOp(entry.op) : t('待提交')} back="/outbox" />
      {entry ? <Shown entry={entry} /> : <Nothing say={t('这一条已经不在了：交上满 7 天，或已经删掉、改过重交。')} />}
    </>
  )
}

function Shown({ entry }: { entry: Entry }) {
  const { madeAt, receipt, refusal, state } = entry
  return (
    <div className="task-page">
      <header className={state === 'refused' ? 'first task-late' : 'first'}>
        <h2>{titleOf(entry)}</h2>
        <p className="small">
          {t('记于')} <Moment at={new Date(madeAt)} />
        </p>
        {refusal && <p className="refused">{refusal.say}</p>}
        {refusal && refusal.status !== 422 && (
          <p className="small">
            {t('这件事可能已转给别人，或别人先办了。您写的还在：可以看看现在的情况，或转成上报交给受理员。')}
          </p>
        )}
        {state === 'waiting' && <p>{t('还没到服务器，存在这台设备里。有网络时自动交。')}</p>}
        {receipt && (
          <p className="small">
            {t('服务器收到：')}
            <Moment at={new Date(receipt.at)} />
            {t('，回执 {hash}', { hash: receipt.hash.slice(0, 12) })}
          </p>
        )}
      </header>
      {state === 'conflict' && <Conflict entry={entry} />}
      <Written entry={entry} />
      <Ways entry={entry} />
    </div>
  )
}

/** The words and choices as they were made; keys and codes say nothing to a person. */
function Written({ entry }: { entry: Entry }) {
  const op = opNamed(entry.op)
  const input = entry.input as Record<string, unknown>
  const lines = (op ? fieldsOf(op.input) : []).flatMap(f => {
    const value = input[f.name]
    if (typeof value !== 'string' || value === '' || hidden.test(f.name) || uuid.test(value)) return []
    return [{ ...f, value: f.choices.length ? wordFor(f.choices, value) : value }]
  })
  if (!lines.length && !entry.photos.length) return null
  return (
    <section className="card">
      <h3>{t('您写的')}</h3>
      <dl className="written">
        {lines.map(f => (
          <div key={f.name}>
            <dt>{f.label}</dt>
            <dd>{f.value}</dd>
          </div>
        ))}
      </dl>
      {!entry.receipt && <TakenPhotos ids={entry.photos} />}
    </section>
  )
}
const hidden = /^(community|id|place|room|source|category)$/
const uuid = /^[0-9a-f]{8}-[0-9a-f-]{27}$/

function Ways({ entry }: { entry: Entry }) {
  const [asked, ask] = useState(false)
  const [refused, setRefused] = useState('')
  const { state, tried, about, id } = entry
  const outbox = deviceNow()?.outbox
  const record = about.to.split('/').slice(0, 4).join('/')

  const act = (work: () => Promise<unknown>) => {
    setRefused('')
    void work().catch((error: unknown) => setRefused(sayOf(error)))
  }
  async function drop() {
    await outbox?.discard(id)
    say(t('已删掉'))
    go('/outbox', { instead: true })
  }

  return (
    <section className="others">
      {refused && (
        <p className="refused" role="alert">
          {refused}
        </p>
      )}
      {state === 'refused' && (
        <button
          type="button"
          className="button main"
          onClick={() =>
            hasForm(entry) ? go(`${about.to}?entry=${id}`) : act(async () => outbox?.change(id, entry.input))
          }
        >
          {hasForm(entry) ? t('改一改再交') : t('再交一次')}
        </button>
      )}
      {about.to && state !== 'done' && (
        <button type="button" className="button" onClick={() => go(record)}>
          {t('看看现在的情况')}
        </button>
      )}
      {state === 'refused' && wordsOf(entry) !== '' && (
        <button type="button" className="button" onClick={() => act(() => asReport(entry))}>
          {t('把写的转成上报，交给受理员')}
        </button>
      )}
      {(state === 'refused' || (state === 'waiting' && !tried)) && (
        <button
          type="button"
          className="button leave"
          onClick={() => (asked ? act(drop) : ask(true))}
          onBlur={() => ask(false)}
        >
          {asked ? t('确定删掉？写的和照片都没有了') : t('删掉')}
        </button>
      )}
    </section>
  )
}

/** A move that asks for nothing has nothing to put right: it is made again. */
const hasForm = ({ op }: Entry) => fieldsOf(opNamed(op)!.input).length > Object.keys(key).length

/** The task went to somebody else: the words and photos become a report, which a clerk reads. The refused one goes only when it is sent. */
async function asReport({ about, photos, ...entry }: Entry) {
  const device = deviceNow()
  if (!device) return
  const copies: string[] = []
  for (const id of photos) {
    const photo = await device.photos.read(id)
    if (photo) copies.push(await device.photos.put(photo))
  }
  const values = { place: about.place, title: about.title.slice(0, 60), description: wordsOf(entry), photos: copies }
  await device.drafts.write('report', { title: t('巡查上报'), to: '/report', values })
  go('/report')
}
