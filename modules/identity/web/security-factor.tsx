/** The authenticator: its secret as a picture to be photographed, the first code, and the recovery codes that are shown once. */
import { App, Button, Typography } from 'antd'
import { useState } from 'react'
import { t } from '../../../kernel/text.ts'
import { useSend } from '../../../ui/desk/context.tsx'
import { OpForm } from '../../../ui/desk/form.tsx'
import { Qr } from '../../../ui/desk/qr.tsx'
import { sayOf } from '../../../ui/desk/trouble.tsx'
import { identity, type Security } from '../contract.ts'

const { startTotp, confirmTotp, removeTotp, renewRecovery } = identity.ops

export function Factor({ mine }: { mine: Security }) {
  const keep = useKeeping()
  const start = useSend(startTotp)
  const [asking, setAsking] = useState<'remove' | 'renew'>()
  if (!mine.totp)
    return (
      <section className="sheet roomy">
        <h2>{t('动态码（第二道验证）')}</h2>
        {mine.required && !mine.passkeys.length && (
          <p className="mistake">{t('您的岗位须有第二道验证：设置动态码，或在下面登记通行密钥。')}</p>
        )}
        {start.data ? (
          <>
            <ol className="steps-list">
              <li>{t('在手机上打开身份验证器，扫这个码，或手工输入密钥。')}</li>
              <li>{t('把它显示的六位数字填在下面。')}</li>
            </ol>
            <Qr text={start.data.uri} label={t('身份验证器扫的二维码；扫不了的，用下面的密钥')} />
            <p>
              {t('密钥')}{' '}
              <Typography.Text copyable code>
                {start.data.secret.replace(/(.{4})(?=.)/g, '$1 ')}
              </Typography.Text>
            </p>
            <OpForm
              op={confirmTotp}
              submit={t('启用')}
              done={({ recovery }) => {
                start.reset()
                keep(recovery)
              }}
            />
          </>
        ) : (
          <>
            <p className="hint">{t('除了密码，每次登录再输手机上的六位数字：别人知道了密码也进不来。')}</p>
            <Button type="primary" disabled={!mine.fresh} loading={start.isPending} onClick={() => start.mutate({})}>
              {t('设置动态码')}
            </Button>
            {start.error && <p className="mistake">{sayOf(start.error)}</p>}
          </>
        )}
      </section>
    )
  return (
    <section className="sheet roomy">
      <h2>{t('动态码（第二道验证）')}</h2>
      <p>{t('已启用，还剩 {recovery} 个恢复码。', { recovery: mine.recovery })}</p>
      {asking === undefined ? (
        <div className="form-buttons">
          <Button disabled={!mine.fresh} onClick={() => setAsking('renew')}>
            {t('换一组恢复码')}
          </Button>
          <Button disabled={!mine.fresh} onClick={() => setAsking('remove')}>
            {t('停用')}
          </Button>
        </div>
      ) : asking === 'renew' ? (
        <OpForm
          op={renewRecovery}
          submit={t('换一组')}
          cancel={() => setAsking(undefined)}
          done={({ recovery }) => {
            setAsking(undefined)
            keep(recovery)
          }}
        />
      ) : (
        <OpForm
          op={removeTotp}
          submit={t('停用动态码')}
          cancel={() => setAsking(undefined)}
          done={() => setAsking(undefined)}
        />
      )}
    </section>
  )
}

/** Above all pages: the page that set it up may be gone by then, and the codes are kept nowhere. */
function useKeeping() {
  const { modal } = App.useApp()
  return (codes: readonly string[]) =>
    void modal.info({
      title: t('请收好恢复码'),
      width: 480,
      okText: t('收好了'),
      content: (
        <>
          <p>{t('手机丢了，每个码可以代替一次动态码。抄在纸上放好，这里只显示这一次。')}</p>
          <Typography.Paragraph copyable={{ text: codes.join('\n') }}>
            {codes.map(code => (
              <code key={code} style={{ display: 'block', fontSize: 16 }}>
                {code}
              </code>
            ))}
          </Typography.Paragraph>
        </>
      ),
    })
}
