/** The way back: to where one came from, or, for whoever came by an address, to the list it belongs to. */
import { useRouter } from '@tanstack/react-router'
import { useGo } from './go.tsx'

export function Back({ to, label }: { to: string; label: string }) {
  const { history } = useRouter()
  const go = useGo()
  return (
    <button type="button" className="back" onClick={() => (history.canGoBack() ? history.back() : go(to))}>
      ← {label}
    </button>
  )
}
