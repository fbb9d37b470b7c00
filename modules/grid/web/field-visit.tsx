/** At a point: its code or a photo proves the visit; the position is looked at once, at that moment, if the telephone allows it. */
import { useEffect, useState } from 'react'
import { t } from '../../../kernel/text.ts'
import { useAsk } from '../../../ui/field/data.ts'
import { useDraft, type Told } from '../../../ui/field/draft.ts'
import { back, Go, useKey } from '../../../ui/field/go.tsx'
import { Head } from '../../../ui/field/head.tsx'
import { useMe } from '../../../ui/field/me.ts'
import { OpForm, sayTold } from '../../../ui/field/op-form.tsx'
import { stands, usePending } from '../../../ui/field/pending.tsx'
import { Loaded, Nothing } from '../../../ui/field/shown.tsx'
import { grid } from '../contract.ts'
import { visit } from '../patrol-rules.ts'
import type { Visit } from '../patrol-shapes.ts'
import { goes, myRounds } from './field-rounds.ts'

export function VisitPage() {
  const { community, round: of = '', id, move = 'arrive' } = useKey()
  const to = `/patrol/${community}/${of}`
  const asked = useAsk(grid.ops.round, { community, id: of })
  const pending = usePending(id, asked.at)
  return (
    <>
      <Head title={visit.label} back={to} />
      <Loaded of={asked}>
        {r => {
          const one = r.visits.find(v => v.id === id)
          return one?.offers.length && !pending.some(stands) ? (
            <Form key={move} visit={one} move={move === 'skip' ? 'skip' : 'arrive'} to={to} />
          ) : (
            <Nothing icon="done" say={t('这个点已经记过了。')} />
          )
        }}
      </Loaded>
    </>
  )
}

type Props = { visit: Visit; move: 'arrive' | 'skip'; to: string }

function Form({ visit: v, move, to }: Props) {
  const { community, id, place, title } = v
  const here = usePosition(move === 'arrive')
  const code = new URLSearchParams(location.search).get('code')
  const draft = useDraft(
    `${move}/${id}`,
    { title: `${visit.moves[move].label} ${title}`, to: `/visit/${community}/${v.round}/${id}/${move}` },
    code ? { code } : {},
  )
  const done = (told: Told) => {
    sayTold(told, t('「{point}」已记下', { point: title }))
    back(to)
  }
  const about = { community, place, record: id }
  return (
    <div className="move-page">
      <p className="about">{title}</p>
      {move === 'skip' ? (
        <OpForm
          op={grid.ops.skip}
          draft={draft}
          given={{ community, id }}
          about={about}
          phrases={{ reason: [t('施工围挡，进不去'), t('门锁着，没人开'), t('临时有急事处置')] }}
          submit={t('记下没去的原因')}
          done={done}
        />
      ) : (
        <>
          <OpForm
            op={grid.ops.arrive}
            draft={draft}
            given={{ community, id, ...here }}
            fields={['code', 'photos', 'text']}
            about={about}
            phrases={{ text: [t('正常'), t('有问题，已另外上报')] }}
            hints={{ code: t('点位标签上印的码；用手机相机扫标签，会自动填上。没有标签的，拍照片。') }}
            submit={t('记下到访')}
            done={done}
          />
          <section className="others">
            <Go to={`/visit/${community}/${v.round}/${id}/skip`} className="button">
              {t('去不了，写原因')}
            </Go>
          </section>
        </>
      )}
    </div>
  )
}

type Position = { lon?: number; lat?: number; accuracy?: number }

/** Asked once and forgotten with the page; without it the visit is as good. */
function usePosition(wanted: boolean): Position {
  const [here, setHere] = useState<Position>({})
  useEffect(() => {
    if (!wanted || typeof navigator === 'undefined' || !('geolocation' in navigator)) return
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => setHere({ lon: coords.longitude, lat: coords.latitude, accuracy: coords.accuracy }),
      () => {},
      { enableHighAccuracy: true, timeout: 15_000, maximumAge: 0 },
    )
  }, [wanted])
  return here
}

/** Where the telephone's camera leads when it reads a label: to the points of my rounds that are still to come. */
export function ScannedPage() {
  const { community, code = '' } = useKey()
  const me = useMe()
  const asked = useAsk(grid.ops.rounds, myRounds(me.id))
  return (
    <>
      <Head title={t('扫到点位的码')} back="/patrol">
        {code}
      </Head>
      <Loaded of={asked}>
        {({ items }) => {
          const open = items.filter(r => r.community === community && goes(r))
          return open.length ? (
            open.map(r => <Awaited key={r.id} community={community} id={r.id} code={code} />)
          ) : (
            <Nothing say={t('您今天没有这里的巡查。')} />
          )
        }}
      </Loaded>
    </>
  )
}

function Awaited({ community, id, code }: { community: string; id: string; code: string }) {
  const asked = useAsk(grid.ops.round, { community, id })
  return (
    <Loaded of={asked} rows={2}>
      {r => (
        <section className="card">
          <h3>{t('您在哪一点？')}</h3>
          <ul className="rows">
            {r.visits
              .filter(v => v.offers.length)
              .map(v => (
                <li key={v.id}>
                  <Go to={`/visit/${community}/${id}/${v.id}/arrive?code=${encodeURIComponent(code)}`} className="row">
                    {v.title}
                  </Go>
                </li>
              ))}
          </ul>
        </section>
      )}
    </Loaded>
  )
}
