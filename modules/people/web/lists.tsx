/** The lists of this module that are only lists: buildings, care, hand-overs, corrections. Each is one page of columns. */
import { t } from '../../../kernel/text.ts'
import { useHome } from '../../../ui/desk/context.tsx'
import { ListPage } from '../../../ui/desk/pages.tsx'
import { useUrl } from '../../../ui/desk/url.ts'
import { PlacePicker } from '../../../ui/desk/place-picker.tsx'
import { places } from '../../places/contract.ts'
import { people } from '../contract.ts'
import { correcting, transfer } from '../papers.ts'

export function Blocks() {
  const home = useHome()
  const [search, change] = useUrl()
  const place = search['place'] ?? home
  return (
    <ListPage
      key={place}
      op={places.ops.buildings}
      title={t('楼栋图')}
      unit={t('栋')}
      given={{ place }}
      filters={['search']}
      main="name"
      columns={['estate', 'name', 'place', 'rooms']}
      labels={{ rooms: t('户数') }}
      widths={{ estate: 200, place: 220, rooms: 100 }}
      to={b => `/people/block/${b.community}/${b.id}`}
      above={
        <div className="filters">
          <div className="filter-place">
            <PlacePicker value={place} onChange={code => change({ place: code })} />
          </div>
          <span className="hint">{t('点楼栋，一户一格地看：谁家多久没去过、空着、租住、要补问。')}</span>
        </div>
      }
      empty={t('可以用「导入」一次录入整个社区的楼栋和房屋。')}
    />
  )
}

export const Care = () => (
  <ListPage
    op={people.ops.tags}
    title={t('关爱名单')}
    unit={t('项')}
    main="name"
    columns={['name', 'kind', 'purpose', 'address', 'place', 'said', 'until']}
    filters={['place', 'kind', 'soon']}
    widths={{ kind: 140, purpose: 260, address: 220, place: 150, said: 160, until: 110 }}
    to={t => `/people/${t.community}/${t.resident}`}
    above={<p className="hint">{t('每个标签都有本人或监护人的同意，或写明依据；到期自动消失，本人随时可以取消。')}</p>}
    empty={t('在居民页上可以加关爱标签。')}
  />
)

export const Handovers = () => (
  <ListPage
    op={people.ops.handovers}
    title={t('迁移交接')}
    unit={t('件')}
    main="name"
    columns={['name', 'fromPlace', 'place', 'day', 'reason', 'sentBy', 'at', 'state', 'answer']}
    filters={['way', 'state', 'place']}
    initial={{ state: transfer.initial }}
    widths={{ fromPlace: 150, place: 150, day: 110, reason: 160, sentBy: 90, at: 120, state: 100, answer: 160 }}
    to={h => `/people/handovers/${h.community}/${h.id}`}
    empty={t('要移交的人，在居民页上办「移交到别的社区」。')}
  />
)

export const Corrections = () => (
  <ListPage
    op={people.ops.corrections}
    title={t('更正申请')}
    unit={t('件')}
    main="name"
    columns={['name', 'label', 'was', 'reason', 'place', 'at', 'state', 'answer']}
    filters={['state', 'place']}
    initial={{ state: correcting.initial }}
    widths={{ label: 110, was: 150, reason: 220, place: 150, at: 120, state: 100, answer: 160 }}
    to={c => `/people/corrections/${c.community}/${c.id}`}
    empty={t('居民在门户「我的」里提出的更正，会列在这里。')}
  />
)
