/** The projects, what is late first, then in the order that was voted; and opening one from a resolution. */
import { t } from '../../../kernel/text.ts'
import { useHome, useMe } from '../../../ui/desk/context.tsx'
import { Go } from '../../../ui/desk/go.tsx'
import { couldEver } from '../../../ui/desk/page.ts'
import { FormPage, ListPage } from '../../../ui/desk/pages.tsx'
import { works } from '../contract.ts'
import { may } from '../rules.ts'
import { BuildingsPicker, ItemPicker, ResolutionPicker } from './pickers.tsx'

export default function Projects() {
  const me = useMe()
  return (
    <ListPage
      op={works.ops.projects}
      title={t('工程项目')}
      unit={t('个')}
      main="title"
      columns={['rank', 'title', 'state', 'contractor', 'total', 'due', 'resolutionNumber', 'place']}
      filters={['search', 'state', 'late', 'place']}
      to={p => `/works/projects/${p.community}/${p.id}`}
      widths={{
        rank: 70,
        state: 150,
        contractor: 170,
        total: 120,
        due: 120,
        resolutionNumber: 190,
        place: 120,
      }}
      empty={t('还没有项目。会议议决、交付执行的事，从这里立项。')}
      actions={couldEver(may.openProject, me) && <Go to="/works/projects/new">{t('立项')}</Go>}
    />
  )
}

const widgets = { resolution: ResolutionPicker, buildings: BuildingsPicker, item: ItemPicker }

export function NewProject() {
  const home = useHome()
  return (
    <FormPage
      op={works.ops.openProject}
      lead={t('凭交付执行的决议立项。次序按投票得分或决议里的先后写，一份决议一个次序只有一个项目。')}
      fields={[
        'place',
        'resolution',
        'rank',
        'score',
        'title',
        'said',
        'item',
        'kind',
        'buildings',
        'private',
        'liable',
        'duty',
      ]}
      initial={home.length >= 12 ? { place: home, kind: 'construction' } : { kind: 'construction' }}
      widgets={widgets}
      hints={{
        buildings: t('完工后由这些楼的住户三评；不选就是整个范围的住户'),
        duty: t('以上三项有一项是的，不能用公共资金做'),
      }}
      submit={t('立项')}
      to={p => `/works/projects/${p.community}/${p.id}`}
    />
  )
}
