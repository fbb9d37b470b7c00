/** A full number that a move has revealed: shown for a minute to whoever gave the reason, and kept nowhere. */
import { useEffect, useState } from 'react'
import { t } from '../../kernel/text.ts'

const SECONDS = 60

export function Revealed({ value, gone }: { value: string; gone: () => void }) {
  const [left, setLeft] = useState(SECONDS)
  useEffect(() => {
    const tick = setInterval(() => setLeft(n => n - 1), 1000)
    return () => clearInterval(tick)
  }, [])
  useEffect(() => void (left <= 0 && gone()), [left, gone])
  return (
    <p className="revealed" role="status">
      <b className="figures">{value}</b> <span className="hint">{t('{left} 秒后隐去；这次查看已留痕', { left })}</span>
      <button type="button" className="plain" onClick={gone}>
        {t('现在隐去')}
      </button>
    </p>
  )
}
