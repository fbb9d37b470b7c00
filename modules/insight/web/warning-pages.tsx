/** Warnings on the desk: late ones first, one with its answer, the table of rules, and what the past would have been asked. */
import { t } from '../../../kernel/text.ts'
import { useHome } from '../../../ui/desk/context.tsx'
import { Go } from '../../../ui/desk/go.tsx'
import { FormPage, ListPage, RecordPage } from '../../../ui/desk/pages.tsx'
import { dayOf } from '../../../ui/desk/when.ts'
import { insight } from '../contract.ts'
import { levels, warning } from '../rules.ts'
import { table } from '../table-rules.ts'

const open = Object.keys(warning.states).filter(s => s !== 'accepted')
const level = (of: keyof typeof levels) => <span className={of === 'red' ? 'due-late' : 'badge'}>{levels[of]}</span>
const rule = (code: keyof typeof table) => `${code} ${table[code].label}`

export const Warnings = () => (
  <ListPage
    op={insight.ops.warnings}
    title={warning.label}
    unit={t('条')}
    main="said"
    columns={['due', 'level', 'said', 'code', 'addressee', 'state', 'place', 'raisedOn']}
    filters={['state', 'level', 'code', 'late', 'place']}
    initial={{ state: open }}
    to={w => `/warnings/one/${w.community}/${w.id}`}
    shown={{ level: w => level(w.level), code: w => rule(w.code) }}
    widths={{ due: 110, level: 70, code: 150, addressee: 150, state: 90, place: 140, raisedOn: 110 }}
    actions={<Go to="/warnings/table">{t('预警规则表')}</Go>}
    empty={t('没有预警。规则启用以后，每天夜里查一遍。')}
  />
)

export const WarningPage = () => (
  <RecordPage
    op={insight.ops.warning}
    ops={insight.ops}
    back={{ to: '/warnings', label: warning.label }}
    title={w => table[w.code].label}
    lead={w => level(w.level)}
    fields={[
      'said',
      'code',
      'addressee',
      'raisedOn',
      'answer',
      'answeredName',
      'verdict',
      'verdictName',
      'escalatedAt',
    ]}
    shown={{ code: w => rule(w.code) }}
    more={w => (
      <p>
        <Go to={w.about}>{t('看这件事')}</Go>
      </p>
    )}
  />
)

export const Table = () => (
  <ListPage
    op={insight.ops.table}
    title={t('预警规则表')}
    unit={t('条')}
    main="code"
    columns={['code', 'addressee', 'days', 'source', 'places']}
    filters={['place']}
    shown={{ code: r => rule(r.code) }}
    actions={
      <>
        <Go to="/warnings/replay">{t('先回看过去')}</Go>　<Go to="/warnings/rules">{t('在用的规则')}</Go>
      </>
    }
  />
)

export const Replay = () => {
  const today = dayOf(new Date())
  return (
    <ListPage
      op={insight.ops.replay}
      title={t('回看')}
      unit={t('条')}
      main="said"
      columns={['day', 'code', 'level', 'said']}
      filters={['place', 'from', 'to', 'codes']}
      initial={{ place: useHome(), from: `${Number(today.slice(0, 4)) - 1}${today.slice(4)}`, to: today }}
      to={r => r.to}
      shown={{ code: r => rule(r.code), level: r => level(r.level) }}
      widths={{ day: 110, code: 170, level: 80 }}
      actions={<Go to="/warnings/rules/new">{t('启用规则')}</Go>}
      empty={t('这段日子里，这些规则什么也不会问。')}
    />
  )
}

export const Watched = () => (
  <ListPage
    op={insight.ops.watched}
    title={t('在用的规则')}
    unit={t('条')}
    main="code"
    columns={['code', 'place', 'since', 'byName', 'state']}
    filters={['place']}
    shown={{ code: w => rule(w.code) }}
    to={w => `/warnings/rule/${w.community}/${w.id}`}
    actions={<Go to="/warnings/rules/new">{t('启用规则')}</Go>}
    empty={t('还没有启用规则。先回看过去，看它会问什么，再启用。')}
  />
)

export const NewWatching = () => (
  <FormPage
    op={insight.ops.watchFor}
    lead={t('启用以后每天夜里查一遍，查到的交被问的岗位在期限里说明，过期没有说明的报街道。')}
    fields={['place', 'code']}
    to={a => `/warnings/rule/${a.community}/${a.id}`}
  />
)

export const WatchingPage = () => (
  <RecordPage
    op={insight.ops.watching}
    ops={insight.ops}
    back={{ to: '/warnings/rules', label: t('在用的规则') }}
    title={w => rule(w.code)}
    fields={['place', 'since', 'byName']}
  />
)
