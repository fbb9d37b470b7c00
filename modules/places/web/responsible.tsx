/** GR-03: who answers for a door, as a card: on duty, whom to call, the bodies of the community. */
import type { Asked } from '../../../kernel/contract.ts'
import { t } from '../../../kernel/text.ts'
import { useAsk, useTitle } from '../../../ui/desk/context.tsx'
import { Go } from '../../../ui/desk/go.tsx'
import { Head } from '../../../ui/desk/head.tsx'
import { PlaceName } from '../../../ui/desk/place-names.tsx'
import { PlacePicker } from '../../../ui/desk/place-picker.tsx'
import { Nothing, Trouble, Waiting } from '../../../ui/desk/trouble.tsx'
import { useUrl } from '../../../ui/desk/url.ts'
import { places } from '../contract.ts'

/** The same for one door, with an address of its own: other modules lead here by community and room. */
export function WhoAnswers() {
  const [{ community = '', room, place = community }, change] = useUrl()
  const asked = room ? { community, room } : { place }
  const chosen = room !== undefined || place.length >= 12
  const { data, error, refetch } = useAsk(places.ops.responsible, asked, { when: chosen })
  const title = data?.address ?? data?.gridName ?? t('这里谁负责')
  useTitle(title)
  if (error && !data) return <Trouble error={error} retry={refetch} />
  return (
    <>
      <Head
        title={title}
        actions={
          !room && <PlacePicker value={place} least={12} clear={false} onChange={code => change({ place: code })} />
        }
      >
        {data?.grid && data.address && <PlaceName code={data.grid} />}
      </Head>
      {!chosen ? <Nothing say={t('请先选择社区（村）或网格。')} /> : data ? <Responsible asked={asked} /> : <Waiting />}
    </>
  )
}

export function Responsible({ asked }: { asked: Asked<typeof places.ops.responsible> }) {
  const { data } = useAsk(places.ops.responsible, asked)
  if (!data) return null
  const nobody = data.duty.length + data.contacts.length + data.bodies.length === 0
  return (
    <section className="sheet">
      <h2>{t('这里谁负责')}</h2>
      {nobody && <p className="hint">{t('还没有登记网格员、物业和组织。')}</p>}
      <dl className="answers">
        {data.duty
          .filter(d => d.place.length >= 12)
          .map(d => (
            <div key={`${d.name}${d.label}${d.place}`}>
              <dt>{d.label}</dt>
              <dd>
                {d.name} <span className="figures quiet">{d.phone}</span>
              </dd>
            </div>
          ))}
        {data.contacts.map(c => (
          <div key={c.kind}>
            <dt>{c.label}</dt>
            <dd>
              {c.name} <span className="figures quiet">{c.phone}</span>
              {c.hours && <span className="hint"> {c.hours}</span>}
            </dd>
          </div>
        ))}
        {data.bodies.map(b => (
          <div key={b.id}>
            <dt>{b.label}</dt>
            <dd>
              <Go to={`/bodies/${b.community}/${b.id}`}>{b.name}</Go>{' '}
              {b.head && <span className="quiet">{b.head}</span>}
            </dd>
          </div>
        ))}
      </dl>
      {data.contacts.length === 0 && (
        <p className="hint">
          {t('物业、水、电、气的联系电话还没有登记，可以到')}{' '}
          <Go to={`/contacts?place=${data.community ?? ''}`}>{t('服务联系')}</Go> {t('里填')}
        </p>
      )}
    </section>
  )
}
