/** A short word that something was done, shown for a moment on whatever page one has come to. */
import { useEffect, useSyncExternalStore } from 'react'
import { Icon } from './icons.tsx'

/** In milliseconds: long enough to be read aloud. */
const shown = 4000
let said = ''
const listeners = new Set<() => void>()

export function say(words: string) {
  said = words
  listeners.forEach(changed => changed())
}

/** Always in the page, so that a screen reader hears what comes into it. */
export function Said() {
  const words = useSyncExternalStore(listen, () => said)
  useEffect(() => {
    const gone = setTimeout(() => say(''), shown)
    return () => clearTimeout(gone)
  }, [words])
  return (
    <div className="said-once" role="status">
      {words && (
        <p>
          <Icon name="done" />
          {words}
        </p>
      )}
    </div>
  )
}

function listen(changed: () => void) {
  listeners.add(changed)
  return () => listeners.delete(changed)
}
