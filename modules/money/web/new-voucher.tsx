/** A voucher by hand: lines with a debit or a credit, and under them whether both sides are the same. */
import { App, Button, DatePicker, Form, Input, Select } from 'antd'
import dayjs from 'dayjs'
import { useState } from 'react'
import { t } from '../../../kernel/text.ts'
import { useAsk, useSend, useTitle } from '../../../ui/desk/context.tsx'
import { useGo } from '../../../ui/desk/go.tsx'
import { Head } from '../../../ui/desk/head.tsx'
import { sayOf, Nothing, Waiting } from '../../../ui/desk/trouble.tsx'
import { dayOf } from '../../../ui/desk/when.ts'
import { fenOf, yuan } from '../../../kernel/fen.ts'
import { money } from '../contract.ts'
import type { Book } from '../shapes.ts'
import { BookLinks, useBook } from './choose-book.tsx'

type Line = { account?: string; debit?: string; credit?: string }
const isSum = (text: string | undefined) => /^\d{1,11}(\.\d{1,2})?$/.test(text ?? '')
const sumOf = (lines: readonly Line[], side: 'debit' | 'credit') =>
  lines.reduce((all, l) => all + (isSum(l[side]) ? fenOf(l[side]!) : 0), 0)

export default function NewVoucher() {
  useTitle(t('记凭证'))
  const { book, books, known } = useBook()
  if (!known) return <Waiting />
  if (!book) return <Nothing say={t('这里还没有账套。')} />
  return (
    <>
      <Head title={t('记凭证')}>
        <BookLinks book={book} books={books} />
        <span className="hint">{t('钱付出去请填付款单；这里只记收入、转账和调整。记了不能改，错了用红冲。')}</span>
      </Head>
      <Entry key={book.id} book={book} />
    </>
  )
}

function Entry({ book }: { book: Book }) {
  const [form] = Form.useForm<{ day: string; said: string; lines: Line[] }>()
  const lines = (Form.useWatch('lines', form) as Line[] | undefined) ?? []
  const accounts = useAsk(money.ops.accounts, { community: book.community, book: book.id }).data
  const send = useSend(money.ops.post)
  const go = useGo()
  const { message } = App.useApp()
  const [refused, setRefused] = useState('')
  const [debit, credit] = [sumOf(lines, 'debit'), sumOf(lines, 'credit')]
  const options = accounts?.filter(a => a.leaf).map(a => ({ value: a.code, label: `${a.code} ${a.name}` }))
  const finish = async ({ day, said, lines: typed }: { day: string; said: string; lines: Line[] }) => {
    const sent = typed.map(l => ({ account: l.account ?? '', debit: l.debit || '0', credit: l.credit || '0' }))
    try {
      const v = await send.mutateAsync({ place: book.place, book: book.id, day, said, lines: sent })
      void message.success(t('已记：第 {number} 号', { number: v.number }))
      go(`/money/voucher/${v.community}/${v.id}`)
    } catch (error) {
      setRefused(String(sayOf(error)))
    }
  }
  return (
    <section className="sheet">
      <Form
        form={form}
        layout="vertical"
        initialValues={{ day: dayOf(new Date()), lines: [{}, {}] }}
        onFinish={v => void finish(v)}
      >
        <Form.Item
          name="day"
          label={t('日期')}
          getValueProps={(v: string) => ({ value: dayjs(v) })}
          getValueFromEvent={(d: dayjs.Dayjs | null) => d?.format('YYYY-MM-DD')}
          rules={[{ required: true, message: t('请填日期') }]}
        >
          <DatePicker />
        </Form.Item>
        <Form.Item name="said" label={t('摘要')} rules={[{ required: true, min: 2, message: t('请写摘要') }]}>
          <Input maxLength={100} />
        </Form.Item>
        <Form.List name="lines">
          {(fields, { add, remove }) => (
            <>
              {fields.map(({ key, name }) => (
                <div key={key} className="voucher-line">
                  <Form.Item
                    name={[name, 'account']}
                    label={t('科目')}
                    rules={[{ required: true, message: t('请选科目') }]}
                  >
                    <Select
                      showSearch={{ optionFilterProp: 'label' }}
                      options={options ?? []}
                      placeholder={t('请选择')}
                    />
                  </Form.Item>
                  <Form.Item name={[name, 'debit']} label={t('借方（元）')}>
                    <Input inputMode="decimal" autoComplete="off" />
                  </Form.Item>
                  <Form.Item name={[name, 'credit']} label={t('贷方（元）')}>
                    <Input inputMode="decimal" autoComplete="off" />
                  </Form.Item>
                  {fields.length > 2 && (
                    <Button size="small" onClick={() => remove(name)}>
                      {t('去掉这行')}
                    </Button>
                  )}
                </div>
              ))}
              <Button onClick={() => add({})}>{t('加一行')}</Button>
            </>
          )}
        </Form.List>
        <p className={debit === credit ? 'hint' : 'due-late'} aria-live="polite">
          {t('借方 {yuan}，贷方 {yuan2}{debit}', {
            yuan: yuan(debit),
            yuan2: yuan(credit),
            debit: debit === credit ? t('，平') : t('，差 {yuan}', { yuan: yuan(debit - credit) }),
          })}
        </p>
        {refused && (
          <p className="due-late" role="alert">
            {refused}
          </p>
        )}
        <Button type="primary" htmlType="submit" loading={send.isPending}>
          {t('记凭证')}
        </Button>
      </Form>
    </section>
  )
}
