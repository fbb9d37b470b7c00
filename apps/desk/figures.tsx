/** The figures in the rules: what the clause gives, what holds in one's own area, who set it by which document, what is coming. */
import { Button, Drawer } from 'antd'
import { useState } from 'react'
import { t } from '../../kernel/text.ts'
import { book, type FigureLine } from '../../kernel/book-contract.ts'
import { useAsk, useHome, useTitle } from '../../ui/desk/context.tsx'
import { modules } from '../../modules/map.ts'
import { Dialog } from '../../ui/desk/dialog.tsx'
import { Head } from '../../ui/desk/head.tsx'
import { PlaceName } from '../../ui/desk/place-names.tsx'
import { PlacePicker } from '../../ui/desk/place-picker.tsx'
import { Nothing, Trouble, Waiting } from '../../ui/desk/trouble.tsx'
import { useUrl } from '../../ui/desk/url.ts'
import { ChangeFigure, EndFigure } from './figure-change.tsx'
import { History } from './figure-history.tsx'
import { given, Source, ways, withUnit } from './figure-words.tsx'

const shown: Record<string, { label: () => string; test: (f: FigureLine) => boolean }> = {
  all: { label: () => t('全部'), test: () => true },
  own: { label: () => t('与规定不同'), test: f => f.set !== null },
  coming: { label: () => t('将要起算'), test: f => f.coming.length > 0 },
  assumed: { label: () => t('假定的值'), test: f => f.assumed },
  mine: { label: () => t('我能改的'), test: f => f.maySet },
}

type Doing = { what: 'set' | 'end' | 'history'; name: string }

export default function Figures() {
  useTitle(t('规矩里的数'))
  const home = useHome()
  const [{ place = home, only = 'all', search = '' }, change] = useUrl()
  const asked = useAsk(book.ops.figures, { place })
  const [doing, setDoing] = useState<Doing>()
  const all = asked.data ?? []
  const found = all.filter(f => (shown[only] ?? shown['all']!).test(f) && `${f.label}${f.source}`.includes(search))
  const chosen = all.find(f => f.name === doing?.name)
  const close = () => setDoing(undefined)
  if (asked.error && !asked.data) return <Trouble error={asked.error} retry={asked.refetch} />
  return (
    <>
      <Head title={t('规矩里的数')} count={asked.data && t('{n} 个', { n: all.length })}>
        <span className="hint">
          {t('时限、次数、天数都有出处。各地只能在规定许可的方向上调整，凭文号，自今天或以后起算；改过的都留着。')}
        </span>
      </Head>
      <div className="filters">
        <div className="filter-place">
          <PlacePicker value={place} onChange={p => change({ place: p })} clear={false} placeholder={t('在哪里')} />
        </div>
        <input
          className="ant-input filter-search"
          type="search"
          placeholder={t('名称或出处')}
          aria-label={t('名称或出处')}
          defaultValue={search}
          onChange={e => change({ search: e.target.value.trim() }, { quietly: true })}
        />
      </div>
      <div className="tabs">
        {Object.entries(shown).map(([key, { label, test }]) => (
          <button
            key={key}
            type="button"
            className={key === only ? 'on' : ''}
            aria-pressed={key === only}
            onClick={() => change({ only: key === 'all' ? undefined : key })}
          >
            {label()}
            <b>{all.filter(test).length}</b>
          </button>
        ))}
      </div>
      {!asked.data && <Waiting />}
      {asked.data && !found.length && <Nothing say={t('没有这样的数。请换一个范围或去掉筛选。')} />}
      {inOrder(found).map(([module, of]) => (
        <section key={module} className="sheet figures-of">
          <h2>{of[0]!.moduleLabel}</h2>
          <div className="figure-line figure-heads" aria-hidden="true">
            <span>{t('名称与出处')}</span>
            <span>{t('本地现行')}</span>
            <span>{t('各地可否调整')}</span>
            <span>{t('何时由谁所定')}</span>
          </div>
          <ul>
            {of.map(f => (
              <Line key={f.name} figure={f} place={place} doing={what => setDoing({ what, name: f.name })} />
            ))}
          </ul>
        </section>
      ))}
      <Dialog
        open={chosen !== undefined && doing?.what !== 'history'}
        title={chosen && `${doing?.what === 'end' ? t('停用自定的数') : t('修改')}：${chosen.label}`}
        width={520}
        onCancel={close}
      >
        {chosen && doing?.what === 'set' && <ChangeFigure figure={chosen} place={place} close={close} />}
        {chosen && doing?.what === 'end' && <EndFigure figure={chosen} place={place} close={close} />}
      </Dialog>
      <Drawer
        open={chosen !== undefined && doing?.what === 'history'}
        title={chosen && t('{label}的沿革', { label: chosen.label })}
        onClose={close}
        size={420}
        destroyOnHidden
      >
        {chosen && <History figure={chosen} place={place} />}
      </Drawer>
    </>
  )
}

/** The domains as they stand on the map; what belongs to none of them comes last. */
function inOrder(found: readonly FigureLine[]): [string, FigureLine[]][] {
  const order = Object.keys(modules)
  const at = (module: string) => (order.includes(module) ? order.indexOf(module) : order.length)
  return [...Map.groupBy(found, f => f.module)].toSorted(([a], [b]) => at(a) - at(b))
}

function Line({
  figure: f,
  place,
  doing,
}: {
  figure: FigureLine
  place: string
  doing: (what: Doing['what']) => void
}) {
  const ends = f.own ?? f.coming.find(c => c.place === place && c.is !== null)
  return (
    <li className="figure-line">
      <div className="figure-what">
        <strong>{f.label}</strong>
        {f.assumed && <span className="badge badge-soon">{t('假定')}</span>}
        <Source said={f.source} short />
      </div>
      <div className="figure-now">
        <b className="figures">{withUnit(f, f.is)}</b>
        {f.is !== f.builtIn && (
          <span className="hint">
            {given(f)} {withUnit(f, f.builtIn)}
          </span>
        )}
      </div>
      <div className="figure-way">{f.may ? ways[f.may].label : <span className="quiet">{t('各地不可调')}</span>}</div>
      <div className="figure-by">
        {f.set ? (
          <>
            <span>
              <PlaceName code={f.set.place} /> {t('自 {from} 起', { from: f.set.from })}
            </span>
            <span className="hint">
              {f.set.document}
              {f.set.byName && ` · ${f.set.byName}`}
            </span>
          </>
        ) : (
          <span className="quiet figure-as-given">{t('按{given}', { given: given(f) })}</span>
        )}
        {f.coming.map(c => (
          <span key={c.id} className="figure-coming">
            {t('{from} 起{is}', {
              from: c.from,
              is: c.is === null ? t('停用自定') : t('改为 {withUnit}', { withUnit: withUnit(f, c.is) }),
            })}
            {c.place !== place && (
              <>
                （<PlaceName code={c.place} />）
              </>
            )}
          </span>
        ))}
      </div>
      <div className="figure-do">
        {f.maySet && (
          <Button size="small" onClick={() => doing('set')}>
            {t('修改')}
          </Button>
        )}
        {f.maySet && ends && (
          <Button size="small" onClick={() => doing('end')}>
            {t('停用')}
          </Button>
        )}
        <button
          type="button"
          className="plain"
          onClick={() => doing('history')}
          aria-label={t('{label}的沿革', { label: f.label })}
        >
          {t('沿革')}
        </button>
      </div>
    </li>
  )
}
