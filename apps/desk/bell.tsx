/** How many messages wait, on every page of the desk. */
import { message } from '../../kernel/message-contract.ts'
import { useAsk } from '../../ui/desk/context.tsx'
import { Go } from '../../ui/desk/go.tsx'

export function Bell() {
  const unread = useAsk(message.ops.inbox, { size: 1 }, { every: 60_000 }).data?.unread ?? 0
  return (
    <Go to="/messages" className="bell" label={unread ? `我的消息，${unread} 条未读` : '我的消息'}>
      <svg viewBox="0 0 24 24" aria-hidden="true">
        <path d="M6 16V11a6 6 0 0 1 12 0v5l1.5 2h-15zM10 20.5h4" />
      </svg>
      {unread > 0 && <b aria-hidden="true">{unread > 99 ? '99+' : unread}</b>}
    </Go>
  )
}
