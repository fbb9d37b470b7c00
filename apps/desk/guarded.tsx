/** A page for whoever holds its post; anybody else who comes by its address hears whose it is, and who appoints them. */
import { Suspense } from 'react'
import { t } from '../../kernel/text.ts'
import { roles, type Role } from '../../modules/identity/rules.ts'
import { useMe, useTitle } from '../../ui/desk/context.tsx'
import { Go } from '../../ui/desk/go.tsx'
import { Head } from '../../ui/desk/head.tsx'
import { couldEver, postsIn, type Page } from '../../ui/desk/page.ts'
import { Nothing, Waiting } from '../../ui/desk/trouble.tsx'

export const Guarded = ({ page }: { page: Page }) =>
  couldEver(page.may, useMe()) ? <Suspense fallback={<Waiting />}>{page.view()}</Suspense> : <NotYours {...page} />

function NotYours({ title, may }: Page) {
  useTitle(title())
  const whose = postsIn(may).map(role => roles[role as Role].label)
  return (
    <>
      <Head title={title()} />
      <Nothing
        say={t('这一页由{whose}使用，您现在的岗位不能看。工作需要的，请联系安全管理员任命。', {
          whose: whose.join('、'),
        })}
      >
        <Go to="/">{t('回到首页')}</Go>
      </Nothing>
    </>
  )
}
