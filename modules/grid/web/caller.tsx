/** Who is on the line: their earlier matters by their number. Each look says why and is in the trail. */
import { Button, Select } from 'antd'
import { useState } from 'react'
import { t } from '../../../kernel/text.ts'
import { useHome, useSend } from '../../../ui/desk/context.tsx'
import { Go } from '../../../ui/desk/go.tsx'
import { Moment } from '../../../ui/desk/show.tsx'
import { sayOf } from '../../../ui/desk/trouble.tsx'
import { grid } from '../contract.ts'
import { label } from './states.ts'

const reasons = () => [t('来电反映问题，看看以前报过什么'), t('来电询问办理进展'), t('核对是不是重复反映')]

export function Caller({ phone }: { phone?: unknown }) {
  const home = useHome()
  const look = useSend(grid.ops.caller)
  const [reason, setReason] = useState(reasons()[0]!)
  const ready = typeof phone === 'string' && /^1[3-9]\d{9}$/.test(phone)
  const shown = look.data && look.variables?.phone === phone ? look.data : undefined
  return (
    <section className="sheet">
      <h2>{t('来电人报过的事')}</h2>
      {!ready ? (
        <p className="quiet">{t('填了手机号，可以看这个号码以前报过什么。')}</p>
      ) : !shown ? (
        <div className="caller">
          <Select
            aria-label={t('为什么查')}
            value={reason}
            onChange={setReason}
            options={reasons().map(value => ({ value, label: value }))}
          />
          <Button loading={look.isPending} onClick={() => look.mutate({ place: home, phone: String(phone), reason })}>
            {t('查（会留痕）')}
          </Button>
          {look.error && <p className="refused">{sayOf(look.error)}</p>}
        </div>
      ) : shown.total === 0 ? (
        <p className="quiet">{t('这个号码没有报过。')}</p>
      ) : (
        <>
          {shown.contactName && <p>{t('留的称呼：{contactName}', { contactName: shown.contactName })}</p>}
          <ul className="short">
            {shown.items.map(m => (
              <li key={m.id}>
                <Go to={`/grid/${m.community}/${m.id}`}>{m.title}</Go>
                <span className="hint">
                  {label(m.state)} · {m.number} · <Moment at={m.reportedAt} />
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  )
}
