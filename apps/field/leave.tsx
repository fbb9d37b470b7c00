/** The way out, on a device that others use, too. What was not sent is never lost by it: sent first, or left shut until its owner comes back. */
import { useState } from 'react'
import { Problem } from '../../kernel/rules.ts'
import { t } from '../../kernel/text.ts'
import { identity } from '../../modules/identity/contract.ts'
import { newKey } from '../../ui/client.ts'
import { forgetAll, send, useOffline } from '../../ui/field/data.ts'
import { deviceNow, entriesNow, shutDevice, useEntries } from '../../ui/field/device.ts'
import { unsent } from '../../ui/field/draft.ts'
import { isOpen } from '../../ui/field/outbox-entry.ts'
import { sayOf } from '../../ui/field/shown.tsx'

export const signIn = () => `/signin?next=${encodeURIComponent(location.pathname)}`

export function SignOut() {
  const [asked, ask] = useState(false)
  const [busy, setBusy] = useState('')
  const [refused, setRefused] = useState('')
  const offline = useOffline()
  const entries = useEntries().filter(isOpen).length
  const left = entries + unsent().length

  async function leave() {
    setBusy(t('正在退出…'))
    setRefused('')
    try {
      await signOut()
      location.assign('/signin?next=/field/')
    } catch (error) {
      setBusy('')
      setRefused(sayOf(error))
    }
  }

  async function sendFirst() {
    setBusy(t('正在提交…'))
    await deviceNow()
      ?.outbox.send(true)
      .catch(() => {})
    setBusy('')
    const still = entriesNow().filter(isOpen).length
    if (still === 0 && unsent().length === 0) return leave()
    setRefused(t('还有 {n} 件没交上。没有网络的，可以留在这台设备，下次登录接着交。', { n: still + unsent().length }))
  }

  return (
    <section>
      {refused && (
        <p className="refused" role="alert">
          {refused}
        </p>
      )}
      {asked ? (
        <div className="card asked" role="alertdialog" aria-label={t('退出登录')}>
          <p>
            <b>{t('还有 {n} 件没交', { n: left })}</b>
          </p>
          {entries > 0 && (
            <button type="button" className="button main" disabled={busy !== ''} onClick={() => void sendFirst()}>
              {busy || t('先交上，再退出')}
            </button>
          )}
          <button type="button" className="button" disabled={busy !== ''} onClick={() => void leave()}>
            {t('留在这台设备，退出')}
          </button>
          <p className="small">{t('留下的是加密的，只有您本人再登录才能打开。')}</p>
          <button type="button" className="button" disabled={busy !== ''} onClick={() => ask(false)}>
            {t('先不退出')}
          </button>
        </div>
      ) : (
        <button
          type="button"
          className="button leave"
          disabled={busy !== ''}
          onClick={() => (left > 0 ? ask(true) : void leave())}
        >
          {busy || t('退出登录')}
        </button>
      )}
      <p className="small">
        {offline
          ? t('现在没有网络：这台设备会先锁上，有网络时再从服务器退出。')
          : t('退出后，看过的资料从这台设备清掉；下一个人什么也看不到。')}
      </p>
    </section>
  )
}

/** Without a network the device is shut at once, and the server is told as soon as it can be. */
async function signOut() {
  try {
    await send(identity.ops.signOut, {}, newKey())
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    // Whoever is signed out already has only this device left to clear.
    if (error.status === 0) leaving.set()
    else if (error.code !== 'common.signIn') throw error
  }
  await shutDevice()
  forgetAll()
}

/** Somebody left while there was no network: their session must end before anything else is asked. */
export async function endLeft(): Promise<void> {
  if (!leaving.is()) return
  await send(identity.ops.signOut, {}, newKey()).catch((error: unknown) => {
    if (error instanceof Problem && error.status === 0) throw error
  })
  leaving.done()
}

const leaving = {
  set: () => localStorage.setItem('linli.leaving', '1'),
  is: () => localStorage.getItem('linli.leaving') !== null,
  done: () => localStorage.removeItem('linli.leaving'),
}
export const hasLeft = leaving.is
