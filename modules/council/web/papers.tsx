/** Papers after the close: one person enters the pile, another enters it again without seeing what the first wrote, and where they differ it is settled with the paper in hand. */
import { Alert, App, Button, Checkbox, InputNumber } from 'antd'
import { useState } from 'react'
import { t } from '../../../kernel/text.ts'
import { useAsk, useSend } from '../../../ui/desk/context.tsx'
import { Head } from '../../../ui/desk/head.tsx'
import { useTitle } from '../../../ui/desk/context.tsx'
import { sayOf, Trouble, Waiting } from '../../../ui/desk/trouble.tsx'
import { useKey } from '../../../ui/desk/url.ts'
import { phases } from '../ballot-rules.ts'
import { council } from '../contract.ts'
import { isSecret, sheetFlaw, type Question, type Sheet } from '../sheet-rules.ts'

const sayings = () => ({
  once: t('只录了一遍，请另一人再录'),
  same: t('两遍一致'),
  differ: t('两遍不一致，请拿着这张票核定'),
  settled: t('已核定'),
})

export default function Papers() {
  const { community, id } = useKey()
  const about = useAsk(council.ops.ballot, { community, id }, { fresh: 0 })
  useTitle(t('纸票录入'))
  if (about.error) return <Trouble error={about.error} retry={about.refetch} />
  if (!about.data) return <Waiting />
  const { questions, title, papers, state } = about.data
  const isOpen = (phases.entering as readonly string[]).includes(state)
  return (
    <>
      <Head title={t('{title}：纸票录入', { title })}>{t('发出 {papers} 张', { papers })}</Head>
      {isOpen ? (
        <Entry questions={questions} papers={papers} />
      ) : (
        <Alert type="info" title={t('投票截止以后、计票以前录入纸票。截止以前不能开箱。')} />
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
      void message.success(t('第 {number} 张：{states}', { number, states: sayings()[state] }))
      setNumber(Math.min(number + 1, papers || 1))
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
        <label htmlFor="paper-number">{t('纸票编号')}</label>　
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
      {flaw && <p className="hint">{t('{flaw}；票上就是这样的，请录为废票。', { flaw })}</p>}
      {refused && (
        <p className="mistake" role="alert">
          {refused}
        </p>
      )}
      <div className="form-buttons">
        <Button type="primary" disabled={flaw !== null} loading={send.isPending} onClick={() => void enter(sheet)}>
          {t('录入这张')}
        </Button>
        <Button onClick={() => void enter(null)}>{t('录为废票')}</Button>
        <Button disabled={flaw !== null} onClick={() => void enter(sheet, true)}>
          {t('按这样核定')}
        </Button>
        <Button onClick={() => void enter(null, true)}>{t('核定为废票')}</Button>
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
  if (!items.length) return <p className="hint">{t('还没有录入的纸票。')}</p>
  return (
    <section className="sheet">
      <h2>{t('已录入 {total} 张', { total: asked.data!.total })}</h2>
      <ul>
        {items.map(p => (
          <li key={p.number}>
            <b>{t('第 {number} 张', { number: p.number })}</b>　{sayings()[p.state]}
            {p.state !== 'once' && (
              <span className="hint">　{p.rounds.map(r => `${r.byName ?? ''}：${r.said}`).join('　')}</span>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
