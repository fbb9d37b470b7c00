/** Whether the clock of this device is right. What is entered is dated by the server's clock all the same; a person should know why the hours differ. */
import { useSyncExternalStore } from 'react'
import { t } from '../../kernel/text.ts'

/** A sentence when it is wrong by more than a few minutes; '' otherwise. */
export const useClockOff = (): string => useSyncExternalStore(listen, () => said)

/** Asks the server for its time; without a network what was found last stays. */
export async function checkClock(): Promise<void> {
  const before = Date.now()
  const response = await fetch('/healthz', { cache: 'no-store' }).catch(() => null)
  const there = Date.parse(response?.headers.get('date') ?? '')
  if (Number.isNaN(there)) return
  const off = (before + Date.now()) / 2 - there
  said =
    Math.abs(off) < bearable ? '' : t('这台设备的时间差了 {time}，已按服务器时间记', { time: spell(Math.abs(off)) })
  listeners.forEach(changed => changed())
}

/** In milliseconds. */
const bearable = 300_000
const hour = 3_600_000
const spell = (off: number) =>
  off >= 24 * hour
    ? t('{n} 天', { n: Math.round(off / hour / 24) })
    : off >= hour
      ? t('{n} 小时', { n: Math.round(off / hour) })
      : t('{n} 分钟', { n: Math.round(off / 60_000) })

let said = ''
const listeners = new Set<() => void>()
function listen(changed: () => void) {
  listeners.add(changed)
  return () => listeners.delete(changed)
}
