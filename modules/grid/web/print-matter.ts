/**
 * 事项办理单: one matter on paper, to be worked with and signed. What is masked on the screen is masked here; notes
 * that are for staff stay away, because the resident signs it and may keep a copy.
 */
import type { Content, Facts as About } from '../../../kernel/print.ts'
import { stamp } from '../../../kernel/clock.ts'
import { Problem } from '../../../kernel/rules.ts'
import { t } from '../../../kernel/text.ts'
import { Code, Facts, factsOf, Heading, Part, Signatures, Table, type Fact } from '../../../ui/print.ts'
import { places } from '../../places/contract.ts'
import { grid } from '../contract.ts'
import { Matter, type Published } from '../shapes.ts'
import { label } from './states.ts'

export async function matterForm(m: Matter, about: About<typeof grid.ops.matter>): Promise<Content> {
  const [{ path }, open] = await Promise.all([about.ask(places.ops.place, { code: m.place }), published(m, about)])
  const photos = await Promise.all((open?.photos ?? []).slice(0, 4).map(id => about.photo(m.community, id)))
  const place = path.filter(p => p.code.length >= 12).map(p => p.name)
  return [
    Heading(t('事项办理单'), t('编号 {number}', { number: m.number })),
    Facts([
      ...said(m, ['title', 'description']),
      ...said(m, ['state', 'urgency', 'categoryName', 'source', 'place', 'address'], {
        state: label(m.state) + (m.late ? t('（已超时限）') : ''),
        place: place.join(' '),
      }),
      ...said(m, ['contactName', 'contactPhone', 'reportedAt', 'holderName']),
      ...deadlines(m),
      ...counts(m),
      { label: t('办理结果'), text: m.result ?? '', empty: 64 },
      ...said(m, ['closedAt', 'rating', 'ratingText'], {
        rating: m.rating === null ? null : t('{n} 分（满分 5 分）', { n: m.rating }),
      }),
    ]),
    Part(t('经过'), Timeline(m)),
    photos.some(Boolean) ? Part(t('照片（已公开的）'), Photos(photos)) : '',
    {
      unbreakable: true,
      columns: [{ width: '*', stack: [Signatures([t('承办人'), t('核查人'), t('居民')])] }, Way(m, open, about)],
      columnGap: 16,
      marginTop: 12,
    },
  ]
}

const said = (
  m: Matter,
  names: readonly (keyof Matter & string)[],
  words: { [K in keyof Matter]?: string | null } = {},
) => factsOf(Matter, m, names, words)

/** The view of everyone, if there is one: what is in it may be shown to anybody. */
const published = ({ community, id }: Matter, { ask }: About): Promise<Published | null> =>
  ask(grid.ops.publishedOne, { community, id }).catch((error: unknown) => {
    if (error instanceof Problem && error.status === 404) return null
    throw error
  })

function deadlines(m: Matter): Fact[] {
  const note = m.provisional ? t('（暂定）') : ''
  return [
    { label: t('受理时限'), text: stamp(m.acceptBy) + note },
    { label: t('派遣时限'), text: stamp(m.dispatchBy) + note },
    { label: t('办结时限'), text: stamp(m.resultBy) + note },
  ]
}

const counts = (m: Matter): Fact[] => {
  const n = (['urged', 'raised', 'returned', 'reopened'] as const).filter(name => m[name] > 0)
  return n.flatMap(name => said(m, [name]))
}

const Timeline = (m: Matter): Content =>
  Table(
    [
      { title: t('时间'), width: 82, short: true },
      { title: t('做了什么'), width: 84 },
      { title: t('谁'), width: 58 },
      { title: t('说明'), width: '*' },
    ],
    m.timeline.filter(e => !e.internal).map(e => [stamp(e.at), e.label, e.by ?? '', e.text ?? '']),
    9,
  )

const Photos = (photos: readonly (string | null)[]): Content => ({
  columns: photos.map((image): Content =>
    image ? { image, fit: [122, 122] } : { text: t('（这张打不出来，请在系统里看）'), color: '#444444' },
  ),
  columnGap: 8,
})

/** To the public page; what is not public is followed by its number. */
const Way = (m: Matter, open: Published | null, { origin }: About): Content =>
  open
    ? Code(`${origin}/c/${m.community}/matters/${m.id}`, t('扫码看进度'), 84)
    : Code(`${origin}/follow?number=${m.number}`, t('扫码查进度'), 84)
