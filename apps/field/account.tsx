/** The page about oneself: who I am, how large the letters are, what is not sent yet, and the way out. */
import { useState } from 'react'
import { Problem } from '../../kernel/rules.ts'
import { t } from '../../kernel/text.ts'
import { identity } from '../../modules/identity/contract.ts'
import { newKey } from '../../ui/client.ts'
import { forgetAll, send, useHeard } from '../../ui/field/data.ts'
import { dropDrafts, unsent } from '../../ui/field/draft.ts'
import { Go } from '../../ui/field/go.tsx'
import { Head } from '../../ui/field/head.tsx'
import { Icon } from '../../ui/field/icons.tsx'
import { useMe } from '../../ui/field/me.ts'
import { page } from '../../ui/field/page.ts'
import { Moment, PlaceName, sayOf } from '../../ui/field/shown.tsx'
import { isLarge, setLarge } from './size.ts'

export const pages = [page('/me', t('我'), () => <Account />, { tab: { icon: 'me', label: t('我'), order: 9 } })]

function Account() {
  const me = useMe()
  const heard = useHeard()
  const [large, setNow] = useState(isLarge)
  const left = unsent()
  return (
    <>
      <Head title={me.name} />
      <div className="account">
        <section className="card">
          <h2>{t('岗位')}</h2>
          <ul className="posts">
            {me.posts.map(p => (
              <li key={p.role + p.place}>
                <b>{p.label}</b>
                <span>
                  <PlaceName code={p.place} />
                </span>
              </li>
            ))}
          </ul>
          <p className="small">
            {heard ? (
              <>
                {t('上次刷新')} <Moment at={new Date(heard)} />
              </>
            ) : (
              t('还没有刷新过')
            )}
          </p>
        </section>
        <label className="card switch">
          <span>
            <b>{t('大字')}</b>
            <small>{t('字和按钮都变大')}</small>
          </span>
          <input
            type="checkbox"
            role="switch"
            checked={large}
            onChange={e => {
              setLarge(e.target.checked)
              setNow(e.target.checked)
            }}
          />
        </label>
        {left.length > 0 && (
          <section className="card">
            <h2>{t('还没交的')}</h2>
            <ul className="rows">
              {left.map(({ title, to }) => (
                <li key={to}>
                  <Go to={to} className="row">
                    <b>{title}</b>
                    <Icon name="next" />
                  </Go>
                </li>
              ))}
            </ul>
          </section>
        )}
        <SignOut drafts={left.length} />
      </div>
    </>
  )
}

/** What was not sent is lost by signing out; that is said before it happens. */
function SignOut({ drafts }: { drafts: number }) {
  const [asked, setAsked] = useState(false)
  const [busy, setBusy] = useState(false)
  const [refused, setRefused] = useState('')

  async function leave() {
    if (drafts > 0 && !asked) return setAsked(true)
    setBusy(true)
    try {
      await send(identity.ops.signOut, {}, newKey())
    } catch (error) {
      setBusy(false)
      // Whoever is signed out already has only this device left to clear.
      if (!(error instanceof Problem) || error.code !== 'common.signIn') return setRefused(sayOf(error))
    }
    await dropDrafts()
    forgetAll()
    location.assign('/signin?next=/field/')
  }

  return (
    <section>
      {asked && (
        <p className="refused" role="alert">
          {t('还有 {n} 份没交，退出后就没有了。确定退出吗？', { n: drafts })}
        </p>
      )}
      {refused && (
        <p className="refused" role="alert">
          {refused}
        </p>
      )}
      <button type="button" className="button leave" disabled={busy} onClick={() => void leave()}>
        {busy ? t('正在退出…') : asked ? t('不要了，退出') : t('退出登录')}
      </button>
      <p className="small">{t('退出后，这台手机里没交的内容和看过的资料都会清掉。')}</p>
    </section>
  )
}
