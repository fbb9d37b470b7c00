/** Samples and visits on the desk: who is looked at, by which numbers; what was seen, and the answer. */
import { t } from '../../../kernel/text.ts'
import { useHome, useMe } from '../../../ui/desk/context.tsx'
import { Go } from '../../../ui/desk/go.tsx'
import { couldEver } from '../../../ui/desk/page.ts'
import { FormPage, ListPage, RecordPage } from '../../../ui/desk/pages.tsx'
import { works } from '../contract.ts'
import { mayVisit } from '../visit-rules.ts'
import { ProjectPicker } from './pickers.tsx'

const useFirst = () => {
  const home = useHome()
  return home.length >= 12 ? { place: home } : {}
}

export function Draws() {
  const me = useMe()
  return (
    <ListPage
      op={works.ops.draws}
      title={t('监督抽查')}
      unit={t('次')}
      main="title"
      columns={['title', 'day', 'all', 'n', 'state', 'place']}
      filters={['place']}
      to={d => `/works/draws/${d.community}/${d.id}`}
      widths={{ day: 110, all: 80, n: 80, state: 160, place: 150 }}
      empty={t('还没有抽查。监督员先公布在建项目的名单，再由两个人各报一个数，抽出到场去看的项目。')}
      actions={couldEver(mayVisit.planDraw, me) && <Go to="/works/draws/new">{t('公布抽查名单')}</Go>}
    />
  )
}

export const NewDraw = () => (
  <FormPage
    op={works.ops.planDraw}
    lead={t('名单是现在所有在建的项目，公布后不再变。')}
    initial={useFirst()}
    submit={t('公布名单')}
    to={d => `/works/draws/${d.community}/${d.id}`}
  />
)

export const DrawPage = () => (
  <RecordPage
    op={works.ops.draw}
    ops={works.ops}
    back={{ to: '/works/draws', label: t('监督抽查') }}
    title={d => d.title}
    lead={d => (
      <a href={`/c/${d.community}/works/draws`} target="_blank" rel="noreferrer">
        {t('居民看到的样子')}
      </a>
    )}
    fields={['day', 'all', 'n', 'firstName', 'seal', 'first', 'salt', 'secondName', 'second', 'seed']}
    more={d => (
      <section className="sheet">
        <h2>{t('名单')}</h2>
        <ul className="short">
          {d.list.map(l => (
            <li key={l.project} className="spread">
              <Go to={`/works/projects/${d.community}/${l.project}`}>{l.title}</Go>
              {l.drawn && <span className="badge">{t('抽中')}</span>}
            </li>
          ))}
        </ul>
      </section>
    )}
  />
)

export function Visits() {
  const me = useMe()
  return (
    <ListPage
      op={works.ops.visits}
      title={t('到场监督')}
      unit={t('次')}
      main="title"
      columns={['title', 'state', 'sampled', 'visitedAt', 'due', 'place']}
      filters={['state', 'late', 'place']}
      to={v => `/works/visits/${v.community}/${v.id}`}
      widths={{ state: 150, sampled: 90, visitedAt: 130, due: 120, place: 150 }}
      empty={t('还没有到场监督。抽中的项目会列在这里，也可以另外安排。')}
      actions={couldEver(mayVisit.planVisit, me) && <Go to="/works/visits/new">{t('安排到场监督')}</Go>}
    />
  )
}

export const NewVisit = () => (
  <FormPage
    op={works.ops.planVisit}
    initial={useFirst()}
    widgets={{ project: ProjectPicker }}
    submit={t('安排')}
    to={v => `/works/visits/${v.community}/${v.id}`}
  />
)

export const VisitPage = () => (
  <RecordPage
    op={works.ops.visit}
    ops={works.ops}
    back={{ to: '/works/visits', label: t('到场监督') }}
    title={v => v.title}
    fields={['sampled', 'visitedAt', 'visitedName', 'findings', 'question', 'answer', 'answeredName', 'ended', 'place']}
    more={v => (
      <p className="ways">
        <Go to={`/works/projects/${v.community}/${v.project}`}>{t('看项目')}</Go>
      </p>
    )}
  />
)
