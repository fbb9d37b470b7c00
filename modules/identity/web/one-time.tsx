/** A one-time code, shown once to whoever made it, to be handed to its owner: as letters to read out, and as an address to open. */
import { QRCode, Typography } from 'antd'
import { t } from '../../../kernel/text.ts'

export function OneTimeCode({ code, name }: { code: string; name: string }) {
  const address = `${location.origin}/invite?code=${code}`
  return (
    <section className="sheet roomy" role="status">
      <h2>{t('给 {name} 的一次性码', { name })}</h2>
      <p className="hint">
        {t(
          '请当面或打电话交给本人，由本人设置密码。这里只显示这一次；过期或弄丢了，再点一次「重发邀请」或「重置密码」。',
        )}
      </p>
      <p>
        <Typography.Text copyable className="figures" style={{ fontSize: 24, letterSpacing: 1 }} strong>
          {code}
        </Typography.Text>
      </p>
      <p>
        {t('打开')}{' '}
        <Typography.Text copyable code>
          {address}
        </Typography.Text>
        {t('，或让本人用手机扫：')}
      </p>
      <QRCode value={address} size={140} />
    </section>
  )
}
