/** Who may do what: a table for each module, a column for each post, straight from the rules. What is open to all stands at the end. */
import { Input, Select } from 'antd'
import { t } from '../../../kernel/text.ts'
import type { Output } from '../../../kernel/contract.ts'
import { useAsk, useTitle } from '../../../ui/desk/context.tsx'
import { Head } from '../../../ui/desk/head.tsx'
import { Nothing, Trouble, Waiting } from '../../../ui/desk/trouble.tsx'
import { useUrl } from '../../../ui/desk/url.ts'
import { identity } from '../contract.ts'
import { roles, type Role } from '../rules.ts'

type Module = Output<typeof identity.ops.permissions>[number]
const all = Object.keys(roles) as Role[]
const byRole = all.map(value => ({ value, label: roles[value].label }))

export default function Permissions() {
  useTitle(t('权限表'))
  const asked = useAsk(identity.ops.permissions, {}, { fresh: 3_600_000 })
  const [{ role, search = '' }, change] = useUrl()
  if (asked.error && !asked.data) return <Trouble error={asked.error} retry={asked.refetch} />
  if (!asked.data) return <Waiting />
  const fits = (l: Module['lines'][number]) =>
    (!search || l.label.includes(search)) && (!role || l.posts.some(p => p.role === role))
  const byPost = (m: Module) => Number(m.lines.some(l => l.open === 'posts'))
  const shown = asked.data
    .map(m => ({ ...m, lines: m.lines.filter(fits) }))
    .filter(m => m.lines.length)
    .toSorted((a, b) => byPost(b) - byPost(a))
  return (
    <>
      <Head title={t('权限表')}>{t('由规则直接印出，与系统实际执行的一致。● 管本地和下级，○ 只管本地。')}</Head>
      <div className="filters" role="search">
        <Input
          className="filter-search"
          allowClear
          placeholder={t('做什么')}
          aria-label={t('做什么')}
          value={search}
          onChange={e => change({ search: e.target.value }, { quietly: true })}
        />
        <Select
          aria-label={t('岗位')}
          placeholder={t('岗位')}
          allowClear
          options={byRole}
          value={role ?? null}
          onChange={v => change({ role: v })}
          popupMatchSelectWidth={false}
        />
      </div>
      {shown.length === 0 && <Nothing say={t('没有符合的，请放宽筛选。')} />}
      {shown.map(m => (
        <Part key={m.module} {...m} />
      ))}
    </>
  )
}

function Part({ label, lines }: Module) {
  const posts = all.filter(role => lines.some(l => l.posts.some(p => p.role === role)))
  const closed = lines.filter(l => l.open === 'posts')
  const free = lines.filter(l => l.open !== 'posts')
  return (
    <section className="sheet roomy permissions">
      <h2>{label}</h2>
      {closed.length > 0 && (
        <div className="table-scroll" tabIndex={0} role="region" aria-label={label}>
          <table className="lines">
            <thead>
              <tr>
                <th>{t('做什么')}</th>
                {posts.map(role => (
                  <th key={role}>{roles[role].label}</th>
                ))}
                <th>{t('本人')}</th>
              </tr>
            </thead>
            <tbody>
              {closed.map(l => (
                <tr key={l.op}>
                  <th scope="row">{l.label}</th>
                  {posts.map(role => (
                    <td key={role}>{mark(l.posts.find(p => p.role === role)?.reach)}</td>
                  ))}
                  <td>{l.posts.length === 0 && t('仅本人')}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {free.length > 0 && (
        <p className="hint">
          {t('不看岗位：{free}', {
            free: free.map(l => `${l.label}${l.open === 'all' ? t('（人人）') : t('（登录的人）')}`).join('、'),
          })}
        </p>
      )}
    </section>
  )
}

const mark = (reach: 'here' | 'below' | undefined) =>
  reach ? <span aria-label={reach === 'below' ? t('本地和下级') : t('本地')}>{reach === 'below' ? '●' : '○'}</span> : ''
