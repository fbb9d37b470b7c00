/** Opening an account, giving a post, a password of one's own. */
import { Select } from 'antd'
import { useState } from 'react'
import { useAsk, useTitle } from '../../../ui/desk/context.tsx'
import type { WidgetProps } from '../../../ui/desk/fields.tsx'
import { OpForm } from '../../../ui/desk/form.tsx'
import { Go } from '../../../ui/desk/go.tsx'
import { Head } from '../../../ui/desk/head.tsx'
import { FormPage } from '../../../ui/desk/pages.tsx'
import { useUrl } from '../../../ui/desk/url.ts'
import { identity, type AccountCard } from '../contract.ts'
import { roles } from '../rules.ts'
import { OneTimeCode } from './one-time.tsx'

export function Enrol() {
  useTitle('开设账号')
  const [opened, setOpened] = useState<AccountCard>()
  if (opened)
    return (
      <>
        <Head title={`已为 ${opened.name} 开设账号`}>本人用一次性码设置密码后启用；岗位请安全管理员任命。</Head>
        <OneTimeCode code={opened.revealed ?? ''} name={opened.name} />
        <p>
          <Go to="/accounts">回账号列表</Go>
        </p>
      </>
    )
  return (
    <>
      <Head title="开设账号">不用替别人设密码：开好后给您一个一次性码，72 小时内由本人设置。</Head>
      <div className="form-page">
        <section className="sheet">
          <OpForm
            op={identity.ops.enrol}
            fields={['place', 'name', 'username', 'phone', 'workPhone']}
            labels={{ place: '所属' }}
            hints={{ phone: '登录时也可以用；填本人的', workPhone: '对外公布的值班电话' }}
            submit="开设"
            done={setOpened}
          />
        </section>
      </div>
    </>
  )
}

export function Appoint() {
  const [{ account }] = useUrl()
  return (
    <FormPage
      op={identity.ops.appoint}
      lead="系统、安全、审计三个管理员由三个人担任，不兼任别的岗位；不能给自己任命。任命后本人须重新登录。"
      fields={['account', 'role', 'place', 'from', 'to']}
      initial={account ? { account } : {}}
      labels={{ account: '给谁', role: '岗位', place: '范围', from: '自', to: '至' }}
      widgets={{ account: AccountPicker }}
      hints={{
        place: `岗位只设在相应的级别：例如${roles['grid-worker'].label}到网格，${roles.clerk.label}到街道或社区。`,
      }}
      submit="任命"
      said={a => `已任命 ${a.name}`}
      to={a => `/accounts/${a.community}/${a.id}`}
    />
  )
}

export const Password = () => (
  <FormPage
    op={identity.ops.changePassword}
    lead="新密码至少 10 位，并含大写字母、小写字母、数字、符号中的三种，不要用账号、手机号和常见的密码。"
    said={() => '密码已修改，其他设备已退出'}
    to={() => '/security'}
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
