/** Passkeys and the devices that are signed in. */
import { startRegistration } from '@simplewebauthn/browser'
import { App, Button, Input, Popconfirm, Typography } from 'antd'
import { useState } from 'react'
import { t } from '../../../kernel/text.ts'
import { useSend } from '../../../ui/desk/context.tsx'
import { Moment } from '../../../ui/desk/show.tsx'
import { sayOf } from '../../../ui/desk/trouble.tsx'
import { identity, type Security } from '../contract.ts'

const { startPasskey, addPasskey, namePasskey, removePasskey, endSession, endSessions } = identity.ops

export function Passkeys({ mine }: { mine: Security }) {
  const { message } = App.useApp()
  const [start, add, rename, remove] = [
    useSend(startPasskey),
    useSend(addPasskey),
    useSend(namePasskey),
    useSend(removePasskey),
  ]
  const [name, setName] = useState('')
  const [refused, setRefused] = useState('')

  async function register() {
    setRefused('')
    try {
      const { id, options } = await start.mutateAsync({})
      const credential = await startRegistration({ optionsJSON: options as never })
      await add.mutateAsync({ id, name: name.trim() || t('我的设备'), credential: { ...credential } as never })
      setName('')
      void message.success(t('已登记，下次可以不用密码登录'))
    } catch (error) {
      // The browser's own refusals are English, and mean that its owner closed the window.
      setRefused(
        error instanceof Error && /[\u4e00-\u9fff]/.test(error.message) ? sayOf(error) : t('没有登记成功，请再试一次'),
      )
    }
  }

  return (
    <section className="sheet roomy">
      <h2>{t('通行密钥')}</h2>
      <p className="hint">{t('用这台设备的指纹、面容或锁屏密码登录，不用密码，也算完成了第二道验证。')}</p>
      <ul className="short">
        {mine.passkeys.map(k => (
          <li key={k.passkey} className="spread">
            <span>
              <Typography.Text
                strong
                editable={{
                  tooltip: t('改名'),
                  onChange: said => said.trim() && rename.mutate({ passkey: k.passkey, name: said.trim() }),
                }}
              >
                {k.name}
              </Typography.Text>{' '}
              <span className="hint">
                {t('登记于')} <Moment at={k.created} />
                {k.used && (
                  <>
                    {t('，最近使用')} <Moment at={k.used} />
                  </>
                )}
              </span>
            </span>
            <Popconfirm
              title={t('删除后，这台设备不能再免密登录。')}
              onConfirm={() => remove.mutate({ passkey: k.passkey })}
            >
              <Button size="small" disabled={!mine.fresh}>
                {t('删除')}
              </Button>
            </Popconfirm>
          </li>
        ))}
      </ul>
      <div className="form-buttons">
        <Input
          value={name}
          onChange={e => setName(e.target.value)}
          placeholder={t('起个名字，如 办公室电脑')}
          aria-label={t('通行密钥的名称')}
          maxLength={30}
          style={{ width: 220 }}
        />
        <Button disabled={!mine.fresh} loading={start.isPending || add.isPending} onClick={() => void register()}>
          {t('登记这台设备')}
        </Button>
      </div>
      {refused && (
        <p className="mistake" role="alert">
          {refused}
        </p>
      )}
    </section>
  )
}

export function Sessions({ mine }: { mine: Security }) {
  const [one, all] = [useSend(endSession), useSend(endSessions)]
  return (
    <section className="sheet roomy">
      <h2>{t('登录的设备')}</h2>
      <table className="lines">
        <thead>
          <tr>
            <th>{t('设备')}</th>
            <th>{t('网络地址')}</th>
            <th className="wide-only">{t('登录')}</th>
            <th>{t('最近使用')}</th>
            <th />
          </tr>
        </thead>
        <tbody>
          {mine.sessions.map(s => (
            <tr key={s.id}>
              <td>
                {s.device}
                {s.current && <b> {t('· 就是这台')}</b>}
              </td>
              <td className="figures">{s.ip ?? '—'}</td>
              <td className="wide-only">
                <Moment at={s.created} />
              </td>
              <td>
                <Moment at={s.used} />
              </td>
              <td>
                {!s.current && (
                  <Button size="small" onClick={() => one.mutate({ session: s.id })}>
                    {t('退出这台')}
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className="form-buttons">
        <Button disabled={mine.sessions.length < 2} onClick={() => all.mutate({})}>
          {t('退出其他设备')}
        </Button>
        <Popconfirm
          title={t('连这台也退出？')}
          onConfirm={() => all.mutate({ all: true }, { onSuccess: () => location.assign('/signin') })}
        >
          <Button>{t('全部退出')}</Button>
        </Popconfirm>
      </div>
    </section>
  )
}
