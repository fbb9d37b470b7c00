/** What hangs on a project, each kind a sheet of its own; nothing where there is nothing. */
import type { ReactNode } from 'react'
import { t } from '../../../kernel/text.ts'
import { Go } from '../../../ui/desk/go.tsx'
import { Photos } from '../../../ui/desk/photos.tsx'
import { Yuan } from '../../../ui/desk/show.tsx'
import { contents, mets } from '../review-rules.ts'
import type { Project } from '../shapes.ts'

type Of<K extends keyof Project> = Pick<Project, K>

function Sheet<T>({ title, of, line }: { title: string; of: readonly T[]; line: (one: T) => ReactNode }) {
  return (
    of.length > 0 && (
      <section className="sheet">
        <h2>{title}</h2>
        <ul className="short">
          {of.map((one, n) => (
            <li key={n}>
              <div>{line(one)}</div>
            </li>
          ))}
        </ul>
      </section>
    )
  )
}

export const Quotes = ({ quotes, contractor }: Of<'quotes' | 'contractor'>) => (
  <Sheet
    title={t('报价')}
    of={quotes}
    line={q => (
      <>
        {q.bidder} <Yuan fen={q.amount} /> {q.bidder === contractor && <span className="badge">{t('选定')}</span>}
        {q.said && <div className="hint">{q.said}</div>}
      </>
    )}
  />
)

export const Milestones = ({ milestones }: Of<'milestones'>) => (
  <Sheet
    title={t('节点')}
    of={milestones}
    line={m => (
      <span className="spread">
        <span>
          {m.n}. {m.title}（{m.share}%）{t('，{day} 前', { day: m.dueOn })}
        </span>
        <span className="hint">
          {m.passedOn
            ? t('{day} 通过', { day: m.passedOn })
            : m.reportedOn
              ? t('{day} 报做完，待验收', { day: m.reportedOn })
              : t('还没做完')}
        </span>
      </span>
    )}
  />
)

export const Changes = ({ changes }: Of<'changes'>) => (
  <Sheet
    title={t('变更')}
    of={changes}
    line={c => (
      <>
        {c.on} <Yuan fen={c.amount} /> {c.why}
        <div className="hint">
          {[c.resolutionNumber, !c.signed && t('还没有签补充合同')].filter(Boolean).join('，')}
        </div>
      </>
    )}
  />
)

export const Spent = ({ community, spent }: Of<'community' | 'spent'>) => (
  <Sheet
    title={t('合同和付款')}
    of={spent}
    line={c => (
      <span className="spread">
        <Go to={`/money/contract/${community}/${c.id}`}>{c.number}</Go>
        <span>
          <Yuan fen={c.amount} />
          {t('，已验收')} <Yuan fen={c.accepted} />
          {t('，已付')} <Yuan fen={c.paid} />
        </span>
      </span>
    )}
  />
)

export const Defects = ({ community, defects }: Of<'community' | 'defects'>) => (
  <Sheet
    title={t('问题和整改')}
    of={defects}
    line={d => (
      <>
        <span className="spread">
          <span>{d.what}</span>
          <span className={d.passedOn ? 'hint' : 'due-soon'}>
            {d.passedOn
              ? t('{day} 改好', { day: d.passedOn })
              : d.mendedOn
                ? t('{day} 报改好，待复查', { day: d.mendedOn })
                : t('{day} 前改好', { day: d.mendBy })}
          </span>
        </span>
        {d.photos.length > 0 && <Photos community={community} ids={d.photos} />}
      </>
    )}
  />
)

export const Results = ({ results }: Of<'results'>) => (
  <Sheet
    title={t('三评')}
    of={results}
    line={r => (
      <>
        <b>{t('第 {n} 轮，收到 {answers} 户，应评 {all} 户', { n: r.round, answers: r.answers, all: r.households })}</b>
        <div>{r.met.map(c => `${mets[c.choice]} ${c.n}`).join('，')}</div>
        <div>{r.content.map(c => `${contents[c.choice]} ${c.n}`).join('，')}</div>
        {r.wishes.length > 0 && <div className="hint">{r.wishes.join('；')}</div>}
      </>
    )}
  />
)
