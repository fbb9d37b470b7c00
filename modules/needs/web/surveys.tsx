/** The surveys of a place, and drawing one up. */
import { Button, Input, Select } from 'antd'
import { t } from '../../../kernel/text.ts'
import { useAsk, useHome, useMe } from '../../../ui/desk/context.tsx'
import type { WidgetProps } from '../../../ui/desk/fields.tsx'
import { useGo } from '../../../ui/desk/go.tsx'
import { couldEver } from '../../../ui/desk/page.ts'
import { FormPage, ListPage } from '../../../ui/desk/pages.tsx'
import { places } from '../../places/contract.ts'
import { needs } from '../contract.ts'
import { may, survey } from '../rules.ts'

export default function Surveys() {
  const me = useMe()
  const go = useGo()
  return (
    <ListPage
      op={needs.ops.surveys}
      title={survey.label}
      unit={t('次')}
      main="title"
      columns={['title', 'state', 'asked', 'answered', 'wishes', 'until', 'place', 'due']}
      filters={['state', 'place']}
      to={s => `/needs/surveys/${s.community}/${s.id}`}
      widths={{ state: 110, asked: 100, answered: 90, wishes: 80, until: 120, place: 150, due: 120 }}
      empty={t('还没有摸底。拟定一次：问哪些住户、问到哪天、问什么。')}
      actions={
        couldEver(may.draftSurvey, me) && (
          <Button type="primary" onClick={() => go('/needs/surveys/new')}>
            {t('拟定摸底')}
          </Button>
        )
      }
    />
  )
}

export function NewSurvey() {
  const home = useHome()
  return (
    <FormPage
      op={needs.ops.draftSurvey}
      lead={t('一户一表。开始征集的那天，把住着人的每一户列成名单，答复率按这份名单算。')}
      fields={['place', 'title', 'said', 'until', 'grids', 'buildings', 'questions']}
      initial={home.length === 12 ? { place: home } : {}}
      widgets={{ grids: Grids, buildings: Buildings, questions: Lines }}
      hints={{
        grids: t('不选就问全社区（村）'),
        questions: t('例如：活动室几点关门：八点、九点、十点。想办什么事不用写在这里，每张表都问。'),
      }}
      to={s => `/needs/surveys/${s.community}/${s.id}`}
    />
  )
}

const Several = ({
  id,
  value,
  onChange,
  field,
  options,
}: WidgetProps & { options: { value: string; label: string }[] }) => (
  <Select
    mode="multiple"
    {...(id && { id })}
    aria-label={field.label}
    value={(value as string[] | undefined) ?? []}
    onChange={v => onChange?.(v)}
    showSearch={{ optionFilterProp: 'label' }}
    placeholder={t('可选多项')}
    options={options}
  />
)
function Grids(props: WidgetProps) {
  const { community } = props.about
  const all = useAsk(places.ops.grids, { place: community }, { when: community.length === 12 }).data ?? []
  return <Several {...props} options={all.map(g => ({ value: g.code, label: g.name }))} />
}
function Buildings(props: WidgetProps) {
  const { community } = props.about
  const all = useAsk(places.ops.buildings, { place: community }, { when: community.length === 12 }).data ?? []
  return <Several {...props} options={all.map(b => ({ value: b.id, label: `${b.estate}${b.name}` }))} />
}
export const Lines = ({ id, value, onChange }: WidgetProps) => (
  <Input.TextArea
    {...(id && { id })}
    value={(value as string | undefined) ?? ''}
    onChange={e => onChange?.(e.target.value || undefined)}
    autoSize={{ minRows: 3, maxRows: 10 }}
  />
)
