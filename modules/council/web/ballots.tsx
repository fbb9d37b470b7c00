/** Ballots as a list, a draft, and a record with its questions and its result; objections as they come and one of them. */
import { t } from '../../../kernel/text.ts'
import { Go } from '../../../ui/desk/go.tsx'
import { FormPage, ListPage, RecordPage } from '../../../ui/desk/pages.tsx'
import { ballot, objection } from '../ballot-rules.ts'
import type { Ballot } from '../ballot-shapes.ts'
import { council } from '../contract.ts'
import { isRule, rules } from '../count.ts'
import { asks } from '../sheet-rules.ts'
import { ResidentPicker, VoterPicker } from './voter-picker.tsx'

const { ops } = council
const going = (m: { states: Record<string, { end?: boolean }> }) => Object.keys(m.states).filter(s => !m.states[s]!.end)
const yuan = (fen: number) => t('{fen} 元', { fen: (fen / 100).toLocaleString('zh-CN') })

export const Ballots = () => (
  <ListPage
    op={ops.ballots}
    title={ballot.label}
    unit={t('次')}
    main="title"
    columns={['due', 'title', 'state', 'body', 'voters', 'disputed', 'opensAt', 'closesAt']}
    filters={['state', 'place']}
    initial={{ state: going(ballot) }}
    to={b => `/ballots/${b.community}/${b.id}`}
    widths={{ due: 110, state: 130, body: 170, voters: 84, disputed: 100, opensAt: 130, closesAt: 130 }}
    actions={<Go to="/ballots/new">{t('起草表决')}</Go>}
    empty={t('没有进行中的表决。')}
  />
)

export const NewBallot = () => (
  <FormPage
    op={ops.draftBallot}
    lead={t('先定是哪种会议、什么时候投票；问题、名册在下一页加。公布名册以后不能再改问题。')}
    fields={['place', 'title', 'about', 'body', 'opensAt', 'closesAt']}
    hints={{ opensAt: t('选举要在选举日前 20 天公布名单，业主表决要提前 15 天通知，村（居）民会议 10 天。') }}
    submit={t('起草，去加问题')}
    to={b => `/ballots/${b.community}/${b.id}`}
  />
)

const optionHint = () => t('每行写一个；有资金的，造价写在后面，例如：路灯更新 120000')
export const BallotPage = () => (
  <RecordPage
    op={ops.ballot}
    ops={ops}
    back={{ to: '/ballots', label: ballot.label }}
    title={b => b.title}
    fields={[
      'about',
      'body',
      'opensAt',
      'closesAt',
      'voters',
      'used',
      'papers',
      'unsettled',
      'disputed',
      'draftedBy',
      'listedAt',
      'objectBy',
      'shownUntil',
      'reason',
    ]}
    widgets={{ voter: VoterPicker, holder: VoterPicker, resident: ResidentPicker }}
    more={b => (
      <>
        <p className="ways">
          <Go to={`/ballots/roll/${b.community}/${b.id}`}>{t('名册和发票')}</Go>　
          <Go to={`/ballots/papers/${b.community}/${b.id}`}>{t('纸票录入')}</Go>　
          <a href={`/b/${b.community}/${b.id}`}>{t('公开页面')}</a>
        </p>
        <Questions {...b} />
        {b.questions.length === 0 && (
          <p className="hint">
            {t('还没有问题。点「加一个问题」。')}
            {optionHint()}
          </p>
        )}
      </>
    )}
  />
)

function Questions({ questions, result }: Ballot) {
  return questions.map((q, i) => {
    const told = result?.questions[i]
    return (
      <section className="sheet" key={q.text + String(i)}>
        <h2>
          {questions.length > 1 && t('第 {i} 题　', { i: i + 1 })}
          {q.text}
        </h2>
        <p className="hint">
          {asks[q.ask].label}，{q.signed ? t('实名') : t('不记名')}
          {q.budget !== null &&
            t('，可用 {yuan}，计票规则：{rule}', {
              yuan: yuan(q.budget),
              rule: q.rule && isRule(q.rule) ? rules[q.rule].label : '',
            })}
          {(q.ask === 'election' || q.ask === 'approval') && t('，最多选 {most} 项', { most: q.most })}
        </p>
        <ol>
          {q.options.map((o, j) => (
            <li key={o.name}>
              {o.name}
              {o.cost !== null && <span className="hint">　{yuan(o.cost)}</span>}
              {told && (
                <b>
                  　{told.sums[j]!.score}
                  {told.chosen.includes(j) && t('　选中')}
                </b>
              )}
            </li>
          ))}
        </ol>
        {told?.verdict.checks.map(c => (
          <p key={c.say}>
            {c.met ? t('够：') : t('不够：')}
            {c.say} <span className="hint">{c.clause === 'assumption' ? t('本地约定') : c.clause}</span>
          </p>
        ))}
      </section>
    )
  })
}

export const Objections = () => (
  <ListPage
    op={ops.objections}
    title={objection.label}
    unit={t('件')}
    main="said"
    columns={['answerBy', 'said', 'title', 'byName', 'state', 'raisedAt']}
    filters={['place']}
    to={o => `/ballots/objection/${o.community}/${o.id}`}
    widths={{ answerBy: 130, title: 200, byName: 90, state: 110, raisedAt: 130 }}
    empty={t('没有对名册的异议。')}
  />
)

export const ObjectionPage = () => (
  <RecordPage
    op={ops.objection}
    ops={ops}
    back={{ to: '/ballots/objections', label: objection.label }}
    title={o => t('{title}：名册异议', { title: o.title })}
    fields={['said', 'byName', 'raisedAt', 'answerBy', 'answer']}
    more={o => (
      <p className="hint">
        {t('成立的，先到')}
        <Go to={`/ballots/${o.community}/${o.ballot}`}>{t('这次表决')}</Go>
        {t('里加人或去人，再在这里答复。')}
      </p>
    )}
  />
)
