/** What I was told: a piece of work, an urging. Opening one marks it as read and leads to the work. */
import { message, type Received } from '../../kernel/message-contract.ts'
import { t } from '../../kernel/text.ts'
import { newKey } from '../../ui/client.ts'
import { send, useAsk } from '../../ui/field/data.ts'
import { go } from '../../ui/field/go.tsx'
import { Head } from '../../ui/field/head.tsx'
import { Icon } from '../../ui/field/icons.tsx'
import { page } from '../../ui/field/page.ts'
import { Loaded, Moment, Nothing } from '../../ui/field/shown.tsx'

export const pages = [
  page(
    '/messages',
    () => t('我的消息'),
    () => <Messages />,
  ),
]

function Messages() {
  const asked = useAsk(message.ops.inbox, { size: 100 })
  return (
    <>
      <Head title={t('我的消息')} back="/" again={asked.again} busy={asked.busy} at={asked.at} />
      <Loaded of={asked}>
        {({ items, unread }) =>
          items.length === 0 ? (
            <Nothing icon="bell" say={t('还没有消息。有新的任务或催办时，这里会告诉您。')} />
          ) : (
            <>
              {unread > 0 && (
                <button type="button" className="button all-read" onClick={() => mark({})}>
                  {t('{n} 条未读，全部标为已读', { n: unread })}
                </button>
              )}
              <ul className="cards">
                {items.map(one => (
                  <li key={one.id}>
                    <One {...one} />
                  </li>
                ))}
              </ul>
            </>
          )
        }
      </Loaded>
    </>
  )
}

function One({ id, title, body, link, at, seen }: Received) {
  const open = () => {
    if (!seen) mark({ id })
    if (link?.startsWith('/field/')) go(link.slice('/field'.length))
    else if (link) location.assign(link)
  }
  return (
    <button type="button" className={seen ? 'card message' : 'card message unread'} onClick={open}>
      <b>
        {!seen && <span className="dot" aria-label={t('未读')} />}
        {title}
        {link && <Icon name="next" />}
      </b>
      <span>{body}</span>
      <small>
        <Moment at={at} />
      </small>
    </button>
  )
}

/** Nothing is lost when it does not arrive: the message stays unread. */
const mark = (input: { id?: string }) => void send(message.ops.read, input, newKey()).catch(() => {})
