/** The sorting board: wishes that may be the same side by side, each with why, then all that nobody has looked at yet. */
import { App, Button } from 'antd'
import { t } from '../../../kernel/text.ts'
import type { Output } from '../../../kernel/contract.ts'
import { Back } from '../../../ui/desk/back.tsx'
import { useAsk, useSend, useTitle } from '../../../ui/desk/context.tsx'
import { Go } from '../../../ui/desk/go.tsx'
import { Head } from '../../../ui/desk/head.tsx'
import { PlaceName } from '../../../ui/desk/place-names.tsx'
import { Nothing, sayOf, Trouble, Waiting } from '../../../ui/desk/trouble.tsx'
import { useKey } from '../../../ui/desk/url.ts'
import { needs } from '../contract.ts'
import type { WishLine } from '../wish-contract.ts'
import { kinds, priorities, wish } from '../wish-rules.ts'

type Pair = Output<typeof needs.ops.pairs>['items'][number]

export default function Sort() {
  const { community, id } = useKey()
  const survey = useAsk(needs.ops.survey, { community, id }).data
  const pairs = useAsk(needs.ops.pairs, { community, survey: id, size: 10 })
  const left = useAsk(needs.ops.wishes, { survey: id, state: [wish.initial], size: 100 })
  useTitle(t('梳理意愿'))
  const total = left.data?.total
  return (
    <>
      <Back to={`/needs/surveys/${community}/${id}`} label={survey?.title ?? t('摸底')} />
      <Head title={t('梳理意愿')} count={total === undefined ? undefined : t('待梳理 {n} 条', { n: total })}>
        <span className="hint">
          {survey && survey.state !== 'closed'
            ? t('截止征集以后才能梳理；梳理完毕的要先「退回梳理」。')
            : t('分数只说两条意愿的用词像不像，并不并由您决定，并错了可以拆开。')}
        </span>
      </Head>
      {left.error && !left.data ? (
        <Trouble error={left.error} retry={left.refetch} />
      ) : !left.data || !pairs.data ? (
        <Waiting />
      ) : left.data.total === 0 ? (
        <Nothing say={t('每一条意愿都有了去处。')} />
      ) : (
        <>
          {pairs.data.items.map(pair => (
            <Alike key={pair.a.id + pair.b.id} pair={pair} />
          ))}
          <section className="sheet">
            <h2>{t('待梳理')}</h2>
            <ul className="short">
              {left.data.items.map(w => (
                <li key={w.id} className="spread">
                  <Go to={`/needs/wishes/${w.community}/${w.id}`}>{w.said}</Go>
                  <span className="hint">{`${kinds[w.kind].label} · ${t('{n} 户', { n: w.households })}`}</span>
                </li>
              ))}
            </ul>
          </section>
        </>
      )}
    </>
  )
}

function Alike({ pair: { a, b, score, why } }: { pair: Pair }) {
  const { message } = App.useApp()
  const merge = useSend(needs.ops.mergeWish)
  const into = async (lost: WishLine, lead: WishLine) => {
    try {
      await merge.mutateAsync({ community: lost.community, id: lost.id, lead: lead.id })
      void message.success(t('已并入，可以在那一条里拆开'))
    } catch (error) {
      void message.error(sayOf(error))
    }
  }
  return (
    <section className="sheet pair-sheet" aria-label={`${a.said}；${b.said}`}>
      <h2>
        {t('相像 {score} 分', { score })}
        {why.map(said => (
          <span key={said} className="badge">
            {said}
          </span>
        ))}
      </h2>
      <table className="lines pair-table">
        <tbody>
          {[
            { one: a, other: b },
            { one: b, other: a },
          ].map(({ one, other }) => (
            <tr key={one.id}>
              <td>
                <Go to={`/needs/wishes/${one.community}/${one.id}`}>{one.said}</Go>
                <div className="hint">
                  {kinds[one.kind].label} · {priorities[one.priority]} · <PlaceName code={one.place} />
                </div>
              </td>
              <td className="right nowrap">
                <Button size="small" loading={merge.isPending} onClick={() => void into(other, one)}>
                  {t('留这一条')}
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
