/** Where each field came from, shown when somebody asks: who said it, when, on which form, and what it is for. */
import { t } from '../../../kernel/text.ts'
import { Moment } from '../../../ui/desk/show.tsx'
import type { Resident } from '../shapes.ts'

export const Sources = ({ facts }: { facts: Resident['facts'] }) => {
  const stale = facts.filter(f => f.stale).length
  return (
    <details className="sheet sources">
      <summary>
        <h2>{t('各项从哪里来，做什么用')}</h2>
        <span className="hint">
          {t('{n} 项', { n: facts.length })}
          {stale > 0 && t('，{stale} 项该再问一次', { stale })}
        </span>
      </summary>
      <table className="lines">
        <thead>
          <tr>
            <th>{t('项目')}</th>
            <th>{t('来自')}</th>
            <th>{t('谁、哪张表')}</th>
            <th>{t('更新于')}</th>
            <th className="wide-only">{t('用途')}</th>
          </tr>
        </thead>
        <tbody>
          {facts.map(f => (
            <tr key={f.field}>
              <td className="nowrap">
                {f.label}
                {f.declined && <span className="badge">{t('不愿提供')}</span>}
              </td>
              <td>{f.source}</td>
              <td>{[f.byName, f.via].filter(Boolean).join(' · ') || '—'}</td>
              <td className="nowrap">
                <Moment at={f.at} /> {f.stale && <span className="badge badge-soon">{t('该再问')}</span>}
              </td>
              <td className="wide-only quiet">{f.purpose}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  )
}
