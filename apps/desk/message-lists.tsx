/** My inbox, and the messages that left the house: which did not get through, why, and sending them again. */
import { App, Button } from 'antd'
import { t } from '../../kernel/text.ts'
import { message, type Received, type Sent } from '../../kernel/message-contract.ts'
import { outgoing } from '../../kernel/message-rules.ts'
import { useAsk, useSend } from '../../ui/desk/context.tsx'
import { ListPage } from '../../ui/desk/pages.tsx'
import { PlaceName } from '../../ui/desk/place-names.tsx'
import { Moment } from '../../ui/desk/show.tsx'
import { sayOf } from '../../ui/desk/trouble.tsx'

export function Inbox() {
  const unread = useAsk(message.ops.inbox, { size: 1 }).data?.unread ?? 0
  const read = useSend(message.ops.read)
  return (
    <ListPage
      op={message.ops.inbox}
      title={t('我的消息')}
      main="body"
      columns={['title', 'body', 'at', 'link']}
      widths={{ title: 180, at: 130, link: 110 }}
      shown={{
        title: (m: Received) => (m.seen ? m.title : <b>{m.title}</b>),
        link: (m: Received) => <Look {...m} />,
      }}
      actions={
        unread > 0 && (
          <Button onClick={() => read.mutate({})} loading={read.isPending}>
            {t('{unread} 条未读，全部标为已读', { unread })}
          </Button>
        )
      }
      empty={t('有人派活、催办或升级时，这里会告诉您。')}
    />
  )
}

/** The matter may be in the desk, in the field app or in the portal. */
function Look({ id, link, seen }: Received) {
  const read = useSend(message.ops.read)
  const mark = () => void (seen || read.mutate({ id }))
  if (!link)
    return seen ? (
      <span className="quiet">{t('已读')}</span>
    ) : (
      <Button size="small" type="link" onClick={mark}>
        {t('知道了')}
      </Button>
    )
  // The mark is sent while the browser is on its way out of this page.
  return (
    <a href={link} onClick={mark}>
      {t('去看')}
    </a>
  )
}

export function Outbox() {
  return (
    <ListPage
      op={message.ops.outbox}
      title={t('发出的消息')}
      main="text"
      columns={['at', 'to', 'channel', 'label', 'text', 'state', 'tries', 'place', 'id']}
      labels={{ id: t('办理'), tries: t('试过') }}
      widths={{ at: 116, to: 116, channel: 58, label: 92, state: 320, tries: 58, place: 110, id: 72 }}
      filters={['state', 'channel', 'purpose', 'place']}
      shown={{
        text: (m: Sent) => m.text ?? <span className="quiet">{t('内容不显示')}</span>,
        state: (m: Sent) => <How {...m} />,
        place: (m: Sent) => (m.place ? <PlaceName code={m.place} /> : <span className="quiet">{t('本系统')}</span>),
        id: (m: Sent) => <Again {...m} />,
      }}
      empty={t('还没有要发到外面的消息。受理、办结和验证码会从这里发出去。')}
    />
  )
}

function How({ state, said, nextAt, receipt }: Sent) {
  return (
    <span title={said ?? (receipt ? t('回执编号 {receipt}', { receipt }) : undefined)}>
      {outgoing.states[state].label}
      {said && <span className="due-late"> {said}</span>}
      {nextAt && (
        <span className="quiet">
          {' '}
          <Moment at={nextAt} /> {t('再发')}
        </span>
      )}
    </span>
  )
}

function Again({ id, offers }: Sent) {
  const { message: said } = App.useApp()
  const retry = useSend(message.ops.retry)
  const [offer] = offers
  if (!offer) return null
  const again = () =>
    retry.mutate(
      { id },
      { onSuccess: () => void said.success(t('已重新排队发送')), onError: error => void said.error(sayOf(error)) },
    )
  return (
    <Button
      size="small"
      onClick={again}
      loading={retry.isPending}
      disabled={offer.because !== undefined}
      title={offer.because}
    >
      {offer.label}
    </Button>
  )
}
