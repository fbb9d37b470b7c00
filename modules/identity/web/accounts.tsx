/** All accounts under the administrator's place, with their posts; and the three administrators as they see each other. */
import { Button } from 'antd'
import { t } from '../../../kernel/text.ts'
import { useAsk, useMe, useTitle } from '../../../ui/desk/context.tsx'
import { useGo } from '../../../ui/desk/go.tsx'
import { Head } from '../../../ui/desk/head.tsx'
import { couldEver } from '../../../ui/desk/page.ts'
import { ListPage } from '../../../ui/desk/pages.tsx'
import { PlaceName } from '../../../ui/desk/place-names.tsx'
import { Trouble, Waiting } from '../../../ui/desk/trouble.tsx'
import { identity } from '../contract.ts'
import { administrators, may, roles } from '../rules.ts'

export default function Accounts() {
  const me = useMe()
  const go = useGo()
  return (
    <ListPage
      op={identity.ops.accounts}
      title={t('账号与岗位')}
      unit={t('个')}
      columns={['name', 'username', 'state', 'posts', 'lastSignIn']}
      filters={['search', 'state', 'unused', 'residents']}
      to={a => `/accounts/${a.community}/${a.id}`}
      widths={{ username: 170, state: 90, posts: 520, lastSignIn: 130 }}
      shown={{
        posts: a =>
          a.posts.length ? (
            a.posts.map(p => (
              <span key={p.role + p.place + (p.for ?? '')} className="badge post">
                {p.label} · <PlaceName code={p.place} />
                {p.for && t(' · 代{for}', { for: p.for })}
              </span>
            ))
          ) : (
            <span className="quiet">{t('没有岗位')}</span>
          ),
      }}
      actions={
        couldEver(may.enrol, me) && (
          <Button type="primary" onClick={() => go('/accounts/new')}>
            {t('开设账号')}
          </Button>
        )
      }
    />
  )
}

const duties = (): Record<(typeof administrators)[number], string> => ({
  'system-admin': t('开设、停用账号，维护区划；不能任命，不看业务数据和留痕'),
  'security-admin': t('任命、结束岗位，重置密码，解除第二道验证，看登录记录；不能开账号，不看业务数据和留痕'),
  'audit-admin': t('查看全部留痕，包括另外两位的；不能改账号、岗位和数据'),
})

/** What each of the three may do and may not, who it is, and who of them still lacks a second factor. */
export function Administrators() {
  useTitle(t('三个管理员'))
  const asked = useAsk(identity.ops.administrators, {})
  if (asked.error && !asked.data) return <Trouble error={asked.error} retry={asked.refetch} />
  if (!asked.data) return <Waiting />
  const all = asked.data
  return (
    <>
      <Head title={t('三个管理员')}>
        {t('系统、安全、审计三员分立：由三个人担任，互不兼任，也不担任别的岗位。系统和数据库都会拒绝。')}
      </Head>
      <div className="three">
        {administrators.map(role => {
          const held = all.filter(a => a.role === role)
          return (
            <section key={role} className="sheet roomy">
              <h2>{roles[role].label}</h2>
              <p className="hint">{duties()[role]}</p>
              {held.length === 0 && <p className="mistake">{t('还没有人担任，请尽快任命。')}</p>}
              <ul className="short">
                {held.map(a => (
                  <li key={a.id}>
                    <span>
                      <b>{a.name}</b> · <PlaceName code={a.place} /> {t('· {from} 起', { from: a.from })}
                      {a.to && t('，至 {to}', { to: a.to })}
                      {!a.today && <span className="quiet"> {t('· 今天不在岗')}</span>}
                    </span>
                    <span className={a.factor ? 'quiet' : 'mistake'}>
                      {a.factor ? t('有第二道验证') : t('还没有第二道验证')}
                    </span>
                  </li>
                ))}
              </ul>
            </section>
          )
        })}
      </div>
    </>
  )
}

export const SignIns = () => (
  <ListPage
    op={identity.ops.signIns}
    title={t('登录记录')}
    columns={['at', 'name', 'username', 'ok', 'way', 'device', 'ip']}
    filters={['failed']}
    main="device"
    widths={{ at: 140, name: 140, username: 180, ok: 100, way: 110, ip: 140 }}
    shown={{ ok: s => (s.ok ? t('是') : <span className="mistake">{t('没有成功')}</span>) }}
  />
)
