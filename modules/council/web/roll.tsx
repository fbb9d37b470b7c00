/** The roll at the table: who is on it and why, and while the vote runs, a paper or the booth for whoever has come with their identity card. */
import { App, Button } from 'antd'
import { t } from '../../../kernel/text.ts'
import { useAsk, useSend } from '../../../ui/desk/context.tsx'
import { ListPage } from '../../../ui/desk/pages.tsx'
import { sayOf } from '../../../ui/desk/trouble.tsx'
import { useKey } from '../../../ui/desk/url.ts'
import { phases } from '../ballot-rules.ts'
import { council } from '../contract.ts'

const channels = (): Record<string, string> => ({ online: t('网上'), booth: t('票站'), paper: t('纸票') })

export default function Roll() {
  const { community, id } = useKey()
  const about = useAsk(council.ops.ballot, { community, id }, { fresh: 0 })
  const isOpen = (phases.voting as readonly string[]).includes(about.data?.state ?? '')
  return (
    <ListPage
      op={council.ops.roll}
      title={about.data ? t('{title}：名册', { title: about.data.title }) : t('名册')}
      unit={t('人')}
      main="name"
      columns={['name', 'door', 'why', 'area', 'proxyName', 'used']}
      filters={['search']}
      given={{ community, id }}
      widths={{ door: 230, why: 150, area: 120, proxyName: 100, used: 240 }}
      above={
        <p className="hint">
          {isOpen
            ? t('核对身份证以后，再发纸质票，或请本人到票站的设备上投。用过的不能再发。')
            : t('投票时在这里发纸质票、开票站。')}
        </p>
      }
      shown={{
        used: v =>
          v.used.length > 0 ? (
            t('已领：{used}', { used: v.used.map(u => channels()[u] ?? u.replace('online', t('网上'))).join('、') })
          ) : isOpen ? (
            <Give community={community} ballot={id} voter={v.id} name={v.name} />
          ) : (
            ''
          ),
      }}
      empty={t('名册上还没有人。')}
    />
  )
}

function Give({ community, ballot, voter, name }: { community: string; ballot: string; voter: string; name: string }) {
  const { message, modal } = App.useApp()
  const send = useSend(council.ops.givePaper)
  const give = () =>
    modal.confirm({
      title: t('给{name}发纸质票？', { name }),
      content: t('发出以后，不能再在网上或票站投。'),
      okText: t('发纸质票'),
      cancelText: t('取消'),
      onOk: () =>
        send.mutateAsync({ community, id: ballot, voter }).then(
          () => void message.success(t('已登记发出纸质票')),
          (error: unknown) => void message.error(String(sayOf(error))),
        ),
    })
  return (
    <>
      <Button size="small" onClick={give} aria-label={t('给{name}发纸质票', { name })}>
        {t('发纸质票')}
      </Button>{' '}
      <Button
        size="small"
        href={`/b/${community}/${ballot}/vote?voter=${voter}&booth=1`}
        aria-label={t('{name}到票站投', { name })}
      >
        {t('到票站投')}
      </Button>
    </>
  )
}
