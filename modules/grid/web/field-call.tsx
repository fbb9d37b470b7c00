/** A full number that was asked for with a reason: to be called at once, gone after a minute, kept nowhere. */
import { useEffect, useState } from 'react'
import { t } from '../../../kernel/text.ts'
import { Icon } from '../../../ui/field/icons.tsx'

const SECONDS = 60

export function CallPhone({ number, close }: { number: string; close: () => void }) {
  const [left, setLeft] = useState(SECONDS)
  useEffect(() => {
    const until = Date.now() + SECONDS * 1000
    // By the clock, not by counting: a phone stops timers while it rings.
    const tick = setInterval(() => setLeft(Math.ceil((until - Date.now()) / 1000)), 500)
    return () => clearInterval(tick)
  }, [])
  useEffect(() => void (left <= 0 && close()), [left, close])
  return (
    <div className="call">
      <p className="number">{number.replace(/(\d{3})(\d{4})(\d{4})/, '$1 $2 $3')}</p>
      <p className="small" role="timer">
        {t('{n} 秒后隐去；这次查看已留痕。', { n: Math.max(0, left) })}
      </p>
      <a className="button main" href={`tel:${number}`}>
        <Icon name="phone" />
        {t('拨打')}
      </a>
      <button type="button" className="button" onClick={close}>
        {t('打完了，返回')}
      </button>
    </div>
  )
}
