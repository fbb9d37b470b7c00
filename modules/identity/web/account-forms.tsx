/** Opening an account, giving a post, a password of one's own. */
import { Select } from 'antd'
import { useState } from 'react'
import { useAsk } from '../../../ui/desk/context.tsx'
import type { WidgetProps } from '../../../ui/desk/fields.tsx'
import { FormPage } from '../../../ui/desk/pages.tsx'
import { useUrl } from '../../../ui/desk/url.ts'
import { identity } from '../contract.ts'
import { roles } from '../rules.ts'

export const Enrol = () => (
  <FormPage
    op={identity.ops.enrol}
    fields={['place', 'name', 'username', 'password']}
    labels={{ place: '所属', password: '初始密码' }}
    hints={{ password: '至少 10 位，含大写、小写、数字、符号中的三种。请当面交给本人，并请其登录后修改。' }}
    submit="开设"
    said={a => `已为 ${a.name} 开设账号；请安全管理员任命岗位`}
    to={() => '/accounts'}
  />
)

export function Appoint() {
  const [{ account }] = useUrl()
  return (
    <FormPage
      op={identity.ops.appoint}
      lead="系统、安全、审计三个管理员不能由同一人担任；不能给自己任命。"
      fields={['account', 'role', 'place', 'from', 'to']}
      initial={account ? { account } : {}}
      labels={{ account: '给谁', role: '岗位', place: '范围', from: '自', to: '至' }}
      widgets={{ account: AccountPicker }}
      hints={{
        place: `岗位只设在相应的级别：例如${roles['grid-worker'].label}到网格，${roles.clerk.label}到街道或社区。`,
      }}
      submit="任命"
      said={a => `已任命 ${a.name}`}
      to={() => '/accounts'}
    />
  )
}

export const Password = () => (
  <FormPage
    op={identity.ops.changePassword}
    lead="新密码至少 10 位，并含大写字母、小写字母、数字、符号中的三种。"
    labels={{ old: '现在的密码', fresh: '新密码' }}
    said={() => '密码已修改'}
    to={() => '/'}
  />
)

function AccountPicker({ id, value, onChange }: WidgetProps) {
  const [search, setSearch] = useState('')
  const asked = useAsk(identity.ops.accounts, { size: 50, ...(search && { search }) })
  return (
    <Select
      {...(id && { id })}
      value={(value as string | undefined) ?? null}
      onChange={v => onChange?.(v)}
      placeholder="姓名或账号"
      showSearch={{ onSearch: setSearch, filterOption: false }}
      options={(asked.data?.items ?? []).map(a => ({ value: a.id, label: `${a.name}(${a.username})` }))}
    />
  )
}
