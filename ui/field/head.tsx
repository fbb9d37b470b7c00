/** The top of a page: what it is, the way back, and asking again by hand. */
import { useEffect, useRef, type ReactNode } from 'react'
import { message } from '../../kernel/message-contract.ts'
import { t } from '../../kernel/text.ts'
import { useAsk, useOffline } from './data.ts'
import { Go, back as goBack } from './go.tsx'
import { Icon } from './icons.tsx'
import { Moment } from './shown.tsx'

type Props = {
  title: string
  /** Where the way back leads for who came in from outside. */ back?: string
  again?: () => void
  busy?: boolean
  /** When the server said what the page shows: told while there is no network. */
  at?: number
  children?: ReactNode
}

export function Head({ title, back, again, busy = false, at = 0, children }: Props) {
  const offline = useOffline()
  const heading = useRef<HTMLHeadingElement>(null)
  // A screen reader starts at the name of the page it has come to.
  useEffect(() => {
    document.title = t('{title} · 邻理网格', { title })
    heading.current?.focus({ preventScroll: true })
  }, [title])
  return (
    <header className={back ? 'head head-deep' : 'head'}>
      <div className="head-row">
        {back && (
          <button type="button" className="plain" aria-label={t('返回')} onClick={() => goBack(back)}>
            <Icon name="back" />
          </button>
        )}
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {!back && <Bell />}
        {again && (
          <button
            type="button"
            className={busy ? 'plain turning' : 'plain'}
            aria-label={t('刷新')}
            aria-busy={busy}
            onClick={again}
          >
            <Icon name="refresh" />
          </button>
        )}
      </div>
      {children && <p className="head-said">{children}</p>}
      {offline && at > 0 && (
        <p className="head-said head-since">
          {t('离线，')}
          <Moment at={new Date(at)} />
          {t(' 的内容')}
        </p>
      )}
    </header>
  )
}

/** On the first page of each tab; further in, the way back is worth more. */
function Bell() {
  const unread = useAsk(message.ops.inbox, { size: 1 }, { every: 60_000 }).data?.unread ?? 0
  return (
    <Go to="/messages" className="plain bell" label={unread ? t('我的消息，{n} 条未读', { n: unread }) : t('我的消息')}>
      <Icon name="bell" />
      {unread > 0 && <b aria-hidden="true">{unread > 99 ? '99+' : unread}</b>}
    </Go>
  )
}
