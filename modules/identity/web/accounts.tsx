/** All accounts under the administrator's place, with their posts. */
import { Button } from 'antd'
import { useMe } from '../../../ui/desk/context.tsx'
import { Go, useGo } from '../../../ui/desk/go.tsx'
import { couldEver } from '../../../ui/desk/page.ts'
import { ListPage } from '../../../ui/desk/pages.tsx'
import { PlaceName } from '../../../ui/desk/place-names.tsx'
import { identity } from '../contract.ts'
import { may } from '../rules.ts'

export default function Accounts() {
  const me = useMe()
  const go = useGo()
  const appoints = couldEver(may.appoint, me)
  return (
    <ListPage
      op={identity.ops.accounts}
      title="账号与岗位"
      unit="个"
      main="posts"
      columns={
        appoints ? ['name', 'username', 'posts', 'lastSignIn', 'id'] : ['name', 'username', 'posts', 'lastSignIn']
      }
      labels={{ id: '办理' }}
      widths={{ name: 120, username: 160, lastSignIn: 140 }}
      shown={{
        posts: a =>
          a.posts.length ? (
            a.posts.map(p => (
              <span key={p.role + p.place} className="badge post">
                {p.label} · <PlaceName code={p.place} />
              </span>
            ))
          ) : (
            <span className="quiet">还没有岗位</span>
          ),
        id: a => <Go to={`/accounts/appoint?account=${a.id}`}>任命岗位</Go>,
      }}
      actions={
        couldEver(may.enrol, me) && (
          <Button type="primary" onClick={() => go('/accounts/new')}>
            开设账号
          </Button>
        )
      }
    />
  )
}
