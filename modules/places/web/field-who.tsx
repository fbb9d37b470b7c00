/** GR-03: whom to call about a house, for whoever stands before it: property, water, power, gas, and the bodies of the community. */
import { t } from '../../../kernel/text.ts'
import { useAsk } from '../../../ui/field/data.ts'
import { Icon } from '../../../ui/field/icons.tsx'
import { Loaded } from '../../../ui/field/shown.tsx'
import { places } from '../contract.ts'

const COMMUNITY = 12

export function WhoAnswers({ community, building }: { community: string; building: string }) {
  const asked = useAsk(places.ops.responsible, { community, building }, { fresh: 3_600_000 })
  return (
    <section className="card">
      <h2>{t('这里谁负责')}</h2>
      <Loaded of={asked} rows={1}>
        {({ duty, contacts, bodies }) => (
          <>
            <ul className="duty">
              {[...contacts, ...duty.filter(d => d.place.length >= COMMUNITY)].map(one => (
                <Line key={`${one.label}${one.name}`} {...one} />
              ))}
            </ul>
            {bodies.length > 0 && (
              <details className="more">
                <summary>{t('社区的 {n} 个组织', { n: bodies.length })}</summary>
                <ul className="duty">
                  {bodies.map(b => (
                    <Line key={b.id} name={b.name} label={b.head ?? b.label} phone={b.phone} />
                  ))}
                </ul>
              </details>
            )}
          </>
        )}
      </Loaded>
    </section>
  )
}

const Line = ({ name, label, phone }: { name: string; label: string; phone: string | null }) => (
  <li>
    <span>
      <b>{name}</b>
      <small>{label}</small>
    </span>
    {phone && (
      <a className="button" href={`tel:${phone}`} aria-label={t('打给{name}：{phone}', { name, phone: spaced(phone) })}>
        <Icon name="phone" />
        {spaced(phone)}
      </a>
    )}
  </li>
)
const spaced = (phone: string) => phone.replace(/^(\d{3})(\d{4})(\d{4})$/, '$1 $2 $3')
