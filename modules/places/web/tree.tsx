/** The tree of places, a level at a time from the person's own down to the grid, each with how much stands on it. */
import { Tree } from 'antd'
import { useQueryClient } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { t } from '../../../kernel/text.ts'
import type { Output } from '../../../kernel/contract.ts'
import { ask } from '../../../ui/client.ts'
import { useAsk } from '../../../ui/desk/context.tsx'
import { Waiting } from '../../../ui/desk/trouble.tsx'
import { places } from '../contract.ts'

type Line = Output<typeof places.ops.counts>[number]
type Node = { key: string; title: React.ReactNode; isLeaf: boolean; children?: Node[] }
const GRID = 15

export function PlaceTree({ home, place, choose }: { home: string; place: string; choose: (code: string) => void }) {
  const client = useQueryClient()
  const own = useAsk(places.ops.place, { code: home }, { when: home !== '', fresh: Infinity })
  const first = useAsk(places.ops.counts, { parent: home }, { fresh: 60_000 })
  const [below, setBelow] = useState<ReadonlyMap<string, readonly Line[]>>(new Map())
  const tree = useMemo(() => {
    const nodes = (lines: readonly Line[]): Node[] =>
      lines.map(l => {
        const inside = below.get(l.code)
        return {
          key: l.code,
          isLeaf: l.code.length === GRID,
          title: <Title line={l} />,
          ...(inside && { children: nodes(inside) }),
        }
      })
    const children = nodes(first.data ?? [])
    return home ? [{ key: home, isLeaf: false, title: own.data?.name ?? home, children }] : children
  }, [first.data, below, home, own.data])
  if (!first.data) return <Waiting rows={6} />
  return (
    <Tree
      treeData={tree}
      blockNode
      selectedKeys={[place]}
      defaultExpandedKeys={[home]}
      height={640}
      virtual
      loadData={async ({ key }) => {
        const parent = String(key)
        if (below.has(parent) || parent === home) return
        const lines = await client.fetchQuery({
          queryKey: ['places', 'counts', { parent }],
          queryFn: () => ask(places.ops.counts, { parent }),
          staleTime: 60_000,
        })
        setBelow(known => new Map(known).set(parent, lines))
      }}
      onSelect={([key]) => key !== undefined && choose(String(key))}
    />
  )
}

function Title({ line: l }: { line: Line }) {
  const said =
    l.code.length === GRID
      ? t('{buildings} 栋 {rooms} 户', { buildings: l.buildings, rooms: l.rooms })
      : l.code.length === 12
        ? t('{grids} 网格 {rooms} 户', { grids: l.grids, rooms: l.rooms })
        : l.communities
          ? t('{communities} 社区', { communities: l.communities })
          : ''
  return (
    <span
      className="spread"
      title={t('网格 {grids}，楼栋 {buildings}，房屋 {rooms}，点位 {points}', {
        grids: l.grids,
        buildings: l.buildings,
        rooms: l.rooms,
        points: l.points,
      })}
    >
      {l.name} <span className="hint figures nowrap">{said}</span>
    </span>
  )
}
