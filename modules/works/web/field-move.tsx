/** The form of one move on the site, on a page of its own: the camera may close the app, and address and draft bring it back. */
import type { Op } from '../../../kernel/contract.ts'
import { t } from '../../../kernel/text.ts'
import { useAsk } from '../../../ui/field/data.ts'
import { useDraft } from '../../../ui/field/draft.ts'
import { Choices, type InputProps } from '../../../ui/field/fields.tsx'
import { back, useKey } from '../../../ui/field/go.tsx'
import { Head } from '../../../ui/field/head.tsx'
import { OpForm, sayTold } from '../../../ui/field/op-form.tsx'
import { Loaded, Nothing } from '../../../ui/field/shown.tsx'
import { works } from '../contract.ts'
import { project } from '../rules.ts'
import type { Project } from '../shapes.ts'

const ops: Readonly<Record<string, Op | undefined>> = works.ops

export function MovePage() {
  const { community, id, move = '' } = useKey()
  const asked = useAsk(works.ops.project, { community, id })
  return (
    <>
      <Head title={ops[move]?.label ?? project.label} back={`/works/${community}/${id}`} />
      <Loaded of={asked}>{p => <Form key={move} of={p} move={move} />}</Loaded>
    </>
  )
}

function Form({ of: p, move }: { of: Project; move: string }) {
  const { community, id, place, title } = p
  const to = `/works/${community}/${id}`
  const op = ops[move]
  const draft = useDraft(`${move}/${id}`, { title: `${op?.label ?? ''} ${title}`, to: `${to}/${move}` })
  const offer = p.offers.find(o => o.move === move && !o.because)
  if (!op || !offer) return <Nothing icon="warn" say={t('这件事现在不能这样办了，请返回看看经过。')} />
  return (
    <div className="move-page">
      <p className="about">{title}</p>
      <OpForm
        op={op}
        draft={draft}
        given={{ community, id }}
        about={{ community, place, record: id }}
        widgets={{
          milestone: some(p.milestones.filter(m => !m.passedOn).map(m => ({ value: m.id, label: m.title }))),
          defect: some(p.defects.filter(d => !d.passedOn).map(d => ({ value: d.id, label: d.what }))),
        }}
        phrases={{ text: [t('正常施工'), t('材料已进场'), t('今天停工')] }}
        submit={t('提交「{move}」', { move: offer.label })}
        done={told => {
          sayTold(told, t('已提交「{move}」', { move: offer.label }))
          back(to)
        }}
      />
    </div>
  )
}

const some = (choices: readonly { value: string; label: string }[]) => (props: InputProps) =>
  choices.length ? (
    <Choices value={props.value} onChange={props.onChange} choices={choices} label={props.field.label} />
  ) : (
    <p className="hint">{t('没有可以选的')}</p>
  )
