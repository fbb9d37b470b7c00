/** One account for its administrators: its posts with their dates, and the moves of its life. */
import { t } from '../../../kernel/text.ts'
import { dayOf } from '../../../kernel/clock.ts'
import { Select } from 'antd'
import { useAsk, useMe } from '../../../ui/desk/context.tsx'
import type { WidgetProps } from '../../../ui/desk/fields.tsx'
import { Go } from '../../../ui/desk/go.tsx'
import { RecordPage } from '../../../ui/desk/pages.tsx'
import { PlaceName } from '../../../ui/desk/place-names.tsx'
import { couldEver } from '../../../ui/desk/page.ts'
import { useKey } from '../../../ui/desk/url.ts'
import { identity, type AccountCard } from '../contract.ts'
import { may } from '../rules.ts'
import { OneTimeCode } from './one-time.tsx'

export default function AccountPage() {
  const appoints = couldEver(may.appoint, useMe())
  return (
    <RecordPage
      op={identity.ops.account}
      ops={identity.ops}
      back={{ to: '/accounts', label: t('账号与岗位') }}
      title={a => a.name}
      fields={[
        'username',
        'place',
        'phoneMasked',
        'workPhone',
        'factor',
        'sessions',
        'lastSignIn',
        'unusedDays',
        'codeUntil',
      ]}
      widgets={{ post: PostPicker }}
      shownOnce={(code, a) => <OneTimeCode code={code} name={a.name} />}
      more={a => <Posts account={a} />}
      aside={a => (
        <section className="sheet roomy">
          <h2>{t('还能做什么')}</h2>
          <ul className="short">
            {appoints && (
              <li>
                <Go to={`/accounts/appoint?account=${a.id}`}>{t('任命岗位')}</Go>
              </li>
            )}
            {appoints && (
              <li>
                <Go to={`/signins?account=${a.id}`}>{t('登录记录')}</Go>
              </li>
            )}
          </ul>
          <p className="hint">
            {t('岗位一变动，本人须重新登录。停用账号时，岗位、登录、接口令牌一并结束，记录保留。')}
          </p>
        </section>
      )}
    />
  )
}

const Posts = ({ account }: { account: AccountCard }) => (
  <section className="sheet">
    <h2>{t('岗位')}</h2>
    {account.held.length === 0 ? (
      <p className="quiet">{t('还没有岗位。')}</p>
    ) : (
      <table className="lines">
        <thead>
          <tr>
            <th>{t('岗位')}</th>
            <th>{t('范围')}</th>
            <th>{t('自')}</th>
            <th>{t('至')}</th>
            <th>{t('今天')}</th>
          </tr>
        </thead>
        <tbody>
          {account.held.map(p => (
            <tr key={p.id}>
              <td>{p.label}</td>
              <td>
                <PlaceName code={p.place} />
              </td>
              <td className="nowrap figures">{p.from}</td>
              <td className="nowrap figures">{p.to ?? t('未定')}</td>
              <td>{p.today ? t('在岗') : <span className="quiet">—</span>}</td>
            </tr>
          ))}
        </tbody>
      </table>
    )}
    {account.posts
      .filter(p => p.for)
      .map(p => (
        <p key={p.role + p.place + p.for} className="hint">
          {t('另代 {name} 的{label}：', { name: p.for!, label: p.label })}
          <PlaceName code={p.place} />
        </p>
      ))}
  </section>
)

/** Among the posts of the account on whose page we are. */
function PostPicker({ id, value, onChange }: WidgetProps) {
  const asked = useAsk(identity.ops.account, useKey())
  const posts = (asked.data?.held ?? []).filter(p => p.today || p.to === null || p.from > today())
  return (
    <Select
      {...(id && { id })}
      value={(value as string | undefined) ?? null}
      onChange={v => onChange?.(v)}
      placeholder={t('请选择岗位')}
      options={posts.map(p => ({
        value: p.id,
        label: t('{label} · {place}（{from} 至 {to}）', {
          label: p.label,
          place: p.place,
          from: p.from,
          to: p.to ?? t('未定'),
        }),
      }))}
    />
  )
}
const today = () => dayOf(new Date())
