/** A page with one form on it: an operation that creates something, and where to go when it has. */
import { App } from 'antd'
import { useRouter } from '@tanstack/react-router'
import type { ComponentProps, ReactNode } from 'react'
import { t } from '../../kernel/text.ts'
import type { Op, Output } from '../../kernel/contract.ts'
import { useTitle } from './context.tsx'
import { OpForm } from './form.tsx'
import { useGo } from './go.tsx'
import { Head } from './head.tsx'

type Props<T extends Op> = Omit<ComponentProps<typeof OpForm<T>>, 'done'> & {
  title?: string
  lead?: ReactNode
  aside?: ReactNode
  said?: (answer: Output<T>) => string
  to: (answer: Output<T>) => string
}

export function FormPage<T extends Op>({ title, lead, aside, said, to, ...form }: Props<T>) {
  const { history } = useRouter()
  const go = useGo()
  const { message } = App.useApp()
  const name = title ?? t(form.op.label)
  useTitle(name)
  return (
    <>
      <Head title={name}>{lead}</Head>
      <div className="form-page">
        <section className="sheet">
          <OpForm
            {...form}
            cancel={() => history.back()}
            done={answer => {
              void message.success(said?.(answer) ?? t('{label}：已完成', { label: t(form.op.label) }))
              go(to(answer))
            }}
          />
        </section>
        {aside && <aside className="form-aside">{aside}</aside>}
      </div>
    </>
  )
}
