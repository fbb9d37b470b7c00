/** Where it is: a grid among several, a building from the list of the grid. Neither needs a map or a position. */
import { useState } from 'react'
import { places, type PlaceLine } from '../../places/contract.ts'
import { t } from '../../../kernel/text.ts'
import { useAsk } from '../../../ui/field/data.ts'
import { Choices, type InputProps } from '../../../ui/field/fields.tsx'
import { Icon } from '../../../ui/field/icons.tsx'
import { Sheet } from '../../../ui/field/sheet.tsx'
import { Loaded, Nothing } from '../../../ui/field/shown.tsx'

export const GridField = ({ value, onChange, grids }: InputProps & { grids: readonly PlaceLine[] }) => (
  <Choices
    value={value}
    onChange={onChange}
    choices={grids.map(g => ({ value: g.code, label: g.name }))}
    label={t('网格')}
  />
)

export function BuildingField({ value, onChange, place }: InputProps & { place: string }) {
  const [open, setOpen] = useState(false)
  const [words, setWords] = useState('')
  const asked = useAsk(places.ops.buildings, { place }, { when: place !== '', fresh: 3_600_000 })
  const chosen = asked.data?.find(b => b.id === value)
  const choose = (building: string | undefined) => {
    onChange(building)
    setOpen(false)
  }
  return (
    <>
      <div className="chips">
        {chosen && (
          <button type="button" className="chip" aria-pressed onClick={() => choose(undefined)}>
            {chosen.estate}
            {chosen.name}
            <Icon name="close" />
          </button>
        )}
        <button type="button" className="chip more" disabled={place === ''} onClick={() => setOpen(true)}>
          {place === '' ? t('先选网格') : chosen ? t('换一栋') : t('选楼栋')}
          <Icon name="next" />
        </button>
      </div>
      {open && (
        <Sheet title={t('选楼栋')} close={() => setOpen(false)}>
          <label className="search">
            <Icon name="search" />
            <input
              type="search"
              value={words}
              placeholder={t('小区、楼号')}
              aria-label={t('搜楼栋')}
              onChange={e => setWords(e.target.value)}
            />
          </label>
          <Loaded of={asked}>
            {all => {
              const found = all.filter(b => `${b.estate}${b.name}`.includes(words.trim()))
              return found.length === 0 ? (
                <Nothing icon="building" say={t('没有找到这栋楼，可以在「具体位置」里写。')} />
              ) : (
                <div className="rows two">
                  {found.map(b => (
                    <button
                      key={b.id}
                      type="button"
                      className="row"
                      aria-pressed={b.id === value}
                      onClick={() => choose(b.id)}
                    >
                      <span>
                        {b.estate}
                        <b>{b.name}</b>
                      </span>
                    </button>
                  ))}
                </div>
              )
            }}
          </Loaded>
        </Sheet>
      )}
    </>
  )
}
