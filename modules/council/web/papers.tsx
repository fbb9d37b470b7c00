/** Papers after the close: one person enters the pile, another enters it again without seeing what the first wrote, and where they differ it is settled with the paper in hand. */
import { Alert, App, Button, Checkbox, InputNumber } from 'antd'
import { useState } from 'react'
import { useAsk, useSend } from '../../../ui/desk/context.tsx'
import { Head } from '../../../ui/desk/head.tsx'
import { useTitle } from '../../../ui/desk/context.tsx'
import { sayOf, Trouble, Waiting } from '../../../ui/desk/trouble.tsx'
import { useKey } from '../../../ui/desk/url.ts'
import { phases } from '../ballot-rules.ts'
import { council } from '../contract.ts'
import { isSecret, sheetFlaw, type Question, type Sheet } from '../sheet-rules.ts'

const states = {
  once: '只录了一遍，请另一人再录',
  same: '两遍一致',
  differ: '两遍不一致，请拿着这张票核定',
  settled: '已核定',
} as const

export default function Papers() {
  const { community, id } = useKey()
  const about = useAsk(council.ops.ballot, { community, id }, { fresh: 0 })
  useTitle('纸票录入')
  if (about.error) return <Trouble error={about.error} retry={about.refetch} />
  if (!about.data) return <Waiting />
  const { questions, title, papers, state } = about.data
  const isOpen = (phases.entering as readonly string[]).includes(state)
  return (
    <>
      <Head title={`${title}：纸票录入`}>{`发出 ${papers} 张`}</Head>
      {isOpen ? (
        <Entry questions={questions} papers={papers} />
      ) : (
        <Alert type="info" title="投票截止以后、计票以前录入纸票。截止以前不能开箱。" />
      )}
      <Entered />
    </>
  )
}

function Entry({ questions, papers }: { questions: readonly Question[]; papers: number }) {
  const { community, id } = useKey()
  const { message } = App.useApp()
  const send = useSend(council.ops.enterPaper)
  const [number, setNumber] = useState(1)
  const [sheet, setSheet] = useState<Sheet>(() => blank(questions))
  const [refused, setRefused] = useState('')
  const flaw = sheetFlaw(questions, sheet, 'secret')

  async function enter(said: Sheet | null, settles = false) {
    setRefused('')
    try {
      const { state } = await send.mutateAsync({
        community,
        id,
        number,
        sheet: said?.map(a => a && [...a]) ?? null,
        settles,
      })
      void message.success(`第 ${number} 张：${states[state]}`)
      setNumber(number + 1)
      setSheet(blank(questions))
    } catch (error) {
      setRefused(String(sayOf(error)))
    }
  }
  const set = (q: number, o: number, n: number) =>
    setSheet(sheet.map((said, i) => (i === q && said ? said.map((was, j) => (j === o ? n : was)) : said)))

  return (
    <section className="sheet">
      <h2>
        <label htmlFor="paper-number">纸票编号</label>　
        <InputNumber id="paper-number" min={1} max={papers || 1} value={number} onChange={n => setNumber(n ?? 1)} />
      </h2>
      {questions.map(
        (q, i) =>
          isSecret(q) && (
            <fieldset key={q.text + String(i)} className="paper-question">
              <legend>{q.text}</legend>
              {q.options.map((o, j) => (
                <p key={o.name}>
                  {q.ask === 'scoring' || q.ask === 'cumulative' || q.ask === 'ordinal' ? (
                    <label>
                      <InputNumber
                        min={0}
                        max={1000}
                        value={sheet[i]![j]!}
                        onChange={n => set(i, j, n ?? 0)}
                        aria-label={o.name}
                      />{' '}
                      {o.name}
                    </label>
                  ) : (
                    <Checkbox checked={sheet[i]![j] === 1} onChange={e => set(i, j, Number(e.target.checked))}>
                      {o.name}
                    </Checkbox>
                  )}
                </p>
              ))}
            </fieldset>
          ),
      )}
      {flaw && <p className="hint">{flaw}；票上就是这样的，请录为废票。</p>}
      {refused && (
        <p className="mistake" role="alert">
          {refused}
        </p>
      )}
      <div className="form-buttons">
        <Button type="primary" disabled={flaw !== null} loading={send.isPending} onClick={() => void enter(sheet)}>
          录入这张
        </Button>
        <Button onClick={() => void enter(null)}>录为废票</Button>
        <Button disabled={flaw !== null} onClick={() => void enter(sheet, true)}>
          按这样核定
        </Button>
        <Button onClick={() => void enter(null, true)}>核定为废票</Button>
      </div>
    </section>
  )
}

const blank = (questions: readonly Question[]): Sheet =>
  questions.map(q => (isSecret(q) ? Array<number>(q.options.length).fill(0) : null))

function Entered() {
  const { community, id } = useKey()
  const asked = useAsk(council.ops.papers, { community, id, size: 200 }, { fresh: 0 })
  const items = asked.data?.items ?? []
  if (!items.length) return <p className="hint">还没有录入的纸票。</p>
  return (
    <section className="sheet">
      <h2>已录入 {asked.data!.total} 张</h2>
      <ul>
        {items.map(p => (
          <li key={p.number}>
            <b>第 {p.number} 张</b>　{states[p.state]}
            {p.state !== 'once' && (
              <span className="hint">　{p.rounds.map(r => `${r.byName ?? ''}：${r.said}`).join('　')}</span>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
