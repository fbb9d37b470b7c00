/** The top line of a page: its name, what it counts, and what can be done from here. */
import type { ReactNode } from 'react'

export const Head = ({
  title,
  count,
  children,
  actions,
}: {
  title: ReactNode
  count?: ReactNode
  children?: ReactNode
  actions?: ReactNode
}) => (
  <header className="head">
    <h1>
      {title}
      {count !== undefined && <span className="head-count">{count}</span>}
    </h1>
    {children && <div className="head-said">{children}</div>}
    {actions && <div className="head-actions">{actions}</div>}
  </header>
)
