/** The bodies that decide, carry out and watch, place by place; and registering one. */
import { Button } from 'antd'
import { t } from '../../../kernel/text.ts'
import { useHome, useMe } from '../../../ui/desk/context.tsx'
import { useGo } from '../../../ui/desk/go.tsx'
import { couldEver } from '../../../ui/desk/page.ts'
import { FormPage, ListPage } from '../../../ui/desk/pages.tsx'
import { council } from '../contract.ts'
import { may } from '../rules.ts'

export default function Bodies() {
  const me = useMe()
  const go = useGo()
  return (
    <ListPage
      op={council.ops.bodies}
      title={t('议事组织')}
      unit={t('个')}
      main="name"
      columns={['name', 'kind', 'power', 'sitting', 'term', 'until', 'state', 'place']}
      filters={['kind', 'state', 'place']}
      to={b => `/council/bodies/${b.community}/${b.id}`}
      widths={{ power: 80, sitting: 90, term: 100, until: 120, state: 90, place: 150 }}
      empty={t('还没有登记议事组织。先登记村（居）民会议、代表会议、议事会、委员会和监督委员会。')}
      actions={
        couldEver(may.formBody, me) && (
          <Button type="primary" onClick={() => go('/council/bodies/new')}>
            {t('登记组织')}
          </Button>
        )
      }
    />
  )
}

export function NewBody() {
  const home = useHome()
  return (
    <FormPage
      op={council.ops.formBody}
      lead={t('先登记，再一个个安排席位；组成合规定了才能宣告成立。')}
      fields={['place', 'kind', 'name', 'term', 'from', 'until', 'groups', 'entitled', 'households']}
      initial={home.length === 12 ? { place: home } : {}}
      submit={t('登记')}
      to={b => `/council/bodies/${b.community}/${b.id}`}
    />
  )
}
