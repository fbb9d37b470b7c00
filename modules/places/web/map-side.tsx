/** Beside the map: the grids by name and size, and what is wrong with how they lie, each found on the map by a click. */
import { Button, Input, Select } from 'antd'
import { t } from '../../../kernel/text.ts'
import { area } from '../geometry.ts'
import type { Survey } from '../overlay.ts'
import { changeOf, end, inherit, rename, type Draft } from './map-draft.ts'

type Props = {
  draft: Draft
  found: Survey
  chosen: string | undefined
  choose: (code: string) => void
  /** Brings the map near to what is wrong: a sliver of some square metres is seen by nobody. */
  see: (shape: Patch['shape']) => void
  put: (next: Draft) => void
}

const changes = () => ({ new: t('新增'), moved: t('改边界'), renamed: t('改名'), same: '' })
export const metres = (n: number) => t('{n} 平方米', { n: Math.round(n).toLocaleString('en') })
const hectares = (n: number) => t('{n} 公顷', { n: (n / 10_000).toFixed(1) })

export const patchesOf = ({ overlaps, gaps, outside }: Survey) => [
  ...overlaps.map(o => ({
    tone: 'overlap' as const,
    shape: o.shape,
    say: t('{grids}重叠 {metres}', { grids: o.grids.map(g => g.name).join(t('与')), metres: metres(o.area) }),
  })),
  ...gaps.map(g => ({ tone: 'gap' as const, shape: g.shape, say: t('没有网格 {metres}', { metres: metres(g.area) }) })),
  ...outside.map(o => ({
    tone: 'outside' as const,
    shape: o.shape,
    say: t('{name}超出社区 {metres}', { name: o.name, metres: metres(o.area) }),
  })),
]

type Patch = ReturnType<typeof patchesOf>[number]

export function MapSide({ draft, found, chosen, choose, see, put }: Props) {
  const wrong = patchesOf(found)
  return (
    <>
      <section className="sheet">
        <h2>{wrong.length ? t('有 {n} 处要看', { n: wrong.length }) : t('没有重叠，也没有空缺')}</h2>
        <ul className="short">
          {wrong.slice(0, 30).map((w, n) => (
            <li key={n} className="editor-wrong">
              <i className={w.tone} />
              <button type="button" className="plain" onClick={() => see(w.shape)}>
                {w.say}
              </button>
            </li>
          ))}
        </ul>
      </section>
      <section className="sheet">
        <h2>{t('{n} 个网格', { n: draft.grids.length })}</h2>
        <ul className="editor-grids">
          {draft.grids.map(g => (
            <li key={g.code} className={g.code === chosen ? 'on' : ''} onClick={() => choose(g.code)}>
              <Input
                size="small"
                aria-label={t('{name}的名称', { name: g.name })}
                defaultValue={g.name}
                key={g.name}
                maxLength={60}
                onFocus={() => choose(g.code)}
                onBlur={e =>
                  e.target.value.trim() &&
                  e.target.value !== g.name &&
                  put(rename(draft, g.code, e.target.value.trim()))
                }
              />
              <span className="hint figures">
                {g.code.slice(12)} · {hectares(area(g.outline))}
                {changes()[changeOf(draft, g)] && <b> · {changes()[changeOf(draft, g)]}</b>}
              </span>
              <Button
                size="small"
                type="text"
                disabled={draft.grids.length < 2}
                onClick={() => put(end(draft, g.code))}
              >
                {t('撤销网格')}
              </Button>
            </li>
          ))}
        </ul>
        {draft.ends.size > 0 && <h2>{t('撤销的网格，由谁接手')}</h2>}
        <ul className="editor-grids">
          {[...draft.ends].map(([code, heir]) => (
            <li key={code}>
              <span>{draft.before.find(g => g.code === code)?.name}</span>
              <Select
                size="small"
                aria-label={t('接手的网格')}
                value={heir}
                onChange={to => put(inherit(draft, code, to))}
                options={draft.grids.map(g => ({ value: g.code, label: g.name }))}
              />
            </li>
          ))}
        </ul>
      </section>
    </>
  )
}
