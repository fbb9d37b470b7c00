/** Standing in: the posts I lend while I am away, and those that were lent to me. */
import { Button } from 'antd'
import { useState } from 'react'
import { t } from '../../../kernel/text.ts'
import { Choose } from '../../../ui/desk/choose.tsx'
import { useAsk } from '../../../ui/desk/context.tsx'
import type { WidgetProps } from '../../../ui/desk/fields.tsx'
import { OpForm } from '../../../ui/desk/form.tsx'
import { Moves } from '../../../ui/desk/moves.tsx'
import { PlaceName } from '../../../ui/desk/place-names.tsx'
import { fieldOf, wordFor } from '../../../ui/shapes.ts'
import { identity, type Delegation } from '../contract.ts'

const { delegate, delegations, colleagues } = identity.ops
const states = fieldOf(identity.ops.recall.output, 'state').choices

export function Delegations() {
  const asked = useAsk(delegations, {})
  const [open, setOpen] = useState(false)
  const [post, setPost] = useState('')
  const { posts = [], given = [], received = [] } = asked.data ?? {}
  // An administrator has nothing to lend, and nobody may lend them anything.
  if (!asked.data || (!posts.length && !received.length)) return null

  return (
    <section className="sheet roomy">
      <h2>{t('岗位委托')}</h2>
      {received.map(d => (
        <One key={d.id} one={d} mine={false} />
      ))}
      {given.map(d => (
        <One key={d.id} one={d} mine />
      ))}
      {open ? (
        <OpForm
          op={delegate}
          widgets={{ post: MyPost, deputy: props => <Deputy {...props} post={post} /> }}
          hints={{ deputy: t('在同一范围或上级范围在岗的同事') }}
          changed={values => setPost(String(values['post'] ?? ''))}
          submit={t('委托')}
          cancel={() => setOpen(false)}
          done={() => setOpen(false)}
        />
      ) : (
        posts.length > 0 && (
          <>
            <p className="hint">{t('请假、外出时，让同事代岗。到期自动结束；代办的事，留痕里写两个人的名字。')}</p>
            <Button onClick={() => setOpen(true)}>{t('委托岗位')}</Button>
          </>
        )
      )}
    </section>
  )
}

const One = ({ one, mine }: { one: Delegation; mine: boolean }) => (
  <div className="lent">
    <p>
      {mine ? t('{name} 代我的', { name: one.deputyName }) : t('我代 {name} 的', { name: one.ownerName })}
      <b>{one.label}</b>（<PlaceName code={one.place} />）
    </p>
    <p className="hint">
      {t('{from} 至 {until} · {reason} · {state}', {
        from: one.from,
        until: one.until,
        reason: one.reason,
        state: one.today ? t('今天有效') : wordFor(states, one.state),
      })}
    </p>
    {mine && one.offers.length > 0 && <Moves ops={identity.ops} record={one} stateWord={s => wordFor(states, s)} />}
  </div>
)

function MyPost(props: WidgetProps) {
  const posts = useAsk(delegations, {}).data?.posts ?? []
  return <Choose {...props} options={posts.map(p => ({ value: p.id, label: p.label }))} />
}

function Deputy({ post, ...props }: WidgetProps & { post: string }) {
  const asked = useAsk(colleagues, { post }, { when: post !== '' })
  const options = (asked.data ?? []).map(c => ({ value: c.id, label: `${c.name}（${c.label}）` }))
  return <Choose {...props} options={post ? options : []} />
}
