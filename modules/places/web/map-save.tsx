/** What is sent of a draft: why, from which day, and nothing while grids overlap. */
import { t } from '../../../kernel/text.ts'
import { OpForm } from '../../../ui/desk/form.tsx'
import { places } from '../contract.ts'
import { planOf, type Draft } from './map-draft.ts'

export function MapSave({ draft, overlaps, done }: { draft: Draft; overlaps: number; done: (id: string) => void }) {
  const plan = planOf(draft)
  if (!plan)
    return (
      <section className="sheet">
        <h2>{t('保存调整')}</h2>
        <p className="hint">
          {t('导入地图、拖动拐点、改名或撤销网格之后，在这里写明事由和生效日。到那一天自动生效，原来的图留作历史。')}
        </p>
      </section>
    )
  return (
    <section className="sheet">
      <h2>{t('保存调整')}</h2>
      {overlaps > 0 ? (
        <p className="mistake">{t('有 {overlaps} 处重叠，改好才能保存', { overlaps })}</p>
      ) : (
        <OpForm
          op={places.ops.planRedrawing}
          given={plan}
          fields={['title', 'from']}
          initial={{ from: new Date().toLocaleDateString('sv', { timeZone: 'Asia/Shanghai' }) }}
          hints={{ from: t('选今天，保存后就可以点「现在生效」') }}
          submit={t('保存（改 {n} 个，撤 {n2} 个）', { n: plan.grids.length, n2: plan.ends?.length ?? 0 })}
          done={answer => done(answer.id)}
        />
      )}
    </section>
  )
}
