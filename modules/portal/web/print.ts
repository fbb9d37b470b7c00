/** 网格公示牌: who serves this grid, to be hung in a stairwell and read from two metres away (GR-03). It is one page, always. */
import type { Output } from '../../../kernel/contract.ts'
import { printed, type Content, type Facts as About, type TableCell } from '../../../kernel/print.ts'
import { t } from '../../../kernel/text.ts'
import { Code } from '../../../ui/print.ts'
import { identity } from '../../identity/contract.ts'
import { places } from '../../places/contract.ts'

const { onDuty } = identity.ops
type Duty = Output<typeof onDuty>[number]

printed(onDuty, {
  sizes: ['A4', 'A3'],
  number: (_, { input }) => input.place,
  place: (_, { input }) => input.place.slice(0, 12),
  layout: poster,
})

async function poster(duty: Duty[], { input, origin, scale, ask }: About<typeof onDuty>): Promise<Content> {
  const here = await ask(places.ops.place, { code: input.place })
  const mine = duty.filter(d => d.place === input.place)
  const near = mine.slice(0, 4)
  const above = duty.filter(d => d.place !== input.place)
  const room = near.length > 1 ? 4 : 6
  const others = above.slice(0, above.length > room ? room - 1 : room)
  const left = duty.length - near.length - others.length
  const community = here.path.find(p => p.code.length === 12)
  const home = community ? `${origin}/c/${community.code}` : `${origin}/`
  const s = (points: number) => points * scale
  return [
    { text: community && community.code !== here.code ? community.name : '', fontSize: s(24), alignment: 'center' },
    {
      text: here.name,
      bold: true,
      fontSize: s(Math.min(48, 500 / here.name.length)),
      alignment: 'center',
      lineHeight: 1,
    },
    { text: t('这一片的事，找他们'), fontSize: s(20), alignment: 'center', marginBottom: s(8) },
    near.length
      ? Near(near, s)
      : { text: t('这一片的网格员还没有公布，先找社区'), bold: true, fontSize: s(26), alignment: 'center' },
    others.length ? { text: t('社区和街道'), bold: true, fontSize: s(18), margin: [0, s(12), 0, s(2)] } : '',
    others.length ? Lines(others, s(20)) : '',
    left ? { text: t('其余 {n} 位见社区网页', { n: left }), fontSize: s(14), marginTop: s(4) } : '',
    {
      absolutePosition: { x: s(40), y: s(606) },
      columns: [
        Code(community ? `${home}/report` : home, '', s(150)),
        {
          width: '*',
          stack: [
            { text: t('手机扫一扫，家门口的事说一声'), bold: true, fontSize: s(21) },
            { text: t('灯不亮、漏水、垃圾、邻里难处，不用登录'), fontSize: s(16), marginTop: s(2) },
            { text: t('没人管、要投诉，打 12345'), bold: true, fontSize: s(26), margin: [0, s(10), 0, s(10)] },
            { text: t('急救 120　火警 119　报警 110'), bold: true, fontSize: s(21) },
            { text: home, fontSize: s(9), color: '#444444', marginTop: s(4) },
          ],
        },
      ],
      columnGap: s(16),
    },
  ]
}

type Sized = (points: number) => number

/** One or two have their number under their name, as large as the page allows; more of them are lines. */
const Near = (near: readonly Duty[], s: Sized): Content => ({
  table: {
    widths: ['*'],
    body:
      near.length > 2
        ? [[Lines(near, s(26))]]
        : near.map(d => [Person(d, s(Math.min(near.length > 1 ? 30 : 44, 330 / d.name.length)))]),
  },
  layout: 'thin',
})

const Person = ({ name, label, workPhone }: Duty, size: number): TableCell => ({
  stack: [
    {
      text: [
        { text: name, bold: true, fontSize: size },
        { text: `　${label}`, fontSize: size * 0.5 },
      ],
    },
    workPhone
      ? { text: spoken(workPhone), bold: true, fontSize: size * 1.05 }
      : { text: t('电话请问社区'), fontSize: size * 0.5 },
  ],
  alignment: 'center',
  lineHeight: 1,
})

const Lines = (people: readonly Duty[], size: number): Content => ({
  table: {
    widths: ['auto', '*', 'auto'],
    body: people.map(({ name, label, workPhone }) => [
      { text: name, bold: true },
      { text: label, fontSize: size * 0.65, marginTop: size * 0.45 },
      { text: spoken(workPhone ?? ''), bold: true },
    ]),
  },
  layout: 'lines',
  fontSize: size,
  lineHeight: 1,
})

/** A mobile number as it is read out and dialled: 138 1234 5678. */
const spoken = (phone: string) => phone.replace(/^(1\d\d)(\d{4})(\d{4})$/, '$1 $2 $3')
