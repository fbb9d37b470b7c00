/** What the council puts on paper: minutes to be signed by hand, a resolution for the board, and the register. */
import { stamp } from '../../../kernel/clock.ts'
import { printed, type Content } from '../../../kernel/print.ts'
import { t } from '../../../kernel/text.ts'
import { Code, Facts, factsOf, Heading, Part, sayField, Signatures, Table } from '../../../ui/print.ts'
import { council } from '../contract.ts'
import { comings, Meeting, outcomes } from '../meeting-contract.ts'
import { acts, Resolution } from '../resolution-contract.ts'

const { meeting, resolution, resolutions } = council.ops

printed(meeting, {
  place: m => m.community,
  layout: m => [
    Heading(t('会议记录'), `${m.bodyName}　${m.title}`),
    Facts([
      ...factsOf(Meeting, m, ['startsAt', 'venue', 'openedAt', 'closedAt']),
      { label: t('到会'), text: t('应到 {all}，到会 {n}', { all: m.entitled, n: m.present }) },
      ...m.quorum.say.map(q => ({ label: t('人数'), text: `${q.say}（${q.clause}）` })),
    ]),
    People(m),
    Part(t('议程和表决'), { stack: m.agenda.map(Item) }),
    m.minutes ? Part(t('记录'), { text: m.minutes, lineHeight: 1.3 }) : '',
    Part(
      t('签字'),
      m.signatures.length
        ? { text: m.signatures.map(s => `${s.name} ${stamp(s.at)}`).join('　') }
        : { text: t('（还没有人签字）'), color: '#444444' },
    ),
    Signatures([t('主持人'), t('记录人'), t('监督')]),
  ],
})

const People = (m: Meeting): Content =>
  m.people.length
    ? Part(
        t('到会人员'),
        Table(
          [
            { title: t('姓名'), width: 70 },
            { title: t('小组'), width: 90 },
            { title: t('到会'), width: '*' },
            { title: t('签字'), width: 120 },
          ],
          m.people.map(p => [
            p.name,
            p.grp,
            [p.came ? comings[p.came] : t('缺席'), p.proxyName, p.reason].filter(Boolean).join('，'),
            p.signed ? t('已签字') : '',
          ]),
        ),
      )
    : ''

const Item = (i: Meeting['agenda'][number]): Content => ({
  stack: [
    { text: `${i.at}. ${i.title}`, bold: true, marginTop: 6 },
    ...i.speeches.map(s => ({ text: `${s.speaker}：${s.said}` })),
    i.yes === null
      ? ''
      : { text: t('同意 {yes}，不同意 {no}，弃权 {abstain}', { yes: i.yes, no: i.no ?? 0, abstain: i.abstain ?? 0 }) },
    ...i.verdict.map(v => ({ text: `${v.say}（${v.clause}）`, color: '#444444' })),
    { text: t('结果：{what}', { what: i.outcome ? outcomes[i.outcome] : t('未定') }) },
  ],
})

printed(resolution, {
  number: r => r.number,
  place: r => r.community,
  layout: (r, { origin }) => [
    Heading(r.title, r.number),
    { text: r.said, fontSize: 12, lineHeight: 1.5, margin: [0, 6, 0, 10] },
    Facts(
      factsOf(Resolution, r, [
        'counted',
        'basis',
        'decidedOn',
        'displayedOn',
        'displayUntil',
        'executorName',
        'due',
        'result',
      ]),
    ),
    Part(t('谁决策、谁执行、谁监督'), { text: r.parts.map(p => `${acts[p.act]}：${p.name}`).join('　') }),
    {
      unbreakable: true,
      columns: [
        { width: '*', stack: [Signatures([t('召集人'), t('监督')])] },
        Code(`${origin}/c/${r.community}/council/resolutions/${r.id}`, t('扫码看办到哪里、提异议'), 84),
      ],
      columnGap: 16,
    },
  ],
})

printed(resolutions, {
  place: (_, { input }) => (input.place ?? '').slice(0, 12),
  landscape: true,
  rows: 500,
  layout: ({ items }) => [
    Heading(t('决议登记簿')),
    Table(
      [
        { title: t('编号'), width: 150 },
        { title: t('决议'), width: '*' },
        { title: t('日期'), width: 58, short: true },
        { title: t('表决结果'), width: 190 },
        { title: t('执行'), width: 90 },
        { title: t('状态'), width: 70 },
      ],
      items.map(r => [
        r.number,
        r.title,
        r.decidedOn,
        r.counted,
        r.executorName ?? '',
        sayField(Resolution, 'state', r.state),
      ]),
    ),
  ],
})
