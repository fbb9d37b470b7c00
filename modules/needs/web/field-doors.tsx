/** The doors of my grid that are asked: who has answered, who is still to be asked; no names, and nothing of what was said. */
import { useState } from 'react'
import { t } from '../../../kernel/text.ts'
import type { Output } from '../../../kernel/contract.ts'
import { useAsk } from '../../../ui/field/data.ts'
import { Choices } from '../../../ui/field/fields.tsx'
import { Go, useKey } from '../../../ui/field/go.tsx'
import { Head } from '../../../ui/field/head.tsx'
import { Icon } from '../../../ui/field/icons.tsx'
import { useGrids } from '../../../ui/field/me.ts'
import { stands, usePending } from '../../../ui/field/pending.tsx'
import { Loaded, Nothing } from '../../../ui/field/shown.tsx'
import { needs } from '../contract.ts'
import { may, outcomes, type Outcome } from '../rules.ts'
import { COMMUNITY } from './field-surveys.tsx'

type Door = Output<typeof needs.ops.doors>['items'][number]
const MOST = 500
/** What the page and the preparation for the shift ask alike. */
export const doorsIn = (community: string, survey: string, place: string) => ({ community, survey, place, size: MOST })

export function Doors() {
  const { community, id } = useKey()
  const about = useAsk(needs.ops.publicSurvey, { community, id })
  const grids = useGrids(may.answerAtDoor)
  const mine = grids.data?.filter(g => g.code.startsWith(community.slice(0, COMMUNITY))) ?? []
  const [chosen, choose] = useState<string>()
  const grid = mine.find(g => g.code === chosen) ?? mine[0]
  return (
    <>
      <Head title={about.data?.title ?? t('应答住户')} back="/needs">
        {grid?.name}
      </Head>
      {mine.length > 1 && (
        <Choices
          value={grid?.code}
          onChange={choose}
          choices={mine.map(g => ({ value: g.code, label: g.name }))}
          label={t('换一个网格')}
        />
      )}
      {grid && <InGrid key={grid.code} survey={id} place={grid.code} />}
    </>
  )
}

function InGrid({ survey, place }: { survey: string; place: string }) {
  const community = place.slice(0, COMMUNITY)
  const asked = useAsk(needs.ops.doors, doorsIn(community, survey, place))
  const [left, only] = useState(true)
  const pending = usePending(asked.data?.items.map(d => d.id) ?? [], asked.at)
  const entered = new Map(
    pending.filter(e => stands(e) && of(e.op, e.input, survey)).map(e => [e.record, said(e.input)]),
  )
  const outcomeOf = (door: Door) => entered.get(door.id) ?? door.outcome
  return (
    <Loaded of={asked}>
      {({ items }) => {
        const open = items.filter(d => outcomeOf(d) !== 'answered')
        const shown = left ? open : items
        return items.length === 0 ? (
          <Nothing icon="building" say={t('这个网格没有要走访的住户。')} />
        ) : (
          <section className="card">
            <div className="chips" role="group" aria-label={t('看哪些')}>
              <button type="button" className="chip" aria-pressed={left} onClick={() => only(true)}>
                {t('还没答复 {n}', { n: open.length })}
              </button>
              <button type="button" className="chip" aria-pressed={!left} onClick={() => only(false)}>
                {t('全部 {n}', { n: items.length })}
              </button>
            </div>
            {shown.length === 0 && <Nothing say={t('这个网格都答复了。')} />}
            <ul className="rows">
              {shown.map(door => (
                <li key={door.id}>
                  <Go to={`/needs/${community}/${survey}/${door.id}`} className="row">
                    <b>{door.address}</b>
                    <small>{sayOutcome(outcomeOf(door), entered.has(door.id))}</small>
                    <Icon name="next" />
                  </Go>
                </li>
              ))}
            </ul>
          </section>
        )
      }}
    </Loaded>
  )
}

const of = (op: string, input: unknown, survey: string) =>
  op === 'needs.answerAtDoor' && (input as { survey?: string }).survey === survey
const said = (input: unknown) => (input as { outcome?: Outcome }).outcome ?? 'answered'
const sayOutcome = (outcome: Outcome | null, waits: boolean) =>
  outcome === null ? t('还没走到') : `${t(outcomes[outcome])}${waits ? t('（待提交）') : ''}`
