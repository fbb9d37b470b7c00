/** The receipt for whoever reported: the number, what happens next and until when, and how to follow it. In letters 王婶 can read. */
import type { Content, Facts as About } from '../../../kernel/print.ts'
import { stamp } from '../../../kernel/clock.ts'
import { t } from '../../../kernel/text.ts'
import { dayOf } from '../../../kernel/clock.ts'
import { Code } from '../../../ui/print.ts'
import { sayDay } from '../../../ui/portal-values.ts'
import type { grid } from '../contract.ts'
import type { Receipt } from '../shapes.ts'
import { label } from './states.ts'
import { stepOf, toneOf } from './progress.ts'

export const isAccepted = ({ state }: Receipt): boolean => stepOf(state) > 0

export function receiptPaper(r: Receipt, { origin, now }: About<typeof grid.ops.receipt>): Content {
  const url = `${origin}/follow?number=${r.number}`
  return [
    {
      text: isAccepted(r) ? t('受理回执') : t('收件回执'),
      bold: true,
      fontSize: 30,
      alignment: 'center',
      marginTop: 6,
    },
    {
      table: {
        widths: ['*'],
        body: [
          [
            {
              stack: [
                { text: t('您的编号'), fontSize: 16 },
                { text: spaced(r.number), bold: true, fontSize: 40 },
                ...(r.byCode
                  ? [
                      { text: t('查进度要用：编号 + 查询码'), fontSize: 15 },
                      // A paper may lie about; the code is for whoever saw it on the screen.
                      { text: t('查询码（请从屏幕上抄下）：＿＿＿＿＿＿'), fontSize: 15, marginTop: 6 },
                    ]
                  : [{ text: t('查进度要用：编号 + 手机后四位'), fontSize: 15 }]),
              ],
              alignment: 'center',
              margin: [0, 8, 0, 8],
            },
          ],
        ],
      },
      layout: 'thin',
      margin: [0, 14, 0, 14],
    },
    Line(t('什么时候报的'), sayWhen(r.reportedAt, now)),
    Line(t('在哪一片'), r.placeName),
    Line(t('现在到哪一步'), label(r.state)),
    { text: t('接下来'), bold: true, fontSize: 20, margin: [0, 16, 0, 6] },
    { ol: steps(r, now), fontSize: 16, lineHeight: 1.4 },
    { text: t('怎么查'), bold: true, fontSize: 20, margin: [0, 16, 0, 6] },
    {
      columns: [
        {
          width: '*',
          stack: [
            r.byCode ? t('手机扫右边的码，填查询码。') : t('手机扫右边的码，填手机后四位。'),
            t('没有手机，拿这张纸到社区，报编号。'),
            t('没人管、办不了，打 12345，报编号。'),
          ],
          fontSize: 16,
          lineHeight: 1.4,
        },
        Code(url, t('扫码查进度'), 130),
      ],
    },
    { text: url, fontSize: 10, color: '#444444', alignment: 'right', marginTop: 4 },
  ]
}

/** Twelve digits are read out in fours. */
const spaced = (number: string) => number.replace(/(\d{4})(?=\d)/g, '$1 ')

const Line = (label: string, text: string): Content => ({
  columns: [
    { text: label, width: 130, color: '#444444' },
    { text, width: '*', bold: true },
  ],
  fontSize: 16,
  marginBottom: 4,
})

/** What is already behind is not promised again, and a term that has run out is not called a promise. */
function steps(r: Receipt, now: Date): Content[] {
  if (toneOf(r.state) === 'stopped') return [t('这件事不再往下办了，理由查进度时能看到。')]
  const rate = t('办好了请您说满不满意；没解决可以要求重办。')
  if (toneOf(r.state) === 'done') return [t('这件事已经办完。'), rate]
  const urge = t('已经过了时限：查进度时可以催办，也可以打 12345。')
  const note = r.provisional ? t('（遇放假会改）') : ''
  return [
    ...(isAccepted(r) ? [] : [t('{at} 前，社区会看，决定受理并派人。', { at: sayWhen(r.acceptBy, now) })]),
    t('最晚 {at} 办完{note}，办完社区核查。', { at: sayWhen(r.resultBy, now), note }),
    ...((isAccepted(r) ? r.resultBy : r.acceptBy) < now ? [urge] : []),
    rate,
  ]
}

/** 11月20日 15:32; never 「明天」, which paper cannot keep. */
const sayWhen = (at: Date, now: Date) => `${sayDay(dayOf(at), dayOf(now))} ${stamp(at).slice(-5)}`
