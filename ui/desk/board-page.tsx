/** A board: figures that lead to their lists, and panels beside each other. A figure without a way to its records is not shown. */
import type { ReactNode } from 'react'
import { useTitle } from './context.tsx'
import { Go } from './go.tsx'
import { Head } from './head.tsx'

export function BoardPage({
  title,
  lead,
  actions,
  figures,
  children,
}: {
  title: string
  lead?: ReactNode
  actions?: ReactNode
  figures?: readonly Figure[]
  children: ReactNode
}) {
  useTitle(title)
  return (
    <>
      <Head title={title} actions={actions}>
        {lead}
      </Head>
      {figures && <Figures figures={figures} />}
      <div className="board">{children}</div>
    </>
  )
}

export type Figure = {
  label: string
  value: ReactNode
  unit?: string
  note?: ReactNode
  to: string
  tone?: 'late' | 'soon'
}

export const Figures = ({ figures }: { figures: readonly Figure[] }) => (
  <ul className="board-figures">
    {figures.map(f => (
      <li key={f.label}>
        <Go to={f.to} className={f.tone ? `figure figure-${f.tone}` : 'figure'}>
          <span className="figure-label">{f.label}</span>
          <span className="figure-value">
            {f.value}
            {f.unit && <small>{f.unit}</small>}
          </span>
          {f.note && <span className="figure-note">{f.note}</span>}
        </Go>
      </li>
    ))}
  </ul>
)

export const Panel = ({
  title,
  note,
  actions,
  span = 1,
  children,
}: {
  title: ReactNode
  note?: ReactNode
  actions?: ReactNode
  span?: 1 | 2 | 3
  children: ReactNode
}) => (
  <section className={`panel span-${span}`}>
    <header>
      <h2>{title}</h2>
      {note && <span className="hint">{note}</span>}
      {actions && <div className="panel-actions">{actions}</div>}
    </header>
    {children}
  </section>
)
