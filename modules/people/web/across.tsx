/** 篇3 一「移交衔接」. Two cards in two communities side by side: the street says whether they are of one person. Neither is closed by it. */
import { App, Button, Input } from 'antd'
import { useState } from 'react'
import { t } from '../../../kernel/text.ts'
import { useSend } from '../../../ui/desk/context.tsx'
import { Go } from '../../../ui/desk/go.tsx'
import { PlaceName } from '../../../ui/desk/place-names.tsx'
import { Shown } from '../../../ui/desk/show.tsx'
import { sayOf } from '../../../ui/desk/trouble.tsx'
import { fieldOf } from '../../../ui/shapes.ts'
import { people } from '../contract.ts'
import { Resident, type Pair } from '../shapes.ts'

const rows = ['sex', 'birth', 'document', 'idMasked', 'phoneMasked', 'address', 'residence', 'state', 'since'] as const

export function Across({ pair: { a, b, points, reasons, differs } }: { pair: Pair }) {
  const { message } = App.useApp()
  const match = useSend(people.ops.match)
  const [reason, setReason] = useState('')
  const settle = async (verdict: 'same' | 'different', said: string) => {
    const { community, id } = a
    const other = { other: b.id, otherCommunity: b.community }
    try {
      await match.mutateAsync({ community, id, ...other, verdict, reason: reason.trim() })
      void message.success(said)
    } catch (error) {
      void message.error(sayOf(error))
    }
  }
  const buttons = { disabled: reason.trim().length < 4, loading: match.isPending }
  return (
    <section className="sheet pair-sheet" aria-label={a.name}>
      <h2>
        {a.name} {a.name === b.name ? '' : `、${b.name} `}
        {t('相似 {points} 分', { points })}
        {reasons.map(r => (
          <span key={r.label} className={r.points < 0 ? 'badge badge-late' : 'badge'}>
            {r.label} {r.points > 0 ? `+${r.points}` : r.points}
          </span>
        ))}
      </h2>
      <table className="lines pair-table">
        <thead>
          <tr>
            <th>{t('项目')}</th>
            {[a, b].map(r => (
              <th key={r.id}>
                <PlaceName code={r.community} /> <Go to={`/people/${r.community}/${r.id}`}>{t('打开')}</Go>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(name => (
            <tr key={name} className={differs.includes(name) ? 'pair-differs' : ''}>
              <td className="nowrap">{fieldOf(Resident, name).label}</td>
              {[a, b].map(r => (
                <td key={r.id}>
                  <Shown field={fieldOf(Resident, name)} value={r[name]} record={r} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <p className="hint">
        {t('认定后两个社区各留各的档案和居住经过，只是都指同一个人；搬走的那一处，请打开档案办「迁出」。')}
      </p>
      <div className="pair-foot">
        <Input
          placeholder={t('为什么（看了什么证件、问了谁）')}
          aria-label={t('为什么')}
          value={reason}
          maxLength={200}
          onChange={e => setReason(e.target.value)}
        />
        <Button
          type="primary"
          {...buttons}
          onClick={() => void settle('same', t('已认定是同一人，可以在「已核对」里撤销'))}
        >
          {t('是同一人')}
        </Button>
        <Button {...buttons} onClick={() => void settle('different', t('已记下，不再列出'))}>
          {t('不是同一人')}
        </Button>
      </div>
    </section>
  )
}
