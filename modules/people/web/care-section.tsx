/** Care tags of one person, for whoever may see them: each with its purpose, on whose word, and until when. */
import { t } from '../../../kernel/text.ts'
import { useAsk } from '../../../ui/desk/context.tsx'
import type { WidgetProps } from '../../../ui/desk/fields.tsx'
import { Moves } from '../../../ui/desk/moves.tsx'
import { careKinds } from '../care.ts'
import { people } from '../contract.ts'
import type { Resident } from '../shapes.ts'
import { Choose } from '../../../ui/desk/choose.tsx'

export function Care({ resident }: { resident: Resident }) {
  const { community, id } = resident
  const { data } = useAsk(people.ops.tags, { community, resident: id, size: 50 })
  const all = (data?.items ?? []).map(tag => ({ value: tag.id, label: careKinds[tag.kind].label }))
  const Which = (props: WidgetProps) => <Choose {...props} options={all} />
  const { tag, untag } = people.ops
  return (
    <section className="sheet">
      <h2>{t('关爱标签')}</h2>
      {all.length === 0 && <p className="hint">{t('没有。加标签须本人或监护人同意，或有法定职责。')}</p>}
      <ul className="short">
        {data?.items.map(one => (
          <li key={one.id}>
            <span className="spread">
              <b>{careKinds[one.kind].label}</b>
              <span className={one.soon ? 'badge badge-soon' : 'hint'}>{t('到 {until}', { until: one.until })}</span>
            </span>
            <span className="hint">
              {one.purpose}（{one.said}）
            </span>
          </li>
        ))}
      </ul>
      <Moves
        ops={{ tag, ...(all.length > 0 && { untag }) }}
        record={resident}
        stateWord={String}
        widgets={{ tag: Which }}
      />
    </section>
  )
}
