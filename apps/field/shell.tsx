/** What stands around every page: the tabs this person has use for, and a word when the network or the sign-in is gone, or something waits. */
import { useEffect } from 'react'
import { t } from '../../kernel/text.ts'
import { couldEver } from '../../ui/desk/page.ts'
import { useOffline } from '../../ui/field/data.ts'
import { Go, Key, usePath } from '../../ui/field/go.tsx'
import { Head } from '../../ui/field/head.tsx'
import { Icon } from '../../ui/field/icons.tsx'
import { Me, Records, useMe } from '../../ui/field/me.ts'
import { matched } from '../../ui/field/page.ts'
import { Said } from '../../ui/field/said.tsx'
import { Nothing, Trouble, Waiting } from '../../ui/field/shown.tsx'
import { signIn } from './leave.tsx'
import { pages } from './pages.ts'
import { usePreparing } from './preparing.tsx'
import { useSession } from './session.ts'
import { Words } from './words.tsx'

export function Shell() {
  const { me, expired, nobody, error, again } = useSession()
  // Whoever must first prove, change or set up something does it where they signed in, and comes back.
  const first = me?.need != null
  const offline = useOffline()
  if (!me || first)
    return (
      <main className="alone">
        {offline && !first ? (
          <Nothing
            icon="warn"
            say={t('现在没有网络，也没有人登录过这台设备（或已经退出）。连上网络，登录一次，以后没有网络也能用。')}
          >
            <button type="button" className="button" onClick={() => location.reload()}>
              {t('再试一次')}
            </button>
          </Nothing>
        ) : error && !first && !nobody ? (
          <Trouble error={error} again={again} />
        ) : nobody || first ? (
          <ToSignIn first={first} />
        ) : (
          <Waiting />
        )}
      </main>
    )
  return (
    <Me value={me}>
      <Records value={records}>
        <Frame expired={expired} />
      </Records>
    </Me>
  )
}
const records = Object.fromEntries(pages.flatMap(p => (p.machine ? [[p.machine, p.path]] : [])))

function Frame({ expired }: { expired: boolean }) {
  usePreparing()
  const path = usePath()
  const me = useMe()
  const page = pages.find(p => matched(p.path, path))
  return (
    <div className={page?.tab ? 'shell' : 'shell deep'}>
      <Words />
      <main>
        {expired && (
          <p className="expired" role="alert">
            {t('登录过期了，可以接着干活，写的都存着；登录后再交。')}
            <a className="button" href={signIn()}>
              {t('重新登录')}
            </a>
          </p>
        )}
        {!me.posts.length && path !== '/me' ? (
          <>
            <Head title={t('邻理网格')} />
            <Nothing icon="me" say={t('这里给网格员和维修人员用。您的账号还没有岗位，请联系安全管理员任命。')}>
              <a href="/" className="button">
                {t('去社区门户')}
              </a>
            </Nothing>
          </>
        ) : !page ? (
          <>
            <Head title={t('没有这个页面')} back="/" />
            <Nothing icon="warn" say={t('地址可能写错了，或这一页已经换了地方。')}>
              <Go to="/" className="button">
                {t('回我的任务')}
              </Go>
            </Nothing>
          </>
        ) : (
          <Key key={path} value={matched(page.path, path) ?? {}}>
            {page.view()}
          </Key>
        )}
      </main>
      <Said />
      <Tabs path={path} />
    </div>
  )
}

function Tabs({ path }: { path: string }) {
  const me = useMe()
  const shown = pages.filter(p => p.tab && couldEver(p.may, me)).toSorted((a, b) => a.tab!.order - b.tab!.order)
  return (
    <nav className="tabs" aria-label={t('主要页面')}>
      {shown.map(({ path: to, tab }) => (
        <Go
          key={to}
          to={to}
          className={`tab tab-${tab!.icon}`}
          {...(path === to && { 'aria-current': 'page' as const })}
        >
          <Icon name={tab!.icon} />
          <span>{tab!.label()}</span>
        </Go>
      ))}
    </nav>
  )
}

function ToSignIn({ first }: { first: boolean }) {
  useEffect(
    () => location.replace(first ? `/signin/next?to=${encodeURIComponent(location.pathname)}` : signIn()),
    [first],
  )
  return <Waiting />
}
