/** The result for everybody: what came out and by which rule, why the others did not, what other rules would have chosen, one's own sheet by its receipt, and all of them to recount. */
import { t } from '../../../kernel/text.ts'
import { attributes, html, type Child, type Html } from '../../../ui/html.ts'
import { Section, Sums } from '../../../ui/portal.ts'
import { page } from '../../../ui/portal-page.ts'
import { phases } from '../ballot-rules.ts'
import type { PublicBallot, Result } from '../ballot-shapes.ts'
import { council } from '../contract.ts'
import { isRule, rules } from '../count.ts'
import type { Question } from '../sheet-rules.ts'

const { publicBallot, outcome } = council.ops
type Outcome = Result['questions'][number]
const yuan = (fen: number) => (fen / 100).toLocaleString('zh-CN')

export const resultPage = page(
  '/b/:community/:id/result',
  () => t('表决结果'),
  async visit => {
    const b = await visit.ask(publicBallot, visit.params)
    const at = `/b/${b.community}/${b.id}`
    if (!(phases.shown as readonly string[]).includes(b.state)) return { to: at }
    const receipt = visit.query['receipt'] ?? ''
    const { result, mine } = await visit.ask(outcome, {
      ...visit.params,
      ...(receipt && { receipt: receipt.slice(0, 40) }),
    })
    return html`<h1>${t('{title}：结果', { title: b.title })}</h1>
${Sums(t('投票情况'), [
  { label: t('名册人数'), value: result.voters, unit: t('人') },
  { label: t('网上和票站'), value: result.counted.online, unit: t('票') },
  { label: t('纸质票'), value: result.counted.paper, unit: t('票') },
  { label: t('实名票'), value: result.counted.signed, unit: t('票') },
])}
${b.questions.map((q, i) => One(q, result.questions[i]!, b.questions.length > 1 ? i + 1 : null))}
${Section(
  t('找到我的票'),
  html`<form method="get" action="${at}/result"><div class="field"><label for="receipt">${t('投票时得到的回执')}</label><input ${attributes({ id: 'receipt', name: 'receipt', value: receipt, autocomplete: 'off', maxlength: 40 })}></div><p class="send"><button class="button quiet">${t('查我的票')}</button></p></form>
${mine !== null && html`<div class="notice" role="status"><p>${t('这张票上写的是：{said}', { said: mine })}</p></div>`}`,
)}
${Section(t('自己数一遍'), Recount(b))}
<p class="ways"><a class="button quiet" href="${at}">${t('回到这次表决')}</a></p>`
  },
)

const Recount = (
  b: PublicBallot,
): Html => html`<p>${t('全部选票都在这个文件里，没有姓名、没有先后。用命令 verify-ballot 可以核对每张票的章、有没有重复，并重新计票；也可以用别的程序。')}</p>
<p class="ways"><a class="button quiet" href="/api/council.log?community=${b.community}&id=${b.id}" download="${b.title}.json">${t('下载全部选票')}</a></p>`

function One(q: Question, o: Outcome, n: number | null): Html {
  const named = (i: number) => q.options[i]!.name
  const title = n === null ? q.text : t('第 {n} 题：{text}', { n, text: q.text })
  const top = Math.max(1, ...o.sums.map(s => s.score))
  const order = [...o.chosen, ...q.options.map((_, i) => i).filter(i => !o.chosen.includes(i))]
  return Section(
    title,
    html`<p class="lead">${headline(q, o)}</p>
<ul class="checks">${o.verdict.checks.map(c => html`<li><span class="tag ${c.met ? 'done' : 'late'}">${c.met ? t('够') : t('不够')}</span> ${c.say} <small>${c.clause === 'assumption' ? t('本地约定') : c.clause}</small></li>`)}</ul>
<table class="tally"><caption>${t('共 {n} 张票', { n: o.cast })}</caption><thead><tr><th scope="col">${t('选项')}</th><th scope="col">${q.ask === 'scoring' || q.ask === 'cumulative' || q.ask === 'ordinal' ? t('得分') : t('得票')}</th></tr></thead>
<tbody>${order.map(i => html`<tr><th scope="row">${o.chosen.includes(i) && q.ask !== 'yesNo' && html`<span class="tag done">${o.chosen.length > 1 ? t('第 {n}', { n: o.chosen.indexOf(i) + 1 }) : t('选中')}</span> `}${named(i)}${q.options[i]!.cost !== null && html` <small>${t('{n} 元', { n: yuan(q.options[i]!.cost!) })}</small>`}</th><td><b>${o.sums[i]!.score}</b><meter ${attributes({ min: 0, max: top, value: o.sums[i]!.score, 'aria-hidden': 'true' })}></meter></td></tr>`)}</tbody></table>
${o.lost.length > 0 && html`<h3>${t('为什么没有选上')}</h3><ul class="lines">${o.lost.map(l => html`<li class="line"><b>${named(l.option)}</b><p>${l.because}${would(l)}</p></li>`)}</ul>`}
${o.others.length > 0 && Others(o, named)}`,
  )
}

function headline(q: Question, o: Outcome): string {
  if (!o.verdict.valid) return t('参加的人数不够，这次表决无效')
  if (q.ask === 'yesNo') return o.verdict.passed ? t('通过') : t('没有通过')
  if (q.ask === 'election')
    return o.chosen.length === q.most
      ? t('当选 {n} 人', { n: o.chosen.length })
      : t('当选 {n} 人，还缺 {left} 人，另行选举', { n: o.chosen.length, left: q.most - o.chosen.length })
  if (o.spent === null) return t('选出 {n} 项，按先后排好', { n: o.chosen.length })
  return t('选出 {n} 项，用 {spent} 元，余 {left} 元；先后就是施工的次序', {
    n: o.chosen.length,
    spent: yuan(o.spent),
    left: yuan(o.left ?? 0),
  })
}

function would(l: Outcome['lost'][number]): Child {
  return html`${l.score !== null && html`<br>${t('再得 {n} 分就能选上', { n: l.score })}`}${l.cost !== null && html`<br>${t('造价降到 {n} 元就能选上', { n: yuan(l.cost) })}`}`
}

const Others = (
  o: Outcome,
  named: (i: number) => string,
): Html => html`<details class="more"><summary class="button quiet">${t('换一种计票规则会怎样')}</summary>
<p class="hint">${t('这次用的是「{rule}」，投票以前就定好了。下面只供比较。', { rule: o.rule && isRule(o.rule) ? rules[o.rule].label : '' })}</p>
<ul class="lines">${o.others.map(r => html`<li class="line"><b>${r.label}</b><p>${r.chosen.length ? r.chosen.map(named).join('、') : t('一项也选不出')}</p></li>`)}</ul></details>`
