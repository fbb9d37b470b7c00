/** Small words beside a matter for what a clerk must not overlook. The grave ones stand before its title, where a long one cannot push them away. */
import { t } from '../../../kernel/text.ts'
import { urgencies, type Urgency } from '../figure-rules.ts'
import { order, request } from '../joint-rules.ts'
import { matter } from '../rules.ts'

type Marked = {
  urgency?: Urgency
  urged?: number
  raised?: number
  returned?: number
  reopened?: number
  supervised?: number
  asking?: number
  elsewhere?: string | null
}
const times = (label: string, n: number) => (n > 1 ? t('{label} {n} 次', { label, n }) : label)

export const Grave = ({ urgency, raised = 0, supervised = 0 }: Marked) => (
  <>
    {urgency === 'emergency' && <b className="badge badge-late">{urgencies.emergency.label}</b>}
    {supervised > 0 && <b className="badge badge-late">{order.label}</b>}
    {raised > 0 && <b className="badge badge-late">{times(t('升级'), raised)}</b>}
  </>
)

export const Light = ({ urgency, urged = 0, returned = 0, reopened = 0, asking = 0, elsewhere }: Marked) => (
  <>
    {elsewhere && <span className="badge badge-soon">{matter.moves.heardDone.label}</span>}
    {urgency === 'utility' && <span className="badge">{urgencies.utility.label}</span>}
    {asking > 0 && <span className="badge badge-soon">{request.states.asked.label}</span>}
    {urged > 0 && <span className="badge badge-soon">{times(t('催办'), urged)}</span>}
    {returned > 0 && <span className="badge">{times(t('退单'), returned)}</span>}
    {reopened > 0 && <span className="badge badge-soon">{times(t('重办'), reopened)}</span>}
  </>
)

/** The title of a matter between its marks. */
export const Title = ({ title, ...marks }: Marked & { title: string }) => (
  <>
    <Grave {...marks} />
    {title}
    <Light {...marks} />
  </>
)
