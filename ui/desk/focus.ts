/** Where the keyboard stands, when what it stood on is gone: a page left behind, a dialog closed, a button that its own press removed. */

export const toMain = () => document.querySelector<HTMLElement>('#main')?.focus()

/** Without it a browser goes back to the beginning of the document, and the whole menu lies between a person and their work. */
export function keepPlace(): () => void {
  let last: Element | null = null
  const note = (e: FocusEvent) => {
    last = e.target instanceof Element ? e.target : null
  }
  const watch = new MutationObserver(() => {
    if (!last || last.isConnected || document.activeElement !== document.body) return
    last = null
    toMain()
  })
  document.addEventListener('focusin', note)
  watch.observe(document.body, { childList: true, subtree: true })
  return () => {
    document.removeEventListener('focusin', note)
    watch.disconnect()
  }
}
