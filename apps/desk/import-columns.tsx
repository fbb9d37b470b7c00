/** Our columns, and beside each the column of the file that it is taken from: found by name, or remembered from last time, and free to change. */
import { Select } from 'antd'
import { t } from '../../kernel/text.ts'
import type { Mapping, Run } from '../../kernel/exchange-contract.ts'

export function Columns({ run, mapping, change }: { run: Run; mapping: Mapping; change: (mapping: Mapping) => void }) {
  const headers = run.headers.filter(h => h !== '').map(h => ({ value: h, label: h }))
  const used = new Set(Object.values(mapping.columns).flat())
  const set = (key: string, from: string[]) => {
    const { [key]: _, ...rest } = mapping.columns
    change({ ...mapping, columns: from.length ? { ...rest, [key]: from.length === 1 ? from[0]! : from } : rest })
  }
  const unused = run.headers.filter(h => h !== '' && !used.has(h))
  return (
    <>
      <table className="lines">
        <thead>
          <tr>
            <th>{t('要填的列')}</th>
            <th>{t('取自表格的列')}</th>
            <th className="wide-only">{t('怎么填')}</th>
          </tr>
        </thead>
        <tbody>
          {run.columns.map(c => {
            const from = [mapping.columns[c.key] ?? []].flat()
            const lacks = c.required && !from.length && mapping.constants?.[c.key] === undefined
            return (
              <tr key={c.key}>
                <td className="nowrap">
                  {c.label}
                  {c.required && <span className={lacks ? 'mistake' : 'hint'}> {t('必填')}</span>}
                </td>
                <td className="column-from">
                  <Select
                    mode="multiple"
                    aria-label={t('{label}取自', { label: c.label })}
                    value={from}
                    onChange={v => set(c.key, v)}
                    options={headers}
                    placeholder={t('不填')}
                    {...(lacks && { status: 'error' as const })}
                  />
                </td>
                <td className="wide-only quiet">
                  {[c.hint, c.example && t('例：{example}', { example: c.example })].filter(Boolean).join(' ')}
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
      {unused.length > 0 && <p className="hint">{t('表格里这些列不导入：{unused}', { unused: unused.join('、') })}</p>}
    </>
  )
}
