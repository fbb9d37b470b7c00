/** The administrators' pages: accounts and posts, and the trail. Each of the three administrators sees only his own. */
import { Button, Select } from 'antd'
import { useState } from 'react'
import { useAsk, useMe } from '../../../ui/desk/context.tsx'
import type { WidgetProps } from '../../../ui/desk/fields.tsx'
import { Go, useGo } from '../../../ui/desk/go.tsx'
import { couldEver, page } from '../../../ui/desk/page.ts'
import { FormPage, ListPage } from '../../../ui/desk/pages.tsx'
import { PlaceName } from '../../../ui/desk/place-names.tsx'
import { useUrl } from '../../../ui/desk/url.ts'
import { identity } from '../contract.ts'
import { may, roles } from '../rules.ts'

const group = '管理'
export const pages = [
  page('/accounts', '账号与岗位', () => <Accounts />, { menu: { group }, may: may.accounts }),
  page('/accounts/new', '开设账号', () => <Enrol />, { may: may.enrol }),
  page('/accounts/appoint', '任命岗位', () => <Appoint />, { may: may.appoint }),
  page('/trail', '留痕', () => <Trail />, { menu: { group }, may: may.trail }),
]

function Accounts() {
  const me = useMe()
  const go = useGo()
  const appoints = couldEver(may.appoint, me)
  return (
    <ListPage
      op={identity.ops.accounts} title="账号与岗位" unit="个" main="posts" columns={appoints ? ['name', 'username', 'posts', 'lastSignIn', 'id'] : ['name', 'username', 'posts', 'lastSignIn']}
      labels={{ id: '办理' }} widths={{ name: 120, username: 160, lastSignIn: 140 }}
      shown={{
        posts: a => (a.posts.length ? a.posts.map(p => <span key={p.role + p.place} className="badge post">{p.label} · <PlaceName code={p.place} /></span>) : <span className="quiet">还没有岗位</span>),
        id: a => <Go to={`/accounts/appoint?account=${a.id}`}>任命岗位</Go>,
      }}
      actions={couldEver(may.enrol, me) && <Button type="primary" onClick={() => go('/accounts/new')}>开设账号</Button>}
    />
  )
}

const Enrol = () => (
  <FormPage
    op={identity.ops.enrol} fields={['place', 'name', 'username', 'password']} labels={{ place: '所属', password: '初始密码' }} hints={{ password: '至少 10 位,含大写、小写、数字、符号中的三种。请当面交给本人,并请其登录后修改。' }}
    submit="开设" said={a => `已为 ${a.name} 开设账号;请安全管理员任命岗位`} to={() => '/accounts'}
  />
)

function Appoint() {
  const [{ account }] = useUrl()
  return (
    <FormPage
      op={identity.ops.appoint} lead="系统、安全、审计三个管理员不能由同一人担任;不能给自己任命。" fields={['account', 'role', 'place', 'from', 'to']} initial={account ? { account } : {}}
      labels={{ account: '给谁', role: '岗位', place: '范围', from: '自', to: '至' }} widgets={{ account: AccountPicker }} hints={{ place: `岗位只设在相应的级别:例如${roles['grid-worker'].label}到网格,${roles.clerk.label}到街道或社区。` }}
      submit="任命" said={a => `已任命 ${a.name}`} to={() => '/accounts'}
    />
  )
}

const Trail = () => (
  <ListPage
    op={identity.ops.trail} title="留痕" main="label" columns={['at', 'label', 'name', 'reason', 'op', 'community']} filters={['place', 'op']}
    labels={{ op: '操作', community: '社区(村)' }} widths={{ at: 140, name: 120, reason: 240, op: 170, community: 140 }}
    shown={{ op: t => <code>{t.op}</code>, community: t => (t.community ? <PlaceName code={t.community} /> : <span className="quiet">—</span>) }}
  />
)

function AccountPicker({ id, value, onChange }: WidgetProps) {
  const [search, setSearch] = useState('')
  const asked = useAsk(identity.ops.accounts, { size: 50, ...(search && { search }) })
  return (
    <Select
      {...(id && { id })} value={(value as string | undefined) ?? null} onChange={v => onChange?.(v)} placeholder="姓名或账号" showSearch={{ onSearch: setSearch, filterOption: false }}
      options={(asked.data?.items ?? []).map(a => ({ value: a.id, label: `${a.name}(${a.username})` }))}
    />
  )
}
