/**
 * The app's own copy on the device, and what it says when there is a newer one. The newer one waits: only a press, or the
 * next start after all its pages were closed, brings it in.
 */
import { useEffect, useState, useSyncExternalStore } from 'react'
import { t } from '../../kernel/text.ts'
import { unsent } from '../../ui/field/draft.ts'
import { usePath } from '../../ui/field/go.tsx'

/** A browser without workers, or a page without https, goes on without a copy. */
export function keepApp() {
  if (!('serviceWorker' in navigator)) return
  void navigator.serviceWorker.register('/field/worker.js', { scope: '/field/' }).then(watch, () => {})
}

/** Shown while a newer version waits. Nothing typed is lost by it, and still it is not pressed for anybody. */
export function NewVersion() {
  const newer = useSyncExternalStore(listen, () => waiting)
  const path = usePath()
  const [pressed, press] = useState(false)
  useEffect(() => {
    if (!pressed || !newer) return
    const started = () => location.reload()
    navigator.serviceWorker.addEventListener('controllerchange', started)
    newer.postMessage('now')
    return () => navigator.serviceWorker.removeEventListener('controllerchange', started)
  }, [pressed, newer])
  if (!newer) return null
  const writing = unsent().some(one => one.to === path)
  return (
    <p className="newer">
      {writing ? t('有新版本。这一页还没写完，交了再更新') : t('有新版本，手头的事做完再点更新')}
      <button type="button" className="button" disabled={pressed || writing} onClick={() => press(true)}>
        {pressed ? t('正在更新…') : t('更新')}
      </button>
    </p>
  )
}

let waiting: ServiceWorker | null = null
const listeners = new Set<() => void>()

function watch(registered: ServiceWorkerRegistration) {
  // The first one has nothing to replace, and takes over by itself.
  const look = () => {
    waiting = navigator.serviceWorker.controller ? registered.waiting : null
    listeners.forEach(changed => changed())
  }
  look()
  registered.addEventListener('updatefound', () => registered.installing?.addEventListener('statechange', look))
  const ask = () => document.visibilityState === 'visible' && void registered.update().catch(() => {})
  document.addEventListener('visibilitychange', ask)
  setInterval(ask, hour)
}
const hour = 3_600_000

function listen(changed: () => void) {
  listeners.add(changed)
  return () => listeners.delete(changed)
}
