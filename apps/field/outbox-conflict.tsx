/** Two people changed the same field: both values side by side, who wrote theirs and when, and a choice for each field. */
import { useState } from 'react'
import { t } from '../../kernel/text.ts'
import { people } from '../../modules/people/contract.ts'
import { sayValue } from '../../modules/people/web/said-value.ts'
import { useAsk } from '../../ui/field/data.ts'
import { deviceNow } from '../../ui/field/device.ts'
import { go } from '../../ui/field/go.tsx'
import { fieldOf } from '../../ui/field/outbox-conflict.ts'
import type { Differing, Entry } from '../../ui/field/outbox-entry.ts'
import { say } from '../../ui/field/said.tsx'
import { Moment, sayOf } from '../../ui/field/shown.tsx'

type Side = 'mine' | 'theirs'

export function Conflict({ entry }: { entry: Entry }) {
  const [choices, choose] = useState<Record<string, Side>>({})
  const [refused, setRefused] = useState('')
  const fields = entry.conflicts ?? []
  const left = fields.filter(f => !choices[fieldOf(f)]).length

  async function settle() {
    await deviceNow()?.outbox.settle(entry.id, choices)
    say(t('已按您选的办'))
    go('/outbox', { instead: true })
  }

  return (
    <section className="card conflict">
      <h2>{t('别人也改过，请您定')}</h2>
      <p className="small">{t('其余的都已经记上。下面几项没有覆盖别人写的，每项选一个。')}</p>
      {fields.map(f => (
        <Field
          key={fieldOf(f)}
          of={f}
          community={entry.about.community}
          chosen={choices[fieldOf(f)]}
          choose={side => choose({ ...choices, [fieldOf(f)]: side })}
        />
      ))}
      {refused && (
        <p className="refused" role="alert">
          {refused}
        </p>
      )}
      <button
        type="button"
        className="button main wide"
        disabled={left > 0}
        onClick={() => void settle().catch((error: unknown) => setRefused(sayOf(error)))}
      >
        {left > 0 ? t('还有 {n} 项没选', { n: left }) : t('就这样定')}
      </button>
    </section>
  )
}

type Props = { of: Differing; community: string; chosen: Side | undefined; choose: (side: Side) => void }

function Field({ of: f, community, chosen, choose }: Props) {
  const id = f.resident ?? ''
  const card = useAsk(people.ops.person, { community, id }, { when: id !== '' }).data
  const fact = card?.facts.find(one => one.field === f.field)
  const name = `${f.name ?? card?.name ?? ''} ${f.label}`.trim()
  return (
    <div className="field" role="group" aria-label={name}>
      <span className="field-name">{name}</span>
      <div className="sides">
        {(['theirs', 'mine'] as const).map(side => (
          <button key={side} type="button" aria-pressed={chosen === side} onClick={() => choose(side)}>
            <small>{side === 'mine' ? t('您写的') : t('现在登记的')}</small>
            <b>{sayValue(f.field, f[side])}</b>
            {side === 'theirs' && fact && (
              <small>
                {fact.byName} · <Moment at={fact.at} />
              </small>
            )}
          </button>
        ))}
      </div>
    </div>
  )
}
