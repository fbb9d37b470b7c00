/** A home by building and door: the building of the chosen grid first, then its rooms. */
import { Form, Select } from 'antd'
import { useState } from 'react'
import { t } from '../../../kernel/text.ts'
import { useAsk } from '../../../ui/desk/context.tsx'
import type { WidgetProps } from '../../../ui/desk/fields.tsx'
import { places } from '../../places/contract.ts'

export function RoomPicker({ id, value, onChange }: WidgetProps) {
  const form = Form.useFormInstance()
  const grid = Form.useWatch<string | undefined>('place', form) ?? ''
  const [building, setBuilding] = useState<string>()
  const buildings = useAsk(places.ops.buildings, { place: grid }, { when: grid !== '' })
  const rooms = useAsk(
    places.ops.rooms,
    { community: grid.slice(0, 12), building: building ?? '' },
    { when: building !== undefined },
  )
  return (
    <div className="pair">
      <Select
        {...(id && { id })}
        value={building ?? null}
        placeholder={grid ? t('楼栋') : t('先选网格')}
        disabled={!grid}
        showSearch={{ optionFilterProp: 'label' }}
        allowClear
        onChange={v => (setBuilding(v ?? undefined), onChange?.(undefined))}
        options={(buildings.data ?? []).map(b => ({ value: b.id, label: `${b.estate} ${b.name}` }))}
      />
      <Select
        aria-label={t('房号')}
        value={(value as string | undefined) ?? null}
        placeholder={t('房号')}
        disabled={!building}
        showSearch={{ optionFilterProp: 'label' }}
        allowClear
        onChange={v => onChange?.(v ?? undefined)}
        options={(rooms.data ?? []).map(r => ({ value: r.id, label: [r.unit, r.name].filter(Boolean).join(' ') }))}
      />
    </div>
  )
}
