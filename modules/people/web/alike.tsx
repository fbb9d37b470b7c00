/** While somebody is registered: who looks like them already, and why. Nothing is refused; whoever types decides. */
import { useDeferredValue } from 'react'
import { t } from '../../../kernel/text.ts'
import { useAsk } from '../../../ui/desk/context.tsx'
import { Go } from '../../../ui/desk/go.tsx'
import { people } from '../contract.ts'

type Typed = Record<string, unknown>

export function AlreadyThere({ typed }: { typed: Typed }) {
  const settled = useDeferredValue(typed)
  const of = (name: string) => (settled[name] ? String(settled[name]) : undefined)
  const place = of('place') ?? ''
  const [name, idNumber, phone, birth, room] = ['name', 'idNumber', 'phone', 'birth', 'room'].map(of)
  const enough = place.length >= 12 && Boolean(idNumber || (name && (phone || birth || room)))
  const { data } = useAsk(
    people.ops.alike,
    {
      place,
      name: name ?? '',
      document: (of('document') ?? 'card') as 'card',
      ...(idNumber && { idNumber }),
      ...(phone && { phone }),
      ...(birth && { birth }),
      ...(room && { room }),
    },
    { when: enough },
  )
  if (!enough || !data?.length) return null
  return (
    <section className="sheet" role="status">
      <h2>{t('可能已经登记过')}</h2>
      <ul className="short">
        {data.map(({ resident: r, points, reasons }) => (
          <li key={r.id}>
            <span className="spread">
              <Go to={`/people/${r.community}/${r.id}`}>{r.name}</Go>
              <span className="hint">{t('相似 {points} 分', { points })}</span>
            </span>
            <span className="hint">
              {reasons.map(reason => reason.label).join('，')}
              {r.address && ` · ${r.address}`}
            </span>
          </li>
        ))}
      </ul>
      <p className="hint">{t('是同一人的，打开已有的档案修改；不是的，照常登记。')}</p>
    </section>
  )
}
