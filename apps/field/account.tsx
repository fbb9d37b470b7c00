/** The page about oneself: who I am, what is ready for a shift without a network, how large the letters are, and the way out. */
import { useState } from 'react'
import { t } from '../../kernel/text.ts'
import { useHeard } from '../../ui/field/data.ts'
import { useEntries } from '../../ui/field/device.ts'
import { unsent } from '../../ui/field/draft.ts'
import { Go } from '../../ui/field/go.tsx'
import { Head } from '../../ui/field/head.tsx'
import { Icon } from '../../ui/field/icons.tsx'
import { useMe } from '../../ui/field/me.ts'
import { isOpen } from '../../ui/field/outbox-entry.ts'
import { page } from '../../ui/field/page.ts'
import { Moment, PlaceName } from '../../ui/field/shown.tsx'
import { SignOut } from './leave.tsx'
import { Preparing } from './preparing.tsx'
import { isLarge, setLarge } from './size.ts'

export const pages = [
  page(
    '/me',
    () => t('我'),
    () => <Account />,
    { tab: { icon: 'me', label: () => t('我'), order: 9 } },
  ),
]

function Account() {
  const me = useMe()
  const heard = useHeard()
  const [large, setNow] = useState(isLarge)
  const left = unsent()
  const open = useEntries().filter(isOpen).length
  return (
    <>
      <Head title={me.name} />
      <div className="account">
        <Preparing />
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
          {heard > 0 && (
            <p className="small">
              {t('上次刷新')} <Moment at={new Date(heard)} />
            </p>
          )}
        </section>
        <section className="card">
          <h2>{t('交的东西')}</h2>
          <ul className="rows">
            <li>
              <Go to="/outbox" className="row">
                <b>{open > 0 ? t('{n} 件待提交', { n: open }) : t('都交上了，看最近 7 天的回执')}</b>
                <Icon name="next" />
              </Go>
            </li>
            {left.map(({ title, to }) => (
              <li key={to}>
                <Go to={to} className="row">
                  <b>{t('没写完：{title}', { title })}</b>
                  <Icon name="next" />
                </Go>
              </li>
            ))}
          </ul>
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
        <SignOut />
      </div>
    </>
  )
}
