/** 事项台账: the list as it is filtered on the desk, on landscape paper, with what it was filtered by. */
import type { Content, Facts as About } from '../../../kernel/print.ts'
import { stamp } from '../../../kernel/clock.ts'
import type { Output } from '../../../kernel/contract.ts'
import { t } from '../../../kernel/text.ts'
import { Heading, sayField, Table, type Column } from '../../../ui/print.ts'
import { fieldOf } from '../../../ui/shapes.ts'
import { places } from '../../places/contract.ts'
import { grid } from '../contract.ts'
import { MatterLine } from '../shapes.ts'

const { matters } = grid.ops
type Filter = About<typeof matters>['input']

/** Grids of several communities need the room for both names. */
const columns = (several: boolean): readonly Column[] => [
  { title: t('序号'), width: 24, short: true },
  { title: t('编号'), width: 64, short: true },
  { title: t('事由'), width: '*' },
  { title: t('分类'), width: 72 },
  { title: t('网格'), width: several ? 112 : 72 },
  { title: t('地点'), width: 84 },
  { title: t('状态'), width: 46, short: true },
  { title: t('上报时间'), width: 70, short: true },
  { title: t('时限'), width: 80, short: true },
  { title: t('承办人'), width: 46 },
]

export async function ledger({ items, total }: Output<typeof matters>, about: About<typeof matters>): Promise<Content> {
  const names = await namesOf(items, about)
  const late = items.filter(m => m.late).length
  return [
    Heading(t('事项台账'), await filters(about)),
    {
      text: [
        t('共 {total} 件', { total }),
        items.length < total
          ? {
              text: t('，一份只印前 {n} 件，其余没有印出；要印全，请按时间或网格分几份打印', { n: items.length }),
              bold: true,
            }
          : '',
        late ? t('；其中已超时限 {late} 件，时限前有「超」字', { late }) : '',
      ],
      fontSize: 9,
      marginBottom: 4,
    },
    Table(
      columns(new Set(items.map(m => m.community)).size > 1),
      items.map((m, i) => [
        String(i + 1),
        m.number,
        m.title,
        m.categoryName,
        names.get(m.place) ?? m.place,
        m.address ?? '',
        sayField(MatterLine, 'state', m.state),
        stamp(m.reportedAt),
        m.due ? (m.late ? t('超 {at}', { at: stamp(m.due) }) : stamp(m.due)) : '',
        m.holderName ?? '',
      ]),
      8,
    ),
  ]
}

/** The names of the grids in the list; with several communities, each under its community's. */
async function namesOf(items: readonly MatterLine[], { ask }: About): Promise<Map<string, string>> {
  const communities = [...new Set(items.map(m => m.community))]
  const found = await Promise.all(
    communities.map(async code => {
      const [home, grids] = await Promise.all([ask(places.ops.place, { code }), ask(places.ops.grids, { place: code })])
      const before = communities.length > 1 ? `${home.name} ` : ''
      return [[code, home.name], ...grids.map(g => [g.code, before + g.name])] as [string, string][]
    }),
  )
  return new Map(found.flat())
}

/** What the list was narrowed to, in words: a ledger without it cannot be read a year later. */
async function filters({ input, ask }: About<typeof matters>): Promise<string> {
  const shown = Object.keys(input).filter(name => !['page', 'size'].includes(name)) as (keyof Filter)[]
  const said = await Promise.all(
    shown.map(async name => {
      const text = await filterWords(name, input[name], ask)
      return text && `${name === 'sort' ? t('排序') : fieldOf(matters.input, name).label}：${text}`
    }),
  )
  return said.filter(Boolean).join('　')
}

async function filterWords(name: keyof Filter, value: unknown, ask: About['ask']): Promise<string> {
  if (value === undefined || value === '') return ''
  if (name === 'place') return (await ask(places.ops.place, { code: value as string })).name
  if (name === 'category')
    return (await ask(grid.ops.categories, {})).find(c => c.code === value)?.name ?? String(value)
  return sayField(matters.input, name, value)
}
