/** The lines above every page: no network, a newer version, what waits to be sent, a clock that is wrong, a device that keeps nothing. */
import { t } from '../../kernel/text.ts'
import { useClockOff } from '../../ui/field/clock.ts'
import { useOffline } from '../../ui/field/data.ts'
import { useDevice, useEntries, useWhyNot } from '../../ui/field/device.ts'
import { Go, usePath } from '../../ui/field/go.tsx'
import { Icon } from '../../ui/field/icons.tsx'
import { isOpen } from '../../ui/field/outbox-entry.ts'
import { NewVersion } from './update.tsx'

export function Words() {
  const offline = useOffline()
  const whyNot = useWhyNot()
  const damaged = useDevice()?.store.damaged ?? 0
  const off = useClockOff()
  const path = usePath()
  const open = useEntries().filter(isOpen)
  const mine = open.filter(e => e.state === 'refused' || e.state === 'conflict').length
  return (
    <div className="word" role="status">
      {offline && <p>{whyNot ? t('没有网络。') + whyNot : t('没有网络。写的都存在这台设备里，连上自动交。')}</p>}
      {!offline && whyNot && <p>{whyNot}</p>}
      {damaged > 0 && <p>{t('这台设备里有 {n} 条内容读不出来，没有删；请告诉管理员。', { n: damaged })}</p>}
      {off && <p>{off}</p>}
      <NewVersion />
      {open.length > 0 && !path.startsWith('/outbox') && (
        <p>
          <Go to="/outbox" className="waits">
            <span>
              {t('{n} 件待提交', { n: open.length })}
              {mine > 0 && t('，其中 {n} 件要您看一下', { n: mine })}
            </span>
            <Icon name="next" />
          </Go>
        </p>
      )}
    </div>
  )
}
