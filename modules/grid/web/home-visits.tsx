/** Visits at home: who asked for what, when somebody comes; registering one says how the resident agreed. */
import { Button } from 'antd'
import { t } from '../../../kernel/text.ts'
import { useAsk, useHome, useMe } from '../../../ui/desk/context.tsx'
import { useGo } from '../../../ui/desk/go.tsx'
import { couldEver } from '../../../ui/desk/page.ts'
import { FormPage, ListPage, RecordPage } from '../../../ui/desk/pages.tsx'
import { daysBefore, dayOf } from '../../../ui/desk/when.ts'
import { grid } from '../contract.ts'
import { homeVisit, mayVisit } from '../home-rules.ts'
import { going } from '../joint-rules.ts'
import { HandlerPicker } from './pickers.tsx'

export function HomeVisits() {
  const me = useMe()
  const go = useGo()
  return (
    <ListPage
      op={grid.ops.homeVisits}
      title={homeVisit.label}
      unit={t('户次')}
      main="title"
      columns={['due', 'title', 'state', 'address', 'holderName', 'comesAt', 'consent', 'place']}
      filters={['state', 'place']}
      initial={{ state: going(homeVisit) }}
      to={h => `/homes/${h.community}/${h.id}`}
      widths={{ due: 110, state: 90, address: 190, holderName: 90, comesAt: 120, consent: 90, place: 150 }}
      above={<Counts />}
      actions={
        couldEver(mayVisit.arrangeFor, me) && (
          <Button type="primary" onClick={() => go('/homes/new')}>
            {t('代登记上门')}
          </Button>
        )
      }
      empty={t('没有要上门的。只去主动要求或本人同意的家。')}
    />
  )
}

function Counts() {
  const place = useHome()
  const told = useAsk(
    grid.ops.homeVisitCounts,
    { place, from: daysBefore(29), to: dayOf(new Date()) },
    { when: place !== '' },
  ).data
  if (!told) return null
  const say = (n: number | null) => (n === null ? t('少于 {least}', { least: told.least }) : ` ${n}`)
  return (
    <p className="hint">
      {t('近 30 天：提出{asked}，上门{served}，谢绝{declined}。谢绝不问理由，不影响任何服务。', {
        asked: say(told.asked),
        served: say(told.served),
        declined: say(told.declined),
      })}
    </p>
  )
}

export const NewHomeVisit = () => (
  <FormPage
    op={grid.ops.arrangeFor}
    lead={t('只登记主动要求或本人同意的；写下本人是怎么说的。')}
    fields={['place', 'what', 'address', 'contactName', 'phone', 'wanted', 'consent', 'consentSaid']}
    hints={{ consentSaid: t('例如：11 月 20 日电话里说，欢迎周三下午来。') }}
    to={a => `/homes/${a.community}/${a.id}`}
  />
)

export const HomeVisitPage = () => (
  <RecordPage
    op={grid.ops.homeVisit}
    ops={grid.ops}
    back={{ to: '/homes', label: homeVisit.label }}
    title={h => h.title}
    fields={[
      'address',
      'place',
      'contactName',
      'contactPhone',
      'consent',
      'consentSaid',
      'wanted',
      'askedBy',
      'askedAt',
      'holderName',
      'comesAt',
      'result',
      'endedAt',
    ]}
    widgets={{ holder: HandlerPicker }}
  />
)
