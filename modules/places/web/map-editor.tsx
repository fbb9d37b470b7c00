/**
 * 篇8 3.4「电子地图」: a community's grids as they stand and as they would be. A file comes in, corners are moved by hand, and before anything is sent
 * it shows what overlaps, what is left open, and what lies outside, in square metres.
 */
import { Alert, Button, Segmented } from 'antd'
import { useMemo, useState } from 'react'
import { t } from '../../../kernel/text.ts'
import { useAsk, useTitle } from '../../../ui/desk/context.tsx'
import { Go, useGo } from '../../../ui/desk/go.tsx'
import { Head } from '../../../ui/desk/head.tsx'
import { PlaceName } from '../../../ui/desk/place-names.tsx'
import { PlacePicker } from '../../../ui/desk/place-picker.tsx'
import { Nothing, Trouble, Waiting } from '../../../ui/desk/trouble.tsx'
import { useUrl } from '../../../ui/desk/url.ts'
import type { Position } from '../../../ui/ground.ts'
import { places } from '../contract.ts'
import { boxAround } from '../geometry.ts'
import { survey, type Named } from '../overlay.ts'
import { Drawing, type Shape } from './drawing.tsx'
import { addCorner, changeOf, draftOf, dropCorner, moveCorner, type Draft } from './map-draft.ts'
import { MapFiles } from './map-files.tsx'
import { MapSide, patchesOf } from './map-side.tsx'
import { MapSave } from './map-save.tsx'

export default function MapEditor() {
  const [{ place = '' }, change] = useUrl()
  const map = useAsk(places.ops.map, { place }, { when: place.length === 12, fresh: 0 })
  const frame = useAsk(places.ops.map, { place, outlines: true }, { when: place.length === 12 })
  useTitle(t('网格图'))
  return (
    <>
      <Head
        title={t('网格图')}
        actions={
          <PlacePicker
            value={place}
            digits={12}
            clear={false}
            onChange={code => change({ place: code })}
            placeholder={t('选择社区（村）')}
          />
        }
      >
        {place && <PlaceName code={place} />}
        {place && <Go to={`/places/redrawings?place=${place}`}>{t('历次调整')}</Go>}
      </Head>
      {place.length !== 12 ? (
        <Nothing say={t('请先选择社区（村）：网格一个社区一个社区地画。')} />
      ) : map.error ? (
        <Trouble error={map.error} retry={map.refetch} />
      ) : !map.data || !frame.data ? (
        <Waiting />
      ) : (
        <Editor
          key={`${place} ${map.dataUpdatedAt}`}
          community={place}
          before={map.data.features.map(f => ({ ...f.properties, outline: f.geometry }))}
          frame={frame.data.features[0]?.geometry ?? null}
        />
      )}
    </>
  )
}

/** About fifty metres, in degrees: nearer than that a corner has nothing to be compared with. */
const least = 0.0005
/** `around`: the ground that is shown, as the chosen grid stood then: it keeps still while a corner moves on it. */
type View = { chosen?: string | undefined; mode: 'look' | 'corners'; around: readonly Position[] }
type Props = { community: string; before: Named[]; frame: Named['outline'] | null }

function Editor({ community, before, frame }: Props) {
  const go = useGo()
  const [steps, setSteps] = useState<Draft[]>([draftOf(community, before)])
  const [{ chosen, mode, around }, turn] = useState<View>({ mode: 'look', around: [] })
  const [notes, setNotes] = useState<string[]>([])
  const draft = steps.at(-1)!
  const found = useMemo(() => survey(draft.grids, frame), [draft, frame])
  const patches = useMemo(() => patchesOf(found), [found])
  const shapes = useMemo(() => shapesOf(draft, chosen), [draft, chosen])
  const put = (next: Draft) => next !== draft && setSteps([...steps, next])
  const isTouched = steps.length > 1
  function look(to: Partial<View>) {
    const next = { chosen, mode, ...to }
    const grid = next.mode === 'corners' ? draft.grids.find(g => g.code === next.chosen) : undefined
    turn({ ...next, around: grid ? near(grid.outline.coordinates) : [] })
  }
  return (
    <div className="editor">
      <section className="sheet">
        <div className="editor-bar">
          <MapFiles draft={draft} put={(next, said) => (put(next), setNotes(said))} />
          <Segmented<View['mode']>
            options={[
              { value: 'look', label: t('看') },
              { value: 'corners', label: t('改拐点') },
            ]}
            value={mode}
            onChange={to => look({ mode: to })}
          />
          <Button disabled={!isTouched} onClick={() => setSteps(steps.slice(0, -1))}>
            {t('退一步')}
          </Button>
          <Button disabled={!isTouched} onClick={() => (setSteps(steps.slice(0, 1)), setNotes([]))}>
            {t('恢复现状')}
          </Button>
        </div>
        {notes.length > 0 && (
          <Alert
            type="warning"
            showIcon
            closable
            title={t('文件里有的图形没有取用')}
            description={notes.slice(0, 8).join('；')}
          />
        )}
        {shapes.length ? (
          <Drawing
            shapes={shapes}
            patches={patches}
            frame={frame}
            around={around}
            height={540}
            label={t('网格图')}
            choose={code => look({ chosen: code })}
            {...(mode === 'corners' &&
              chosen && {
                corners: {
                  of: chosen,
                  move: (from, to) => put(moveCorner(draft, from, to)),
                  add: (side, at) => put(addCorner(draft, side, at)),
                  drop: at => put(dropCorner(draft, at)),
                },
              })}
          />
        ) : (
          <Nothing say={t('这个社区还没有画网格。请导入 GeoJSON 地图文件。')} />
        )}
        <p className="hint editor-legend">
          <i className="overlap" /> {t('重叠')} <i className="gap" /> {t('没有网格')} <i className="outside" />{' '}
          {t('超出社区')} <i className="changed" /> {t('有改动')}
          {mode === 'corners' &&
            (chosen
              ? t(
                  '。拖拐点移动；点边上的小圆加一个；连点两下（或按 Delete 键）去掉一个；方向键一次移一米。相邻网格共用的一起改',
                )
              : t('。先点一个网格，再改它的拐点'))}
        </p>
      </section>
      <div className="column">
        <MapSave
          draft={draft}
          overlaps={found.overlaps.length}
          done={id => go(`/places/redrawing/${community}/${id}`)}
        />
        <MapSide
          draft={draft}
          found={found}
          chosen={chosen}
          choose={code => look({ chosen: code })}
          see={shape => turn({ chosen, mode, around: near(shape) })}
          put={put}
        />
      </div>
    </div>
  )
}

/** The box of a shape with room on each side: its corners come apart, and what lies beside it is still seen. */
function near(rings: readonly (readonly Position[])[]): Position[] {
  const { west, south, east, north } = boxAround(rings.flat())
  const [x, y] = [Math.max((east - west) / 4, least), Math.max((north - south) / 4, least)]
  return [
    [west - x, south - y],
    [east + x, north + y],
  ]
}

function shapesOf(draft: Draft, chosen: string | undefined): Shape[] {
  const gone = draft.before.filter(g => draft.ends.has(g.code)).map(g => ({ ...g, tone: 'before' as const }))
  const now = draft.grids.map((g): Shape => {
    const tone =
      g.code === chosen ? ('chosen' as const) : changeOf(draft, g) === 'same' ? undefined : ('changed' as const)
    return { ...g, ...(tone && { tone }) }
  })
  return [...gone, ...now.toSorted((a, b) => Number(a.tone === 'chosen') - Number(b.tone === 'chosen'))]
}
