/** One's own security at the desk: password, second factor, passkeys, devices, past sign-ins. Whoever must set up a factor first sees only that. */
import { t } from '../../../kernel/text.ts'
import { useAsk, useMe, useTitle } from '../../../ui/desk/context.tsx'
import { Go } from '../../../ui/desk/go.tsx'
import { Head } from '../../../ui/desk/head.tsx'
import { Moment } from '../../../ui/desk/show.tsx'
import { Trouble, Waiting } from '../../../ui/desk/trouble.tsx'
import { fieldOf, itemOf, wordFor } from '../../../ui/shapes.ts'
import { identity } from '../contract.ts'
import { Delegations } from './delegations.tsx'
import { Factor } from './security-factor.tsx'
import { Passkeys, Sessions } from './security-keys.tsx'

export default function SecurityPage() {
  useTitle(t('账号安全'))
  const me = useMe()
  const asked = useAsk(identity.ops.security, {}, { fresh: 0 })
  if (asked.error && !asked.data) return <Trouble error={asked.error} retry={asked.refetch} />
  if (!asked.data) return <Waiting />
  const mine = asked.data
  return (
    <>
      <Head title={t('账号安全')}>
        {t('账号 {username}', { username: mine.username })}
        {mine.phoneMasked && t(' · 手机 {phoneMasked}', { phoneMasked: mine.phoneMasked })}
        {!mine.fresh && t(' · 登录有一会儿了：要改下面的安全设置，请先退出再登录')}
      </Head>
      <div className="record-columns">
        <div className="record-main">
          <Factor mine={mine} />
          <Passkeys mine={mine} />
          {!me.need && <Sessions mine={mine} />}
        </div>
        {!me.need && (
          <div className="record-aside">
            <section className="sheet roomy">
              <h2>{t('密码')}</h2>
              <p>
                <Go to="/password">{t('修改密码')}</Go>
              </p>
              <p className="hint">{t('改了密码，其他设备自动退出。')}</p>
            </section>
            {me.posts.length > 0 && <Delegations />}
            <Past />
          </div>
        )}
      </div>
    </>
  )
}

const way = fieldOf(itemOf(identity.ops.mySignIns), 'way').choices

function Past() {
  const asked = useAsk(identity.ops.mySignIns, { size: 8 })
  return (
    <section className="sheet roomy">
      <h2>{t('登录记录')}</h2>
      <ul className="short">
        {(asked.data?.items ?? []).map(s => (
          <li key={s.id}>
            <span>
              <Moment at={s.at} /> · {wordFor(way, s.way)} ·{' '}
              {s.ok ? t('成功') : <span className="mistake">{t('没有成功')}</span>}
            </span>
            <span className="hint">
              {s.device}
              {s.ip && ` · ${s.ip}`}
            </span>
          </li>
        ))}
      </ul>
      <p className="hint">{t('有不是您本人的，马上改密码，并退出其他设备。')}</p>
    </section>
  )
}
