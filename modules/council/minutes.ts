/** The minutes, drafted from what was recorded: who came, what was said, how it was counted. Whoever keeps them adds to it. */
import { stamp } from '../../kernel/clock.ts'
import { methods, outcomes } from './meeting-contract.ts'
import type { FoundMeeting } from './meeting-read.ts'

type Minuted = Pick<
  FoundMeeting,
  'title' | 'bodyName' | 'venue' | 'openedAt' | 'startsAt' | 'entitled' | 'present' | 'people' | 'agenda' | 'everyone'
>

export function minutesOf(m: Minuted): string {
  const named = (came: string | null) => m.people.filter(p => p.came === came)
  const list = (label: string, names: readonly string[]) => (names.length ? `${label}：${names.join('、')}` : '')
  return [
    `${m.bodyName} ${m.title}`,
    `时间：${stamp(m.openedAt ?? m.startsAt)}　地点：${m.venue}`,
    `应到 ${m.entitled}，到会 ${m.present}`,
    m.everyone
      ? ''
      : list(
          '到会',
          named('present').map(p => p.name),
        ),
    list(
      '委托',
      named('proxy').map(p => `${p.name}（委托${p.proxyName ?? ''}）`),
    ),
    list(
      '请假',
      named('excused').map(p => p.name),
    ),
    m.everyone
      ? ''
      : list(
          '缺席',
          named(null).map(p => p.name),
        ),
    ...m.agenda.map(item),
  ]
    .filter(Boolean)
    .join('\n')
}

function item(i: Minuted['agenda'][number]): string {
  const counted = i.yes === null ? '' : `${methods[i.method]}：同意 ${i.yes}，不同意 ${i.no}，弃权 ${i.abstain}。`
  return [
    `${i.at}. ${i.title}`,
    ...i.speeches.map(s => `　${s.speaker}：${s.said}`),
    counted && `　${counted}`,
    ...i.verdict.map(v => `　${v.say}`),
    `　结果：${i.outcome ? outcomes[i.outcome] : ''}${i.reason ? `（${i.reason}）` : ''}`,
  ]
    .filter(Boolean)
    .join('\n')
}
