/** The desk's pages of messages: what I was told, and, for system administrators, what left the house. */
import { lazy } from 'react'
import { t } from '../../kernel/text.ts'
import { may } from '../../kernel/message-rules.ts'
import { page } from '../../ui/desk/page.ts'

const Inbox = lazy(async () => ({ default: (await import('./message-lists.tsx')).Inbox }))
const Outbox = lazy(async () => ({ default: (await import('./message-lists.tsx')).Outbox }))

export const pages = [
  page(
    '/messages',
    () => t('我的消息'),
    () => <Inbox />,
  ),
  page(
    '/outbox',
    () => t('发出的消息'),
    () => <Outbox />,
    { menu: { group: () => t('管理') }, may: may.outbox },
  ),
]
