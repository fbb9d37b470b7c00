/** To whom a clerk hands a matter: whoever has least in hand stands first. */
import { t } from '../../../kernel/text.ts'
import { useAsk } from '../../../ui/field/data.ts'
import type { InputProps } from '../../../ui/field/fields.tsx'
import { Loaded, Nothing } from '../../../ui/field/shown.tsx'
import { grid } from '../contract.ts'

export function HandlerField({ value, onChange, about }: InputProps) {
  const asked = useAsk(grid.ops.handlers, { place: about.place })
  return (
    <Loaded of={asked} rows={2}>
      {all =>
        all.length === 0 ? (
          <Nothing icon="me" say={t('这里还没有可派的承办人，请联系安全管理员任命。')} />
        ) : (
          <div className="rows">
            {all
              .toSorted((a, b) => a.inHand - b.inHand)
              .map(h => (
                <button
                  key={`${h.id}${h.post}`}
                  type="button"
                  className="row"
                  aria-pressed={value === h.id}
                  onClick={() => onChange(h.id)}
                >
                  <b>{h.name}</b> {h.post}
                  <small>{t('在手 {n} 件', { n: h.inHand })}</small>
                </button>
              ))}
          </div>
        )
      }
    </Loaded>
  )
}
