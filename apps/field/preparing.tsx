/** 下载今天要用的: when it was last done and what it has, its progress, and in clear words what did not fit. */
import { useEffect } from 'react'
import { t } from '../../kernel/text.ts'
import { useOffline } from '../../ui/field/data.ts'
import { useDevice } from '../../ui/field/device.ts'
import { useMe } from '../../ui/field/me.ts'
import { Moment } from '../../ui/field/shown.tsx'
import { isDue, prepared, prepareShift, useProgress } from './prepare.ts'

/** Begins by itself when somebody has signed in and nothing was downloaded for this shift; not where data is to be spared. */
export function usePreparing() {
  const me = useMe()
  const device = useDevice()
  const offline = useOffline()
  useEffect(() => {
    const { saveData = false } = (navigator as { connection?: { saveData?: boolean } }).connection ?? {}
    if (device && !offline && !saveData && me.posts.length && isDue()) void prepareShift(me)
  }, [device, offline, me])
}

export function Preparing() {
  const me = useMe()
  const device = useDevice()
  const offline = useOffline()
  const { running, done, all, bytes, refused } = useProgress()
  if (!device) return null
  const last = prepared()
  return (
    <section className="card preparing">
      <h2>{t('没有信号时也能用')}</h2>
      {running ? (
        <div role="status">
          <progress value={done} max={Math.max(all, 1)} aria-label={t('下载进度')} />
          <p className="small">{t('正在下载：{done}/{all} 项，{size}', { done, all, size: sizeOf(bytes) })}</p>
        </div>
      ) : last?.finished ? (
        <p className="small">
          <Moment at={new Date(last.finished)} />{' '}
          {t('下载好的：{n} 项，{size}，{people} 人的资料', {
            n: last.items,
            size: sizeOf(last.bytes),
            people: device.kept.people(),
          })}
        </p>
      ) : (
        <p className="small">{t('任务、巡查、楼栋、住户先下载好，楼道里没信号也能看、能记。')}</p>
      )}
      {!running && last && last.leftOut.length > 0 && (
        <p className="advice">
          {t('一台设备最多存 {most} 人。没有下载的楼：{names}；去这些楼要有网络。', {
            most: device.store.limits.people,
            names: last.leftOut.join('、'),
          })}
        </p>
      )}
      {refused && !running && <p className="refused">{t('没下载完，下次接着下载。') + refused}</p>}
      {!running && (
        <button type="button" className="button wide" disabled={offline} onClick={() => void prepareShift(me)}>
          {offline
            ? t('有网络时再下载')
            : last && !last.finished
              ? t('接着下载')
              : last
                ? t('重新下载今天要用的')
                : t('下载今天要用的')}
        </button>
      )}
    </section>
  )
}

const sizeOf = (bytes: number) =>
  bytes < 1_000_000 ? `${Math.max(1, Math.round(bytes / 1000))} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`
