/** j and k walk the rows, Enter opens, / goes to the search. Nothing happens while someone is typing or a dialog is open. */
import { useEffect, useState } from 'react'

export function useRowKeys(rows: number, open: (index: number) => void): [number, (index: number) => void] {
  const [at, setAt] = useState(-1)
  useEffect(() => setAt(-1), [rows])
  useEffect(() => {
    const press = (e: KeyboardEvent) => {
      if (e.ctrlKey || e.metaKey || e.altKey || isBusy(e.target)) return
      if (e.key === '/') {
        e.preventDefault()
        document.querySelector<HTMLInputElement>('[data-search] input, input[data-search]')?.focus()
      } else if (e.key === 'j' || e.key === 'k') {
        const next = Math.min(rows - 1, Math.max(0, at + (e.key === 'j' ? 1 : -1)))
        setAt(next)
        document.querySelector(`[data-row-index="${next}"]`)?.scrollIntoView({ block: 'nearest' })
      } else if (e.key === 'Enter' && at >= 0 && !(e.target as HTMLElement).closest('a, button')) open(at)
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [rows, at, open])
  return [at, setAt]
}

const isBusy = (target: EventTarget | null) =>
  (target instanceof HTMLElement &&
    target.closest('input, textarea, select, [contenteditable], [role="combobox"]') !== null) ||
  document.querySelector('.ant-modal-wrap:not([style*="display: none"])') !== null
