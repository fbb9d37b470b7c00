/** Registering a resident; whoever looks like somebody already registered is shown while typing. */
import { useState } from 'react'
import { t } from '../../../kernel/text.ts'
import { FormPage } from '../../../ui/desk/pages.tsx'
import { people } from '../contract.ts'
import { AlreadyThere } from './alike.tsx'
import { RoomPicker } from './room-picker.tsx'

export default function Register() {
  const [typed, setTyped] = useState<Record<string, unknown>>({})
  return (
    <FormPage
      op={people.ops.register}
      lead={t('每一项都有用途；不办需要核验身份的事，可以不填证件号码。')}
      fields={[
        'place',
        'name',
        'document',
        'idNumber',
        'phone',
        'sex',
        'birth',
        'room',
        'since',
        'relation',
        'residence',
        'hometown',
      ]}
      widgets={{ room: RoomPicker }}
      hints={{ idNumber: t('填了 18 位号码，性别和出生日期自动得出。'), since: t('不填就是今天。') }}
      submit={t('登记')}
      changed={setTyped}
      aside={<AlreadyThere typed={typed} />}
      said={a => t('已登记 {name}', { name: a.name })}
      to={a => `/people/${a.community}/${a.id}`}
    />
  )
}
