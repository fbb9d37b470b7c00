/** A short word that something was done, or was not, shown for a moment on whatever page one has come to. */
import { useEffect, useSyncExternalStore } from 'react'
import { Icon } from './icons.tsx'

/** In milliseconds: long enough to be read aloud. */
const shown = { done: 4000, warn: 12_000 }
type Said = { words: string; how: keyof typeof shown }
let said: Said = { words: '', how: 'done' }
const listeners = new Set<() => void>()

export function say(words: string, how: Said['how'] = 'done') {
  said = { words, how }
  listeners.forEach(changed => changed())
}

/** Always in the page, so that a screen reader hears what comes into it. */
export function Said() {
  const now = useSyncExternalStore(listen, () => said)
  useEffect(() => {
    const gone = setTimeout(() => say(''), shown[now.how])
    return () => clearTimeout(gone)
  }, [now])
  return (
    <div className="said-once" role="status">
      {now.words && (
        <p className={now.how}>
          <Icon name={now.how} />
          {now.words}
        </p>
      )}
    </div>
  )
}

function listen(changed: () => void) {
  listeners.add(changed)
  return () => listeners.delete(changed)
}
