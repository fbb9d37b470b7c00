/** The card of a home, 一户一档: who lives there, how they are reached, what they are helped with, and who visited. */
import { Button } from 'antd'
import { useState, type ReactNode } from 'react'
import { t } from '../../../kernel/text.ts'
import { useAsk, useMe, useTitle } from '../../../ui/desk/context.tsx'
import { Dialog } from '../../../ui/desk/dialog.tsx'
import { OpForm } from '../../../ui/desk/form.tsx'
import { Back } from '../../../ui/desk/back.tsx'
import { Go } from '../../../ui/desk/go.tsx'
import { Head } from '../../../ui/desk/head.tsx'
import { couldEver } from '../../../ui/desk/page.ts'
import { PlaceName } from '../../../ui/desk/place-names.tsx'
import { Moment, State } from '../../../ui/desk/show.tsx'
import { Nothing, Trouble, Waiting } from '../../../ui/desk/trouble.tsx'
import { useKey } from '../../../ui/desk/url.ts'
import { fieldOf } from '../../../ui/shapes.ts'
import { people } from '../contract.ts'
import { may } from '../rules.ts'
import { ResidentLine, type Home, type Tag } from '../shapes.ts'
import { contactKinds, outcomes, relations, residences } from '../words.ts'
import { Tags } from './tags.tsx'

/** `more`: what other modules know of this home. */
export function HomeCard({ more }: { more?: (home: Home) => ReactNode }) {
  const { community, id } = useKey()
  const me = useMe()
  const asked = useAsk(people.ops.home, { community, id }, { fresh: 0 })
  const tags = useAsk(people.ops.tags, { community, room: id, size: 200 }, { when: couldEver(may.tags, me) })
  const home = asked.data
  useTitle(home?.address ?? t('一户一档'))
  if (asked.error && !home) return <Trouble error={asked.error} retry={asked.refetch} />
  if (!home) return <Waiting />
  const households = [...Map.groupBy(home.residents, r => r.household)]
  return (
    <>
      <Back to={`/people/block/${community}/${home.building}`} label={t('楼栋图')} />
      <Head title={home.address} count={t('{n} 人', { n: home.residents.length })} actions={<Visit home={home} />}>
        <PlaceName code={home.place} />
        <Go to={`/people/block/${community}/${home.building}`}>{t('看整栋楼')}</Go>
        <Go to={`/responsible?community=${community}&room=${id}`}>{t('这户谁负责')}</Go>
        {home.questions > 0 && (
          <span className="badge badge-soon">
            {t('有 {questions} 项没有登记或该再问', { questions: home.questions })}
          </span>
        )}
      </Head>
      <div className="record-columns">
        <div className="record-main">
          {households.length === 0 && <Nothing say={t('这一户还没有登记住户。')} />}
          {households.map(([household, members], i) => (
            <section key={household} className="sheet">
              <h2>{households.length > 1 ? t('第 {i} 户，{n} 人', { i: i + 1, n: members.length }) : t('住户')}</h2>
              <Members members={members} tags={tags.data?.items ?? []} />
            </section>
          ))}
          {more?.(home)}
        </div>
        <div className="record-aside">
          <Contacts home={home} />
          <Visits home={home} />
        </div>
      </div>
    </>
  )
}

const state = fieldOf(ResidentLine, 'state')

const Members = ({ members, tags }: { members: Home['residents']; tags: readonly Tag[] }) => (
  <table className="lines">
    <thead>
      <tr>
        <th>{t('姓名')}</th>
        <th>{t('与户主')}</th>
        <th>{t('性别、年龄')}</th>
        <th className="wide-only">{t('居住类型')}</th>
        <th>{t('手机号')}</th>
        <th className="wide-only">{t('状态')}</th>
      </tr>
    </thead>
    <tbody>
      {members.map(r => (
        <tr key={r.id}>
          <td>
            <Go to={`/people/${r.community}/${r.id}`} className="main-link">
              {r.name}
            </Go>
            <Tags tags={tags.filter(tag => tag.resident === r.id)} />
          </td>
          <td>{relations[r.relation]}</td>
          <td className="nowrap">
            {[r.sex, r.age === null ? null : t('{age} 岁', { age: r.age })].filter(Boolean).join(' ')}
          </td>
          <td className="wide-only">{residences[r.residence]}</td>
          <td className="figures nowrap">{r.phoneMasked ?? <span className="quiet">—</span>}</td>
          <td className="wide-only">
            <State field={state} value={r.state} />
          </td>
        </tr>
      ))}
    </tbody>
  </table>
)

function Contacts({ home }: { home: Home }) {
  const all = home.residents.flatMap(r => r.contacts.map(contact => ({ ...contact, of: r.name })))
  return (
    <section className="sheet">
      <h2>{t('其他联系方式')}</h2>
      {all.length === 0 && <p className="hint">{t('没有登记。可以在居民页上增加。')}</p>}
      <ul className="short">
        {all.map(c => (
          <li key={c.id} className="spread">
            <span>
              {c.name ?? contactKinds[c.kind]}{' '}
              <span className="hint">{[c.of, c.relation].filter(Boolean).join(t('的'))}</span>
            </span>
            <span className="figures">{c.numberMasked}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}

const Visits = ({ home }: { home: Home }) => (
  <section className="sheet">
    <h2>{t('走访')}</h2>
    {home.visits.length === 0 && <p className="hint">{t('还没有人走访过。')}</p>}
    <ol className="timeline">
      {home.visits.map(v => (
        <li key={v.id}>
          <div className="timeline-head">
            <strong>
              {outcomes[v.outcome]} <span className="quiet">{v.byName}</span>
            </strong>
            <span className="quiet">
              <Moment at={v.at} />
            </span>
          </div>
          {v.note && <p>{v.note}</p>}
        </li>
      ))}
    </ol>
  </section>
)

function Visit({ home }: { home: Home }) {
  const [open, setOpen] = useState(false)
  if (!couldEver(may.collect, useMe())) return null
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('记一次走访')}</Button>
      <Dialog open={open} title={t('记一次走访')} onCancel={() => setOpen(false)}>
        <OpForm
          op={people.ops.collect}
          given={{ place: home.place, room: home.id }}
          fields={['outcome', 'note']}
          submit={t('记下')}
          cancel={() => setOpen(false)}
          done={() => setOpen(false)}
        />
      </Dialog>
    </>
  )
}
