/** The rows that would not come in, as they stand in the file; the reason stands in the cell that is wrong. */
import { Pagination } from 'antd'
import { useState } from 'react'
import { t } from '../../kernel/text.ts'
import { exchange, type Run } from '../../kernel/exchange-contract.ts'
import { useAsk } from '../../ui/desk/context.tsx'
import { Trouble, Waiting } from '../../ui/desk/trouble.tsx'

const size = 20

export function BadRows({ run }: { run: Run }) {
  const [page, setPage] = useState(1)
  // Checking and importing each write the refused rows anew: what was asked for a step ago is not the answer any more.
  const asked = useAsk(exchange.ops.bad, { id: run.id, page, size }, { fresh: 0 })
  if (asked.error && !asked.data) return <Trouble error={asked.error} retry={asked.refetch} />
  return (
    <section className="sheet import-bad">
      <h2>{t('退回的行')}</h2>
      {!asked.data ? (
        <Waiting rows={4} />
      ) : (
        <div className="scroll-x">
          <table className="lines">
            <thead>
              <tr>
                <th>{t('行')}</th>
                <th>{t('原因')}</th>
                {run.headers.map((h, n) => (
                  <th key={n}>{h}</th>
                ))}
              </tr>
            </thead>
            <tbody>
              {asked.data.items.map(row => (
                <tr key={row.line}>
                  <td className="figures">{row.line}</td>
                  <td className="mistake">
                    {row.reasons
                      .filter(r => !run.headers.includes(r.column ?? ''))
                      .map(r => r.say)
                      .join('；')}
                  </td>
                  {run.headers.map((h, n) => {
                    const wrong = row.reasons.filter(r => r.column === h)
                    return (
                      <td key={n} className={wrong.length ? 'cell-wrong' : ''}>
                        {row.cells[n]}
                        {wrong.map(r => (
                          <span key={r.say} className="mistake">
                            {r.say}
                          </span>
                        ))}
                      </td>
                    )
                  })}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {run.bad > size && (
        <Pagination
          className="pages"
          size="small"
          current={page}
          pageSize={size}
          total={run.bad}
          showSizeChanger={false}
          onChange={setPage}
        />
      )}
    </section>
  )
}
