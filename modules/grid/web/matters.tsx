/** The matters, unfinished first and by deadline; tabs carry the counts of each state. */
import { Button } from 'antd'
import { t } from '../../../kernel/text.ts'
import { work } from '../../../kernel/work-contract.ts'
import { grid } from '../contract.ts'
import type { MatterLine } from '../shapes.ts'
import { matter, may } from '../rules.ts'
import { useAsk, useHome, useMe } from '../../../ui/desk/context.tsx'
import { Go, useGo } from '../../../ui/desk/go.tsx'
import { couldEver } from '../../../ui/desk/page.ts'
import { ListPage } from '../../../ui/desk/pages.tsx'
import { useUrl } from '../../../ui/desk/url.ts'
import { CategoryPicker } from './category.tsx'
import { Title } from './marks.tsx'
import { HandlerPicker } from './pickers.tsx'
import { label, listOf, open, states } from './states.ts'

export default function Matters() {
  const me = useMe()
  const go = useGo()
  return (
    <ListPage
      op={grid.ops.matters}
      title={t('事项')}
      unit={t('件')}
      main="title"
      columns={['due', 'title', 'state', 'categoryName', 'place', 'holderName', 'reportedAt', 'number']}
      filters={[
        'search',
        'late',
        'supervised',
        'elsewhere',
        'count',
        'place',
        'category',
        'urgency',
        'source',
        'from',
        'to',
      ]}
      initial={{ state: open, sort: 'due' }}
      to={m => `/grid/${m.community}/${m.id}`}
      shown={{ title: (m: MatterLine) => <Title {...m} /> }}
      widths={{ place: 170, holderName: 84, categoryName: 112 }}
      widgets={{ category: CategoryPicker, holder: HandlerPicker }}
      above={<StateTabs />}
      bulk={{
        machine: matter,
        ops: grid.ops,
        moves: ['accept', 'dispatch', 'verify', 'urge', 'archive'],
        title: (m: MatterLine) => m.title,
      }}
      actions={
        couldEver(may.register, me) && (
          <Button type="primary" onClick={() => go('/grid/new')}>
            {t('代为登记')}
          </Button>
        )
      }
    />
  )
}

function StateTabs() {
  const home = useHome()
  const me = useMe()
  const [{ state = open.join(','), page: _, ...rest }] = useUrl()
  const counts = useAsk(
    work.ops.standing,
    { machine: matter.name, place: rest['place'] ?? home },
    { when: couldEver(matter.seen, me) },
  )
  const sum = (of: readonly string[]) => counts.data?.filter(c => of.includes(c.state)).reduce((n, c) => n + c.n, 0)
  // A state in which nothing stands needs no tab, unless one is looking at it.
  const filled = states.filter(s => !counts.data || sum([s]) || state === s)
  const tabs = [
    { name: t('未办结'), of: open },
    ...filled.map(s => ({ name: label(s), of: [s] })),
    { name: t('全部'), of: states },
  ]
  return (
    <nav className="tabs" aria-label={t('状态')}>
      {tabs.map(({ name, of }) => (
        <Go
          key={name}
          className={of.join(',') === state ? 'on' : ''}
          to={listOf({ ...rest, state: of === open ? undefined : of.join(',') })}
        >
          {name}
          {counts.data && <b>{sum(of)}</b>}
        </Go>
      ))}
    </nav>
  )
}
