/** One sheet of paper: where the two hands read it otherwise, side by side, for a third who holds the paper. */
import { t } from '../../../kernel/text.ts'
import { RecordPage } from '../../../ui/desk/pages.tsx'
import { needs } from '../contract.ts'
import { paper } from '../paper-rules.ts'
import { outcomes } from '../rules.ts'
import type { Paper } from '../sheet-contract.ts'
import { kinds, priorities } from '../wish-rules.ts'

/** What typing it does is not pressed by hand. */
const { agreePaper: _a, differPaper: _d, ...ops } = needs.ops

export default function PaperPage() {
  return (
    <RecordPage
      op={needs.ops.paper}
      ops={ops}
      back={{ to: '/needs/papers', label: paper.label }}
      title={p => p.address}
      fields={['title', 'place', 'at']}
      more={p =>
        p.typed.length > 0 ? (
          <Both {...p} />
        ) : (
          <p className="hint">{t('只录了一遍，录的内容要等另一个人录完才显示。')}</p>
        )
      }
    />
  )
}

const Both = ({ typed, differs }: Paper) => (
  <section className="sheet">
    <h2>{differs.length ? t('不一样的：{list}', { list: differs.join('、') }) : t('两遍一样')}</h2>
    <table className="lines pair-table">
      <thead>
        <tr>
          {typed.map((one, n) => (
            <th key={n}>{t('第 {n} 遍：{name}', { n: n + 1, name: one.byName ?? '' })}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        <tr>
          {typed.map((one, n) => (
            <td key={n}>
              <p>{outcomes[one.outcome]}</p>
              <ol className="short">
                {one.wishes.map((w, i) => (
                  <li key={i}>
                    {w.said}
                    <div className="hint">{`${kinds[w.kind].label} · ${priorities[w.priority]}`}</div>
                  </li>
                ))}
              </ol>
              <p>{one.choices.map(c => c ?? t('没答')).join('、')}</p>
            </td>
          ))}
        </tr>
      </tbody>
    </table>
  </section>
)
