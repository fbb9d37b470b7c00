/**
 * Who is here. The app opens at once for whoever worked on this device last, with what is kept for them, and asks the server
 * when it can. Another person's session closes what is open; a session that ran out closes nothing.
 */
import { useEffect, useState } from 'react'
import type { Output } from '../../kernel/contract.ts'
import { identity, type Me } from '../../modules/identity/contract.ts'
import { forget, forgetAll, isOffline, moduleOf, useAsk } from '../../ui/field/data.ts'
import { deviceNow, lastHere, openFor, shutDevice, useDevice } from '../../ui/field/device.ts'
import type { Entry } from '../../ui/field/outbox-entry.ts'
import { nameOf } from '../../ui/field/store-kept.ts'
import { endLeft, hasLeft } from './leave.tsx'

export type Session = {
  me: Me | undefined
  /** The server knows of no session: work goes on, sending waits. */
  expired: boolean
  /** Nobody is here, and that is certain. */
  nobody: boolean
  error: unknown
  again: () => void
}

export function useSession(): Session {
  const [ready, setReady] = useState(false)
  const [left, setLeft] = useState(hasLeft)
  const device = useDevice()
  useEffect(() => void reopen().finally(() => setReady(true)), [])
  const asked = useAsk(identity.ops.me, {}, { every: 300_000, fresh: 60_000, when: ready && !left })
  useEffect(() => {
    if (!left) return
    const end = () =>
      void endLeft().then(
        () => setLeft(false),
        () => {},
      )
    end()
    addEventListener('online', end)
    return () => removeEventListener('online', end)
  }, [left])

  const { again } = asked
  useEffect(() => {
    const look = () => document.visibilityState === 'visible' && again()
    document.addEventListener('visibilitychange', look)
    return () => document.removeEventListener('visibilitychange', look)
  }, [again])

  const told = asked.data?.me
  const [known, setKnown] = useState<Me>()
  useEffect(() => {
    if (!told) return
    // Whoever had this page open before is not the one who is signed in now: nothing of theirs may stay in sight.
    const before = known?.id ?? deviceNow()?.account
    if (before && before !== told.id) return void change()
    void openFor(told.id, taken).then(() => {
      const device = deviceNow()
      if (device?.account === told.id) void device.kept.keep(identity.ops.me, {}, asked.data!)
      setKnown(told)
    })
  }, [told, asked.data, known])

  const kept = device?.kept.read(nameOf(identity.ops.me, {}))?.answer as Output<typeof identity.ops.me> | undefined
  // With a network the server is heard first: on a shared tablet somebody else may be signed in by now.
  const [waited, setWaited] = useState(false)
  useEffect(() => {
    const long = setTimeout(() => setWaited(true), patience)
    return () => clearTimeout(long)
  }, [])
  const alone = ready && !asked.data && (waited || isOffline() || asked.error !== undefined)
  const me = known ?? (alone ? (kept?.me ?? undefined) : undefined)
  const answered = ready && asked.data !== undefined && asked.at > 0 && !left
  return {
    me,
    expired: answered && !told,
    nobody: (answered && !told && !me) || (left && !me),
    error: asked.error,
    again: asked.again,
  }
}

/** Before the server is asked: the device opens with the key it has. */
async function reopen() {
  const account = lastHere()
  if (account && !hasLeft()) await openFor(account, taken, true)
}

/** How long the server is waited for before the device speaks for itself, in milliseconds. */
const patience = 3_000

async function change() {
  await shutDevice()
  forgetAll()
  location.assign('/field/')
}

/** What an entry changed is asked anew. */
const taken = (entry: Entry) => forget(moduleOf(entry.op), 'work')
