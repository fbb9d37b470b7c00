/** Where the app is, and how it goes elsewhere: the address is the whole state, so that the phone's own back gesture works. */
import { createContext, use, useSyncExternalStore, type ReactNode } from 'react'

const base = '/field'

/** The address without the app's own part: `/task/…`. */
export const usePath = (): string => useSyncExternalStore(listen, here)

/** What the address says in the places of the page's pattern: community, id. */
export const Key = createContext<Record<string, string>>({})
export const useKey = (): { community: string; id: string } & Record<string, string> => ({
  community: '',
  id: '',
  ...use(Key),
})

export function go(to: string, { instead = false } = {}) {
  const steps = instead ? depth() : depth() + 1
  history[instead ? 'replaceState' : 'pushState']({ depth: steps }, '', base + to)
  scrollTo(0, 0)
  dispatchEvent(new PopStateEvent('popstate'))
}

/** To where one came from; to `to` for who came in by a message's link. */
export function back(to: string) {
  if (depth() > 0) history.back()
  else go(to, { instead: true })
}

export function Go({
  to,
  label,
  children,
  ...rest
}: {
  to: string
  /** What a screen reader says instead of the picture. */
  label?: string
  children: ReactNode
  className?: string
  'aria-current'?: 'page'
}) {
  return (
    <a
      href={base + to}
      onClick={e => {
        if (e.metaKey || e.ctrlKey || e.shiftKey) return
        e.preventDefault()
        go(to)
      }}
      {...(label && { 'aria-label': label })}
      {...rest}
    >
      {children}
    </a>
  )
}

const here = () => location.pathname.slice(base.length).replace(/(?<=.)\/$/, '') || '/'
const depth = () => Number((history.state as { depth?: number } | null)?.depth ?? 0)

function listen(changed: () => void) {
  addEventListener('popstate', changed)
  return () => removeEventListener('popstate', changed)
}
