/** Beside the map: the grids by name and size, and what is wrong with how they lie, each found on the map by a click. */
import { Button, Input, Select } from 'antd'
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

const changes = { new: '新增', moved: '改边界', renamed: '改名', same: '' } as const
export const metres = (n: number) => `${Math.round(n).toLocaleString('en')} 平方米`
const hectares = (n: number) => `${(n / 10_000).toFixed(1)} 公顷`

export const patchesOf = ({ overlaps, gaps, outside }: Survey) => [
  ...overlaps.map(o => ({
    tone: 'overlap' as const,
    shape: o.shape,
    say: `${o.grids.map(g => g.name).join('与')}重叠 ${metres(o.area)}`,
  })),
  ...gaps.map(g => ({ tone: 'gap' as const, shape: g.shape, say: `没有网格 ${metres(g.area)}` })),
  ...outside.map(o => ({ tone: 'outside' as const, shape: o.shape, say: `${o.name}超出社区 ${metres(o.area)}` })),
]

type Patch = ReturnType<typeof patchesOf>[number]

export function MapSide({ draft, found, chosen, choose, see, put }: Props) {
  const wrong = patchesOf(found)
  return (
    <>
      <section className="sheet">
        <h2>{wrong.length ? `有 ${wrong.length} 处要看` : '没有重叠，也没有空缺'}</h2>
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
        <h2>{draft.grids.length} 个网格</h2>
        <ul className="editor-grids">
          {draft.grids.map(g => (
            <li key={g.code} className={g.code === chosen ? 'on' : ''} onClick={() => choose(g.code)}>
              <Input
                size="small"
                aria-label={`${g.name}的名称`}
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
                {changes[changeOf(draft, g)] && <b> · {changes[changeOf(draft, g)]}</b>}
              </span>
              <Button
                size="small"
                type="text"
                disabled={draft.grids.length < 2}
                onClick={() => put(end(draft, g.code))}
              >
                撤销网格
              </Button>
            </li>
          ))}
        </ul>
        {draft.ends.size > 0 && <h2>撤销的网格，由谁接手</h2>}
        <ul className="editor-grids">
          {[...draft.ends].map(([code, heir]) => (
            <li key={code}>
              <span>{draft.before.find(g => g.code === code)?.name}</span>
              <Select
                size="small"
                aria-label="接手的网格"
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
