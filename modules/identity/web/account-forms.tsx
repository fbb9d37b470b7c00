/** Opening an account, giving a post, a password of one's own. */
import { Select } from 'antd'
import { useState } from 'react'
import { t } from '../../../kernel/text.ts'
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
  useTitle(t('开设账号'))
  const [opened, setOpened] = useState<AccountCard>()
  if (opened)
    return (
      <>
        <Head title={t('已为 {name} 开设账号', { name: opened.name })}>
          {t('本人用一次性码设置密码后启用；岗位请安全管理员任命。')}
        </Head>
        <OneTimeCode code={opened.revealed ?? ''} name={opened.name} />
        <p>
          <Go to="/accounts">{t('回账号列表')}</Go>
        </p>
      </>
    )
  return (
    <>
      <Head title={t('开设账号')}>{t('不用替别人设密码：开好后给您一个一次性码，72 小时内由本人设置。')}</Head>
      <div className="form-page">
        <section className="sheet">
          <OpForm
            op={identity.ops.enrol}
            fields={['place', 'name', 'username', 'phone', 'workPhone']}
            labels={{ place: t('所属') }}
            hints={{ phone: t('登录时也可以用；填本人的'), workPhone: t('对外公布的值班电话') }}
            submit={t('开设')}
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
      lead={t('系统、安全、审计三个管理员由三个人担任，不兼任别的岗位；不能给自己任命。任命后本人须重新登录。')}
      fields={['account', 'role', 'place', 'from', 'to']}
      initial={account ? { account } : {}}
      labels={{ account: t('给谁'), role: t('岗位'), place: t('范围'), from: t('自'), to: t('至') }}
      widgets={{ account: AccountPicker }}
      hints={{
        place: t('岗位只设在相应的级别：例如{worker}到网格，{clerk}到街道或社区。', {
          worker: roles['grid-worker'].label,
          clerk: roles.clerk.label,
        }),
      }}
      submit={t('任命')}
      said={a => t('已任命 {name}', { name: a.name })}
      to={a => `/accounts/${a.community}/${a.id}`}
    />
  )
}

export const Password = () => (
  <FormPage
    op={identity.ops.changePassword}
    lead={t('新密码至少 10 位，并含大写字母、小写字母、数字、符号中的三种，不要用账号、手机号和常见的密码。')}
    said={() => t('密码已修改，其他设备已退出')}
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
      placeholder={t('姓名或账号')}
      showSearch={{ onSearch: setSearch, filterOption: false }}
      options={(asked.data?.items ?? []).map(a => ({ value: a.id, label: `${a.name}(${a.username})` }))}
    />
  )
}
