/** What was passed on to other systems and what became of it; another one is passed on here by its number. */
import { App, Button, Select } from 'antd'
import { useState } from 'react'
import { t } from '../../../kernel/text.ts'
import { useAsk, useHome } from '../../../ui/desk/context.tsx'
import { Dialog } from '../../../ui/desk/dialog.tsx'
import type { WidgetProps } from '../../../ui/desk/fields.tsx'
import { OpForm } from '../../../ui/desk/form.tsx'
import { ListPage } from '../../../ui/desk/pages.tsx'
import { open311, type Passing } from '../contract.ts'
import { passing } from '../rules.ts'

export default function Passings() {
  const [open, setOpen] = useState(false)
  const { message } = App.useApp()
  const place = useHome()
  return (
    <>
      <ListPage
        op={open311.ops.passings}
        title={passing.label}
        unit={t('件')}
        main="title"
        columns={['number', 'title', 'systemName', 'state', 'external', 'heard', 'passedAt']}
        filters={['state', 'place']}
        shown={{ heard: (p: Passing) => p.heard ?? <span className="quiet">{p.said ?? t('还没有答复')}</span> }}
        to={p => `/passed-on/${p.community}/${p.id}`}
        widths={{ number: 130, systemName: 160, state: 118, external: 110, heard: 220, passedAt: 116 }}
        empty={t('还没有转出的事项。要别的系统办的，点右上角「转出一件」。')}
        actions={
          <Button type="primary" onClick={() => setOpen(true)}>
            {t('转出一件')}
          </Button>
        }
      />
      <Dialog open={open} title={t('转给对接系统')} onCancel={() => setOpen(false)}>
        <OpForm
          op={open311.ops.passOn}
          given={{ place }}
          fields={['number', 'system', 'text']}
          widgets={{ system: Receiver }}
          hints={{ text: t('事由、情况和地点会一并转去；反映人的姓名、电话不转。') }}
          submit={t('转出')}
          cancel={() => setOpen(false)}
          done={() => {
            void message.success(t('已登记，马上送出'))
            setOpen(false)
          }}
        />
      </Dialog>
    </>
  )
}

function Receiver({ id, value, onChange, field }: WidgetProps) {
  const place = useHome()
  const all = useAsk(open311.ops.receivers, { place }).data ?? []
  return (
    <Select
      {...(id && { id })}
      value={(value as string | undefined) ?? null}
      onChange={v => onChange?.(v ?? undefined)}
      options={all.map(s => ({ value: s.id, label: s.name }))}
      placeholder={t('请选择')}
      aria-label={field.label}
      notFoundContent={t('还没有对接系统，请系统管理员登记')}
    />
  )
}
