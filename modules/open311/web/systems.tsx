/** Other systems as the system administrator keeps them: how contact goes, why it does not, what their services are here. */
import { App, Button } from 'antd'
import { useState } from 'react'
import { t } from '../../../kernel/text.ts'
import { useAsk, useHome, useSend, useTitle } from '../../../ui/desk/context.tsx'
import { Dialog } from '../../../ui/desk/dialog.tsx'
import { OpForm } from '../../../ui/desk/form.tsx'
import { Head } from '../../../ui/desk/head.tsx'
import { PlaceName } from '../../../ui/desk/place-names.tsx'
import { Moment } from '../../../ui/desk/show.tsx'
import { Nothing, sayOf, Trouble, Waiting } from '../../../ui/desk/trouble.tsx'
import { open311, type System } from '../contract.ts'
import { Services } from './services.tsx'

type Doing = { what: 'add' } | { what: 'change' | 'services'; id: string }
const titles = () => ({ add: t('登记对接系统'), change: t('修改'), services: t('服务的对应') })

export default function Systems() {
  useTitle(t('对接系统'))
  const asked = useAsk(open311.ops.systems, {}, { every: 30_000 })
  const [doing, setDoing] = useState<Doing>()
  if (asked.error) return <Trouble error={asked.error} retry={asked.refetch} />
  if (!asked.data) return <Waiting />
  const all = asked.data
  const system = doing && doing.what !== 'add' ? all.find(s => s.id === doing.id) : undefined
  const close = () => setDoing(undefined)
  return (
    <>
      <Head
        title={t('对接系统')}
        count={t('{n} 个', { n: all.length })}
        actions={
          <Button type="primary" onClick={() => setDoing({ what: 'add' })}>
            {t('登记对接系统')}
          </Button>
        }
      >
        <span className="hint">{t('按 Open311 与别的工单系统互通：转出我们的事项，收进对方的工单。')}</span>
      </Head>
      {!all.length && <Nothing say={t('还没有对接系统。对方给了接口地址和密钥，就可以登记。')} />}
      {all.map(s => (
        <One key={s.id} system={s} doing={setDoing} />
      ))}
      <Dialog
        open={doing !== undefined}
        title={doing && [titles()[doing.what], system?.name].filter(Boolean).join('：')}
        width={doing?.what === 'services' ? 720 : 480}
        onCancel={close}
      >
        {doing?.what === 'services' && system ? (
          <Services system={system} />
        ) : (
          doing && <About system={system} close={close} />
        )}
      </Dialog>
    </>
  )
}

function One({ system: s, doing }: { system: System; doing: (d: Doing) => void }) {
  const { message } = App.useApp()
  const retry = useSend(open311.ops.retry)
  const again = () => retry.mutate({ place: s.place, id: s.id }, { onError: error => void message.error(sayOf(error)) })
  const mapped = s.services.filter(one => one.category !== null).length
  return (
    <section className="sheet peer">
      <h2>
        {s.name} {!s.active && <span className="badge">{t('已停用')}</span>}
        {s.dead && <span className="badge badge-late">{t('已停止联系')}</span>}
      </h2>
      <p className="hint figures">{s.endpoint}</p>
      <p>
        {s.contacted ? (
          <>
            {t('最近联系')} <Moment at={s.contacted} />
          </>
        ) : (
          t('还没有联系上')
        )}{' '}
        {t('· 已收 {brought} · 待送出 {waiting} · 对方办理中 {sent}', {
          brought: s.brought,
          waiting: s.waiting,
          sent: s.sent,
        })}
        {s.stuck > 0 && t(' · 送不出去 {stuck}', { stuck: s.stuck })}{' '}
        {t('· 已对应 {mapped} / {n} 项服务', { mapped, n: s.services.length })}
        {s.pullInto && (
          <>
            {' '}
            {t('· 对方的事项归到')} <PlaceName code={s.pullInto} />
          </>
        )}
      </p>
      {s.said && (
        <p className="trouble-say" role="alert">
          {t('{said}（连续 {tries} 次）', { said: s.said, tries: s.tries })}
        </p>
      )}
      {s.failures.length > 0 && (
        <details>
          <summary>{t('{n} 件没能收进来', { n: s.failures.length })}</summary>
          <ul>
            {s.failures.map(f => (
              <li key={f.external}>
                <span className="figures">{f.external}</span>：{f.said}
              </li>
            ))}
          </ul>
        </details>
      )}
      <div className="moves">
        <Button onClick={() => doing({ what: 'services', id: s.id })}>{t('对应服务')}</Button>
        <Button onClick={() => doing({ what: 'change', id: s.id })}>{t('修改')}</Button>
        {s.active && (
          <Button onClick={again} loading={retry.isPending}>
            {t('重试')}
          </Button>
        )}
      </div>
    </section>
  )
}

const hints = () => ({
  endpoint: t('到 /v2 为止，如 https://city.example.cn/open311/v2'),
  pullInto: t('选一个社区；不选就不收对方的工单。'),
  apiKey: t('保存后加密，谁也看不到；修改时不填就不变。'),
})

function About({ system, close }: { system: System | undefined; close: () => void }) {
  const place = useHome()
  const { message } = App.useApp()
  const fields = ['endpoint', 'jurisdiction', 'apiKey', 'format', 'pullInto']
  const shared = { hints: hints(), cancel: close, submit: t('保存') }
  const done = (s: System) => {
    void message.success(t('「{name}」已保存，正在联系', { name: s.name }))
    close()
  }
  return system ? (
    <OpForm
      {...shared}
      op={open311.ops.change}
      given={{ place: system.place, id: system.id }}
      fields={[...fields, 'active']}
      initial={{ ...system, jurisdiction: system.jurisdiction ?? undefined, pullInto: system.pullInto ?? undefined }}
      done={done}
    />
  ) : (
    <OpForm
      {...shared}
      op={open311.ops.add}
      given={{ place }}
      fields={['name', ...fields]}
      initial={{ format: 'json' }}
      done={done}
    />
  )
}
