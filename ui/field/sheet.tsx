/** A page over the page, for choosing: it comes from below, where the thumb is, and closes on the phone's back key. */
import { useLayoutEffect, useRef, type ReactNode } from 'react'
import { createPortal } from 'react-dom'
import { t } from '../../kernel/text.ts'
import { Icon } from './icons.tsx'

export function Sheet({ title, close, children }: { title: string; close: () => void; children: ReactNode }) {
  const dialog = useRef<HTMLDialogElement>(null)
  // Closed before it is taken away, so that the keyboard is again where it was opened from.
  useLayoutEffect(() => {
    const shown = dialog.current
    shown?.showModal()
    return () => shown?.close()
  }, [])
  // Outside of the form it was opened from: Enter in a search box must not send that form.
  return createPortal(
    <dialog
      ref={dialog}
      className="sheet"
      aria-label={title}
      onClose={close}
      onClick={e => e.target === dialog.current && dialog.current.close()}
    >
      <header>
        <h2>{title}</h2>
        <button type="button" className="plain" aria-label={t('关闭')} onClick={() => dialog.current?.close()}>
          <Icon name="close" />
        </button>
      </header>
      <div className="sheet-body">{children}</div>
    </dialog>,
    document.body,
  )
}
