/** What stands around every page: the menu this person has use for, a search, who is here. */
import { Link, Navigate, Outlet, useRouterState } from '@tanstack/react-router'
import { Button, Drawer, Input } from 'antd'
import { Fragment, Suspense, useEffect, useState } from 'react'
import { t } from '../../kernel/text.ts'
import { work } from '../../kernel/work-contract.ts'
import { identity } from '../../modules/identity/contract.ts'
import { problem } from '../../modules/identity/problems.ts'
import { needs, type Need } from '../../modules/identity/rules.ts'
import { ask } from '../../ui/client.ts'
import { Me, Records, useAsk, useHome, useMe } from '../../ui/desk/context.tsx'
import { Go } from '../../ui/desk/go.tsx'
import { Bell } from './bell.tsx'
import { keepPlace, toMain } from '../../ui/desk/focus.ts'
import { couldEver } from '../../ui/desk/page.ts'
import { PlaceName } from '../../ui/desk/place-names.tsx'
import { Nothing, Trouble, Waiting } from '../../ui/desk/trouble.tsx'
import { isSayable } from '../../ui/desk/unsaid.ts'
import { useFind, usePath } from '../../ui/desk/url.ts'
import { pages } from './pages.ts'

export function Shell() {
  const asked = useAsk(identity.ops.me, {}, { every: 300_000, fresh: 60_000 })
  const now = asked.data?.me
  const [known, setKnown] = useState(now)
  // A session that ran out must not take away the form someone is filling in: the page stays, with a way to sign in again.
  useEffect(() => void (now && setKnown(now)), [now])
  const me = now ?? known
  if (asked.error && !me) return <Trouble error={asked.error} retry={asked.refetch} />
  if (!asked.data) return <Waiting />
  if (!me) return <ToSignIn />
  return (
    <Me value={me}>
      <Records value={records}>{me.need ? <First need={me.need} /> : <Frame expired={!now} />}</Records>
    </Me>
  )
}
const records = Object.fromEntries(pages.flatMap(p => (p.machine ? [[p.machine, p.path]] : [])))

function Frame({ expired }: { expired: boolean }) {
  const me = useMe()
  const [open, setOpen] = useState(false)
  const path = useRouterState({ select: s => s.location.pathname })
  useEffect(() => setOpen(false), [path])
  useEffect(keepPlace, [])
  const menu = useMenu()
  // Whoever has no use for the first page begins with what stands first in the menu.
  const begins = path === '/' && !menu.some(p => p.path === '/') ? menu[0]?.path : undefined
  return (
    <div className="shell">
      <a className="skip" href="#main" onClick={e => (e.preventDefault(), toMain())}>
        {t('跳到正文')}
      </a>
      <header className="bar">
        <Button className="narrow-only" type="text" aria-label={t('菜单')} onClick={() => setOpen(true)}>
          ☰
        </Button>
        <Link to="/" className="brand">
          <Mark /> {t('邻理工作台')}
        </Link>
        {menu.some(p => p.path === '/grid') && <Search />}
        <Who />
      </header>
      <nav className="side" aria-label={t('主菜单')}>
        <Menu />
      </nav>
      <main id="main" className="page" tabIndex={-1}>
        {expired && (
          <p className="expired" role="alert">
            {t('登录已过期，填写的内容还在。请')}
            <a href="/signin?to=/desk/" target="_blank" rel="noopener">
              {t('在新窗口登录')}
            </a>
            {t('，再回到这里继续。')}
          </p>
        )}
        {begins ? (
          <Navigate to={begins} replace />
        ) : me.posts.length ? (
          <Outlet />
        ) : (
          <Nothing say={t('您的账号还没有岗位，请联系安全管理员任命。')} />
        )}
      </main>
      <Drawer
        open={open}
        onClose={() => setOpen(false)}
        placement="left"
        size={260}
        title={t('邻理工作台')}
        className="drawer-menu"
      >
        <Menu />
      </Drawer>
    </div>
  )
}

/** What must be done before anything else: the one page for it, and the way out. */
function First({ need }: { need: Need }) {
  const page = pages.find(p => p.path === firstPages[need])
  useEffect(() => {
    if (!page) location.replace(`/signin/next?to=${encodeURIComponent(location.pathname)}`)
  }, [page])
  return (
    <div className="shell shell-first">
      <header className="bar">
        <span className="brand">
          <Mark /> {t('邻理工作台')}
        </span>
        <Who />
      </header>
      <main className="page">
        <p className="expired" role="status">
          {problem[needs[need].say]().message}。
        </p>
        <Suspense fallback={<Waiting />}>{page?.view() ?? <Waiting />}</Suspense>
      </main>
    </div>
  )
}
const firstPages: Partial<Record<Need, string>> = { password: '/password', factor: '/security' }

function Menu() {
  const shown = useMenu()
  const home = useHome()
  const late = useAsk(work.ops.late, { place: home, size: 1 }, { when: home !== '', every: 120_000 })
  const path = usePath()
  // A record stands under the list it belongs to, and that is the longest address it begins with.
  const at = shown
    .filter(p => path === p.path || path.startsWith(`${p.path}/`))
    .toSorted((a, b) => b.path.length - a.path.length)[0]
  const groups = [...new Set(shown.map(p => p.menu!.group()))]
  return groups.map(group => (
    <section key={group}>
      {group && <h2>{group}</h2>}
      {shown
        .filter(p => p.menu!.group() === group)
        .map(p => (
          <Link
            key={p.path}
            to={p.path}
            activeOptions={{ exact: true, includeSearch: false }}
            activeProps={{}}
            {...(p === at && { className: 'active', 'aria-current': 'page' as const })}
          >
            {p.title()}
            {p.path === '/' && (late.data?.total ?? 0) > 0 && (
              <span className="menu-count" title={t('超时')}>
                {late.data!.total}
              </span>
            )}
          </Link>
        ))}
    </section>
  ))
}

function useMenu() {
  const me = useMe()
  return pages.filter(p => p.menu && couldEver(p.may, me))
}

function Search() {
  const find = useFind()
  const look = (words: string) => (isSayable(words) ? find('/grid', words) : find('/grid', '', words))
  return (
    <Input.Search
      className="bar-search"
      placeholder={t('搜事项：编号或字词')}
      aria-label={t('搜事项')}
      allowClear
      onSearch={words => words.trim() && look(words.trim())}
    />
  )
}

function Who() {
  const me = useMe()
  const leave = () => void ask(identity.ops.signOut, {}).finally(() => location.assign('/'))
  return (
    <div className="bar-end">
      <Bell />
      <div className="who">
        <strong>{me.name}</strong>
        <div className="posts">
          {[...Map.groupBy(me.posts, p => p.place)].map(([place, posts], n) => (
            <Fragment key={place}>
              {n > 0 && ' · '}
              <PlaceName code={place} />{' '}
              {posts.map(p => (p.for ? t('{label}（代{for}）', { label: p.label, for: p.for }) : p.label)).join('、')}
            </Fragment>
          ))}
        </div>
      </div>
      {!me.need && (
        <Go to="/security" className="quiet wide-only">
          {t('账号安全')}
        </Go>
      )}
      <Button size="small" onClick={leave}>
        {t('退出')}
      </Button>
    </div>
  )
}

function ToSignIn() {
  useEffect(() => location.replace(`/signin?to=${encodeURIComponent(location.pathname + location.search)}`), [])
  return <Waiting />
}

const Mark = () => (
  <svg width="24" height="24" viewBox="0 0 24 24" aria-hidden="true">
    <rect width="24" height="24" rx="5" fill="#0b57c4" />
    <path
      d="M5 18v-7l4.500-4 4.500 4v7M14 18v-5.500l2.500-2.200 2.500 2.200V18"
      fill="none"
      stroke="#fff"
      strokeWidth="2"
      strokeLinejoin="round"
    />
  </svg>
)
