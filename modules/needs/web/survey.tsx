/** One survey: how many answered by grid and by group, what is wanted by class, and where the wishes are; each figure leads to its list. */
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { t } from '../../../kernel/text.ts'
import { useAsk } from '../../../ui/desk/context.tsx'
import { Go, useGo } from '../../../ui/desk/go.tsx'
import { RecordPage } from '../../../ui/desk/pages.tsx'
import { PlaceName } from '../../../ui/desk/place-names.tsx'
import { percent } from '../../../ui/desk/when.ts'
import { needs } from '../contract.ts'
import { groups, survey, type Group } from '../rules.ts'
import type { Share } from '../shapes.ts'
import type { Survey } from '../survey-contract.ts'
import { kinds, wish } from '../wish-rules.ts'
import { KindChart, RateChart } from './survey-charts.tsx'
import { Lines } from './surveys.tsx'

export default function SurveyPage() {
  return (
    <RecordPage
      op={needs.ops.survey}
      ops={needs.ops}
      back={{ to: '/needs/surveys', label: survey.label }}
      title={s => s.title}
      lead={s => (
        <a href={`/c/${s.community}/needs/${s.id}`} target="_blank" rel="noreferrer">
          {t('居民看到的样子')}
        </a>
      )}
      fields={['said', 'until', 'asked', 'answered', 'unheard', 'papers', 'openedAt', 'handedAt', 'byName', 'place']}
      widgets={{ questions: Lines }}
      more={s => (
        <>
          <Ways {...s} />
          {s.asked > 0 && <Rates {...s} />}
          {s.wishes > 0 && <Kinds {...s} />}
          <Questions {...s} />
        </>
      )}
    />
  )
}

const at = ({ community, id }: Survey) => `/needs/surveys/${community}/${id}`

function Ways(s: Survey) {
  const go = useGo()
  const on = (state: string) => `/needs/wishes?survey=${s.id}&state=${state}`
  return (
    <section className="sheet">
      <h2>{t('去办')}</h2>
      <p className="ways-here">
        <Button onClick={() => go(`${at(s)}/doors`)}>{t('应答住户')}</Button>
        <Button onClick={() => go(`${at(s)}/paper`)}>{t('录入纸表')}</Button>
        <Button onClick={() => go(`${at(s)}/sort`)}>{t('梳理意愿')}</Button>
      </p>
      <ul className="short">
        {s.byState.map(({ state, wishes }) => (
          <li key={state} className="spread">
            <span>{wish.states[state].label}</span>
            <Go to={on(state)}>{t('{n} 条', { n: wishes })}</Go>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Rates(s: Survey) {
  const rates = useAsk(needs.ops.rates, { community: s.community, id: s.id }).data
  if (!rates) return null
  const to = (more: string) => `${at(s)}/doors?${more}`
  return (
    <section className="sheet">
      <h2>{t('答复率 {rate}', { rate: percent(s.answered, s.asked) })}</h2>
      <RateChart rows={rates.byGrid} />
      <table className="lines">
        <thead>
          <tr>
            {[t('网格'), t('应答户数'), t('已答复'), t('家中无人'), t('不愿答复'), t('答复率')].map((name, n) => (
              <th key={name} className={n ? 'right' : ''}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rates.byGrid.map(g => (
            <Line key={g.place} of={g} name={<PlaceName code={g.place} />} to={o => to(`place=${g.place}${o}`)} />
          ))}
          {rates.byGroup.map(g => (
            <Line key={g.group} of={g} name={groups[g.group as Group]} to={o => to(`group=${g.group}${o}`)} />
          ))}
        </tbody>
      </table>
    </section>
  )
}

const Line = ({ of, name, to }: { of: Share; name: ReactNode; to: (outcome: string) => string }) => (
  <tr>
    <td>{name}</td>
    <td className="right figures">
      <Go to={to('')}>{of.asked}</Go>
    </td>
    {(['answered', 'nobody', 'declined'] as const).map(outcome => (
      <td key={outcome} className="right figures">
        <Go to={to(`&outcome=${outcome}`)}>{of[outcome]}</Go>
      </td>
    ))}
    <td className="right figures">{percent(of.answered, of.asked)}</td>
  </tr>
)

const Kinds = (s: Survey) => (
  <section className="sheet">
    <h2>{t('想办什么')}</h2>
    <KindChart rows={s.byKind} to={kind => `/needs/wishes?survey=${s.id}&kind=${kind}`} />
    <ul className="short">
      {s.byKind.map(({ kind, households, wishes }) => (
        <li key={kind} className="spread">
          <span>{kinds[kind].label}</span>
          <Go to={`/needs/wishes?survey=${s.id}&kind=${kind}`}>
            {t('{households} 户，{wishes} 条', { households, wishes })}
          </Go>
        </li>
      ))}
    </ul>
  </section>
)

const Questions = ({ questions }: Survey) =>
  questions.length > 0 && (
    <section className="sheet">
      <h2>{t('选择题')}</h2>
      <ol className="short">
        {questions.map(q => (
          <li key={q.ask}>
            {q.ask}
            <div className="hint">{q.choices.join('、')}</div>
          </li>
        ))}
      </ol>
    </section>
  )
