/** What was entered here: what waits, what came back and why, what somebody must decide on; and the receipts of the last week. */
import { useState } from 'react'
import { t } from '../../kernel/text.ts'
import { deviceNow, useEntries, usePaused, useWhyNot } from '../../ui/field/device.ts'
import { useOffline } from '../../ui/field/data.ts'
import { Go } from '../../ui/field/go.tsx'
import { Head } from '../../ui/field/head.tsx'
import { Icon } from '../../ui/field/icons.tsx'
import { titleOf } from '../../ui/field/pending.tsx'
import { isOpen, type Entry } from '../../ui/field/outbox-entry.ts'
import { page } from '../../ui/field/page.ts'
import { Moment, Nothing } from '../../ui/field/shown.tsx'
import { signIn } from './leave.tsx'
import { EntryPage } from './outbox-entry.tsx'

export const pages = [
  page(
    '/outbox',
    () => t('待提交'),
    () => <OutboxPage />,
  ),
  page(
    '/outbox/$id',
    () => t('待提交'),
    () => <EntryPage />,
  ),
]

function OutboxPage() {
  const entries = useEntries()
  const offline = useOffline()
  const paused = usePaused()
  const whyNot = useWhyNot()
  const [busy, setBusy] = useState(false)
  const open = entries.filter(isOpen)
  const mine = open.filter(e => e.state === 'refused' || e.state === 'conflict')
  const waiting = open.filter(e => !mine.includes(e))
  const done = entries.filter(e => !isOpen(e)).toReversed()

  async function send() {
    setBusy(true)
    await deviceNow()
      ?.outbox.send(true)
      .catch(() => {})
    setBusy(false)
  }

  return (
    <>
      <Head title={t('待提交')} back="/">
        {open.length > 0 && t('{n} 件还没到服务器，都存在这台设备里', { n: open.length })}
      </Head>
      <div className="task-page">
        {whyNot && <p className="refused">{whyNot}</p>}
        {mine.length > 0 && <List title={t('要您看一下')} entries={mine} />}
        {waiting.length > 0 && (
          <>
            <List title={t('等着交')} entries={waiting} />
            {paused ? (
              <a className="button main" href={signIn()}>
                {t('登录过期了，登录后接着交')}
              </a>
            ) : (
              <button type="button" className="button main" disabled={busy} onClick={() => void send()}>
                {busy ? t('正在提交…') : offline ? t('没有网络，再试一次') : t('现在就交')}
              </button>
            )}
          </>
        )}
        {open.length === 0 && <Nothing say={t('都交上了。没有网络时做的事，会先存在这里，有网络时自动交。')} />}
        {done.length > 0 && <List title={t('最近 7 天交上的')} entries={done} />}
      </div>
    </>
  )
}

const List = ({ title, entries }: { title: string; entries: readonly Entry[] }) => (
  <section className="card">
    <h2>{title}</h2>
    <ul className="rows">
      {entries.map(e => (
        <li key={e.id}>
          <Go to={`/outbox/${e.id}`} className="row entry">
            <span>
              <b>{titleOf(e)}</b>
              <small>
                {e.receipt ? t('交上') : t('记于')} <Moment at={new Date(e.receipt?.at ?? e.madeAt)} />
              </small>
              {e.refusal && <small className="late-word">{e.refusal.say}</small>}
            </span>
            <State entry={e} />
            <Icon name="next" />
          </Go>
        </li>
      ))}
    </ul>
  </section>
)

const words: Record<Entry['state'], () => string> = {
  waiting: () => t('待提交'),
  sending: () => t('正在提交'),
  refused: () => t('没交上'),
  conflict: () => t('要您定一下'),
  done: () => t('已收到'),
}
const State = ({ entry: { state } }: { entry: Entry }) => (
  <span className={state === 'done' ? 'state' : state === 'waiting' ? 'badge badge-soon' : 'badge badge-late'}>
    {words[state]()}
  </span>
)
