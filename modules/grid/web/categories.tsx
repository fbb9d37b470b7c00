/** Keeping the classification: three levels, each line renamed, retired or taken back where it stands, new ones added below it. */
import { App, Button, Checkbox } from 'antd'
import { useState } from 'react'
import { t } from '../../../kernel/text.ts'
import { useAsk, useHome, useTitle } from '../../../ui/desk/context.tsx'
import { Dialog } from '../../../ui/desk/dialog.tsx'
import { OpForm } from '../../../ui/desk/form.tsx'
import { Head } from '../../../ui/desk/head.tsx'
import { Nothing, Trouble, Waiting } from '../../../ui/desk/trouble.tsx'
import { dayOf } from '../../../ui/desk/when.ts'
import type { CategoryRow } from '../category-contract.ts'
import { LEVELS } from '../category-rules.ts'
import { grid } from '../contract.ts'
import { urgencies } from '../figure-rules.ts'

type Doing = { what: 'add' | 'change' | 'retire' | 'restore'; row: CategoryRow | null }

export default function Categories() {
  useTitle(t('事项分类'))
  const asked = useAsk(grid.ops.categoryList, {})
  const [search, setSearch] = useState('')
  const [retired, setRetired] = useState(false)
  const [doing, setDoing] = useState<Doing>()
  if (asked.error) return <Trouble error={asked.error} retry={asked.refetch} />
  if (!asked.data) return <Waiting />
  const all = asked.data
  const shown = keptFor(
    all,
    c => (retired || !c.until) && [c.name, c.code, ...c.keywords].some(w => w.includes(search)),
  )
  return (
    <>
      <Head
        title={t('事项分类')}
        count={t('{n} 个在用', { n: all.filter(c => c.active).length })}
        actions={<Button onClick={() => setDoing({ what: 'add', row: null })}>{t('增加大类')}</Button>}
      >
        <span className="hint">{t('停用的不再供上报时选，已经报过的事仍在原来的分类里；分类不会被删去。')}</span>
      </Head>
      <div className="filters">
        <input
          className="ant-input filter-search"
          type="search"
          placeholder={t('名称、代码或关键词')}
          aria-label={t('名称、代码或关键词')}
          onChange={e => setSearch(e.target.value.trim())}
        />
        <Checkbox checked={retired} onChange={e => setRetired(e.target.checked)}>
          {t('也看停用的')}
        </Checkbox>
      </div>
      {!shown.size && <Nothing say={t('没有这样的分类。请换一个字词。')} />}
      {all
        .filter(c => c.parent === null && shown.has(c.code))
        .map(c => (
          <section key={c.code} className="sheet category-class">
            <details {...(search && { open: true })}>
              <summary>
                <Words row={c} />
              </summary>
              <Below of={c.code} all={all.filter(o => shown.has(o.code))} depth={2} doing={setDoing} />
            </details>
            <Doable row={c} depth={1} doing={setDoing} />
          </section>
        ))}
      <Dialog open={doing !== undefined} title={doing && titleOf(doing)} onCancel={() => setDoing(undefined)}>
        {doing && <Doings doing={doing} close={() => setDoing(undefined)} />}
      </Dialog>
    </>
  )
}

/** Those that fit, with what stands above and below them. */
function keptFor(all: readonly CategoryRow[], fits: (c: CategoryRow) => boolean): Set<string> {
  const kept = all.filter(fits)
  const above = (code: string | null): string[] =>
    code === null ? [] : [code, ...above(all.find(c => c.code === code)?.parent ?? null)]
  return new Set(kept.flatMap(c => above(c.code)))
}

type Listed = { all: readonly CategoryRow[]; depth: number; doing: (d: Doing) => void }
const Below = ({ of, all, depth, doing }: Listed & { of: string }) => (
  <ul className={`category-level category-level-${depth}`}>
    {all
      .filter(c => c.parent === of)
      .map(c => (
        <li key={c.code}>
          <span className="category-line">
            <Words row={c} />
            <Doable row={c} depth={depth} doing={doing} />
          </span>
          {depth < LEVELS && <Below of={c.code} all={all} depth={depth + 1} doing={doing} />}
        </li>
      ))}
  </ul>
)

function Words({ row }: { row: CategoryRow }) {
  const today = dayOf(new Date())
  return (
    <span className={row.active ? 'category' : 'category category-out'}>
      <span className="category-name">
        {row.name} <span className="hint figures">{row.code}</span>
        {row.own && <span className="badge">{t('本地')}</span>}
        {row.private && <span className="badge">{t('不公开')}</span>}
        {row.until && (
          <span className="badge badge-soon">
            {row.until <= today ? t('{until} 已停用', { until: row.until }) : t('{until} 起停用', { until: row.until })}
          </span>
        )}
        {row.from && row.from > today && (
          <span className="badge badge-soon">{t('{from} 起用', { from: row.from })}</span>
        )}
      </span>
      <span className="hint">{urgencies[row.urgency].label}</span>
    </span>
  )
}

/** Beside the line and not in it: what folds a class away cannot hold other buttons. */
function Doable({ row, depth, doing }: { row: CategoryRow; depth: number; doing: (d: Doing) => void }) {
  const button = (what: Doing['what'], label: string) => (
    <button type="button" className="plain" aria-label={`${label}：${row.name}`} onClick={() => doing({ what, row })}>
      {label}
    </button>
  )
  return (
    <span className="category-do">
      {depth < LEVELS && !row.until && button('add', t('增加下级'))}
      {button('change', t('修改'))}
      {row.until ? button('restore', t('恢复')) : button('retire', t('停用'))}
    </span>
  )
}

const titles = () => ({ add: t('增加分类'), change: t('修改分类'), retire: t('停用分类'), restore: t('恢复使用') })
const titleOf = ({ what, row }: Doing) =>
  what === 'add'
    ? row
      ? t('在「{name}」下增加', { name: row.name })
      : t('增加大类')
    : `${titles()[what]}：${row?.name}`

function Doings({ doing: { what, row }, close }: { doing: Doing; close: () => void }) {
  const place = useHome()
  const { message } = App.useApp()
  const form = {
    cancel: close,
    submit: what === 'add' ? t('增加') : what === 'change' ? t('保存') : titles()[what].slice(0, 2),
    done: (c: CategoryRow) => {
      void message.success(`「${c.name}」${said(what, c)}`)
      close()
    },
  }
  if (what === 'add')
    return (
      <OpForm
        {...form}
        op={grid.ops.categoryAdd}
        given={{ place, ...(row && { parent: row.code }) }}
        fields={['name', 'urgency', 'keywords', 'advice', 'private', 'from']}
        initial={{ urgency: row?.urgency ?? 'ordinary' }}
        hints={hints()}
      />
    )
  if (what === 'change' && row)
    return (
      <OpForm
        {...form}
        op={grid.ops.categoryChange}
        given={{ place, code: row.code }}
        fields={['name', 'urgency', 'keywords', 'advice', 'private']}
        initial={{ ...row, keywords: row.keywords.join('、'), advice: row.advice ?? '' }}
        hints={{ ...hints(), urgency: t('只管以后报的事；已经报的，时限不变。') }}
      />
    )
  if (what === 'retire' && row)
    return (
      <OpForm
        {...form}
        op={grid.ops.categoryRetire}
        given={{ place, code: row.code }}
        fields={['until', 'reason']}
        initial={{ until: dayOf(new Date()) }}
      />
    )
  return row && <OpForm {...form} op={grid.ops.categoryRetire} given={{ place, code: row.code }} fields={['reason']} />
}

const hints = () => ({
  keywords: t('居民会怎么说这件事，用顿号分开；上报时据此猜分类。'),
  advice: t('例如：有危险请先拨 119。'),
})

function said(what: Doing['what'], c: CategoryRow): string {
  if (what === 'add')
    return c.active ? t('已增加，代码 {code}', { code: c.code }) : t('已增加，{from} 起用', { from: String(c.from) })
  if (what === 'retire') return c.active ? t('{until} 起停用', { until: String(c.until) }) : t('已停用')
  return what === 'change' ? t('已修改') : t('已恢复使用')
}
