/** Whom to call for what: property, water, power, gas, by community, grid, estate or house. */
import { Button } from 'antd'
import { t } from '../../../kernel/text.ts'
import { useHome, useMe } from '../../../ui/desk/context.tsx'
import { useGo } from '../../../ui/desk/go.tsx'
import { couldEver } from '../../../ui/desk/page.ts'
import { FormPage, ListPage, RecordPage } from '../../../ui/desk/pages.tsx'
import { useUrl } from '../../../ui/desk/url.ts'
import { places } from '../contract.ts'
import { may } from '../rules.ts'
import { KindPicker } from './pickers.tsx'

const widgets = { kind: KindPicker('contact') }

export function ContactsPage() {
  const me = useMe()
  const go = useGo()
  const home = useHome()
  const [{ place = home }] = useUrl()
  return (
    <ListPage
      op={places.ops.contacts}
      title={t('服务联系')}
      unit={t('家')}
      initial={{ place }}
      filters={['place']}
      main="name"
      columns={['kindLabel', 'name', 'phone', 'place', 'estate', 'hours']}
      widths={{ kindLabel: 90, phone: 140, place: 180, estate: 150 }}
      to={c => `/contacts/${c.community}/${c.id}`}
      actions={
        couldEver(may.addContact, me) && (
          <Button type="primary" onClick={() => go(`/contacts/new${place.length >= 12 ? `?place=${place}` : ''}`)}>
            {t('增加服务联系')}
          </Button>
        )
      }
      empty={t('物业、水、电、气各打哪个电话，登记在这里；楼栋页面和居民的「谁负责」页面就看得到。')}
    />
  )
}

export const ContactPage = () => (
  <RecordPage
    op={places.ops.contact}
    ops={places.ops}
    back={{ to: '/contacts', label: t('服务联系') }}
    title={c => c.name}
    fields={['kindLabel', 'phone', 'hours', 'place', 'estate', 'note']}
    widgets={widgets}
  />
)

export function NewContact() {
  const [{ place }] = useUrl()
  return (
    <FormPage
      op={places.ops.addContact}
      initial={place && place.length >= 12 ? { place } : {}}
      fields={['place', 'kind', 'name', 'phone', 'estate', 'hours', 'note']}
      widgets={widgets}
      hints={{ estate: t('只管一个小区的填小区名；不填就是整个范围') }}
      to={c => `/contacts/${c.community}/${c.id}`}
      submit={t('增加')}
    />
  )
}
