/** Choose what comes in and upload it; every run so far; take a list out. */
import { Button, Select } from 'antd'
import { useState } from 'react'
import { t } from '../../kernel/text.ts'
import { sendFile } from '../../ui/client.ts'
import { exchange, type RunLine } from '../../kernel/exchange-contract.ts'
import { run } from '../../kernel/exchange-rules.ts'
import { useAsk, useHome } from '../../ui/desk/context.tsx'
import { useGo } from '../../ui/desk/go.tsx'
import { ListPage } from '../../ui/desk/pages.tsx'
import { PlacePicker } from '../../ui/desk/place-picker.tsx'
import { Nothing, sayOf } from '../../ui/desk/trouble.tsx'

const lost = () => t('表格没有传上去：连不上服务器，或文件在上传时被改动')

export default function Imports() {
  return (
    <ListPage
      op={exchange.ops.runs}
      title={t('导入导出')}
      unit={t('次')}
      main="file"
      columns={['at', 'file', 'label', 'place', 'state', 'total', 'added', 'changed', 'bad']}
      filters={[]}
      widths={{ label: 120, state: 130, place: 170, total: 84 }}
      shown={{
        state: (r: RunLine) => run.states[r.state].label,
        bad: (r: RunLine) => (r.bad ? <b className="due-late">{r.bad}</b> : 0),
      }}
      to={r => `/import/${r.id}`}
      above={<Doors />}
      empty={t('先下载空表，填好后上传；或直接上传已有的表格，列名不同也可以对应。')}
    />
  )
}

function Doors() {
  const home = useHome()
  const [place, setPlace] = useState<string | undefined>(home)
  const kinds = useAsk(exchange.ops.kinds, { ...(place && { place }) })
  if (kinds.data && !kinds.data.imports.length && !kinds.data.exports.length)
    return (
      <Nothing say={t('您的岗位没有可以导入或导出的内容；请在范围里换一个地方，或联系安全管理员。')}>
        <PlacePicker value={place} onChange={setPlace} clear={false} />
      </Nothing>
    )
  return (
    <div className="doors">
      <section className="sheet">
        <h2>{t('导入')}</h2>
        <In kinds={kinds.data?.imports ?? []} place={place} setPlace={setPlace} />
      </section>
      <section className="sheet">
        <h2>{t('导出')}</h2>
        <p className="hint">{t('范围内的全部记录；含个人信息的导出会留痕。')}</p>
        <ul className="short">
          {kinds.data?.exports.map(k => (
            <li key={k.kind} className="spread">
              {k.label}
              <span>
                <a href={`/api/exchange/export/${k.kind}.xlsx?place=${place}`}>XLSX</a> ·{' '}
                <a href={`/api/exchange/export/${k.kind}.csv?place=${place}`}>CSV</a>
              </span>
            </li>
          ))}
        </ul>
      </section>
    </div>
  )
}

type Kind = {
  kind: string
  label: string
  columns: readonly { key: string; label: string; required: boolean; hint: string | null }[]
}

function In({
  kinds,
  place,
  setPlace,
}: {
  kinds: readonly Kind[]
  place: string | undefined
  setPlace: (p: string | undefined) => void
}) {
  const go = useGo()
  const [chosen, setChosen] = useState<string>()
  const [file, setFile] = useState<File>()
  const [busy, setBusy] = useState(false)
  const [trouble, setTrouble] = useState('')
  const kind = kinds.find(k => k.kind === chosen)
  const ready = kind && place && file

  async function send() {
    if (!ready) return
    setBusy(true)
    setTrouble('')
    try {
      go(`/import/${await sendFile('/api/exchange/upload', { kind: kind.kind, place, file }, lost())}`)
    } catch (error) {
      setTrouble(sayOf(error))
    } finally {
      setBusy(false)
    }
  }

  return (
    <>
      <div className="door-line">
        <Select
          aria-label={t('种类')}
          placeholder={t('导入什么')}
          value={chosen ?? null}
          onChange={setChosen}
          options={kinds.map(k => ({ value: k.kind, label: k.label }))}
        />
        <PlacePicker value={place} onChange={setPlace} clear={false} placeholder={t('到哪里')} />
        <label className="file">
          <input
            type="file"
            accept=".xlsx,.xls,.csv,.json,.jsonl,.geojson"
            onChange={e => setFile(e.target.files?.[0])}
          />
          <span>{file ? file.name : t('选择表格（XLSX、XLS、CSV）')}</span>
        </label>
        <Button type="primary" disabled={!ready} loading={busy} onClick={() => void send()}>
          {t('上传并核对列')}
        </Button>
      </div>
      {trouble && (
        <p className="mistake" role="alert">
          {trouble}
        </p>
      )}
      {!kind && (
        <p className="hint">
          {t('选好种类和表格后，先核对列、检查每一行，再决定是否导入；没有确认之前什么都不会改动。')}
        </p>
      )}
      {kind && (
        <p className="hint">
          {t('{needed} 必填；还可填 {more}。', {
            needed: kind.columns
              .filter(c => c.required)
              .map(c => c.label)
              .join('、'),
            more: kind.columns
              .filter(c => !c.required)
              .map(c => c.label)
              .join('、'),
          })}{' '}
          <a href={`/api/exchange/template/${kind.kind}.xlsx`}>{t('下载空表')}</a>
        </p>
      )}
    </>
  )
}
