/** Who has come: a press for each name, another takes it back. Where there are no seats, how many came is counted; later, who signed. */
import { App } from 'antd'
import { t } from '../../../kernel/text.ts'
import { useSend } from '../../../ui/desk/context.tsx'
import { sayOf } from '../../../ui/desk/trouble.tsx'
import { council } from '../contract.ts'
import { comings, type Meeting } from '../meeting-contract.ts'

export function CheckIns({ community, id, state, people, everyone, offers }: Meeting) {
  const { message } = App.useApp()
  const [checkIn, checkOut, sign] = [
    useSend(council.ops.checkIn),
    useSend(council.ops.checkOut),
    useSend(council.ops.signMinutes),
  ]
  if (everyone || !people.length) return null
  const key = { community, id }
  const may = (move: string) => offers.some(o => o.move === move && !o.because)
  const signing = state === 'minuted'
  const there = people.filter(p => p.came === 'present' || p.came === 'proxy').length
  const shown = signing ? people.filter(p => p.came === 'present') : people
  const press = async (p: Meeting['people'][number]) => {
    try {
      if (signing) await sign.mutateAsync({ ...key, seat: p.seat })
      else if (p.came === 'present') await checkOut.mutateAsync({ ...key, seat: p.seat })
      else await checkIn.mutateAsync({ ...key, seats: [p.seat] })
    } catch (error) {
      void message.error(sayOf(error))
    }
  }
  return (
    <section className="sheet">
      <h2>
        {signing
          ? t('签字 {n} 人', { n: people.filter(p => p.signed).length })
          : t('签到 {there} / {n}', { there, n: people.length })}
      </h2>
      {state === 'convened' && <p className="hint">{t('开会后，到一位点一下名字。')}</p>}
      <div className="checkins">
        {shown.map(p => (
          <button
            key={p.seat}
            type="button"
            aria-pressed={signing ? p.signed : p.came === 'present' || p.came === 'proxy'}
            disabled={signing ? p.signed || !may('signMinutes') : !may('checkIn')}
            title={p.reason ?? undefined}
            onClick={() => void press(p)}
          >
            {p.name}
            <div className="hint">{signing ? (p.signed ? t('已签字') : t('点一下签字')) : saying(p)}</div>
          </button>
        ))}
      </div>
    </section>
  )
}

const saying = (p: Meeting['people'][number]) =>
  p.came === 'proxy'
    ? t('委托{proxyName}', { proxyName: p.proxyName ?? '' })
    : p.came
      ? comings[p.came]
      : p.grp || t('未到')
