/** A dialog with a form in it: the keyboard begins in the first field and not on the cross that closes it. */
import { Modal } from 'antd'
import { useId, type ComponentProps } from 'react'

type Props = Omit<ComponentProps<typeof Modal>, 'footer' | 'destroyOnHidden' | 'afterOpenChange' | 'rootClassName'>

export function Dialog(props: Props) {
  const own = `dialog-${useId()}`
  return (
    <Modal
      width={480}
      {...props}
      footer={null}
      destroyOnHidden
      rootClassName={own}
      afterOpenChange={open => open && firstIn(document.getElementsByClassName(own)[0])?.focus()}
    />
  )
}

/** What has been typed into already keeps the keyboard; a form without fields begins at its button. */
function firstIn(root: Element | undefined): HTMLElement | null | undefined {
  const form = root?.querySelector('form')
  if (!form || form.contains(document.activeElement)) return null
  const fields = form.querySelectorAll<HTMLElement>('input:not([type=hidden], [disabled]), textarea, [tabindex="0"]')
  return [...fields].find(field => field.checkVisibility()) ?? form.querySelector<HTMLElement>('button[type=submit]')
}
