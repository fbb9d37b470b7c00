/** A map file comes in and goes out, in the system that the other program uses. */
import { App, Button, Dropdown, Select } from 'antd'
import { useState } from 'react'
import { t } from '../../../kernel/text.ts'
import { sayOf } from '../../../ui/desk/trouble.tsx'
import { systems, type System } from '../coordinates.ts'
import { bring, geoJsonOf, type Draft } from './map-draft.ts'

export function MapFiles({ draft, put }: { draft: Draft; put: (next: Draft, notes: string[]) => void }) {
  const { message } = App.useApp()
  const [system, setSystem] = useState<System>('wgs84')
  async function read(file: File | undefined) {
    if (!file) return
    try {
      const { draft: next, taken, notes } = bring(draft, new Uint8Array(await file.arrayBuffer()), system)
      put(next, notes)
      void message.success(t('取用了 {taken} 个网格，还没有保存', { taken }))
    } catch (error) {
      void message.error(sayOf(error))
    }
  }
  return (
    <>
      <label className="file">
        {t('导入 GeoJSON')}
        <input
          type="file"
          accept=".json,.geojson,application/geo+json"
          onChange={e => (void read(e.target.files?.[0]), (e.target.value = ''))}
        />
      </label>
      <Select
        aria-label={t('文件的坐标系')}
        value={system}
        onChange={setSystem}
        popupMatchSelectWidth={false}
        options={Object.entries(systems).map(([value, label]) => ({ value, label }))}
      />
      <Dropdown
        menu={{
          items: [...Object.entries(systems), ['metres', t('Web 墨卡托（EPSG:3857）')]].map(([key, label]) => ({
            key: key!,
            label,
          })),
          onClick: ({ key }) => download(draft, key as System | 'metres'),
        }}
      >
        <Button disabled={!draft.grids.length}>{t('导出')}</Button>
      </Dropdown>
    </>
  )
}

function download(draft: Draft, system: System | 'metres') {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([geoJsonOf(draft.grids, system)], { type: 'application/geo+json' }))
  link.download = t('网格-{community}-{system}.geojson', { community: draft.community, system })
  link.click()
  URL.revokeObjectURL(link.href)
}
