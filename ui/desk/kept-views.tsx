/**
 * What was kept, in the order its keeper likes: dragged with the mouse, moved with Alt and the arrows, or with the two
 * buttons beside the one that is open. The row stands anew at once; the server is told after.
 */
import { Button } from 'antd'
import { useRef, useState, type KeyboardEvent } from 'react'
import { t } from '../../kernel/text.ts'
import { view as views, type View } from '../../kernel/view-contract.ts'
import { useSend } from './context.tsx'
import { Go } from './go.tsx'

type Props = { page: string; all: readonly View[]; current: View | undefined }

export function KeptViews({ page, all, current }: Props) {
  const arrange = useSend(views.ops.arrange)
  const [dragged, setDragged] = useState<string>()
  const [said, setSaid] = useState('')
  const row = useRef<HTMLDivElement>(null)
  // Until the answer has come the row stands as it was asked for.
  const asked = arrange.isPending ? arrange.variables.names : undefined
  const shown = asked ? all.toSorted((a, b) => asked.indexOf(a.name) - asked.indexOf(b.name)) : all
  const names = shown.map(v => v.name)

  function put(name: string, to: number) {
    const at = names.indexOf(name)
    if (at < 0 || to < 0 || to >= names.length || to === at || arrange.isPending) return
    arrange.mutate({ page, names: names.toSpliced(at, 1).toSpliced(to, 0, name) })
    setSaid(t('「{name}」移到第 {to} 个，共 {n} 个', { name, to: to + 1, n: names.length }))
    requestAnimationFrame(() => row.current?.querySelectorAll('a')[to]?.focus())
  }
  const keys = (e: KeyboardEvent, name: string) => {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[e.key]
    if (!e.altKey || !by) return
    e.preventDefault()
    put(name, names.indexOf(name) + by)
  }
  const at = current ? names.indexOf(current.name) : -1
  return (
    <>
      <div className="kept" ref={row}>
        {shown.map((v, n) => (
          <span
            key={v.name}
            className={v.name === dragged ? 'kept-dragged' : ''}
            draggable
            title={t('拖动可排先后；键盘用 Alt 加左右箭头')}
            onDragStart={() => setDragged(v.name)}
            onDragEnd={() => setDragged(undefined)}
            onDragOver={e => dragged && e.preventDefault()}
            onDrop={e => (e.preventDefault(), dragged && put(dragged, n))}
            onKeyDown={e => keys(e, v.name)}
          >
            <Go className={v.name === current?.name ? 'on' : ''} to={`${page}${v.search}`}>
              {v.name}
            </Go>
          </span>
        ))}
      </div>
      {at >= 0 && all.length > 1 && (
        <>
          <Button size="small" disabled={at === 0} onClick={() => put(names[at]!, at - 1)}>
            {t('前移')}
          </Button>
          <Button size="small" disabled={at === all.length - 1} onClick={() => put(names[at]!, at + 1)}>
            {t('后移')}
          </Button>
        </>
      )}
      <span className="unseen" role="status">
        {said}
      </span>
    </>
  )
}
