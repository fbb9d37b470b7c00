/**
 * Taking part. The secret sheet is filled in and cast by a small script, because the number that opens the urn must be made on
 * the voter's device; without one there are the booth and the paper, and the page says so. What is signed by name is a plain form.
 */
import type { Op } from '../../../kernel/contract.ts'
import { t } from '../../../kernel/text.ts'
import { attributes, html, type Child, type Html } from '../../../ui/html.ts'
import { Mistakes } from '../../../ui/portal.ts'
import { page, sending, type Visit } from '../../../ui/portal-page.ts'
import { said, type Values } from '../../../ui/portal-fields.ts'
import { ballotScript } from '../../../ui/portal-parts.ts'
import { phases } from '../ballot-rules.ts'
import type { PublicBallot } from '../ballot-shapes.ts'
import { council } from '../contract.ts'
import { asks, isSecret, type Question } from '../sheet-rules.ts'

const { publicBallot, signVote } = council.ops
const nameOf = (op: Op) => op.name
type Here = Visit<'community' | 'id'>

export const votePage = page(
  '/b/:community/:id/vote',
  () => t('投票'),
  async visit => {
    const b = await visit.ask(publicBallot, visit.params)
    const back = `/b/${b.community}/${b.id}`
    if (!(phases.voting as readonly string[]).includes(b.state)) return { to: back }
    const booth = visit.query['booth'] === '1'
    const voter = visit.query['voter'] ?? ''
    if (!visit.me || !voter) return { to: back }
    return html`<h1>${b.title}</h1>
${visit.query['signed'] && html`<div class="notice" role="status"><p>${t('实名的部分已投好。')}</p></div>`}
${b.questions.some(isSecret) && Secret(b, voter, booth)}
${b.questions.some(q => q.signed) && !booth && Signed(visit, b, voter)}
<p class="ways"><a class="button quiet" href="${back}">${t('先不投，回去看看')}</a></p>`
  },
  {
    post: sending(signVote, {
      input: (values, visit) => ({
        ...visit.params,
        voter: visit.query['voter'],
        sheet: sheetOf(JSON.parse(said(values, 'shape') || '[]') as unknown, values),
      }),
      then: (_, visit) =>
        `/b/${visit.params['community']}/${visit.params['id']}/vote?voter=${visit.query['voter'] ?? ''}&signed=1`,
    }),
  },
)

/** `shape`: how many options each question of this form has; null for those of the other one. */
function sheetOf(shape: unknown, values: Values): unknown {
  if (!Array.isArray(shape)) return []
  return shape
    .slice(0, 50)
    .map((options: unknown, q) =>
      typeof options !== 'number'
        ? null
        : Array.from({ length: Math.min(options, 200) }, (_, o) =>
            values[`q${q}`] !== undefined
              ? Number(said(values, `q${q}`) === String(o))
              : Number(said(values, `q${q}o${o}`) || 0),
          ),
    )
}

const shapeOf = (b: PublicBallot, secret: boolean) =>
  JSON.stringify(b.questions.map(q => (isSecret(q) === secret ? q.options.length : null)))

function Secret(b: PublicBallot, voter: string, booth: boolean): Html {
  return html`<div class="notice warn" data-no-ballot="1"><p>${t('这台设备不能网上投票：要打开脚本，并用 https 打开本页。您可以换一台设备，带身份证到票站投，或投纸质票，效力一样。')}</p></div>
<form ${attributes({
    hidden: true,
    'data-ballot': '1',
    'data-community': b.community,
    'data-id': b.id,
    'data-voter': voter,
    'data-op': booth ? 'giveToken' : 'takeToken',
    'data-device': booth ? 'booth' : 'own',
    'data-key': b.publicKey,
    'data-shape': shapeOf(b, true),
    'data-blank': t('没有选（空白票）'),
    'data-busy': t('正在投票，请不要关闭这一页……'),
    'data-failed': t('没有投成，请检查网络再试一次；不会重复投票'),
  })}>
<div data-part="fill"><p class="lead">${t('不记名投票：只有您知道自己投了什么。')}</p>
${b.questions.map((q, i) => isSecret(q) && Ask(q, i))}
<p class="send"><button class="button">${t('填好了，核对一下')}</button></p></div>
<div data-part="check" hidden><h2 tabindex="-1">${t('请核对，投出后不能改')}</h2><ul class="lines"></ul>
<p class="send"><button type="button" class="button" data-cast="1">${t('确定投票')}</button></p><p class="send"><button type="button" class="button quiet" data-back="1">${t('再改改')}</button></p></div>
<div data-part="done" hidden><h2 tabindex="-1">${t('投好了')}</h2><p>${t('这是您的回执，请抄下来或拍照。结果公布后，凭它能找到自己的这张票。')}</p>
<p class="ticket"><output></output></p><p class="hint">${t('系统没有记下这个回执，丢了补不了，但不影响您的票。不要给别人看。')}</p>
<p class="ways"><a class="button quiet" href="/b/${b.community}/${b.id}">${booth ? t('完成，交给工作人员') : t('好了')}</a></p></div>
<p role="status" class="mistake"></p></form>
<script ${attributes({ type: 'module', src: ballotScript })}></script>`
}

function Signed(visit: Here, b: PublicBallot, voter: string): Html {
  return html`<form method="post" novalidate action="/b/${b.community}/${b.id}/vote?voter=${voter}"><h2>${t('实名投票')}</h2>
<p class="lead">${t('这部分按规定要实名，投出后不能改；截止以前谁也看不到。')}</p>${Mistakes(visit.form, { op: signVote })}
<input type="hidden" name="_op" value="${nameOf(signVote)}"><input type="hidden" name="_key" value="${visit.form.key}"><input type="hidden" name="shape" value="${shapeOf(b, false)}">
${b.questions.map((q, i) => q.signed && Ask(q, i))}
<p class="send"><button class="button">${t('实名投出')}</button></p></form>`
}

function Ask(q: Question, i: number): Html {
  const one = q.ask === 'yesNo' || q.ask === 'choose-1'
  const numbers = q.ask === 'scoring' || q.ask === 'cumulative' || q.ask === 'ordinal'
  return html`<fieldset class="field cards-field"><legend>${q.text}</legend><p class="hint">${hintOf(q)}</p>
<div class="choices">${q.options.map((o, j) => (numbers ? Number_(o.name, Note(o.cost), i, j) : Card(o.name, Note(o.cost), one ? { type: 'radio', name: `q${i}`, value: j } : { type: 'checkbox', name: `q${i}o${j}`, value: 1 })))}</div></fieldset>`
}

const Note = (cost: number | null): Child =>
  cost !== null && html`<small>${t('造价 {n} 元', { n: (cost / 100).toLocaleString('zh-CN') })}</small>`
const Card = (name: string, note: Child, input: Record<string, string | number>): Html =>
  html`<label class="choice"><input ${attributes(input)}><span><span data-name="1">${name}</span>${note}</span></label>`
const Number_ = (name: string, note: Child, i: number, j: number): Html =>
  html`<label class="choice number"><span><span data-name="1">${name}</span>${note}</span><input ${attributes({ type: 'text', inputmode: 'numeric', name: `q${i}o${j}`, autocomplete: 'off', maxlength: 4 })}></label>`

function hintOf(q: Question): string {
  if (q.ask === 'scoring') return t('给每一项打分，最高 {n} 分，不填算 0 分', { n: q.most })
  if (q.ask === 'cumulative') return t('您有 {n} 票，可以都给一项，也可以分开', { n: q.most })
  if (q.ask === 'approval' || q.ask === 'election') return t('最多选 {n} 项', { n: q.most })
  return asks[q.ask].hint
}
