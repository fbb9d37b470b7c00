/** What a matter is about: the likely ones from what was written, to press; or the list of three levels. */
import { useDeferredValue, useState } from 'react'
import type { Output } from '../../../kernel/contract.ts'
import { t } from '../../../kernel/text.ts'
import { useAsk } from '../../../ui/field/data.ts'
import type { InputProps } from '../../../ui/field/fields.tsx'
import { Icon } from '../../../ui/field/icons.tsx'
import { Sheet } from '../../../ui/field/sheet.tsx'
import { Loaded } from '../../../ui/field/shown.tsx'
import { grid } from '../contract.ts'

type Category = Output<typeof grid.ops.categories>[number]
const day = 86_400_000
export const useCategories = () => useAsk(grid.ops.categories, {}, { fresh: day })

/** Without `words` nothing is suggested. */
export function CategoryField({
  value,
  onChange,
  words = '',
}: Pick<InputProps, 'value' | 'onChange'> & { words?: string }) {
  const [open, setOpen] = useState(false)
  const text = useDeferredValue(words.trim().slice(0, 500))
  const likely = useAsk(grid.ops.suggest, { text }, { when: text.length >= 2, fresh: day }).data ?? []
  const all = useCategories()
  const chosen = all.data?.find(c => c.code === value)
  const offered = likely.slice(0, 3)
  const shown = chosen && !offered.some(c => c.code === chosen.code) ? [chosen, ...offered] : offered
  return (
    <>
      <div className="chips">
        {shown.map(c => (
          <button
            key={c.code}
            type="button"
            className="chip"
            aria-pressed={c.code === value}
            onClick={() => onChange(c.code)}
          >
            {c.name}
          </button>
        ))}
        <button type="button" className="chip more" onClick={() => setOpen(true)}>
          {shown.length ? t('选别的') : t('选分类')}
          <Icon name="next" />
        </button>
      </div>
      {chosen?.advice && (
        <p className="advice" role="status">
          <Icon name="warn" />
          {chosen.advice}
        </p>
      )}
      {open && (
        <Sheet title={t('选分类')} close={() => setOpen(false)}>
          <Loaded of={all}>
            {list => (
              <Levels
                all={list}
                choose={code => {
                  onChange(code)
                  setOpen(false)
                }}
              />
            )}
          </Loaded>
        </Sheet>
      )}
    </>
  )
}

/** One level at a time; words find across all of them. */
function Levels({ all, choose }: { all: readonly Category[]; choose: (code: string) => void }) {
  const [parent, setParent] = useState<Category | null>(null)
  const [words, setWords] = useState('')
  const below = (of: string | null) => all.filter(c => c.parent === of)
  const found = words.trim()
    ? all.filter(c => c.parent !== null && c.name.includes(words.trim())).slice(0, 40)
    : below(parent?.code ?? null)
  const up = all.find(c => c.code === parent?.parent) ?? null
  return (
    <>
      <label className="search">
        <Icon name="search" />
        <input
          type="search"
          value={words}
          placeholder={t('搜分类，例如：路灯')}
          aria-label={t('搜分类')}
          onChange={e => setWords(e.target.value)}
          onKeyDown={e => {
            if (e.key === 'Enter' && words.trim() && found[0]) choose(found[0].code)
          }}
        />
      </label>
      <div className="rows">
        {parent && !words && (
          <>
            <button type="button" className="row up" onClick={() => setParent(up)}>
              <Icon name="back" />
              {up?.name ?? t('全部分类')}
            </button>
          </>
        )}
        {found.map(c => {
          const more = !words && below(c.code).length > 0
          return (
            <button key={c.code} type="button" className="row" onClick={() => (more ? setParent(c) : choose(c.code))}>
              <b>{c.name}</b>
              {words && <small>{all.find(p => p.code === c.parent)?.name}</small>}
              {more && <Icon name="next" />}
            </button>
          )
        })}
        {parent && !words && parent.parent !== null && (
          <button type="button" className="row" onClick={() => choose(parent.code)}>
            <b>{t('{name}（都不像，就选这一类）', { name: parent.name })}</b>
          </button>
        )}
        {words && found.length === 0 && <p className="small">{t('没有找到「{words}」，换个说法试试。', { words })}</p>}
      </div>
    </>
  )
}
