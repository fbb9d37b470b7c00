/** One project on the desk: what was decided, quoted, signed, done, found and said; the buttons come from the rules. */
import { t } from '../../../kernel/text.ts'
import { Go } from '../../../ui/desk/go.tsx'
import { RecordPage } from '../../../ui/desk/pages.tsx'
import { works } from '../contract.ts'
import { Changes, Defects, Milestones, Quotes, Results, Spent } from './project-parts.tsx'
import { ChangePicker, DefectPicker, LinePicker, MilestonePicker, QuotePicker, ResolutionPicker } from './pickers.tsx'

const widgets = {
  line: LinePicker,
  quote: QuotePicker,
  milestone: MilestonePicker,
  change: ChangePicker,
  defect: DefectPicker,
  resolution: ResolutionPicker,
}

export default function ProjectPage() {
  return (
    <RecordPage
      op={works.ops.project}
      ops={works.ops}
      back={{ to: '/works/projects', label: t('工程项目') }}
      title={p => p.title}
      lead={p => (
        <a href={`/c/${p.community}/works/${p.id}`} target="_blank" rel="noreferrer">
          {t('居民看到的样子')}
        </a>
      )}
      fields={[
        'said',
        'item',
        'rank',
        'score',
        'resolutionNumber',
        'resolutionDay',
        'estimate',
        'estimateSaid',
        'noticedOn',
        'noticeUntil',
        'way',
        'wayReference',
        'contractor',
        'choiceReason',
        'decidedName',
        'decidedOn',
        'contractNumber',
        'total',
        'signedDay',
        'dueOn',
        'outOfTurn',
        'completedOn',
        'acceptedNumber',
        'acceptedOn',
        'acceptedName',
        'households',
        'answers',
        'closedOn',
        'reason',
      ]}
      widgets={widgets}
      more={p => (
        <>
          <Quotes {...p} />
          <Milestones {...p} />
          <Changes {...p} />
          <Spent {...p} />
          <Defects {...p} />
          <Results {...p} />
        </>
      )}
      aside={p => (
        <p className="ways">
          <Go to={`/council/resolutions/${p.community}/${p.resolution}`}>{t('看决议')}</Go>{' '}
          <Go to={`/works/visits?project=${p.id}`}>{t('看到场监督')}</Go>
        </p>
      )}
    />
  )
}
