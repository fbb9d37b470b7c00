/**
 * Reporting: one page, few questions, no name and no phone unless one wants to be called back. Without a script the category,
 * the likely duplicates and the place are the same page sent again, nothing filled in is lost. 篇8 2「反映诉求」
 */
import { t } from '../../../kernel/text.ts'
import { fieldOf } from '../../../ui/shapes.ts'
import { html, type Child, type Html } from '../../../ui/html.ts'
import { FormOf, Mistakes } from '../../../ui/portal.ts'
import { Field, said, type Question, type Values } from '../../../ui/portal-fields.ts'
import { inputOf, page, sending, type Visit } from '../../../ui/portal-page.ts'
import { Emergency, locateScript } from '../../../ui/portal-parts.ts'
import { grid } from '../contract.ts'
import { categoryOf, nothing, stillToAsk } from './portal-ask.ts'
import { codeOf } from './portal-code.ts'
import {
  addressIn,
  chosen,
  DoorButton,
  finding,
  known,
  Locate,
  questionsOf,
  TouchMap,
  type Known,
} from './portal-where.ts'

type Here = Visit<'community'>
const { report } = grid.ops
const fields = ['category', 'title', 'description', 'photos', 'where', 'door', 'address', 'phone', 'contactName']

export const reportPage = page(
  '/c/:community/report',
  () => t('我要反映'),
  async visit => {
    const { form } = visit
    const place = await known(form.values, visit)
    const questions = asked(place, visit)
    const next = form.op && !said(form.values, 'finding') ? await stillToAsk(form.values, visit) : nothing
    const ask = (name: string) => Field(fieldOf(report.input, name), form, report, questions[name])
    const filled = html`${Step(1, t('什么事'), ['title', 'description', 'photos'].map(ask))}
${Step(2, t('在哪里'), html`${Locate(form.values)}${ask('where')}${DoorButton(place)}${place.rooms.length > 0 && ask('door')}${await TouchMap(place, visit)}${ask('address')}`)}
${Step(3, t('怎么联系您'), ['phone', 'contactName'].map(ask))}`
    const open = Object.keys(form.mistakes).some(name => name !== 'category')
    // Whoever presses Enter in a field means to go on, not the first of the small buttons.
    const enter = html`<button hidden></button>`
    return html`<h1>${t('我要反映')}</h1>
${Emergency()}
${Mistakes(form, { op: report, fields, questions })}
${FormOf(visit, {
  op: report,
  fields: [],
  before: next.asks
    ? html`${enter}${next.asks}<details class="more filled"${open && html` open`}><summary>${t('看看、改改刚才填的')}</summary>${filled}</details>`
    : html`${enter}${filled}`,
  submit: next.submit ?? t('下一步'),
  // The buttons of the map lead back to the map; the next question stands on top.
  action: '#',
})}
${locateScript}`
  },
  {
    menu: 1,
    kept: true,
    post: sending(report, {
      input: inputOfReport,
      shownAt: { place: 'where', building: 'where', lon: 'where', lat: 'where' },
      async first(values, visit, { category, ...others }) {
        const found = await finding(values, visit)
        if (found) return ((values['finding'] = '1'), found)
        if (others['where']) others['where'] = t('请选哪栋楼，或者哪一片')
        if (Object.keys(others).length) return others
        if (category !== undefined) return said(values, 'asked') ? { category: t('请选一类') } : {}
        return (await stillToAsk(values, visit)).asks ? {} : null
      },
      leaves: (values, visit) => (needsCode(values, visit) ? codeOf(visit.form.key) : null),
      then: (answer, visit, values) =>
        `/c/${visit.params['community']}/reported/${answer.id}?${new URLSearchParams({ number: answer.number, by: answer.acceptBy.toISOString(), ...(needsCode(values, visit) && { code: '1' }) })}`,
    }),
  },
)

const isKnown = ({ me }: Pick<Visit<string>, 'me'>) => me !== null && !me.guest
/** A phone, or an account, already leads back to the matter. */
const needsCode = (values: Values, visit: Visit<string>) => !said(values, 'phone').trim() && !isKnown(visit)

async function inputOfReport(values: Values, visit: Visit<string>) {
  const place = await known(values, visit)
  const { lon, lat, building = '', ...where } = chosen(values)
  const said_ = {
    ...values,
    place: where.place || (place.here ? place.community : ''),
    building,
    lon: place.here ? String(lon) : '',
    lat: place.here ? String(lat) : '',
    address: addressIn(values, place),
    category: categoryOf(values),
    code: needsCode(values, visit) ? codeOf(visit.form.key) : '',
  }
  return inputOf(report, said_, {})
}

function asked(place: Known, visit: Pick<Here, 'me'>): Record<string, Question> {
  return {
    title: { label: t('一句话说说'), hint: t('例如：3 号楼楼道灯不亮') },
    description: { label: t('再多说一点') },
    ...questionsOf(place),
    phone: {
      hint: isKnown(visit)
        ? t('留了，办的人好打给您；不公开。')
        : t('留了，办的人好打给您，查进度用后四位；不公开。不留也行，交上去会给您一个查询码。'),
      autocomplete: 'tel',
    },
    contactName: { hint: t('例如：王婶'), autocomplete: 'name' },
  }
}

const Step = (n: number, title: string, children: Child): Html =>
  html`<section class="step"${n === 2 && html` id="place"`}><h2><i aria-hidden="true">${n}</i>${title}</h2>${children}</section>`
