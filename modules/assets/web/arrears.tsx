/** The rent that is owed, by how long it has been owed: each bar leads to the leases. F11 */
import { t } from '../../../kernel/text.ts'
import { yuan } from '../../../kernel/fen.ts'
import { BoardPage, Panel } from '../../../ui/desk/board-page.tsx'
import { Chart } from '../../../ui/desk/chart.tsx'
import { useAsk, useHome } from '../../../ui/desk/context.tsx'
import { Go, useGo } from '../../../ui/desk/go.tsx'
import { Yuan } from '../../../ui/desk/show.tsx'
import { Nothing, Waiting } from '../../../ui/desk/trouble.tsx'
import { assets } from '../contract.ts'
import { RUNNING } from '../lease-rules.ts'

const owing = '/assets/leases?owing=true'

export default function Arrears() {
  const place = useHome()
  const go = useGo()
  const asked = useAsk(assets.ops.arrears, { place }).data
  const count = (more: object) => useAsk(assets.ops.leases, { place, size: 1, ...more }).data?.total ?? 0
  const [running, late] = [count({ state: [RUNNING] }), count({ late: true })]
  const idle = useAsk(assets.ops.assets, { place, size: 1, state: ['idle'] }).data?.total ?? 0
  if (!asked) return <Waiting />
  const { total, ages } = asked
  const said = ages.map(a => t('{label}：{yuan} 元', { label: a.label, yuan: yuan(a.amount) })).join('；')
  return (
    <BoardPage
      title={t('租金')}
      actions={<Go to="/assets/policies">{t('租金分配办法')}</Go>}
      figures={[
        {
          label: t('欠租'),
          value: <Yuan fen={total} />,
          unit: t('元'),
          to: owing,
          ...(total > 0 && { tone: 'soon' as const }),
        },
        { label: t('在租'), value: running, unit: t('份'), to: `/assets/leases?state=${RUNNING}` },
        {
          label: t('到期未收回'),
          value: late,
          unit: t('份'),
          to: '/assets/leases?late=true',
          ...(late > 0 && { tone: 'late' as const }),
        },
        { label: t('闲置'), value: idle, unit: t('项'), to: '/assets?state=idle' },
      ]}
    >
      <Panel title={t('欠了多久')} note={t('点一根看租约')} span={2}>
        {total > 0 ? (
          <Chart
            said={said}
            option={{
              grid: { left: 8, right: 24, top: 20, bottom: 8, containLabel: true },
              tooltip: { trigger: 'axis' },
              xAxis: { type: 'category', data: ages.map(a => a.label) },
              yAxis: { type: 'value', axisLabel: { formatter: (v: number) => t('{v} 元', { v }) } },
              series: [
                { name: t('欠租'), type: 'bar', data: ages.map(a => a.amount / 100), itemStyle: { color: '#0b57c4' } },
              ],
            }}
            press={() => go(owing)}
          />
        ) : (
          <Nothing say={t('没有欠租。')} />
        )}
        <table className="ledger">
          <tbody>
            {ages.map(a => (
              <tr key={a.label}>
                <td>
                  <Go to={owing}>{a.label}</Go>
                </td>
                <td className="money figures">{t('{n} 份', { n: a.leases })}</td>
                <td className="money">
                  <Yuan fen={a.amount} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Panel>
    </BoardPage>
  )
}
