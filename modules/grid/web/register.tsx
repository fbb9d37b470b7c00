/** Registering what someone says at the counter or on the phone. What was reported nearby is shown while typing, so that nothing is entered twice. */
import { useDeferredValue, useState } from 'react'
import { t } from '../../../kernel/text.ts'
import { useAsk, useHome } from '../../../ui/desk/context.tsx'
import { Go } from '../../../ui/desk/go.tsx'
import { FormPage } from '../../../ui/desk/pages.tsx'
import { Moment } from '../../../ui/desk/show.tsx'
import { grid } from '../contract.ts'
import { Caller } from './caller.tsx'
import { SuggestedCategory, useCategories } from './category.tsx'
import { BuildingPicker } from './pickers.tsx'
import { label } from './states.ts'

const COMMUNITY = 12

export default function Register() {
  const home = useHome()
  const [typed, setTyped] = useState<Record<string, unknown>>({})
  return (
    <FormPage
      op={grid.ops.register}
      lead={t('替电话、来访的居民登记；登记后直接进入待受理。')}
      fields={[
        'phone',
        'title',
        'description',
        'category',
        'place',
        'building',
        'address',
        'source',
        'contactName',
        'photos',
      ]}
      initial={{ source: 'phone', ...(home.length >= COMMUNITY && { place: home }) }}
      widgets={{ category: SuggestedCategory, building: BuildingPicker }}
      labels={{ place: t('社区或网格') }}
      hints={{
        building: t('选了楼栋，网格自动确定。不在楼里的事，写具体位置。'),
        phone: t('留了手机号，居民可凭编号查进度、作评价。'),
      }}
      submit={t('登记')}
      changed={setTyped}
      said={a => t('已登记，编号 {number}', { number: a.number })}
      to={a => `/grid/${a.community}/${a.id}`}
      aside={
        <>
          <Caller {...typed} />
          <Nearby {...typed} />
        </>
      }
    />
  )
}

type Typed = Partial<Record<'place' | 'category' | 'title' | 'description' | 'building', unknown>>

function Nearby({ place, category, title, description, building }: Typed) {
  const known = useCategories().find(c => c.code === category)
  const text = useDeferredValue([title, description].filter(Boolean).join(' ').slice(0, 500))
  const ready =
    typeof place === 'string' && place.length >= COMMUNITY && (typeof category === 'string' || text.length > 3)
  const alike = useAsk(
    grid.ops.alike,
    {
      place: String(place),
      ...(typeof category === 'string' && { category }),
      ...(typeof building === 'string' && { building }),
      text,
    },
    { when: ready },
  )
  return (
    <>
      {known?.advice && <p className="sheet advice">{known.advice}</p>}
      <section className="sheet">
        <h2>{t('可能有人报过')}</h2>
        {!ready ? (
          <p className="quiet">{t('选好地方、写了什么事以后，这里列出可能是同一件的。')}</p>
        ) : !alike.data?.length ? (
          <p className="quiet">{t('没有相似的在办事项。')}</p>
        ) : (
          <ul className="short">
            {alike.data.slice(0, 6).map(m => (
              <li key={m.id}>
                <Go to={`/grid/${m.community}/${m.id}`}>{m.title}</Go>
                <span className="hint">
                  {label(m.state)} · <Moment at={m.reportedAt} />
                  <br />
                  {m.why.join('；')}
                </span>
              </li>
            ))}
          </ul>
        )}
      </section>
    </>
  )
}
