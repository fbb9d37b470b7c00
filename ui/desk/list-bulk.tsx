/**
 * One move for many records: each is asked by itself, so that what may not be moved says why and the rest goes on.
 * What stopped stays selected; nothing is done twice.
 */
import { App, Button, Progress } from 'antd'
import { useState } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { t } from '../../kernel/text.ts'
import type { Op, Ops } from '../../kernel/contract.ts'
import { from, permits, type Machine } from '../../kernel/rules.ts'
import { ask, newKey } from '../client.ts'
import { useMe } from './context.tsx'
import { Dialog } from './dialog.tsx'
import type { Widget } from './fields.tsx'
import { OpForm } from './form.tsx'
import { sayOf } from './trouble.tsx'

export type Movable = { community: string; id: string; place: string; state: string }
export type Bulk = {
  machine: Machine<string, string, never>
  ops: Ops
  /** Moves that make sense for many at once, in the order of the buttons. */
  moves: readonly string[]
  title: (record: never) => string
}
type Refused = { title: string; say: string }

export function BulkBar({
  bulk: { machine, ops, moves, title },
  chosen,
  clear,
  widgets,
}: {
  bulk: Bulk
  chosen: readonly Movable[]
  clear: (left: readonly Movable[]) => void
  widgets: Record<string, Widget>
}) {
  const me = useMe()
  const client = useQueryClient()
  const { message } = App.useApp()
  const [move, setMove] = useState<string>()
  const [done, setDone] = useState(-1)
  const [refused, setRefused] = useState<readonly Refused[]>([])
  const can = moves.filter(name => {
    const step = machine.moves[name]!
    return chosen.every(r => from(step).includes(r.state) && permits(step.by, me, r))
  })
  const places = [...new Set(chosen.map(r => r.place))]
  const place = places.length === 1 ? places[0]! : (chosen[0]?.community ?? '')

  async function all(name: string, input: Record<string, unknown>) {
    const stopped: Movable[] = []
    const said: Refused[] = []
    setDone(0)
    for (const [n, record] of chosen.entries()) {
      const { community, id } = record
      try {
        await ask(ops[name] as Op, { ...input, community, id }, { key: newKey() })
      } catch (error) {
        stopped.push(record)
        said.push({ title: title(record as never), say: sayOf(error) })
      }
      setDone(n + 1)
    }
    const module = machine.name.split('.')[0]
    await Promise.all([module, 'work'].map(key => client.invalidateQueries({ queryKey: [key] })))
    setMove(undefined)
    setDone(-1)
    setRefused(said)
    clear(stopped)
    if (!said.length)
      void message.success(t('「{label}」{n} 件，已完成', { label: machine.moves[name]!.label, n: chosen.length }))
  }

  return (
    <div className="bulk" role="region" aria-label={t('批量办理')}>
      <b>{t('已选 {n} 件', { n: chosen.length })}</b>
      {can.map(name => (
        <Button key={name} size="small" type="primary" ghost onClick={() => setMove(name)}>
          {machine.moves[name]!.label}
        </Button>
      ))}
      {!can.length && <span className="quiet">{t('所选的状态不同，没有可以一起办的')}</span>}
      <Button size="small" type="link" onClick={() => (setRefused([]), clear([]))}>
        {t('取消选择')}
      </Button>
      {refused.length > 0 && (
        <ul className="bulk-refused" role="alert">
          {refused.map((r, n) => (
            <li key={n}>
              {r.title}：{r.say}
            </li>
          ))}
        </ul>
      )}
      <Dialog
        open={move !== undefined}
        title={move && t('{label} {n} 件', { label: machine.moves[move]!.label, n: chosen.length })}
        closable={done < 0}
        mask={{ closable: false }}
        onCancel={() => done < 0 && setMove(undefined)}
      >
        {done >= 0 ? (
          <Progress percent={Math.round((done / chosen.length) * 100)} format={() => `${done} / ${chosen.length}`} />
        ) : (
          move && (
            <OpForm
              op={ops[move] as Op}
              sendAs={input => all(move, input as Record<string, unknown>)}
              given={{ community: chosen[0]!.community, id: chosen[0]!.id }}
              widgets={widgets}
              about={{ community: chosen[0]!.community, place }}
              submit={t('确定{label} {n} 件', { label: machine.moves[move]!.label, n: chosen.length })}
              cancel={() => setMove(undefined)}
              done={() => {}}
            />
          )
        )}
      </Dialog>
    </div>
  )
}
