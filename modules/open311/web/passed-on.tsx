/** On the page of a matter: where it was passed on, what they say, and the button that passes it on, greyed with its reason. */
import { useQueryClient } from '@tanstack/react-query'
import { App, Button } from 'antd'
import { useState } from 'react'
import { t } from '../../../kernel/text.ts'
import { useAsk, useMe } from '../../../ui/desk/context.tsx'
import { Dialog } from '../../../ui/desk/dialog.tsx'
import { OpForm } from '../../../ui/desk/form.tsx'
import { Go } from '../../../ui/desk/go.tsx'
import { Greyed } from '../../../ui/desk/greyed.tsx'
import { couldEver } from '../../../ui/desk/page.ts'
import { Moment } from '../../../ui/desk/show.tsx'
import { open311, type Passing } from '../contract.ts'
import { may, passing } from '../rules.ts'

type Matter = { community: string; id: string; number: string; elsewhere: string | null }

export function PassedOn({ community, id, number, elsewhere }: Matter) {
  const asked = useAsk(open311.ops.ofMatter, { community, id }, { when: couldEver(may.ofMatter, useMe()) })
  const [to, setTo] = useState<{ id: string; name: string }>()
  const { message } = App.useApp()
  const client = useQueryClient()
  if (!asked.data) return null
  const { slips, ways } = asked.data
  return (
    <section className="sheet">
      <h2>{t('转给别的系统')}</h2>
      {elsewhere && (
        <p className="trouble-say" role="status">
          {t('对方说已办结，请核实：办好了按「对方已办好，转入核查」，没办好按「对方没办好，继续办」。')}
        </p>
      )}
      {slips.length > 0 && (
        <ul className="short">
          {slips.map(slip => (
            <Slip key={slip.id} slip={slip} />
          ))}
        </ul>
      )}
      <div className="moves">
        {ways.map(way =>
          way.because === null ? (
            <Button key={way.id} onClick={() => setTo(way)}>
              {t('转给「{name}」', { name: way.name })}
            </Button>
          ) : (
            <Greyed key={way.id} label={t('转给「{name}」', { name: way.name })} because={way.because} />
          ),
        )}
        {!ways.length && <Greyed label={t('转给别的系统')} because={t('还没有对接系统，请系统管理员登记')} />}
      </div>
      <Dialog
        open={to !== undefined}
        title={t('转给「{name}」', { name: to?.name ?? '' })}
        onCancel={() => setTo(undefined)}
      >
        {to && (
          <OpForm
            op={open311.ops.passOn}
            given={{ place: community, number, system: to.id }}
            fields={['text']}
            hints={{ text: t('事由、情况和地点会一并转去；系统知道的姓名、电话和证件号码不转。') }}
            submit={t('转出')}
            cancel={() => setTo(undefined)}
            done={() => {
              void message.success(t('已登记，马上送出'))
              setTo(undefined)
              // The matter has a line more.
              void client.invalidateQueries({ queryKey: ['grid'] })
            }}
          />
        )}
      </Dialog>
    </section>
  )
}

const Slip = ({ slip }: { slip: Passing }) => (
  <li>
    <span className="spread">
      <Go to={`/passed-on/${slip.community}/${slip.id}`}>{slip.systemName}</Go>
      <span className="state">{passing.states[slip.state].label}</span>
    </span>
    {slip.toldSaid && <span className="hint">{t('我们的进展没送到：{toldSaid}', { toldSaid: slip.toldSaid })}</span>}
    {slip.toldAt && !slip.toldSaid && (
      <span className="hint">
        {t('我们的进展已告诉对方 ·')} <Moment at={slip.toldAt} />
      </span>
    )}
    <span className="hint">
      {slip.heard ?? slip.said ?? t('还没有答复')}
      {slip.external && t(' · 对方编号 {external}', { external: slip.external })} ·{' '}
      <Moment at={slip.heardAt ?? slip.passedAt} />
    </span>
  </li>
)
