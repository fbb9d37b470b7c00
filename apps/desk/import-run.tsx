/** One import from upload to result: the columns, what would happen, the rows that are wrong, the progress, the sheet that comes back. */
import { Button, Checkbox, Progress, Steps } from 'antd'
import { useState } from 'react'
import { t } from '../../kernel/text.ts'
import { exchange, type Mapping, type Run } from '../../kernel/exchange-contract.ts'
import { phases, run as machine, type State } from '../../kernel/exchange-rules.ts'
import { useAsk, useSend, useTitle } from '../../ui/desk/context.tsx'
import { Go } from '../../ui/desk/go.tsx'
import { Head } from '../../ui/desk/head.tsx'
import { PlaceName } from '../../ui/desk/place-names.tsx'
import { sayOf, Trouble, Waiting } from '../../ui/desk/trouble.tsx'
import { useKey } from '../../ui/desk/url.ts'
import { BadRows } from './import-bad.tsx'
import { Columns } from './import-columns.tsx'

/** Which step of the four a state belongs to. */
const steps: Record<State, number> = {
  uploaded: 0,
  checking: 1,
  checked: 1,
  failed: 1,
  running: 2,
  done: 3,
  cancelled: 3,
}

export default function ImportRun() {
  const { id } = useKey()
  const [every, setEvery] = useState<number>()
  const asked = useAsk(exchange.ops.run, { id }, { fresh: 0, ...(every !== undefined && { every }) })
  const run = asked.data
  const wanted = run && phases[run.state] ? 1000 : undefined
  if (wanted !== every) setEvery(wanted)
  useTitle(run ? t('导入 {file}', { file: run.file }) : t('导入'))
  if (asked.error && !run) return <Trouble error={asked.error} retry={asked.refetch} />
  if (!run) return <Waiting />
  const at = steps[run.state]
  return (
    <>
      <Head title={run.file}>
        <span>{run.label}</span>
        <span className="quiet">
          {t('到')} <PlaceName code={run.place} />
        </span>
        <Go to="/import">{t('历次导入')}</Go>
      </Head>
      <Steps
        className="import-steps"
        size="small"
        current={at}
        {...(run.problem && { status: 'error' as const })}
        items={[t('核对列'), t('检查'), t('导入'), t('结果')].map(title => ({ title }))}
      />
      <Stage key={`${run.id}${at}`} run={run} />
    </>
  )
}

function Stage({ run }: { run: Run }) {
  const [mapping, setMapping] = useState<Mapping>(run.mapping)
  const [whole, setWhole] = useState(false)
  const [open, setOpen] = useState(steps[run.state] === 0)
  const check = useSend(exchange.ops.check)
  const apply = useSend(exchange.ops.apply)
  const resume = useSend(exchange.ops.resume)
  const cancel = useSend(exchange.ops.cancel)
  const offer = (move: string) => run.offers.find(o => o.move === move)
  const trouble = [check, apply, resume, cancel].find(s => s.error)?.error
  const busy = phases[run.state]
  return (
    <>
      <section className="sheet import-stage" aria-live="polite">
        <strong>{machine.states[run.state].label}</strong>
        {run.problem && <span className="mistake">{run.problem}</span>}
        {busy && (
          <Progress
            percent={run.total ? Math.floor((run.read / run.total) * 100) : 0}
            format={() => t('{read}{total} 行', { read: run.read, total: run.total === null ? '' : ` / ${run.total}` })}
          />
        )}
        {(run.read > 0 || run.total !== null) && <Counts run={run} />}
        {trouble && (
          <p className="mistake" role="alert">
            {sayOf(trouble)}
          </p>
        )}
        <div className="moves">
          {offer('apply') && (
            <Button
              type="primary"
              loading={apply.isPending}
              disabled={whole && run.bad > 0}
              onClick={() => apply.mutate({ id: run.id, wholeOrNothing: whole })}
            >
              {run.bad
                ? t('导入正确的 {added} 行', { added: run.added + run.changed + run.same })
                : t('导入 {added} 行', { added: run.added + run.changed + run.same })}
            </Button>
          )}
          {offer('check') && !offer('check')!.because && (open || !offer('apply')) && (
            <Button
              {...(!offer('apply') && { type: 'primary' as const })}
              loading={check.isPending}
              onClick={() => check.mutate({ id: run.id, mapping })}
            >
              {offer('apply') ? t('按新的对应重新检查') : t('检查')}
            </Button>
          )}
          {offer('resume') && !offer('resume')!.because && (
            <Button type="primary" loading={resume.isPending} onClick={() => resume.mutate({ id: run.id })}>
              {t('接着导入')}
            </Button>
          )}
          {offer('cancel') && (
            <Button loading={cancel.isPending} onClick={() => cancel.mutate({ id: run.id })}>
              {t('取消')}
            </Button>
          )}
          {run.bad > 0 && !busy && (
            <Button href={`/api/exchange/${run.id}/returned.xlsx`}>{t('下载退回的 {bad} 行', { bad: run.bad })}</Button>
          )}
          {offer('apply') && run.bad > 0 && (
            <Checkbox checked={whole} onChange={e => setWhole(e.target.checked)}>
              {t('有错就全不导入（请改正后重新上传）')}
            </Checkbox>
          )}
        </div>
        {!busy && run.bad > 0 && (
          <p className="hint">{t('下载的表里每一行都写明原因；改好后直接上传这张表，已导入的行不会重复。')}</p>
        )}
      </section>
      {run.bad > 0 && !busy && <BadRows run={run} />}
      {offer('check') && (
        <section className="sheet import-columns">
          <h2>
            {t('列的对应')}
            {run.missing.length > 0 && (
              <span className="mistake"> {t('还缺：{missing}', { missing: run.missing.join('、') })}</span>
            )}
            {!open && (
              <button type="button" className="plain" onClick={() => setOpen(true)}>
                {t('展开修改')}
              </button>
            )}
          </h2>
          {open && <Columns run={run} mapping={mapping} change={setMapping} />}
        </section>
      )}
    </>
  )
}

const Counts = ({ run }: { run: Run }) => (
  <ul className="counts">
    {(['total', 'added', 'changed', 'same', 'bad'] as const).map(name => (
      <li key={name}>
        <span className="hint">{exchange.ops.run.output.shape[name].description}</span>
        <b className={name === 'bad' && run.bad ? 'due-late figures' : 'figures'}>{run[name] ?? '…'}</b>
      </li>
    ))}
  </ul>
)
