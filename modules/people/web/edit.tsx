/**
 * Changing a card: every field stands with what it says now, and goes with it. When somebody else was faster, both values
 * stand beside each other, and whoever is here decides.
 */
import { App, Button, DatePicker, Form, Input, Select } from 'antd'
import dayjs from 'dayjs'
import { useState } from 'react'
import { t } from '../../../kernel/text.ts'
import { useSend } from '../../../ui/desk/context.tsx'
import { Dialog } from '../../../ui/desk/dialog.tsx'
import { sayOf } from '../../../ui/desk/trouble.tsx'
import { people } from '../contract.ts'
import type { Conflict, Resident } from '../shapes.ts'
import { fields, papers, relations, residences, residencesHere, type Field } from '../words.ts'

type Values = Partial<Record<Field | 'document' | 'source', string>>
type Base = Record<Field, string | null>

const baseOf = (r: Resident): Base => ({
  name: r.name,
  sex: r.sex,
  birth: r.birth,
  idNumber: r.idMasked,
  phone: r.phoneMasked,
  residence: r.residence,
  relation: r.relation,
  hometown: r.hometown,
})
/** What is masked is not typed over: an empty field there means "as it is". */
const hidden: readonly Field[] = ['idNumber', 'phone']

export function EditCard({ resident }: { resident: Resident }) {
  const [open, setOpen] = useState(false)
  const offer = resident.offers.find(o => o.move === 'edit')
  if (!offer || offer.because) return null
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)}>
        {offer.label}
      </Button>
      <Dialog open={open} title={offer.label} width={560} onCancel={() => setOpen(false)}>
        <EditForm resident={resident} close={() => setOpen(false)} />
      </Dialog>
    </>
  )
}

function EditForm({ resident, close }: { resident: Resident; close: () => void }) {
  const { message } = App.useApp()
  // The card is asked for again in the background; what is compared is what stood here when the form was opened.
  const [base, setBase] = useState(() => baseOf(resident))
  const [conflicts, setConflicts] = useState<readonly Conflict[]>([])
  const [refused, setRefused] = useState('')
  const [form] = Form.useForm<Values>()
  const send = useSend(people.ops.edit)

  async function save(values: Values) {
    setRefused('')
    const changed = (Object.keys(fields) as Field[]).filter(f => {
      const typed = values[f] ?? ''
      return hidden.includes(f) ? typed !== '' : typed !== (base[f] ?? '')
    })
    const changes = Object.fromEntries(changed.map(f => [f, { was: base[f], is: values[f] ?? '' }]))
    const { document = 'card', source = '' } = values
    try {
      const card = await send.mutateAsync({
        community: resident.community,
        id: resident.id,
        changes,
        document: document as keyof typeof papers,
        source,
      })
      if (!card.conflicts?.length) return done()
      setBase(baseOf(card))
      setConflicts(card.conflicts)
    } catch (error) {
      setRefused(sayOf(error))
    }
  }
  function done() {
    void message.success(t('已修改'))
    close()
  }
  function theirs({ field, theirs: value }: Conflict) {
    form.setFieldValue(field, hidden.includes(field) ? undefined : value)
    setConflicts(conflicts.filter(c => c.field !== field))
  }

  const choice = (labels: Readonly<Record<string, string>>) => (
    <Select options={Object.entries(labels).map(([value, label]) => ({ value, label }))} />
  )
  const day = { getValueProps: (v?: string) => ({ value: v ? dayjs(v) : null }), normalize: dayText }
  return (
    <Form
      form={form}
      layout="vertical"
      className="op-form two-columns"
      requiredMark={false}
      initialValues={{ ...base, idNumber: undefined, phone: undefined, document: 'card' }}
      onFinish={v => void save(v)}
    >
      <Form.Item name="name" label={fields.name} rules={[{ required: true, message: t('请填写姓名') }]}>
        <Input autoComplete="off" maxLength={40} />
      </Form.Item>
      <Form.Item name="phone" label={fields.phone}>
        <Input
          autoComplete="off"
          inputMode="tel"
          placeholder={base.phone ? t('{phone}，不改就不填', { phone: base.phone }) : ''}
        />
      </Form.Item>
      <Form.Item name="sex" label={fields.sex}>
        {choice({ 男: t('男'), 女: t('女') })}
      </Form.Item>
      <Form.Item name="birth" label={fields.birth} {...day}>
        <DatePicker className="wide" />
      </Form.Item>
      <Form.Item name="document" label={t('证件')}>
        {choice(papers)}
      </Form.Item>
      <Form.Item name="idNumber" label={fields.idNumber}>
        <Input
          autoComplete="off"
          placeholder={base.idNumber ? t('已登记，不改就不填') : t('填了，性别和出生日期自动得出')}
        />
      </Form.Item>
      <Form.Item name="residence" label={fields.residence}>
        {choice(resident.residence === 'registeredAway' ? residences : residencesHere)}
      </Form.Item>
      <Form.Item name="relation" label={fields.relation}>
        {choice(relations)}
      </Form.Item>
      <Form.Item name="hometown" label={fields.hometown}>
        <Input autoComplete="off" maxLength={60} />
      </Form.Item>
      <Form.Item
        name="source"
        label={t('依据')}
        rules={[{ required: true, min: 2, message: t('请写明依据，如户口簿、本人') }]}
      >
        <Input autoComplete="off" maxLength={60} />
      </Form.Item>
      {conflicts.length > 0 && (
        <div className="conflicts" role="alert">
          <p>{t('您打开以后，别人也改了下面几项，还没有按您的改：')}</p>
          {conflicts.map(c => (
            <p key={c.field}>
              {t('{label}：现在是', { label: c.label })} <b>{wordOf(c.field, c.theirs)}</b>
              {t('，您填的是')} <b>{wordOf(c.field, c.mine)}</b>{' '}
              <Button size="small" onClick={() => theirs(c)}>
                {t('用现在的')}
              </Button>
            </p>
          ))}
          <p>{t('要用您填的，再点一次「保存」。')}</p>
        </div>
      )}
      {refused && (
        <p className="mistake" role="alert">
          {refused}
        </p>
      )}
      <div className="form-buttons">
        <Button type="primary" htmlType="submit" loading={send.isPending}>
          {t('保存')}
        </Button>
        <Button onClick={close}>{t('取消')}</Button>
      </div>
    </Form>
  )
}

const dayText = (v: { format: (as: string) => string } | null) => v?.format('YYYY-MM-DD') ?? ''
const words: Partial<Record<Field, Readonly<Record<string, string>>>> = { residence: residences, relation: relations }
const wordOf = (field: Field, value: string | null) => (value === null ? t('空') : (words[field]?.[value] ?? value))
