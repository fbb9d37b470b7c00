/** The three questions at the door: which homes have not answered, and the answer of one, kept apart from whose it is. 篇1 二（二）2「三评」 */
import { t } from '../../../kernel/text.ts'
import { useAsk } from '../../../ui/field/data.ts'
import { useDraft } from '../../../ui/field/draft.ts'
import { back, Go, useKey } from '../../../ui/field/go.tsx'
import { Head } from '../../../ui/field/head.tsx'
import { Icon } from '../../../ui/field/icons.tsx'
import { OpForm, sayTold } from '../../../ui/field/op-form.tsx'
import { usePending } from '../../../ui/field/pending.tsx'
import { Loaded, Nothing } from '../../../ui/field/shown.tsx'
import { works } from '../contract.ts'
import { doors } from './field-doors.ts'

export function Doors() {
  const { community, id } = useKey()
  const asked = useAsk(works.ops.households, doors(community, id))
  const ids = asked.data?.items.map(h => h.id) ?? []
  const pending = usePending(ids, asked.at)
  return (
    <>
      <Head
        title={t('上门三评')}
        back={`/works/${community}/${id}`}
        again={asked.again}
        busy={asked.busy}
        at={asked.at}
      >
        {t('一户问一次，答了什么不和哪一户连在一起。')}
      </Head>
      <Loaded of={asked}>
        {({ items }) => {
          const open = items.filter(h => !h.answered && !pending.some(e => e.record === h.id))
          if (!open.length) return <Nothing icon="done" say={t('您负责的住户都问过了。')} />
          return (
            <ul className="rows">
              {open.map(h => (
                <li key={h.id}>
                  <Go to={`/doors/${community}/${id}/${h.id}`} className="row">
                    {h.address}
                    <Icon name="next" />
                  </Go>
                </li>
              ))}
            </ul>
          )
        }}
      </Loaded>
    </>
  )
}

export function DoorPage() {
  const { community, id, room = '' } = useKey()
  const to = `/doors/${community}/${id}`
  const asked = useAsk(works.ops.households, doors(community, id))
  return (
    <>
      <Head title={t('上门三评')} back={to} />
      <Loaded of={asked}>
        {({ items }) => {
          const home = items.find(h => h.id === room)
          return home && !home.answered ? (
            <Answer community={community} project={id} room={room} address={home.address} to={to} />
          ) : (
            <Nothing icon="done" say={t('这一户已经问过了。')} />
          )
        }}
      </Loaded>
    </>
  )
}

type Props = { community: string; project: string; room: string; address: string; to: string }

function Answer({ community, project, room, address, to }: Props) {
  const draft = useDraft(`review/${room}`, { title: `${t('上门三评')} ${address}`, to: `${to}/${room}` })
  return (
    <div className="move-page">
      <p className="about">{address}</p>
      <OpForm
        op={works.ops.review}
        draft={draft}
        given={{ community, project, room }}
        about={{ community, place: community, record: room }}
        submit={t('交这一户的评价')}
        done={told => {
          sayTold(told, t('已收到'))
          back(to)
        }}
      />
    </div>
  )
}
