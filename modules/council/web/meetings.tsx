/** The meetings, the latest first; and planning one. */
import { Button } from 'antd'
import { t } from '../../../kernel/text.ts'
import { useHome, useMe } from '../../../ui/desk/context.tsx'
import { useGo } from '../../../ui/desk/go.tsx'
import { couldEver } from '../../../ui/desk/page.ts'
import { FormPage, ListPage } from '../../../ui/desk/pages.tsx'
import { council } from '../contract.ts'
import { may } from '../rules.ts'
import { BodyPicker, Moment } from './pickers.tsx'

export default function Meetings() {
  const me = useMe()
  const go = useGo()
  return (
    <ListPage
      op={council.ops.meetings}
      title={t('会议')}
      unit={t('次')}
      main="title"
      columns={['title', 'bodyName', 'startsAt', 'venue', 'state', 'items', 'place']}
      filters={['state', 'place']}
      to={m => `/council/meetings/${m.community}/${m.id}`}
      widths={{ bodyName: 190, startsAt: 130, state: 100, items: 70, place: 140 }}
      empty={t('还没有会议。先筹备一次，列入议题，再发通知。')}
      actions={
        couldEver(may.planMeeting, me) && (
          <Button type="primary" onClick={() => go('/council/meetings/new')}>
            {t('筹备会议')}
          </Button>
        )
      }
    />
  )
}

const widgets = { body: BodyPicker(), startsAt: Moment }

export function NewMeeting() {
  const home = useHome()
  return (
    <FormPage
      op={council.ops.planMeeting}
      fields={['place', 'body', 'title', 'startsAt', 'venue', 'law', 'onward']}
      initial={home.length === 12 ? { place: home } : {}}
      widgets={widgets}
      hints={{
        startsAt: t('村（居）民会议提前 10 天通知，代表会议、议事会提前 3 天'),
        law: t('村（居）民会议按人开还是按户开，在这里选'),
      }}
      submit={t('筹备')}
      to={m => `/council/meetings/${m.community}/${m.id}`}
    />
  )
}
