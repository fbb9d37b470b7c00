/** How many messages wait, on every page of the desk. */
import { t } from '../../kernel/text.ts'
import { message } from '../../kernel/message-contract.ts'
import { useAsk, useMe } from '../../ui/desk/context.tsx'
import { Go } from '../../ui/desk/go.tsx'

export function Bell() {
  // Whoever must do something else first is told nothing yet.
  const asked = useAsk(message.ops.inbox, { size: 1 }, { when: !useMe().need, every: 60_000 })
  const unread = asked.data?.unread ?? 0
  return (
    <Go to="/messages" className="bell" label={unread ? t('我的消息，{unread} 条未读', { unread }) : t('我的消息')}>
      <svg viewBox="0 0 24 24" aria-hidden="true">
        <path d="M6 16V11a6 6 0 0 1 12 0v5l1.5 2h-15zM10 20.5h4" />
      </svg>
      {unread > 0 && <b aria-hidden="true">{unread > 99 ? '99+' : unread}</b>}
    </Go>
  )
}
