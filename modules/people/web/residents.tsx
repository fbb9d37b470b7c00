/** The residents of the person's own places: numbers are masked, each look is written down. */
import { Button } from 'antd'
import { t } from '../../../kernel/text.ts'
import { useMe } from '../../../ui/desk/context.tsx'
import { useGo } from '../../../ui/desk/go.tsx'
import { couldEver } from '../../../ui/desk/page.ts'
import { ListPage } from '../../../ui/desk/pages.tsx'
import { people } from '../contract.ts'
import { may, resident } from '../rules.ts'

export default function Residents() {
  const me = useMe()
  const go = useGo()
  return (
    <ListPage
      op={people.ops.persons}
      title={t('居民')}
      unit={t('人')}
      main="name"
      columns={['name', 'sex', 'age', 'address', 'place', 'relation', 'residence', 'phoneMasked', 'idMasked', 'state']}
      filters={['search', 'place', 'group', 'residence', 'state', 'from', 'to']}
      initial={{ state: resident.initial }}
      to={p => `/people/${p.community}/${p.id}`}
      widths={{
        sex: 56,
        age: 60,
        address: 220,
        residence: 124,
        phoneMasked: 120,
        idMasked: 176,
        relation: 96,
        place: 150,
      }}
      labels={{ relation: t('与户主') }}
      above={<p className="hint">{t('号码已遮盖。每次查看都会留痕，本人可以看到。')}</p>}
      actions={couldEver(may.register, me) && <Button onClick={() => go('/people/new')}>{t('登记居民')}</Button>}
      empty={t('可以用「导入」一次录入整个社区的居民。')}
    />
  )
}
