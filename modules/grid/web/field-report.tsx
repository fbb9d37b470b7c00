/** Reporting what is seen on patrol: a photo, a few words, and what the words suggest. What was reported nearby is shown before it is sent. */
import { fieldsOf } from '../../../ui/shapes.ts'
import type { Output } from '../../../kernel/contract.ts'
import { t } from '../../../kernel/text.ts'
import { useAsk } from '../../../ui/field/data.ts'
import { useDraft } from '../../../ui/field/draft.ts'
import type { InputProps } from '../../../ui/field/fields.tsx'
import { go } from '../../../ui/field/go.tsx'
import { Head } from '../../../ui/field/head.tsx'
import { useGrids } from '../../../ui/field/me.ts'
import { OpForm, sayTold } from '../../../ui/field/op-form.tsx'
import { Loaded, Moment, Nothing } from '../../../ui/field/shown.tsx'
import type { PlaceLine } from '../../places/contract.ts'
import { grid } from '../contract.ts'
import { matter, may } from '../rules.ts'
import { CategoryField } from './field-category.tsx'
import { BuildingField, GridField } from './field-where.tsx'

const { register } = grid.ops
const community = (place: string) => place.slice(0, 12)

export function ReportPage() {
  const grids = useGrids(may.register)
  return (
    <>
      <Head title={t('上报')}>
        {grids.data?.length === 1 ? grids.data[0]!.name : t('巡查时看到的问题，拍下来报上去。')}
      </Head>
      <Loaded of={grids}>
        {all =>
          all.length ? (
            <Form grids={all} />
          ) : (
            <Nothing icon="warn" say={t('您的岗位还没有网格，不能上报。请联系安全管理员任命。')} />
          )
        }
      </Loaded>
    </>
  )
}

function Form({ grids }: { grids: readonly PlaceLine[] }) {
  const draft = useDraft(
    'report',
    { title: t('巡查上报'), to: '/report' },
    grids.length === 1 ? { place: grids[0]!.code } : {},
  )
  const {
    title = '',
    description = '',
    place = '',
    category = '',
    building = '',
  } = draft.values as Record<string, string | undefined>
  const words = `${title} ${description}`
  const alike =
    useAsk(
      grid.ops.alike,
      { place, category, text: words.slice(0, 500), ...(building && { building }) },
      { when: place !== '' && category !== '' },
    ).data ?? []
  const one = grids.length === 1
  return (
    <OpForm
      op={register}
      draft={draft}
      given={{ source }}
      about={{ community: community(place), place }}
      fields={['photos', 'title', 'category', ...(one ? [] : ['place']), 'building', 'address', 'description']}
      widgets={{
        category: (props: InputProps) => <CategoryField {...props} words={words} />,
        place: (props: InputProps) => <GridField {...props} grids={grids} />,
        building: (props: InputProps) => <BuildingField {...props} place={place} />,
      }}
      labels={{ address: t('具体位置') }}
      hints={{
        title: t('例如：3幢2单元楼道灯不亮'),
        building: t('不在楼里的，写具体位置。'),
      }}
      submit={alike.length ? t('都不是，仍要上报') : t('上报')}
      done={told => {
        const a = told.answer as Output<typeof register> | undefined
        if (a) return go(`/reported/${a.community}/${a.id}/${a.number}`, { instead: true })
        sayTold(told, '')
        go('/', { instead: true })
      }}
    >
      {alike.length > 0 && (
        <section className="alike" role="status">
          <h2>{t('附近有人报过，是同一件吗？')}</h2>
          <ul>
            {alike.slice(0, 4).map(m => (
              <li key={m.id}>
                <b>{m.title}</b>
                <small>
                  {matter.states[m.state].label} · <Moment at={m.reportedAt} /> · {m.why.join('；')}
                </small>
              </li>
            ))}
          </ul>
          <button
            type="button"
            className="button"
            onClick={() => {
              draft.drop()
              go('/', { instead: true })
            }}
          >
            {t('是同一件，不报了')}
          </button>
        </section>
      )}
    </OpForm>
  )
}

/** Of the ways a matter may come in, the one on foot. */
const source = fieldsOf(register.input)
  .find(f => f.name === 'source')!
  .choices.find(c => c.value === 'patrol')!.value
