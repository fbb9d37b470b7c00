/** What somebody wants talked about, the newest first; and entering what was said at the door, or what the grid shows. */
import { Button } from 'antd'
import { t } from '../../../kernel/text.ts'
import { useHome, useMe } from '../../../ui/desk/context.tsx'
import { useGo } from '../../../ui/desk/go.tsx'
import { couldEver } from '../../../ui/desk/page.ts'
import { FormPage, ListPage } from '../../../ui/desk/pages.tsx'
import { council } from '../contract.ts'
import { may } from '../rules.ts'

export default function Topics() {
  const me = useMe()
  const go = useGo()
  return (
    <ListPage
      op={council.ops.topics}
      title={t('议题')}
      unit={t('个')}
      main="title"
      columns={['title', 'state', 'source', 'bodyName', 'place', 'collectedAt', 'due']}
      filters={['search', 'state', 'source', 'place']}
      to={t => `/council/topics/${t.community}/${t.id}`}
      widths={{ bodyName: 190, place: 130, state: 110, source: 130, collectedAt: 120, due: 120 }}
      empty={t('还没有议题。居民在门户「大家议事」提的会列在这里，也可以登记一个。')}
      actions={
        couldEver(may.raise, me) && (
          <Button type="primary" onClick={() => go('/council/topics/new')}>
            {t('登记议题')}
          </Button>
        )
      }
    />
  )
}

export function NewTopic() {
  const home = useHome()
  return (
    <FormPage
      op={council.ops.raise}
      lead={t('登记后由党组织审查，同意立题的列入议程。')}
      fields={['place', 'title', 'said', 'source', 'proposer', 'capacity', 'signers', 'outOf', 'evidence']}
      initial={{ source: 'committee', ...(home.length >= 12 && { place: home }) }}
      widgets={{ evidence: Numbers }}
      hints={{
        capacity: t('联名提议才填：村（居）民十分之一、代表三分之一、议事会成员五分之一，或 10 户'),
        evidence: t('来自网格才填：同类事项的编号，至少 3 件，用逗号隔开'),
      }}
      submit={t('登记')}
      to={t => `/council/topics/${t.community}/${t.id}`}
    />
  )
}

/** A list of numbers, typed as one line. */
function Numbers({ id, value, onChange }: { id?: string; value?: unknown; onChange?: (v: unknown) => void }) {
  const text = ((value as string[] | undefined) ?? []).join('，')
  return (
    <input
      {...(id && { id })}
      className="ant-input"
      value={text}
      onChange={e => onChange?.(e.target.value ? e.target.value.split(/[,，\s]+/) : undefined)}
    />
  )
}
